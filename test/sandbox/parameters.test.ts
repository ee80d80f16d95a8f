import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import { dialectOf } from "../../src/sandbox/dialects.ts";
import { checkParameters, parseLeaf } from "../../src/sandbox/facts.ts";
import * as access from "../../src/sandbox/iam/access.ts";
import { createRegistry } from "../../src/sandbox/registry.ts";
import { decodePairs, unflatten } from "../../src/sandbox/request.ts";
import { type RunningServer, startServer } from "../../src/sandbox/server.ts";
import { openStore, type SandboxStore } from "../../src/sandbox/store.ts";
import { type Facts, Fault, type SandboxAction } from "../../src/sandbox/types.ts";
import { ACCOUNT, type CallOptions, NOW, ok, outcome, type Signing } from "./client.ts";

const id = dialectOf("id");

function check(facts: Facts, params: JsonObject, fromText = false): JsonObject | string {
  try {
    return checkParameters(facts, params, { dialect: id, fromText });
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

describe("the notation of facts", () => {
  it.each([
    ["string", "a", true],
    ["string", 1, false],
    ["string 1..3", "", false],
    ["string 1..3", "abc", true],
    ["string 1..3", "abcd", false],
    ["string 1..3", "😀😀😀", true],
    ["string ..2", "", true],
    ["string ..2", "abc", false],
    ["string Manual|Auto", "Auto", true],
    ["string Manual|Auto", "auto", false],
    ["int", 2 ** 31 - 1, true],
    ["int", 2 ** 31, false],
    ["int", "1", false],
    ["int", 1.5, false],
    ["int 1..100", 0, false],
    ["int 1..100", 100, true],
    ["int ..100", 101, false],
    ["int64", 2 ** 31, true],
    ["int64", 2 ** 53, false],
    ["boolean", true, true],
    ["boolean", "true", false],
    ["any", { a: [null] }, true],
  ])("%s takes %j: %s", (fact, value: Json, taken) => {
    expect(check({ X: fact }, { X: value })).toEqual(taken ? { X: value } : "InvalidParameter.X");
  });

  it("that is no notation is an error of the sandbox's own", () => {
    for (const wrong of ["text", "string 1..2 3", "int a|b", "boolean 1..2", "any x", ""]) {
      expect(() => parseLeaf(wrong)).toThrow(/fact/);
    }
  });

  it("requires what ends in !, at any depth, and treats null as absent", () => {
    const facts = { "A!": "string", B: [{ "C!": "int" }] } as const;
    expect(check(facts, {})).toBe("MissingParameter.A");
    expect(check(facts, { A: null })).toBe("MissingParameter.A");
    expect(check(facts, { A: "" })).toBe("MissingParameter.A");
    expect(check(facts, { A: "a", B: [{ C: 1 }, {}] })).toBe("MissingParameter.B.2.C");
    expect(check(facts, { A: "a", B: null })).toEqual({ A: "a" });
    expect(check({ "A!": "string 0.." }, { A: "" })).toEqual({ A: "" });
  });

  it("refuses what is not declared, at any depth", () => {
    expect(check({ A: { B: "any" } }, { A: { C: 1 } })).toBe("InvalidParameter.A.C");
    expect(check({}, { toString: "x" })).toBe("InvalidParameter.toString");
    expect(check({ "constructor!": "string" }, {})).toBe("MissingParameter.constructor");
  });

  it("is worded by the service", () => {
    const missing = (service: string) => dialectOf(service).missingParameter("GroupName");
    expect(missing("id")).toMatchObject({ status: 400, code: "MissingParameter.GroupName" });
    expect(missing("cloudidentity")).toMatchObject({ status: 400, code: "ParamMissing" });
    expect(missing("cloudcontrol")).toMatchObject({ status: 400, code: "MissingParameter" });
    expect(dialectOf("cloudcontrol").invalidParameter("TypeName", "")).toMatchObject({
      status: 400,
      code: "InvalidParameter",
    });
  });
});

/** Flattening as the facts describe it: lists count from one. */
function flatten(value: Json, path: string): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((item: Json, i) => flatten(item, `${path}.${i + 1}`));
  if (isJsonObject(value)) return Object.entries(value).flatMap(([k, v]) => flatten(v, `${path}.${k}`));
  return [[path, String(value)]];
}

describe("flattened parameters", () => {
  const name = fc.stringMatching(/^[A-Z][A-Za-z]{0,8}$/);
  const tree = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.string(),
      fc.array(tie("value"), { minLength: 1, maxLength: 12 }),
      fc.dictionary(name, tie("value"), { minKeys: 1, maxKeys: 4 }).map((entries) => ({ ...entries })),
    ),
  })).value;

  it("come back as what they were, in whatever order they arrive", () => {
    fc.assert(
      fc.property(fc.dictionary(name, tree, { maxKeys: 4 }), fc.boolean(), (given, turned) => {
        const params = { ...given };
        const pairs = Object.entries(params).flatMap(([key, value]) => flatten(value, key));
        const encoded = (turned ? pairs.toReversed() : pairs)
          .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
          .join("&");
        expect(unflatten(decodePairs(encoded), id)).toEqual(params);
      }),
    );
  });

  it.each([
    ["A.1=x&A.3=y"],
    ["A.0=x"],
    ["A.01=x"],
    ["A=x&A.1=y"],
    ["A=x&A=y"],
    ["A..B=x"],
    [".A=x"],
    ["__proto__.x=1"],
    ["A.__proto__=1"],
    ["A=%"],
    ["A=%ff"],
    [Array.from({ length: 1001 }, (_, i) => `A.${i + 1}=x`).join("&")],
  ])("that contradict themselves are refused: %.40s", (encoded) => {
    expect(() => unflatten(decodePairs(encoded), id)).toThrow(Fault);
  });
});

