/** Egress fields that hold no address: the rule lists their values. */
import { describe, expect, test } from "vitest";
import { judging, said } from "../real.ts";

const judge = judging(`hosts: [auth.example.com]
allow:
  - id: hook
    actions: ["id:CreateFaasService", "id:UpdateFaasService"]
    when: {FunctionId: {in: [fn-1, fn-2]}}
    approval: none
  - {id: any, actions: ["id:CreateFaasService"], when: {UserPoolUid: free}, approval: none}
  - id: anchor
    actions: ["id:CreateTrustAnchor"]
    when: {TrustAnchorCfg.Value: {in: ["https://auth.example.com/jwks", "abc"]}}
    approval: none
`);
const hook = (FunctionId: unknown, UserPoolUid = "p") =>
  said(judge("id:CreateFaasService", { UserPoolUid, FunctionType: "t", FunctionId: String(FunctionId) }));

describe("a function", () => {
  test("is one that the rule lists", () => {
    expect(hook("fn-1")).toBe("allow");
    expect(hook("fn-3")).not.toBe("allow");
  });
  test("is vouched for by no rule that lists none", () => {
    expect(hook("fn-3", "free")).toBe(
      "FunctionId must be a value that the rule lists, in a condition with in",
    );
  });
});

test("what a trust anchor trusts is listed, every value of it", () => {
  const anchor = (...values: string[]) =>
    said(
      judge("id:CreateTrustAnchor", {
        Name: "a",
        TrustAnchorCfg: values.map((Value, at) => ({ Key: `k${at}`, Value })),
      }),
    );
  expect(anchor("abc")).toBe("allow");
  expect(anchor("abc", "https://auth.example.com/jwks")).toBe("allow");
  expect(anchor("abc", "https://auth.example.com/other")).not.toBe("allow");
});
