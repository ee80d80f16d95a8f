import { describe, expect, it } from "vitest";
import { runCommand } from "../support/idgate.ts";

describe("a slip on the command line", () => {
  it.each([
    [["policy", "check", "--reel"], "idgate policy check"],
    [["policy", "chek"], "idgate policy"],
    [["approvals", "keygen"], "idgate approvals keygen"],
    [["actions", "show"], "idgate actions show"],
    [["servve"], "idgate"],
  ])("%j points to the help of %s", async (args, command) => {
    const { code, stderr } = await runCommand(args);
    expect(code).toBe(2);
    expect(stderr).toContain(`(${command} --help shows what there is)\n`);
  });

  it("a mistyped command is told the nearest one", async () => {
    expect((await runCommand(["servve"])).stderr).toContain("(Did you mean serve?)");
    expect((await runCommand(["quux"])).stderr).not.toContain("Did you mean");
  });
});
