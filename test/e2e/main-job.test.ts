import { describe, expect, it } from "vitest";
import { runCommand } from "../support/idgate.ts";

describe("the demo", () => {
  it("does the main job and ends well", async () => {
    const { code, stdout, stderr } = await runCommand(["demo"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const part of [
      "id_create_workload_pool",
      "id_create_namespace",
      "sso_create_group",
      "cc_create_resource",
      "REFUSED_BY_POLICY",
      "The user is asked:",
      "The chain holds",
    ]) {
      expect(stdout).toContain(part);
    }
    // The password of the reference page is nowhere: the user's password is a handle.
    expect(stdout).not.toContain("123456ccNN");
    expect(stdout).toMatch(/"Password":\{"\$secret":"secret_/);
  });
});

describe("the command line", () => {
  it("has help for every command", async () => {
    for (const command of [
      [],
      ["serve"],
      ["sandbox"],
      ["demo"],
      ["actions"],
      ["actions", "show"],
      ["approvals"],
      ["approvals", "list"],
      ["approvals", "show"],
      ["approvals", "approve"],
      ["approvals", "deny"],
      ["audit"],
      ["audit", "list"],
      ["audit", "verify"],
      ["audit", "export"],
      ["secrets"],
      ["secrets", "list"],
      ["secrets", "reveal"],
      ["secrets", "destroy"],
      ["secrets", "keygen"],
      ["secrets", "rotate"],
    ]) {
      const { code, stdout, stderr } = await runCommand([...command, "--help"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain("Usage: idgate");
    }
  });

  it("answers a wrong flag or command with what it may have meant, and exit code 2", async () => {
    const wrongFlag = await runCommand(["serve", "--sandbx"]);
    expect(wrongFlag).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("--sandbox") });
    const wrongCommand = await runCommand(["audit", "verfy"]);
    expect(wrongCommand).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("verify") });
    const nonsense = await runCommand(["nonsense"]);
    expect(nonsense).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("'nonsense'") });
  });

  it("says of a ledger that is not there that it is not there", async () => {
    const { code, stderr } = await runCommand(["audit", "verify", "--state", "/nowhere"]);
    expect(code).toBe(2);
    expect(stderr).toContain("There is no real ledger");
  });
});
