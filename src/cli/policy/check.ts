/** `idgate policy check`: does the file load, and what does it come to. */
import * as z from "zod";
import { budgetsOf, countOutlooks } from "../../policy/review/summary.ts";
import { EXIT, type Program } from "../context.ts";
import { printJson, printLines } from "../print.ts";
import { type OpenedPolicy, openPolicy } from "./open.ts";
import { budgetWords, counted, listed } from "./words.ts";

const checkFlags = z.object({ real: z.boolean().default(false), json: z.boolean().default(false) });

/** Characters of the version that a person is shown. */
const SHOWN_VERSION = 12;

/**
 * Loads the file and prints what is in it.
 * @throws PolicyInvalid with every problem of the file
 * @throws ConfigInvalid where it cannot be read
 */
export async function checkPolicyFile(program: Program, argument: unknown, flags: unknown): Promise<number> {
  const { real, json } = checkFlags.parse(flags);
  const opened = await openPolicy(program, { argument, flags }, { real });
  if (json) printJson(asData(opened));
  else printLines(asLines(opened));
  return EXIT.ok;
}

function asData({ file, policy, actions }: OpenedPolicy) {
  const { version, account, size, approvers, flows, rules } = policy;
  return {
    file,
    version,
    account: account ?? null,
    hosts: rules.hosts,
    reads: rules.reads,
    rules: size,
    approvers: approvers.map(({ name, user }) => ({ name, user: user ?? null })),
    budgets: budgetsOf(policy),
    flows,
    reveal: [...rules.reveal],
    actions: { total: actions.length, ...countOutlooks(policy, actions) },
  };
}

function asLines({ file, policy, actions }: OpenedPolicy): readonly string[] {
  const { version, account, size, approvers, flows, rules } = policy;
  const counts = countOutlooks(policy, actions);
  const budgets = budgetsOf(policy).map((budget) => `${budget.rule} ${budgetWords(budget)}`);
  const unpinned = size.allow === 0 ? "none" : "none: for the sandbox alone";
  const facts: readonly (readonly [string, string])[] = [
    ["version", version.slice(0, SHOWN_VERSION)],
    ["account", account ?? unpinned],
    ["hosts", listed(rules.hosts, "none")],
    ["reads", rules.reads],
    ["rules", `${size.allow} allow, ${size.deny} deny`],
    [
      "approvers",
      listed(
        approvers.map(({ name }) => name),
        "none",
      ),
    ],
    ["budgets", listed(budgets, "none")],
    [
      "flows",
      listed(
        flows.map(({ from, action, field }) => `${from} to ${action}.${field}`),
        "none",
      ),
    ],
    ["shown", listed([...rules.reveal], "no secret")],
    [
      "decides",
      `${counted(actions.length, "action")}: ${counts.allowed} allowed, ${counts.ask} ask, ${counts.secondPerson} need a second person, ${counts.depends} depend, ${counts.refused} refused`,
    ],
  ];
  return [`${file}: ok`, ...facts.map(([name, value]) => `  ${name.padEnd(10)} ${value}`)];
}
