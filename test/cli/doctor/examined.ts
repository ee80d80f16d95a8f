/** What `idgate doctor` says, run as a process. */
import { expect } from "vitest";
import * as z from "zod";
import { ownFolder } from "../../support/folder.ts";
import { runCommand } from "../../support/idgate.ts";

const report = z.object({
  ok: z.boolean(),
  mode: z.enum(["sandbox", "real"]).nullable(),
  findings: z.array(
    z.object({
      name: z.string(),
      verdict: z.enum(["ok", "warning", "problem", "skipped"]),
      what: z.string().min(1),
      do: z.string().min(1).optional(),
    }),
  ),
});

export interface Examined extends z.infer<typeof report> {
  readonly code: number;
  /** `VERDICT what → do` of every finding of one check. */
  of(name: string): readonly string[];
  readonly text: string;
}

/** Runs `idgate doctor --json` with a home folder of its own unless the environment names one. */
export async function examined(args: readonly string[], env: Record<string, string> = {}): Promise<Examined> {
  const { code, stdout, stderr } = await runCommand(["doctor", "--json", ...args], {
    HOME: ownFolder(),
    // Where nothing else has keys an instance's metadata would be asked, off this machine.
    VOLCENGINE_ECS_METADATA_DISABLED: "true",
    ...env,
  });
  expect(stderr).toBe("");
  const found = report.parse(JSON.parse(stdout));
  for (const finding of found.findings) {
    if (finding.verdict === "warning" || finding.verdict === "problem") expect(finding.do).toBeDefined();
  }
  expect(code).toBe(found.ok ? 0 : 1);
  return {
    ...found,
    code,
    of: (name) =>
      found.findings
        .filter((finding) => finding.name === name)
        .map(({ verdict, what, do: todo }) => `${verdict} ${what}${todo === undefined ? "" : ` → ${todo}`}`),
    text: stdout,
  };
}
