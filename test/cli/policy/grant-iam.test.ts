import { describe, expect, it } from "vitest";
import { policyFile } from "../../support/folder.ts";
import { runCommand } from "../../support/idgate.ts";

const TEXT = `version: 1
account: "2100000000"
allow:
  - id: pools
    actions: ["id:CreateWorkloadPool"]
    when: { WorkloadPoolName: { like: "agent-*" } }
deny:
  - id: not-default
    actions: ["id:CreateWorkloadPool"]
    when: { WorkloadPoolName: default }
`;
const DOCUMENT = {
  Statement: [
    {
      Effect: "Allow",
      Action: ["id:CreateWorkloadPool", "id:GetWorkloadPool", "sts:GetCallerIdentity"],
      Resource: ["*"],
    },
  ],
};
const grant = (...args: string[]) => runCommand(["policy", "grant-iam", ...args]);

describe("idgate policy grant-iam", () => {
  it("prints the document alone, and what it cannot say beside it", async () => {
    const { code, stdout, stderr } = await grant(policyFile(TEXT), "--changes-only");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(DOCUMENT);
    expect(stderr).toMatch(/^3 actions on every resource: /);
    expect(stderr).toContain("narrower than the document: pools.");
    expect(stderr).toContain("does not hold: not-default.");
  });
  it("prints both as one object with --json", async () => {
    const { stdout, stderr } = await grant(policyFile(TEXT), "--changes-only", "--json");
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({
      document: DOCUMENT,
      notes: expect.arrayContaining([expect.any(String)]),
    });
  });
  it("has the reads too where nothing else is said", async () => {
    const { stdout } = await grant(policyFile(TEXT));
    expect(JSON.parse(stdout).Statement[0].Action).toContain("iam:ListUsers");
  });
  it("ends with 2 where the file does not load", async () => {
    expect(await grant(policyFile("version: 2\n"))).toMatchObject({ code: 2, stdout: "" });
  });
});
