import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROLES } from "../../../src/cli/policy/roles.ts";
import { ownFolder, policyFile } from "../../support/folder.ts";
import { runCommand } from "../../support/idgate.ts";
import { fileOf } from "./files.ts";

const init = (...args: string[]) => runCommand(["policy", "init", ...args]);

describe("idgate policy init", () => {
  it.each(ROLES)("prints a policy for %s that `policy check --real` takes", async (role) => {
    const { code, stdout, stderr } = await init(role, "--account", "2100000123");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const checked = await runCommand(["policy", "check", fileOf("policy.yaml", stdout), "--real"]);
    expect(checked.code).toBe(0);
    expect(checked.stdout).toMatch(/account +2100000123/);
  });

  it("without an account prints one that the sandbox takes, and says what a real account wants", async () => {
    const { code, stdout } = await init("workload-provisioner");
    expect(code).toBe(0);
    expect(stdout).toContain('# account: "2100000000"');
    const file = fileOf("policy.yaml", stdout);
    expect((await runCommand(["policy", "check", file])).code).toBe(0);
    const real = await runCommand(["policy", "check", file, "--real"]);
    expect(real.code).toBe(2);
    expect(real.stderr).toContain("must pin the account");
  });

  it("writes to a new file, and says what comes next", async () => {
    const file = join(ownFolder(), "policy.yaml");
    const { code, stdout } = await init("sso-admin", "--account", "2100000123", "--out", file);
    expect(code).toBe(0);
    expect(stdout).toContain(`idgate policy check ${file} --real`);
    expect(readFileSync(file, "utf8")).toContain('account: "2100000123"');
  });

  it("never writes over a file, and says so", async () => {
    const file = policyFile("version: 1\n");
    const { code, stdout, stderr } = await init("read-only", "--out", file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`${file} is there already, and nothing was written.`);
    expect(readFileSync(file, "utf8")).toBe("version: 1\n");
  });

  it.each([
    ["a role that there is none of", ["admin"], "Allowed choices are read-only, workload-provisioner"],
    ["no role", [], "missing required argument"],
    ["an account that is none", ["read-only", "--account", "12a"], "--account takes the digits"],
    [
      "a folder that is not there",
      ["read-only", "--out", "/nowhere/policy.yaml"],
      "cannot be written: ENOENT",
    ],
    ["a flag that it does not have", ["read-only", "--force"], "unknown option '--force'"],
  ])("exits with 2 for %s", async (_what, args, message) => {
    const { code, stdout, stderr } = await init(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});
