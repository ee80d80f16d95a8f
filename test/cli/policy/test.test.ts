import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ownFolder } from "../../support/folder.ts";
import { runCommand } from "../../support/idgate.ts";
import { fileOf, PERSON } from "./files.ts";

const POLICY = `version: 1
account: "2100000000"
allow:
  - id: pools
    actions: ["id:CreateWorkloadPool"]
    when: { WorkloadPoolName: { like: "agent-*" } }
`;
const GOOD = `cases:
  - name: its own pools
    action: id:CreateWorkloadPool
    params: { WorkloadPoolName: agent-a }
    expect: allow
    rules: [pools]
  - name: no other pools
    action: id:CreateWorkloadPool
    params: { WorkloadPoolName: team }
    expect: refuse
`;

/** policy.yaml, and tests/cases.yaml that names it. */
function laidOut(cases: string, policy = POLICY): { cases: string; policy: string } {
  const folder = ownFolder();
  mkdirSync(join(folder, "tests"));
  const [file, beside] = [join(folder, "tests", "cases.yaml"), join(folder, "policy.yaml")];
  writeFileSync(file, cases);
  writeFileSync(beside, policy);
  return { cases: file, policy: beside };
}
const BESIDE = "policy: ../policy.yaml\n";
const test = (...args: string[]) => runCommand(["policy", "test", ...args]);

describe("idgate policy test", () => {
  it("lets nobody sign a call of their own, as the gate does", async () => {
    const one = (name: string, user: string, expected: string) =>
      `  - name: ${name}
    action: iam:AttachUserPolicy
    params: { UserName: dev, PolicyName: ReadOnlyAccess, PolicyType: System }
    as: { user: ${user} }
    expect: second-person
    ${expected}
`;
    const { cases, policy } = laidOut(
      `cases:\n${one("of another", "dev", "approvers: [alice, bob]")}${one("of alice", "alice", "approvers: [bob]")}`,
      `version: 1
account: "2100000000"
approvers:
  - { name: alice, key: "${PERSON}" }
  - { name: bob, key: "ed25519:${Buffer.alloc(32, 8).toString("base64url")}" }
allow:
  - id: grants
    actions: ["iam:AttachUserPolicy"]
`,
    );
    expect(await runCommand(["policy", "test", cases, "--policy", policy])).toMatchObject({ code: 0 });
  });
  it("prints a line for each case, and exits with 0 where all are as expected", async () => {
    expect(await test(laidOut(BESIDE + GOOD).cases)).toEqual({
      code: 0,
      stderr: "",
      stdout: "ok      its own pools\nok      no other pools\n2 cases, all as expected.\n",
    });
  });

  it("exits with 1 where one is not, and says what was decided and why", async () => {
    const { cases } = laidOut(BESIDE + GOOD.replace("expect: refuse", "expect: allow"));
    const { code, stdout, stderr } = await test(cases);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toBe(
      [
        "ok      its own pools",
        `FAILED  no other pools (${cases}:8): expected allow, was refuse: No rule allows id:CreateWorkloadPool with these parameters. The closest rule is pools: WorkloadPoolName must be like "agent-*".`,
        "2 cases, 1 failed.",
        "",
      ].join("\n"),
    );
  });

  it("takes the policy from --policy before the file's own, and from the environment after it", async () => {
    const other = fileOf("other.yaml", "version: 1\n");
    const { cases, policy } = laidOut(BESIDE + GOOD);
    expect((await test(cases, "--policy", other)).code).toBe(1);
    expect((await runCommand(["policy", "test", cases], { IDGATE_POLICY: other })).code).toBe(0);
    const alone = fileOf("cases.yaml", GOOD);
    expect((await runCommand(["policy", "test", alone], { IDGATE_POLICY: policy })).code).toBe(0);
  });

  it("prints JSON", async () => {
    const { code, stdout } = await test(laidOut(BESIDE + GOOD).cases, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      failed: 0,
      cases: [
        { name: "its own pools", passed: true, decided: "allow", rules: ["pools"], line: 3 },
        { name: "no other pools", passed: true, decided: "refuse", rules: [] },
      ],
    });
  });

  it.each([
    ["a broken file of cases", [laidOutArgs("cases: []\n")], "cases must list at least one"],
    [
      "a broken policy",
      [laidOutArgs(BESIDE + GOOD, "version: 2\n")],
      "policy.yaml:1:10: version must be the number 1",
    ],
    ["no policy", [laidOutArgs(GOOD)], "No policy file is named"],
    ["a policy that is not there", [laidOutArgs(`policy: nowhere.yaml\n${GOOD}`)], "cannot be read: ENOENT"],
    [
      "no such file",
      [() => ["/nowhere/cases.yaml"]],
      "The file of cases /nowhere/cases.yaml cannot be read: ENOENT",
    ],
    ["no file", [() => []], "missing required argument"],
    ["a flag that it does not have", [() => ["cases.yaml", "--verbose"]], "unknown option '--verbose'"],
  ])("exits with 2 for %s", async (_what, [args], message) => {
    const { code, stdout, stderr } = await test(...(args?.() ?? []));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("keeps a case on one line, whatever its name", async () => {
    const { cases } = laidOut(BESIDE + GOOD.replace("its own pools", '"its own\\nok      pools"'));
    const { code, stdout, stderr } = await test(cases);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("name has invisible or unnormalised characters");
  });
});

function laidOutArgs(cases: string, policy?: string): () => readonly string[] {
  return () => [laidOut(cases, policy).cases];
}
