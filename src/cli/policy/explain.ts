/** `idgate policy explain`: what the policy says of a call, and why. */
import * as z from "zod";
import { type Action, isChange, qualifiedName } from "../../action/action.ts";
import { raisesRights } from "../../policy/engine/judge.ts";
import { type DenyExplained, type Explanation, explain } from "../../policy/review/explain.ts";
import type { Call, Decision, Outlook } from "../../policy/types.ts";
import { actionNamed } from "../action-named.ts";
import { EXIT, type Program } from "../context.ts";
import { printJson, printLines } from "../print.ts";
import { asGateDecides, callOf, principalFlags, principalOf, readArguments } from "./call.ts";
import { type OpenedPolicy, openPolicy } from "./open.ts";
import { budgetWords, listed } from "./words.ts";

const explainFlags = principalFlags.extend({
  params: z.string().optional(),
  json: z.boolean().default(false),
});

/**
 * Prints what becomes of a call; without `--params`, of the action before its arguments are known.
 * @returns 1 where it is refused
 * @throws UnknownAction, InvalidArguments, PolicyInvalid, ConfigInvalid
 */
export async function explainPolicy(program: Program, name: string, given: unknown): Promise<number> {
  const { params, json, ...caller } = explainFlags.parse(given);
  const opened = await openPolicy(program, { flags: given });
  const action = actionNamed(name, opened.actions);
  if (params === undefined) return outlookOf(opened, action, json);
  const call = callOf(action, readArguments(params), principalOf(caller));
  const explanation = explain(asGateDecides(opened.policy), call);
  if (json) printJson(asData(call, explanation));
  else printLines(explanationLines(opened, call, explanation));
  return explanation.decision.verdict === "allow" ? EXIT.ok : EXIT.negative;
}

function outlookOf({ file, policy }: OpenedPolicy, action: Action, json: boolean): number {
  const outlook = policy.outlook(action);
  const name = qualifiedName(action);
  if (json) printJson({ action: name, ...outlook });
  else {
    const on = outlook.verdict === "depends" ? outlook.on.map((clause) => `  - ${clause}`) : [];
    const covering = policy.rules.allow
      .filter((rule) => rule.actions.has(name))
      .map(({ id, line }) => `  ${file}:${line} allow ${id}`);
    printLines([`${name}: ${outlookWords(outlook)}`, ...on, ...covering]);
  }
  return outlook.verdict === "refused" ? EXIT.negative : EXIT.ok;
}

const ONCE = {
  none: "",
  ask: ", once a person agrees",
  "second-person": ", once a second person has signed",
};

function outlookWords(outlook: Outlook): string {
  switch (outlook.verdict) {
    case "refused":
      return `refused. ${outlook.reason}`;
    case "allowed":
      return `allowed${ONCE[outlook.approval]}, whatever the parameters are`;
    case "depends":
      return `depends on the call; at the strictest it is allowed${ONCE[outlook.approval]}. Give --params to see more`;
  }
}

/** `allowed once a person agrees` */
export function verdictWords(decision: Decision): string {
  if (decision.verdict === "refuse") return "refused";
  if (decision.approval === "none") return "allowed";
  if (decision.approval === "ask") return "allowed once a person agrees";
  return `allowed once ${decision.approvers.map(({ name }) => name).join(" or ")} has signed`;
}

function asData(call: Call, { decision, allows, denies, unlistedField }: Explanation) {
  return {
    action: qualifiedName(call.action),
    effect: call.effect,
    raisesRights: raisesRights(call),
    ...decision,
    // Keys are no secret, and of no use here.
    ...(decision.verdict === "allow" ? { approvers: decision.approvers.map(({ name }) => name) } : {}),
    allows,
    denies,
    unlistedField: unlistedField ?? null,
  };
}

export function explanationLines(
  { file, policy }: Pick<OpenedPolicy, "file" | "policy">,
  call: Call,
  explanation: Explanation,
): readonly string[] {
  const { decision, allows, denies, unlistedField, budgets } = explanation;
  const rights = isChange(call.effect) && raisesRights(call) ? ", raises rights" : "";
  const lines = [`${qualifiedName(call.action)} (${call.effect}${rights}): ${verdictWords(decision)}`];
  if (decision.verdict === "refuse") lines.push(decision.reason);
  for (const denied of denies)
    lines.push(`  ${file}:${denied.line} deny ${denied.rule}: ${whyDenied(denied)}`);
  if (decision.verdict === "allow" && decision.rules.includes("reads")) {
    lines.push("  reads: allow, since it is a plain read");
  }
  for (const { rule, line, unmet } of allows) {
    lines.push(`  ${file}:${line} allow ${rule}: ${unmet.length === 0 ? "matches" : "does not match"}`);
    for (const what of unmet) lines.push(`    - ${what}`);
  }
  if (unlistedField !== undefined) {
    lines.push(`  ${unlistedField} points to no listed host; listed: ${listed(policy.rules.hosts, "none")}`);
  }
  for (const { rule, items, ...budget } of budgets) {
    lines.push(`  budget of ${rule}: takes ${items} of ${budgetWords(budget)}`);
  }
  return lines;
}

function whyDenied({ how, of, standsFor, undecided, callerUnknown }: DenyExplained): string {
  const ways = {
    itself: "matches",
    equivalent: `it can do what ${of} does`,
    document: `its policy document grants ${of}${standsFor === undefined ? "" : `, which can do what ${standsFor} does`}`,
  };
  const doubts = [
    ...undecided.map((path) => `${path} cannot be decided, which denies`),
    ...(callerUnknown ? ["the caller is not known, which denies"] : []),
  ];
  return [ways[how], ...doubts].join("; ");
}
