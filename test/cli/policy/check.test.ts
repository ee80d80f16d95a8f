import { describe, expect, it } from "vitest";
import { ownFolder, policyFile } from "../../support/folder.ts";
import { runCommand } from "../../support/idgate.ts";
import { fileOf, PERSON } from "./files.ts";

const WHOLE = `version: 1
account: "2100000000"
hosts: [auth.example.com]
approvers:
  - { name: security, key: "${PERSON}" }
allow:
  - id: pools
    actions: ["id:CreateWorkloadPool"]
    budget: { max: 20, per: hour }
  - id: with-a-person
    actions: ["id:DeleteNamespace"]
    approval: ask
  - id: signed
    actions: ["iam:AttachUserPolicy"]
deny:
  - id: never
    actions: ["id:DeleteWorkloadPool"]
`;

const check = (...args: string[]) => runCommand(["policy", "check", ...args]);

describe("idgate policy check", () => {
  it("sums a file up", async () => {
    const file = policyFile(WHOLE);
    const { code, stdout, stderr } = await check(file);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [first, ...facts] = stdout.trimEnd().split("\n");
    expect(first).toBe(`${file}: ok`);
    const said = Object.fromEntries(facts.map((line) => [line.slice(2, 12).trim(), line.slice(13)]));
    expect(said).toEqual({
      version: expect.stringMatching(/^[0-9a-f]{12}$/),
      account: "2100000000",
      hosts: "auth.example.com",
      reads: "allow",
      rules: "3 allow, 1 deny",
      approvers: "security",
      budgets: "pools 20 an hour",
      flows: "none",
      shown: "no secret",
      decides: expect.stringMatching(
        /^418 actions: \d+ allowed, 1 ask, 1 need a second person, \d+ depend, \d+ refused$/,
      ),
    });
  });

  it("prints JSON whose numbers add up", async () => {
    const { code, stdout } = await check(policyFile(WHOLE), "--json");
    expect(code).toBe(0);
    const data = JSON.parse(stdout);
    expect(data).toMatchObject({
      account: "2100000000",
      rules: { allow: 3, deny: 1 },
      approvers: [{ name: "security", user: null }],
      budgets: [{ rule: "pools", max: 20, perSeconds: 3600 }],
    });
    const { total, ...parts } = data.actions;
    expect(Object.values<number>(parts).reduce((sum, one) => sum + one, 0)).toBe(total);
  });

  it("takes the file from --policy and from the environment", async () => {
    const file = policyFile("version: 1\n");
    for (const { stdout } of [
      await check("--policy", file),
      await runCommand(["policy", "check"], { IDGATE_POLICY: file }),
    ]) {
      expect(stdout).toContain(`${file}: ok`);
    }
  });

  it("says that a file without an account is for the sandbox, and refuses it for a real one", async () => {
    const file = policyFile(WHOLE.replace(/^account.*\n/m, ""));
    const sandbox = await check(file);
    expect(sandbox.code).toBe(0);
    expect(sandbox.stdout).toContain("none: for the sandbox alone");
    const real = await check(file, "--real");
    expect({ code: real.code, stdout: real.stdout }).toEqual({ code: 2, stdout: "" });
    expect(real.stderr).toContain(`${file}:1:1: a policy with allow rules must pin the account`);
  });

  it("lists every problem of a broken file with its place, and exits with 2", async () => {
    const file = policyFile(
      'version: 1\nraeds: allow\nallow:\n  - id: a\n    actions: ["id:CreateWorklaodPool"]\n',
    );
    const { code, stdout, stderr } = await check(file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`${file}:2:1: "raeds" is not a key of a policy, did you mean reads?`);
    expect(stderr).toContain(`${file}:5:15: "id:CreateWorklaodPool" is not an action`);
  });

  it.each([
    ["no file at all", [], "No policy file is named"],
    ["a file that is not there", ["/nowhere/policy.yaml"], "/nowhere/policy.yaml cannot be read: ENOENT"],
    ["an empty name", ["--policy", ""], "is empty"],
    ["two files", ["a.yaml", "--policy", "b.yaml"], "Two policy files"],
    ["a flag that it does not have", ["a.yaml", "--reel"], "unknown option '--reel'"],
  ])("exits with 2 for %s", async (_what, args, message) => {
    const { code, stdout, stderr } = await check(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("exits with 2 for a folder", async () => {
    const { code, stderr } = await check(ownFolder());
    expect(code).toBe(2);
    expect(stderr).toContain("it is no regular file");
  });

  it("shows what would steer a terminal, in a file's name and in the file", async () => {
    const file = fileOf("evil\u001b[2J\u202e\nok.yaml", "version: 1\n");
    const fine = await check(file);
    expect(fine.code).toBe(0);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come.
    expect(fine.stdout).not.toMatch(/[\u001b\u202e]/);
    expect(fine.stdout.split("\n")[0]).toMatch(/ok\.yaml: ok$/);
    const broken = await check(policyFile('version: 1\n"\\e[2J\\u202e": 1\n'));
    expect(broken.code).toBe(2);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come.
    expect(broken.stderr).not.toMatch(/[\u001b\u202e]/);
  });
});
