/** `idgate policy lint`: what the file says that its author may not mean. */
import * as z from "zod";
import { lint } from "../../policy/review/lint/lint.ts";
import type { Finding } from "../../policy/review/lint/types.ts";
import { EXIT, type Program } from "../context.ts";
import { printJson, printLines } from "../print.ts";
import { openPolicy } from "./open.ts";

const lintFlags = z.object({ json: z.boolean().default(false) });

/**
 * Prints the findings in the order of the file. Exit code 1 where one is a warning; notes are no fault.
 * @throws PolicyInvalid, ConfigInvalid where the file does not load
 */
export async function lintPolicyFile(program: Program, argument: unknown, flags: unknown): Promise<number> {
  const { json } = lintFlags.parse(flags);
  const { file, policy, actions } = await openPolicy(program, { argument, flags });
  const findings = lint(policy, actions);
  const warned = findings.some(({ level }) => level === "warning");
  if (json) printJson({ file, version: policy.version, findings });
  else
    printLines(findings.length === 0 ? [`${file}: nothing found`] : findings.map((one) => line(file, one)));
  return warned ? EXIT.negative : EXIT.ok;
}

function line(file: string, { line: at, level, rule, what, code }: Finding): string {
  const about = rule === undefined ? "" : `rule ${rule}: `;
  return `${file}:${at}: ${level === "note" ? "note: " : ""}${about}${what} [${code}]`;
}
