/** Rules that other rules make pointless. */
import { describe, expect, it } from "vitest";
import { patternWithin } from "../../../../src/policy/review/lint/inclusion.ts";
import { APPROVERS, file, found } from "./files.ts";

const POOL = 'actions: ["id:CreateWorkloadPool"]';
const like = (pattern: string) => `when: {WorkloadPoolName: {like: "${pattern}"}}`;

describe("an allow that a deny takes back whole", () => {
  it("never allows anything", () => {
    const text = file({
      allow: [`id: a, ${POOL}, ${like("prod-eu-*")}`],
      deny: [`id: d, ${POOL}, ${like("prod-*")}`],
    });
    expect(found(text, "never-allows")).toEqual([
      "4 a: it never allows anything, rule d (line 6) denies all of it: remove it, or narrow the deny",
    ]);
  });
  it("is not what a deny of another name, or of some callers, makes of it", () => {
    for (const more of [like("prod-eu-x*"), `${like("prod-*")}, who: {users: [alice]}`]) {
      const text = file({
        allow: [`id: a, ${POOL}, ${like("prod-eu-*")}`],
        deny: [`id: d, ${POOL}, ${more}`],
      });
      expect(found(text, "never-allows")).toEqual([]);
    }
  });
  it("says so of one action among others, also where the deny only implies it", () => {
    const text = file({
      allow: ['id: a, actions: ["cloudidentity:CreateUser", "cloudidentity:DeleteUser"]'],
      deny: ['id: d, actions: ["cloudidentity:RemoveUserFromGroup"]'],
    });
    expect(found(text, "denied-anyway")).toEqual([
      "4 a: cloudidentity:DeleteUser is never allowed by it, rule d (line 6), by denying cloudidentity:RemoveUserFromGroup, denies all of that: take it out of the rule, or narrow the deny",
    ]);
  });
  it("says nothing of a pattern that a deny narrows, which is what denies are for", () => {
    const text = file({
      allow: ['id: a, actions: ["id:*WorkloadPool"]'],
      deny: ['id: d, actions: ["id:DeleteWorkloadPool"]'],
    });
    expect(found(text, "denied-anyway")).toEqual([]);
  });
});

