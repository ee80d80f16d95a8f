import { describe, expect, it } from "vitest";
import { PolicyInvalid } from "../../../src/errors.ts";
import { readCases } from "../../../src/policy/file/case-file.ts";
import { loadPolicy } from "../../../src/policy/load.ts";
import { type CaseResult, runCase } from "../../../src/policy/review/run-case.ts";
import { actions } from "../../../tools/index.ts";

const key = (byte: number) => `ed25519:${Buffer.alloc(32, byte).toString("base64url")}`;
const policy = loadPolicy(
  `version: 1
account: "1"
approvers:
  - { name: security, key: "${key(1)}" }
  - { name: platform, key: "${key(2)}" }
allow:
  - id: pools
    actions: ["id:CreateWorkloadPool"]
    when: { WorkloadPoolName: { like: "agent-*" } }
    budget: { max: 20, per: hour }
  - id: ops
    actions: ["id:DeleteWorkloadPool"]
    who: { groups: [ops] }
    approval: ask
  - id: users
    actions: ["id:DeleteUsers"]
    budget: { max: 5, per: day }
  - id: grants
    actions: ["iam:AttachUserPolicy"]
`,
  { name: "policy.yaml" },
  { actions },
);

const read = (text: string) => readCases(new TextEncoder().encode(text), { name: "cases.yaml" }, actions);

function run(text: string): CaseResult {
  const [one] = read(`cases:\n  - name: one\n${text.replace(/^/gm, "    ")}\n`).cases;
  if (one === undefined) throw new Error("no case");
  return runCase(policy, one);
}

function problemsOf(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof PolicyInvalid) return error.message;
    throw error;
  }
  throw new Error("the cases could be read");
}

const POOL = (name: string) => `action: id:CreateWorkloadPool\nparams: { WorkloadPoolName: ${name} }`;
const DELETE_USERS = 'action: id:DeleteUsers\nparams: { UserPoolUid: a, UserUids: ["1", "2"] }';
const GRANT = "action: iam_attach_user_policy\nparams: { UserName: u, PolicyName: p, PolicyType: System }";

describe("a case", () => {
  it.each([
    ["allow", `${POOL("agent-a")}\nexpect: allow`],
    ["allow, by which rules, for how much", `${POOL("agent-a")}\nexpect: allow\nrules: [pools]\nitems: 1`],
    ["allow of a batch", `${DELETE_USERS}\nexpect: allow\nitems: 2`],
    ["refuse", `${POOL("team")}\nexpect: refuse\nrules: []`],
    ["ask, of whom it is for", "action: id:DeleteWorkloadPool\nas: { user: a, groups: [ops] }\nexpect: ask"],
    ["refuse, of nobody known", "action: id:DeleteWorkloadPool\nexpect: refuse"],
    ["second-person", `${GRANT}\nexpect: second-person\napprovers: [platform, security]`],
    ["invalid", "action: id:CreateWorkloadPool\nparams: { WorkloadPolName: a }\nexpect: invalid"],
  ])("passes where it expects %s", (_what, text) => {
    expect(run(text)).toMatchObject({ passed: true });
  });

  it.each([
    ["another verdict", `${POOL("agent-a")}\nexpect: refuse`, "allow, by pools"],
    [
      "an allow of what is refused",
      `${POOL("team")}\nexpect: allow`,
      'The closest rule is pools: WorkloadPoolName must be like "agent-*".',
    ],
    ["allow where a person is asked first", `${GRANT}\nexpect: allow`, "second-person, by grants"],
    ["other rules", `${POOL("agent-a")}\nexpect: allow\nrules: [ops]`, "by pools; expected by ops"],
    ["no rules", `${POOL("agent-a")}\nexpect: allow\nrules: []`, "expected by none"],
    [
      "other approvers",
      `${GRANT}\nexpect: second-person\napprovers: [security]`,
      "security, platform may sign, expected security",
    ],
    [
      "another number",
      `${DELETE_USERS}\nexpect: allow\nitems: 1`,
      "takes 2 of the budget of users, expected 1",
    ],
    ["a number without a budget", `${GRANT}\nexpect: second-person\nitems: 1`, "takes none, expected 1"],
    [
      "a verdict on parameters that do not fit",
      "action: id:CreateWorkloadPool\nparams: { WorkloadPolName: a }\nexpect: refuse",
      "invalid: id:CreateWorkloadPool does not accept these arguments",
    ],
    ["invalid where they fit", `${POOL("agent-a")}\nexpect: invalid`, "allow, by pools"],
  ])("fails where it expects %s", (_what, text, why) => {
    const result = run(text);
    expect(result.passed).toBe(false);
    expect(result.why).toContain(why);
  });

  it("has its line, and parameters of any JSON", () => {
    const { cases, policy: beside } = read(
      'policy: ../policy.yaml\ncases:\n  - name: a\n    action: cloudcontrol:CreateResource\n    params: { TypeName: "T", TargetState: { a: [1, true, null, { b: "c" }] } }\n    expect: refuse\n',
    );
    expect(beside?.value).toBe("../policy.yaml");
    expect(cases).toMatchObject([
      { at: { line: 3 }, params: { TypeName: "T", TargetState: { a: [1, true, null, { b: "c" }] } } },
    ]);
  });
});

describe("a file of cases is read strictly", () => {
  it("and all that is wrong is told with its place", () => {
    const text = `polcy: a.yaml
cases:
  - name: a
    action: id:CreateWorklaodPool
    expect: allow
  - name: a
    action: iam:CreateUser
    param: {}
    expect: allowed
  - action: iam:CreateUser
    params: [1]
    as: { grups: [a] }
    expect: refuse
    items: 1
  - name: b
    action: iam:CreateUser
    as: {}
    expect: invalid
    params: { n: 12345678901234567890 }
`;
    // In the order of the file, and of a line.
    expect(problemsOf(text).split("\n")).toEqual([
      'cases.yaml:1:1: "polcy" is not a key of a file of cases, did you mean policy?',
      'cases.yaml:4:13: "id:CreateWorklaodPool" is not an action, did you mean id:CreateWorkloadPool?',
      'cases.yaml:6:11: the name "a" is used by another case',
      'cases.yaml:8:5: "param" is not a key of a case, did you mean params?',
      'cases.yaml:9:13: expect is "allowed" and must be allow or ask or second-person or refuse or invalid, did you mean allow?',
      "cases.yaml:10:5: a case needs a name",
      "cases.yaml:11:13: params must be a map",
      "cases.yaml:12:9: as must name a user, groups or a client",
      'cases.yaml:12:11: "grups" is not a key of as, did you mean groups?',
      "cases.yaml:14:5: items does not go with expect: refuse",
      "cases.yaml:17:5: as does not go with expect: invalid",
      "cases.yaml:17:9: as must name a user, groups or a client",
      "cases.yaml:19:18: a number that loses digits: quote it if the parameter is text",
    ]);
  });
  it.each([
    ["", "the file is empty: a file of cases begins with cases:"],
    ["cases: []\n", "cases must list at least one"],
    ["policy: a.yaml\n", "cases are missing"],
    ["cases: {}\n", "cases must be a list"],
    ["- a\n", "a file of cases must be a map"],
    ["cases: []\n---\ncases: []\n", "a file of cases is one document"],
    ["cases: &a []\n", "the anchor &a is not supported"],
  ])("%j is none", (text, message) => {
    expect(problemsOf(text)).toContain(message);
  });
});