describe("query and form actions over HTTP", () => {
  const echo = (name: string, http: SandboxAction["http"]): SandboxAction => ({
    service: "sts",
    name,
    version: "2018-01-01",
    http,
    input: {
      Tags: [{ "Key!": "string", Value: "string" }],
      Limit: "int 1..100",
      Deep: "boolean",
      Name: "string",
      Keys: ["string"],
    },
    model: "computed",
    reads: true,
    handle: async (params) => ({ ...params }),
  });
  let store: SandboxStore;
  let server: RunningServer;
  let to: Signing;

  beforeAll(async () => {
    store = await openStore(":memory:");
    server = await startServer({
      registry: createRegistry([echo("Query", "GET query"), echo("Form", "POST form")]),
      store,
      account: ACCOUNT,
      region: "cn-beijing",
      port: 0,
      clock: () => NOW,
      newRequestId: () => "request",
      access,
      resources: { relationsTo: () => [], containers: [] },
      runners: new Map(),
      pages: [],
      onRequest: () => {},
      onInternalError: (error) => {
        throw error;
      },
    });
    to = {
      url: server.url,
      accessKeyId: "SANDBOXEXAMPLEACCESSKEY",
      secretAccessKey: "sandbox-example-secret-key",
    };
  });
  afterAll(async () => {
    await server.close();
    await store.close();
  });

  const query = {
    "Tags.1.Key": "env",
    "Tags.1.Value": "a b+c&d=é",
    "Tags.2.Key": "x",
    Limit: "20",
    Deep: "true",
  };
  const nested = { Tags: [{ Key: "env", Value: "a b+c&d=é" }, { Key: "x" }], Limit: 20, Deep: true };
  const sts: CallOptions = { service: "sts" };

  it("get their nested, typed parameters out of the query", async () => {
    expect(await ok(to, "Query", {}, { ...sts, method: "GET", query })).toEqual(nested);
  });

  it("get them out of a form, where a plus is a space", async () => {
    const type = "application/x-www-form-urlencoded";
    const body = new URLSearchParams(query).toString();
    expect(body).toContain("a+b%2Bc");
    expect(await ok(to, "Form", {}, { ...sts, raw: { body, type } })).toEqual(nested);
    const twice = { ...sts, raw: { body: "Limit=1", type }, query: { Limit: "2" } };
    expect(await outcome(to, "Form", {}, twice)).toBe("400 InvalidRequest");
    const json = { ...sts, raw: { body: "{}", type: "application/json" } };
    expect(await outcome(to, "Form", {}, json)).toBe("400 InvalidRequest");
  });

  it("are signed in the order of their names: Keys.1 before Keys.10, although = comes after 0", async () => {
    const Keys = Array.from({ length: 12 }, (_, i) => `k${i}`);
    const many = Object.fromEntries(flatten(Keys, "Keys"));
    expect(await ok(to, "Query", {}, { ...sts, method: "GET", query: many })).toEqual({ Keys });
  });

  it("check them as strictly as JSON", async () => {
    const get = (more: Record<string, string>) =>
      outcome(to, "Query", {}, { ...sts, method: "GET", query: more });
    expect(await get({ Limit: "0" })).toBe("400 InvalidParameter");
    expect(await get({ Limit: "many" })).toBe("400 InvalidParameter");
    expect(await get({ Deep: "yes" })).toBe("400 InvalidParameter");
    expect(await get({ "Tags.1.Value": "x" })).toBe("400 MissingParameter");
    expect(await get({ "Tags.2.Key": "x" })).toBe("400 InvalidRequest");
    expect(await get({ Name: "20" })).toBe("200");
  });
});
