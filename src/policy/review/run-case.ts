/** Holds one case against a policy. */
import { natureOf } from "../../action/action.ts";
import { parseArguments } from "../../action/parse.ts";
import { InvalidArguments } from "../../errors.ts";
import type { Expected, PolicyCase } from "../file/case-file.ts";
import type { Decision, Policy } from "../types.ts";

export interface CaseResult {
  readonly name: string;
  /** Line of the file, from 1. */
  readonly line: number;
  readonly passed: boolean;
  readonly expected: Expected;
  readonly decided: Expected;
  /** The rules that decided. */
  readonly rules: readonly string[];
  /** What was decided and why, and what of it was not expected. */
  readonly why: string;
}

/** Parses the parameters as the gate does, decides, and compares. Pure. */
export function runCase(policy: Pick<Policy, "decide">, one: PolicyCase): CaseResult {
  const base = { name: one.name, line: one.at.line, expected: one.expect };
  const decision = decided(policy, one);
  if (decision instanceof InvalidArguments) {
    const passed = one.expect === "invalid";
    return { ...base, passed, decided: "invalid", rules: [], why: `invalid: ${decision.message}` };
  }
  const verdict = verdictOf(decision);
  const differs = differences(one, decision);
  const why = [described(decision, verdict), ...differs].join("; ");
  const passed = verdict === one.expect && differs.length === 0;
  return { ...base, passed, decided: verdict, rules: decision.rules, why };
}

function decided(policy: Pick<Policy, "decide">, { action, params, principal }: PolicyCase) {
  try {
    const parsed = parseArguments(action, params);
    const call = { action, ...natureOf(action, parsed.params), params: parsed.params, principal };
    return policy.decide(call);
  } catch (error) {
    if (error instanceof InvalidArguments) return error;
    throw error;
  }
}

function verdictOf(decision: Decision): "allow" | "ask" | "second-person" | "refuse" {
  if (decision.verdict === "refuse") return "refuse";
  return decision.approval === "none" ? "allow" : decision.approval;
}

function described(decision: Decision, verdict: Expected): string {
  if (decision.verdict === "allow") return `${verdict}, by ${decision.rules.join(", ")}`;
  const { closest, reason } = decision;
  return `refuse: ${reason}${closest === undefined ? "" : ` The closest rule is ${closest.rule}: ${closest.because}.`}`;
}

function differences(one: PolicyCase, decision: Decision): readonly string[] {
  const found: string[] = [];
  if (one.rules !== undefined && !sameNames(one.rules, decision.rules)) {
    found.push(`expected by ${listed(one.rules)}`);
  }
  if (decision.verdict === "refuse") return found;
  const signers = decision.approvers.map(({ name }) => name);
  if (one.approvers !== undefined && !sameNames(one.approvers, signers)) {
    found.push(`${listed(signers)} may sign, expected ${listed(one.approvers)}`);
  }
  if (one.items !== undefined) {
    const taken = decision.budgets.map(({ rule, items }) => `${items} of the budget of ${rule}`);
    const same = decision.budgets.length > 0 && decision.budgets.every(({ items }) => items === one.items);
    if (!same) found.push(`takes ${listed(taken)}, expected ${one.items}`);
  }
  return found;
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}
