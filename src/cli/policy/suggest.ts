/** `idgate policy suggest`: from a refusal in the ledger to the rule that would have allowed it. */
import * as z from "zod";
import { qualifiedName } from "../../action/action.ts";
import { ConfigInvalid } from "../../errors.ts";
import type { Operation } from "../../ledger/types.ts";
import { type Given, type Suggestion, suggest } from "../../policy/review/suggest/suggest.ts";
import { visible } from "../../text/index.ts";
import { EXIT, type Program } from "../context.ts";
import { parseStateFlags } from "../flags.ts";
import { withLedger } from "../ledger.ts";
import { printJson, printLines } from "../print.ts";
import { readBytes } from "./open.ts";

const operationId = z.string();
const policyFlag = z.object({ policy: z.string().optional() });

/**
 * Prints the rule as YAML; whatever else is said stands in comments. Exit code 1 where no rule helps.
 * @throws ConfigInvalid where there is no ledger, no such operation, or the policy file cannot be read
 * @throws PolicyInvalid where the policy named does not load
 */
export async function suggestRule(program: Program, argument: unknown, flags: unknown): Promise<number> {
  const id = operationId.parse(argument);
  const stateFlags = parseStateFlags(flags);
  const operation = await withLedger(program, stateFlags, async (ledger) => await ledger.get(id));
  if (operation === undefined) {
    throw new ConfigInvalid(`There is no operation ${visible(id).slice(0, 60)} in this ledger.`, {
      hint: "`idgate audit list` shows them; --sandbox and --state choose the ledger.",
    });
  }
  const found = await suggestionFor(program, operation, givenPolicy(program, flags));
  const { action, reason } = operation;
  if (stateFlags.json === true) printJson({ operation: id, action, reason: reason ?? null, ...found });
  else printLines(found.kind === "none" ? noRuleLines(operation, found.why) : asLines(operation, found));
  return found.kind === "none" ? EXIT.negative : EXIT.ok;
}

/** The file of `--policy` or of the environment; none is needed. */
function givenPolicy(program: Program, flags: unknown): Given | undefined {
  const file = policyFlag.parse(flags).policy ?? program.env.IDGATE_POLICY;
  if (file === undefined) return undefined;
  return { name: visible(file), text: new TextDecoder().decode(readBytes(file, "The policy")) };
}

async function suggestionFor(
  program: Program,
  operation: Operation,
  given: Given | undefined,
): Promise<Suggestion> {
  const { status, params, rules, action: name, target } = operation;
  if (status !== "refused") return none(`The operation was not refused: it is ${status}.`);
  const omitted = Object.keys(params).find((key) => key === "$omitted" || key === "$leftOut");
  if (omitted !== undefined) {
    return none(
      "It carried so much that the ledger kept no values of it: without them no narrow rule can be written.",
    );
  }
  // The ledger has the names of the rules, not whether one denies, or allows what a budget or a signature then kept back.
  if (given === undefined && rules.length > 0) {
    return none(
      `A rule decided it, ${rules.join(", ")}: no further rule is missing. Name the policy with --policy to see more.`,
    );
  }
  const actions = (await program.families()).flatMap((family) => family.actions);
  const action = actions.find((one) => qualifiedName(one) === name);
  if (action === undefined) return none(`This version has no action ${name}.`);
  const account = typeof target.account === "string" ? target.account : undefined;
  return suggest({ action, params, user: tokenUser(operation), account }, given, actions);
}

/** Over stdio the row's user is the one that the server runs as. No token says so, and `who` never holds there. */
function tokenUser({ requester, user }: Operation): string | undefined {
  return requester.startsWith("stdio ") ? undefined : user;
}

function noRuleLines({ status, reason }: Operation, why: string): readonly string[] {
  return status !== "refused" || reason === undefined
    ? [why]
    : [why, `The reason given was: ${visible(reason)}`];
}

function asLines(
  { id, action, createdAt, reason }: Operation,
  { yaml, notes }: Extract<Suggestion, { kind: "rule" }>,
): readonly string[] {
  const comments = [
    `${id}, ${action}, ${createdAt}`,
    ...(reason === undefined ? [] : [`refused: ${reason}`]),
  ];
  return [
    ...comments.map((text) => comment(text)),
    ...yaml.trimEnd().split("\n"),
    ...notes.map((text) => comment(`note: ${text}`)),
  ];
}

/** One line: what follows a line's end would no longer be a comment. */
function comment(text: string): string {
  return `# ${visible(text)}`;
}

function none(why: string): Suggestion {
  return { kind: "none", why };
}
