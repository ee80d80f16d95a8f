import { describe, expect, it } from "vitest";
import { ownFolder, policyFile } from "../../support/folder.ts";
import { runCommand } from "../../support/idgate.ts";
import { fileOf, PERSON } from "./files.ts";

const POLICY = `version: 1
account: "2100000000"
approvers:
  - { name: security, key: "${PERSON}" }
allow:
  - id: pools
    actions: ["id:CreateWorkloadPool"]
    when: { WorkloadPoolName: { like: "agent-*" } }
    budget: { max: 20, per: hour }
  - id: with-a-person
    actions: ["id:DeleteWorkloadPool"]
    who: { groups: [ops, admins] }
    approval: ask
  - id: signed
    actions: ["iam:AttachUserPolicy"]
deny:
  - id: people
    actions: ["iam:DeleteUser"]
`;

async function explained(...args: string[]) {
  const file = policyFile(POLICY);
  const { code, stdout, stderr } = await runCommand(["policy", "explain", ...args, "--policy", file]);
  return { code, stderr, text: stdout.replaceAll(file, "policy.yaml") };
}
const POOL = (name: string) => ["--params", JSON.stringify({ WorkloadPoolName: name })];

const GRANT = [
  "--params",
  JSON.stringify({ UserName: "dev", PolicyName: "ReadOnlyAccess", PolicyType: "System" }),
];

describe("idgate policy explain", () => {
  it("lets nobody sign a call of their own, as the gate does", async () => {
    const other = await explained("iam:AttachUserPolicy", ...GRANT, "--user", "alice");
    expect(other).toMatchObject({
      code: 0,
      text: expect.stringContaining("allowed once security has signed"),
    });
    const own = await explained("iam:AttachUserPolicy", ...GRANT, "--user", "Security");
    expect(own.code).toBe(1);
    expect(own.text).toContain(
      "(update, raises rights): refused\nA second person must approve this call, and the policy names nobody but its requester.",
    );
  });
  it.each(["id:CreateWorkloadPool", "id_create_workload_pool", "CreateWorkloadPool"])(
    "takes %s, and says which rule allows the call",
    async (name) => {
      expect(await explained(name, ...POOL("agent-a"))).toEqual({
        code: 0,
        stderr: "",
        text: [
          "id:CreateWorkloadPool (create): allowed",
          "  policy.yaml:6 allow pools: matches",
          "  budget of pools: takes 1 of 20 an hour",
          "",
        ].join("\n"),
      });
    },
  );

  it("says what a refused call lacks, and exits with 1", async () => {
    expect(await explained("id:CreateWorkloadPool", ...POOL("team"))).toEqual({
      code: 1,
      stderr: "",
      text: [
        "id:CreateWorkloadPool (create): refused",
        "No rule allows id:CreateWorkloadPool with these parameters.",
        "  policy.yaml:6 allow pools: does not match",
        '    - WorkloadPoolName must be like "agent-*"',
        "",
      ].join("\n"),
    });
  });

  it("names who has to agree or to sign", async () => {
    const asked = await explained("id:DeleteWorkloadPool", ...POOL("a"), "--group", "dev", "--group", "ops");
    expect(asked.text).toContain("id:DeleteWorkloadPool (delete): allowed once a person agrees\n");
    const signed = await explained(
      "iam:AttachUserPolicy",
      "--params",
      '{"UserName":"u","PolicyName":"p","PolicyType":"System"}',
    );
    expect(signed.text).toContain("(update, raises rights): allowed once security has signed\n");
    expect(signed.code).toBe(0);
  });

  it("judges the caller that is named, and nobody where none is", async () => {
    const as = async (...caller: string[]) =>
      (await explained("id:DeleteWorkloadPool", ...POOL("a"), ...caller)).code;
    expect(await as("--user", "alice", "--group", "ops")).toBe(0);
    expect(await as("--user", "alice", "--group", "dev")).toBe(1);
    expect(await as()).toBe(1);
  });

  it("names the denied action that a call can do the work of", async () => {
    const { code, text } = await explained(
      "cloudcontrol:DeleteResource",
      "--params",
      '{"TypeName":"Volcengine::IAM::User","Identifier":"u"}',
    );
    expect(code).toBe(1);
    expect(text).toContain("policy.yaml:17 deny people: it can do what iam:DeleteUser does");
  });

  it("takes parameters from a file", async () => {
    const file = fileOf("params.json", '{"WorkloadPoolName":"agent-a"}');
    expect((await explained("id:CreateWorkloadPool", "--params", `@${file}`)).code).toBe(0);
  });

  it("without parameters says what can be said before they are known", async () => {
    const depends = await explained("id:CreateWorkloadPool");
    expect(depends).toMatchObject({ code: 0 });
    expect(depends.text).toContain("id:CreateWorkloadPool: depends on the call");
    expect(depends.text).toContain('  - WorkloadPoolName must be like "agent-*"');
    expect(depends.text).toContain("policy.yaml:6 allow pools");
    const refused = await explained("iam:DeleteUser");
    expect(refused.code).toBe(1);
    expect(refused.text).toContain("iam:DeleteUser: refused. iam:DeleteUser is denied by rule people.");
  });

  it("prints JSON", async () => {
    const { code, text } = await explained("id:CreateWorkloadPool", ...POOL("team"), "--json");
    expect(code).toBe(1);
    expect(JSON.parse(text)).toMatchObject({
      action: "id:CreateWorkloadPool",
      verdict: "refuse",
      allows: [{ rule: "pools", line: 6, unmet: ['WorkloadPoolName must be like "agent-*"'] }],
      denies: [],
    });
    const outlook = await explained("iam:DeleteUser", "--json");
    expect(JSON.parse(outlook.text)).toMatchObject({ action: "iam:DeleteUser", verdict: "refused" });
  });

  it.each([
    ["an action that does not exist", ["iam:CreatUser"], "Did you mean iam:CreateUser?"],
    [
      "parameters that the action does not take",
      ["id:CreateWorkloadPool", "--params", '{"WorkloadPolName":"a"}'],
      "Did you mean WorkloadPoolName?",
    ],
    [
      "parameters that are no object",
      ["id:CreateWorkloadPool", "--params", "[]"],
      "--params is no JSON object.\nWrite an object",
    ],
    ["parameters that are no JSON", ["id:CreateWorkloadPool", "--params", "{"], "--params is no JSON"],
    [
      "a file of parameters that is not there",
      ["id:CreateWorkloadPool", "--params", "@/nowhere.json"],
      "The file of parameters /nowhere.json cannot be read: ENOENT, there is no such file or folder.",
    ],
    ["no action", [], "missing required argument"],
    ["a flag that it does not have", ["iam:CreateUser", "--groups", "a"], "unknown option '--groups'"],
  ])("exits with 2 for %s", async (_what, args, message) => {
    const { code, stderr, text } = await explained(...args);
    expect({ code, text }).toEqual({ code: 2, text: "" });
    expect(stderr).toContain(message);
  });

  it("exits with 2 for a policy that is not there, or is a folder", async () => {
    for (const file of ["/nowhere.yaml", ownFolder()]) {
      const { code } = await runCommand(["policy", "explain", "iam:CreateUser", "--policy", file]);
      expect(code).toBe(2);
    }
  });
});
