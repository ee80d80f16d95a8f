import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, type DigestFacts, digestOf } from "../../src/gate/digest.ts";

const key = new Uint8Array(32).fill(7);
const facts: DigestFacts = {
  action: "id:DeleteWorkloadPool",
  params: { WorkloadPoolName: "a" },
  target: { mode: "real", account: "2100000000", region: "cn-beijing", profile: "p", endpoint: undefined },
  policyVersion: "v1",
  requester: "stdio test/1",
  language: "en",
};

describe("the digest of an operation", () => {
  it("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(JSON.parse(JSON.stringify(reversed)))).toBe(
          canonicalJson(JSON.parse(JSON.stringify(object))),
        );
      }),
    );
  });

  it("tells different values apart", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const a = JSON.parse(JSON.stringify(one));
        const b = JSON.parse(JSON.stringify(other));
        expect(canonicalJson(a) === canonicalJson(b)).toBe(
          JSON.stringify(JSON.parse(canonicalJson(a))) === JSON.stringify(JSON.parse(canonicalJson(b))),
        );
      }),
    );
  });

  const changes: readonly [string, Partial<DigestFacts>][] = [
    ["action", { action: "id:DeleteNamespace" }],
    ["params", { params: { WorkloadPoolName: "b" } }],
    ["a further parameter", { params: { WorkloadPoolName: "a", Description: "x" } }],
    ["account", { target: { ...facts.target, account: "2100000001" } }],
    ["no account", { target: { ...facts.target, account: undefined } }],
    ["region", { target: { ...facts.target, region: "cn-shanghai" } }],
    ["mode", { target: { ...facts.target, mode: "sandbox" } }],
    ["profile", { target: { ...facts.target, profile: "q" } }],
    ["endpoint", { target: { ...facts.target, endpoint: "https://id.example.com" } }],
    ["policy version", { policyVersion: "v2" }],
    ["requester", { requester: "stdio other/1" }],
    ["language of the preview", { language: "zh" }],
  ];
  it.each(changes)("is another one for another %s", (_, change) => {
    expect(digestOf({ ...facts, ...change }, key)).not.toBe(digestOf(facts, key));
  });

  it("is another one under another key", () => {
    expect(digestOf(facts, new Uint8Array(32).fill(8))).not.toBe(digestOf(facts, key));
  });
});
