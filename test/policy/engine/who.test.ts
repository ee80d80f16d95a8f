import { describe, expect, test } from "vitest";
import type { Principal } from "../../../src/policy/types.ts";
import { judging, said } from "../real.ts";

const CREATE = "id:CreateWorkloadPool";
const NOBODY: Principal = { user: undefined, groups: undefined, client: undefined };
const ada = (more: Partial<Principal> = {}): Principal => ({
  ...NOBODY,
  user: "ada",
  groups: ["platform"],
  ...more,
});

describe("an allow with who", () => {
  const judge = judging(`allow:
  - {id: theirs, actions: ["${CREATE}"], who: {groups: [platform, security]}}
`);
  const verdict = (principal?: Principal) => said(judge(CREATE, { WorkloadPoolName: "a" }, principal));

  test("is for those who are in one of the groups", () => {
    expect(verdict(ada())).toBe("allow");
    expect(verdict(ada({ groups: ["x", "security"] }))).toBe("allow");
  });
  test.each<[string, Principal | undefined]>([
    ["nobody known, as over stdio", undefined],
    ["a token without the claim", ada({ groups: undefined })],
    ["no groups", ada({ groups: [] })],
    ["another group", ada({ groups: ["plat"] })],
    ["the group in another case", ada({ groups: ["Platform"] })],
    ["the group with something unseen in it", ada({ groups: ["platform\u200b"] })],
    ["a user of that name", ada({ user: "platform", groups: [] })],
  ])("is not for %s", (_what, principal) => {
    expect(verdict(principal)).toBe("the rule is for other callers");
  });
  test("wants every list that it gives to hold the caller", () => {
    const both = judging(`allow:
  - {id: a, actions: ["${CREATE}"], who: {users: [ada], clients: [console]}}
`);
    expect(said(both(CREATE, {}, ada({ client: "console" })))).toBe("allow");
    expect(said(both(CREATE, {}, ada()))).toBe("the rule is for other callers");
    expect(said(both(CREATE, {}, ada({ user: "bob", client: "console" })))).toBe(
      "the rule is for other callers",
    );
  });
});

describe("a deny with who", () => {
  const judge = judging(`allow:
  - {id: all, actions: ["${CREATE}"]}
deny:
  - {id: not-them, actions: ["${CREATE}"], who: {users: [bob], groups: [interns]}}
`);
  const verdict = (principal?: Principal) => judge(CREATE, {}, principal).verdict;

  test("lets those through who are surely not meant", () => {
    expect(verdict(ada())).toBe("allow");
    expect(verdict(ada({ user: "bob" }))).toBe("allow");
    expect(verdict(ada({ user: "bob", groups: [] }))).toBe("allow");
  });
  test.each<[string, Principal | undefined]>([
    ["who is meant", ada({ user: "bob", groups: ["interns"] })],
    ["who is not known", undefined],
    ["whose groups are not known", ada({ user: "bob", groups: undefined })],
    ["whose name is not known", ada({ user: undefined, groups: ["interns"] })],
    ["who is written in another case", ada({ user: "BOB", groups: ["Interns "] })],
    ["whose name cannot be compared", ada({ user: "b\u200bob", groups: ["interns"] })],
  ])("denies one %s", (_what, principal) => {
    expect(verdict(principal)).toBe("refuse");
  });
  test("and by another way, the same callers", () => {
    const pools = judging(`allow:
  - {id: all, actions: ["id:DeleteUserPool"]}
deny:
  - {id: guard, actions: ["id:DeleteUsers"], who: {groups: [interns]}}
`);
    expect(pools("id:DeleteUserPool", {}, ada({ groups: ["interns"] })).verdict).toBe("refuse");
    expect(pools("id:DeleteUserPool", {}, ada()).verdict).toBe("allow");
  });
});
