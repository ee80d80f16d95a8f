import { describe, expect, it } from "vitest";
import { policyFile } from "../../support/folder.ts";
import { runCommand } from "../../support/idgate.ts";

const lint = (...args: string[]) => runCommand(["policy", "lint", ...args]);
const rule = (more: string) =>
  `version: 1\naccount: "1"\nallow:\n  - id: a\n    actions: ["id:CreateWorkloadPool"]\n${more}`;

describe("idgate policy lint", () => {
  it("names file, line, rule, what to do and the code, and ends with 1", async () => {
    const file = policyFile(rule('    when:\n      WorkloadPoolName: { like: "dev*" }\n'));
    const { code, stdout, stderr } = await lint(file);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toBe(
      `${file}:7: rule a: WorkloadPoolName: like "dev*" also fits "devX-admin": end it at a separator, like "dev-*" [wide-like]\n`,
    );
  });
  it("says that there is nothing, and ends with 0", async () => {
    const file = policyFile(rule(""));
    expect(await lint(file)).toMatchObject({ code: 0, stdout: `${file}: nothing found\n` });
  });
  it("prints notes as notes, which are no fault", async () => {
    const { code, stdout } = await lint(policyFile(rule("    who: { users: [alice] }\n")));
    expect(code).toBe(0);
    expect(stdout).toMatch(/:4: note: rule a: it has who, .* \[who\]\n$/);
  });
  it("prints JSON", async () => {
    const file = policyFile(rule('    when: { WorkloadPoolName: { like: "*" } }\n'));
    const { code, stdout } = await lint("--policy", file, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      file,
      version: expect.stringMatching(/^[0-9a-f]{64}$/),
      findings: [
        expect.objectContaining({
          code: "wide-like",
          level: "warning",
          line: 6,
          rule: "a",
          what: expect.any(String),
        }),
      ],
    });
  });
  it("ends with 2 where the file does not load", async () => {
    expect(await lint(policyFile("version: 2\n"))).toMatchObject({ code: 2, stdout: "" });
  });
});
