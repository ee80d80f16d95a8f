import { describe, expect, it } from "vitest";
import { RefusedByPolicy } from "../../../src/errors.ts";
import { policyFile } from "../../support/folder.ts";
import { runCommand } from "../../support/idgate.ts";
import { askingClient, openRooms } from "../../support/rooms.ts";

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

/** Makes the call under the policy; its operation, and the folder of the ledger. */
async function refused(name: string, params: unknown) {
  const rooms = await openRooms({ policy: BASE });
  const error = await rooms.run(name, params).catch((thrown: unknown) => thrown);
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
    expect(blind).toMatchObject({ code: 1, stdout: expect.stringContaining("denied on purpose, by never.") });
    const { stdout } = await suggest(operation, state, "--policy", policyFile(BASE));
    expect(stdout).toContain("by never (line 8)");
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
