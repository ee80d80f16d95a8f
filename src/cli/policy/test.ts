/** `idgate policy test`: cases that a policy has to decide as its author expects. */
import { dirname, resolve } from "node:path";
import * as z from "zod";
import { readCases } from "../../policy/file/case-file.ts";
import { type CaseResult, runCase } from "../../policy/review/run-case.ts";
import { visible } from "../../text/index.ts";
import { EXIT, type Program } from "../context.ts";
import { printJson, printLines } from "../print.ts";
import { asGateDecides } from "./call.ts";
import { openPolicyFile, policyFile, readBytes } from "./open.ts";
import { counted } from "./words.ts";

const testFlags = z.object({ policy: z.string().optional(), json: z.boolean().default(false) });

/**
 * Runs a file of cases against the policy of `--policy`, of the file itself or of the environment, in this order.
 * @returns 1 where one fails
 * @throws PolicyInvalid where either file is broken
 * @throws ConfigInvalid where one cannot be read, or no policy is named
 */
export async function testPolicy(program: Program, file: string, given: unknown): Promise<number> {
  const flags = testFlags.parse(given);
  const bytes = readBytes(file, "The file of cases");
  const actions = (await program.families()).flatMap((family) => family.actions);
  const { policy: named, cases } = readCases(bytes, { name: file }, actions);
  const beside = named === undefined ? undefined : resolve(dirname(file), named.value);
  const source = flags.policy === undefined && beside !== undefined ? beside : policyFile(program, { flags });
  const opened = await openPolicyFile(program, source);
  const policy = asGateDecides(opened.policy);
  const results = cases.map((one) => runCase(policy, one));
  const failed = results.filter(({ passed }) => !passed).length;
  if (flags.json) printJson({ policy: opened.file, version: opened.policy.version, cases: results, failed });
  else printLines([...results.map((result) => resultLine(visible(file), result)), summary(results, failed)]);
  return failed === 0 ? EXIT.ok : EXIT.negative;
}

// One line each, whatever is in a name or a reason.
function resultLine(file: string, { name, line, passed, expected, why }: CaseResult): string {
  return visible(
    passed ? `ok      ${name}` : `FAILED  ${name} (${file}:${line}): expected ${expected}, was ${why}`,
  );
}

function summary(results: readonly CaseResult[], failed: number): string {
  return `${counted(results.length, "case")}, ${failed === 0 ? "all as expected" : `${failed} failed`}.`;
}
