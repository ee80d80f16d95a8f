/** What an allowed call still has to meet: approvals, who signs, budgets. */
import { describe, expect, test } from "vitest";
import { judging, realPolicy, said } from "../real.ts";

const key = (byte: number) => `ed25519:${Buffer.alloc(32, byte).toString("base64url")}`;
const APPROVERS = `approvers:
  - {name: alice, key: "${key(1)}", user: alice}
  - {name: bob, key: "${key(2)}"}
  - {name: carol, key: "${key(3)}"}
`;
const ATTACH = "iam:AttachUserPolicy";
const CREATE = "id:CreateWorkloadPool";

describe("approval", () => {
  test("what raises rights wants a second person unless the rule says otherwise", () => {
    const judge = judging(`${APPROVERS}allow:
  - {id: grant, actions: ["${ATTACH}", "${CREATE}"]}
  - {id: said, actions: ["iam:DetachUserPolicy"], approval: ask}
`);
    expect(said(judge(ATTACH))).toBe("second-person");
    expect(said(judge(CREATE))).toBe("allow");
    expect(said(judge("iam:DetachUserPolicy"))).toBe("ask");
  });
  test("arguments that raise rights want one too, and cannot without anybody to sign", () => {
    const rule = `allow:
  - {id: groups, actions: ["id:UpdateGroup"]}
`;
    const role = { UserPoolUid: "p", GroupUid: "g", IamRoleTrn: "trn:iam::2100000000:role/x" };
    expect(said(judging(APPROVERS + rule)("id:UpdateGroup", role))).toBe("second-person");
    expect(said(judging(APPROVERS + rule)("id:UpdateGroup", { UserPoolUid: "p", GroupUid: "g" }))).toBe(
      "allow",
    );
    expect(said(judging(rule)("id:UpdateGroup", role))).toMatch(/the policy names nobody to sign/);
  });
  test("the strictest of all that match counts", () => {
    const judge = judging(`${APPROVERS}allow:
  - {id: freely, actions: ["id:*"], approval: none}
  - {id: asked, actions: ["${CREATE}"], approval: ask}
  - {id: signed, actions: ["${CREATE}"], when: {WorkloadPoolName: {like: "prod-*"}}, approval: second-person}
`);
    expect(said(judge(CREATE, { WorkloadPoolName: "dev-a" }))).toBe("ask");
    expect(said(judge(CREATE, { WorkloadPoolName: "prod-a" }))).toBe("second-person");
  });
  test("only who may sign by every rule that wants a signature signs", () => {
    const judge = judging(`${APPROVERS}allow:
  - {id: a, actions: ["${ATTACH}"], approval: second-person, approvers: [alice, bob]}
  - {id: b, actions: ["${ATTACH}"], when: {UserName: {like: "x*"}}, approval: second-person, approvers: [bob, carol]}
  - {id: c, actions: ["${ATTACH}"], when: {UserName: xyz}, approval: second-person, approvers: [carol]}
`);
    const signers = (UserName: string) => {
      const decision = judge(ATTACH, { UserName, PolicyName: "p", PolicyType: "System" });
      return decision.verdict === "allow" ? decision.approvers.map(({ name }) => name) : said(decision);
    };
    expect(signers("a")).toEqual(["alice", "bob"]);
    expect(signers("xa")).toEqual(["bob"]);
    expect(signers("xyz")).toBe("the rules that allow it name no approver in common");
  });
  test("a decision that wants no signature names nobody", () => {
    expect(
      judging(`${APPROVERS}allow: [{id: a, actions: ["${CREATE}"], approval: ask}]`)(CREATE),
    ).toMatchObject({
      approvers: [],
    });
  });
  test("the policy gives its approvers, their keys as they are verified with", () => {
    expect(realPolicy(`${APPROVERS}`).approvers[0]).toEqual({
      name: "alice",
      key: Buffer.alloc(32, 1).toString("base64url"),
      user: "alice",
    });
  });
});

describe("budgets", () => {
  const judge = judging(`allow:
  - {id: some, actions: ["id:DeleteUsers", "id:CreateUsersCSV", "${CREATE}"], approval: none, budget: {max: 20, per: hour}}
  - {id: few, actions: ["id:DeleteUsers"], when: {UserPoolUid: p}, budget: {max: 5, per: day}}
`);
  const budgets = (name: string, params = {}) => {
    const decision = judge(name, params);
    return decision.verdict === "allow" ? decision.budgets : said(decision);
  };
  test("one call is one item", () => {
    expect(budgets(CREATE)).toEqual([{ rule: "some", max: 20, perSeconds: 3600, items: 1 }]);
  });
  test("a batch spends its items, from the budget of every rule that matches", () => {
    expect(budgets("id:DeleteUsers", { UserPoolUid: "p", UserUids: ["a", "b", "c"] })).toEqual([
      { rule: "some", max: 20, perSeconds: 3600, items: 3 },
      { rule: "few", max: 5, perSeconds: 86_400, items: 3 },
    ]);
  });
  test("what cannot be counted spends the whole of it", () => {
    expect(budgets("id:CreateUsersCSV", { UserPoolUid: "p", UsersCsvB64: "YQ==" })).toEqual([
      { rule: "some", max: 20, perSeconds: 3600, items: 20 },
    ]);
  });
});