describe("an allow that another one covers", () => {
  it("has no effect where it asks no more", () => {
    const text = file({
      allow: [`id: wide, ${POOL}, ${like("a*")}`, `id: narrow, ${POOL}, ${like("ab?-*")}`],
    });
    expect(found(text, "redundant")).toEqual([
      "5 narrow: rule wide (line 4) allows all of it already and asks no less: it has no effect, remove it",
    ]);
  });
  it("tightens where it asks for more: an approval, a budget, fewer signers", () => {
    const stricter = file({
      allow: [`id: wide, ${POOL}`, `id: narrow, ${POOL}, ${like("prod-*")}, approval: ask`],
    });
    expect(found(stricter, "redundant")).toEqual([]);
    expect(found(stricter, "tightens", "note")).toEqual([
      "5 narrow: rule wide (line 4) allows all of it already, so that it only tightens: approval ask for these calls. If that is meant, leave it; if it was to allow them more freely, narrow the other rule",
    ]);
    const budget = file({ allow: [`id: wide, ${POOL}`, `id: narrow, ${POOL}, budget: {max: 1, per: day}`] });
    expect(found(budget, "tightens")).toHaveLength(1);
  });
  it("has an effect where the other asks more of it, and so is not called redundant the other way round", () => {
    const text = file({ allow: [`id: asks, ${POOL}, approval: ask`, `id: free, ${POOL}`] });
    expect(found(text, "redundant")).toEqual([
      "5 free: rule asks (line 4) allows all of it already and asks no less: it has no effect, remove it",
    ]);
  });
  it("is the later one of two that say the same", () => {
    const text = file({ allow: [`id: a, ${POOL}`, `id: b, ${POOL}`] });
    expect(found(text, "redundant").map((one) => one.slice(0, 4))).toEqual(["5 b:"]);
  });
  it("is needed where only it names what raises rights, or lets through more parameters", () => {
    const named = file({
      allow: [
        'id: a, actions: ["id:*Namespace", "id:GetPolicy"]',
        'id: b, actions: ["id:UpdateNamespace"], approval: ask',
      ],
    });
    expect(found(named, "redundant")).toEqual([]);
    const more = file({
      allow: [`id: a, ${POOL}, only: [WorkloadPoolName]`, `id: b, ${POOL}, only: [WorkloadPoolName, Tags]`],
    });
    expect(found(more, "redundant").map((one) => one.slice(0, 4))).toEqual(["4 a:"]);
  });
  it("is needed where it vouches for a value that goes somewhere", () => {
    const wide = 'id: wide, actions: ["id:CreateFaasService"], approval: ask';
    const narrow =
      'id: narrow, actions: ["id:CreateFaasService"], when: {FunctionId: {in: [f]}}, approval: ask';
    expect(found(file({ allow: [wide, narrow] }), "redundant")).toEqual([]);
  });
  it("may be a read that needs no rule", () => {
    const rule = 'id: a, actions: ["id:GetWorkloadPool"]';
    expect(found(file({ allow: [rule] }), "redundant")).toEqual([
      "4 a: reads: allow allows all of it already and asks no less: it has no effect, remove it",
    ]);
    expect(found(file({ allow: [rule], top: "reads: listed\n" }), "redundant")).toEqual([]);
    const reveals = 'id: a, actions: ["cloudcontrol:GetResource"], types: ["Volcengine::IAM::Accesskey"]';
    expect(found(file({ allow: [reveals] }), "redundant")).toEqual([]);
  });
  it("still keeps renames away from the name that only it trusts", () => {
    const text = file({
      top: APPROVERS,
      allow: [
        'id: wide, actions: ["iam:DeleteUser"], approval: ask',
        'id: narrow, actions: ["iam:DeleteUser"], when: {UserName: {like: "a-*"}}, approval: ask',
      ],
    });
    expect(found(text, "redundant")).toEqual([
      "5 narrow: rule wide (line 4) allows all of it already and asks no less: it allows nothing more (but nothing may be renamed to a name that only it trusts)",
    ]);
  });
});

describe("a deny that another one covers", () => {
  it("has no effect, with all that it implies", () => {
    const text = file({
      deny: ['id: one, actions: ["id:CreateUser"]', 'id: all, actions: ["id:*", "cloudcontrol:*"]'],
    });
    expect(found(text, "redundant")).toEqual([
      "4 one: rule all (line 5) denies all of it already: it has no effect, remove it",
    ]);
  });
  it("has one where it takes more for undecidable, or implies what the other does not", () => {
    const text = file({
      deny: [
        `id: text, ${POOL}, when: {WorkloadPoolName: {in: [prod]}}`,
        `id: mixed, ${POOL}, when: {WorkloadPoolName: {in: [prod, 7]}}`,
        'id: member, actions: ["cloudidentity:AddUserToGroup"]',
        'id: door, actions: ["cloudcontrol:CreateResource"], types: ["Volcengine::IAM::User"]',
      ],
    });
    expect(found(text, "redundant")).toEqual([]);
  });
});

describe("one pattern within another", () => {
  it.each([
    ["prod-eu-*", "prod-*", true],
    ["a*b", "a*", true],
    ["a?c", "a*", true],
    ["a?c", "a?c", true],
    ["a", "?", true],
    ["", "*", true],
    ["a*", "a?", false],
    ["a*", "a", false],
    ["?", "a", false],
    ["*", "?*", false],
    ["a*", "ab*", false],
    ["a**", "a*", true],
  ])("%j in %j: %s", (inner, outer, expected) => {
    expect(patternWithin(inner, outer)).toBe(expected);
  });
});
