import { describe, expect, it } from "vitest";
import { RefusedByPolicy } from "../../../src/errors.ts";
import type { Requester } from "../../../src/gate/types.ts";
import { policyFile } from "../../support/folder.ts";
import { runCommand } from "../../support/idgate.ts";
import { askingClient, openRooms } from "../../support/rooms.ts";
import { PERSON } from "./files.ts";

const BASE = `version: 1
account: "2100000000"
allow:
  - id: pools
    actions: ["id:CreateWorkloadPool"]
    when: { WorkloadPoolName: { like: "agent-*" } }
deny:
  - id: never
    actions: ["id:DeleteNamespace"]
`;

const SIGNED = `version: 1
account: "2100000000"
approvers:
  - { name: alice, key: "${PERSON}" }
allow:
  - id: grants
    actions: ["iam:AttachUserPolicy"]
`;

/** Makes the call under the policy; its operation, and the folder of the ledger. */
async function refused(
  name: string,
  params: unknown,
  { policy = BASE, ...more }: { policy?: string; requester?: Requester } = {},
) {
  const rooms = await openRooms({ policy });
  const error = await rooms.run(name, params, more).catch((thrown: unknown) => thrown);
  if (!(error instanceof RefusedByPolicy)) throw new Error("the call was not refused");
  return { operation: error.operation ?? "", state: rooms.state };
}

const suggest = (operation: string, state: string, ...more: string[]) =>
  runCommand(["policy", "suggest", operation, "--state", state, "--sandbox", ...more]);

describe("idgate policy suggest", () => {
  it("prints a rule that can be pasted into the file, and then allows the call", async () => {
    const { operation, state } = await refused("id:CreateWorkloadPool", { WorkloadPoolName: "team-a" });
    const { code, stdout, stderr } = await suggest(operation, state, "--policy", policyFile(BASE));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`# ${operation}, id:CreateWorkloadPool, `);
    const rule = stdout
      .split("\n")
      .filter((line) => line.startsWith("  "))
      .join("\n");
    const rooms = await openRooms({ policy: BASE.replace("deny:", `${rule}\ndeny:`) });
    const asked = await rooms.run(
      "id:CreateWorkloadPool",
      { WorkloadPoolName: "team-a" },
      { requester: askingClient },
    );
    expect(asked.kind).toBe("ask");
    await expect(rooms.run("id:CreateWorkloadPool", { WorkloadPoolName: "team-b" })).rejects.toThrow(
      RefusedByPolicy,
    );
  });
  it("prints JSON", async () => {
    const { operation, state } = await refused("id:CreateWorkloadPool", { WorkloadPoolName: "team-a" });
    const { stdout } = await suggest(operation, state, "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      operation,
      action: "id:CreateWorkloadPool",
      kind: "rule",
      add: { allow: [{ actions: ["id:CreateWorkloadPool"], when: { WorkloadPoolName: "team-a" } }] },
    });
  });
  it("says that a deny is meant, with its line where the file is named", async () => {
    const { operation, state } = await refused("id:DeleteNamespace", { NamespaceName: "n" });
    const blind = await suggest(operation, state);
    expect(blind).toMatchObject({ code: 1, stdout: expect.stringContaining("denied here by rule never.") });
    const { stdout } = await suggest(operation, state, "--policy", policyFile(BASE));
    expect(stdout).toContain("by never (line 8)");
  });
  it("writes a rule that holds over stdio, where the row's user is the server's own and no token names one", async () => {
    const requester = { label: "stdio test/1", client: "test/1", canAsk: false, user: "alice" };
    const params = { WorkloadPoolName: "team-a" };
    const { operation, state } = await refused("id:CreateWorkloadPool", params, { requester });
    const { code, stdout } = await suggest(operation, state, "--policy", policyFile(BASE));
    expect(code).toBe(0);
    expect(stdout).not.toContain("who:");
    const over = await refused("id:CreateWorkloadPool", params, {
      requester: { ...requester, label: "http test/1" },
    });
    const token = await suggest(over.operation, over.state, "--policy", policyFile(BASE));
    expect(token.stdout).toContain("who:\n      users:\n        - alice\n");
  });
  it("takes no allow rule for a deny where nobody but the requester could sign, and tells the reason", async () => {
    const policy = SIGNED;
    const requester = { label: "stdio test/1", client: "test/1", canAsk: false, user: "alice" };
    const params = { UserName: "dev", PolicyName: "ReadOnlyAccess", PolicyType: "System" };
    const { operation, state } = await refused("iam:AttachUserPolicy", params, { requester, policy });
    const reason = "the policy names nobody but its requester";
    const blind = await suggest(operation, state);
    expect(blind).toMatchObject({ code: 1, stdout: expect.stringContaining(reason) });
    expect(blind.stdout).not.toContain("denied");
    const told = await suggest(operation, state, "--policy", policyFile(policy));
    expect(told).toMatchObject({ code: 1, stdout: expect.stringContaining(reason) });
    expect(told.stdout).toContain("allows this call already, by grants, with approval second-person");
  });
  it("never prints a secret that was typed", async () => {
    const secret = "hunter2-hunter2-hunter2";
    const { operation, state } = await refused("iam:CreateLoginProfile", {
      UserName: "bot",
      Password: secret,
    });
    const { code, stdout } = await suggest(operation, state);
    expect(code).toBe(0);
    expect(stdout).toContain("Password:\n        present: true");
    expect(stdout).not.toContain("hunter2");
  });
  it("says so where the ledger kept no values", async () => {
    const TargetState = { UserName: "bot", Description: "x".repeat(17_000) };
    const params = { TypeName: "Volcengine::IAM::User", TargetState };
    const { operation, state } = await refused("cloudcontrol:CreateResource", params);
    expect(await suggest(operation, state)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("kept no values"),
    });
  });
  it("says so where the operation was not refused, and ends with 2 where there is none", async () => {
    const rooms = await openRooms({ policy: BASE });
    const done = await rooms.run("id:CreateWorkloadPool", { WorkloadPoolName: "agent-a" });
    const operation = done.kind === "done" ? (done.operation ?? "") : "";
    expect(await suggest(operation, rooms.state)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("not refused: it is succeeded"),
    });
    expect(await suggest("op_nothing", rooms.state)).toMatchObject({ code: 2, stdout: "" });
  });
});
