/** What a model is told beforehand of the policy, in English. */
import type { ApprovalMode, Budget, BudgetLeft } from "../../gate/types.ts";

const needs: Readonly<Record<ApprovalMode, string>> = {
  none: "",
  ask: " once a person agrees",
  "second-person": " once a second person has signed",
};
const mayNeed: Readonly<Record<ApprovalMode, string>> = {
  none: "",
  ask: "a person may be asked",
  "second-person": "a second person may have to sign",
};

function listed(names: readonly string[], more: number): string {
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const UNITS: Readonly<Record<number, string>> = {
  60: "a minute",
  3600: "an hour",
  86400: "a day",
  604800: "a week",
};

function rate(max: number, perSeconds: number): string {
  return `${max} ${UNITS[perSeconds] ?? `in ${perSeconds} s`}`;
}

function budgetOf({ rule, max, perSeconds }: Budget): string {
  return `rule ${rule}: ${rate(max, perSeconds)}`;
}

export const EN = {
  /** One call, judged and not made. */
  checked: {
    head: (said: string) => `Dry run: nothing was sent. ${said}`,
    asked: (said: string) => `${said} Nothing was sent or recorded.`,
    serverHint:
      "This whole server is a dry run (--dry-run): do not repeat the call, and never say it happened.",
    runs: "It would run.",
    signed: (names: readonly string[], more: number) =>
      `It would run once a second person has signed it${names.length === 0 ? "" : ` (${listed(names, more)})`}; making the call asks for that, unless it is signed already.`,
    approved:
      "It would run once a person has approved it; making the call asks for that, unless it is approved already.",
    refused: (reason: string | undefined, hint: string | undefined) =>
      `It would be refused: ${reason ?? "no rule allows it."}${hint === undefined ? "" : ` ${hint}`}`,
    spends: (budgets: readonly string[]) => `It would spend ${budgets.join(", and ")}.`,
    budget: ({ items, left, max, perSeconds, rule }: BudgetLeft) =>
      `${items} of the ${left} that rule ${rule} has left (${rate(max, perSeconds)})`,
    request: (method: string, url: string) => `Request: ${method} ${url}`,
  },
  /** One action. */
  outlook: {
    allowed: (approval: ApprovalMode) => `allowed${needs[approval]}`,
    depends: (approval: ApprovalMode) =>
      approval === "none" ? "depends on arguments" : `depends on arguments, ${mayNeed[approval]}`,
    refused: "refused",
    dependsOn: (on: readonly string[], approval: ApprovalMode) =>
      `depends on the arguments: ${[...on, ...(approval === "none" ? [] : [mayNeed[approval]])].join("; ")}`,
    refusedFor: (reason: string) => `refused: ${reason.replace(/\.$/, "")}`,
    policy: (outlook: string) => `Policy: ${outlook}.`,
    budgets: (outlook: string, budgets: readonly Budget[]) =>
      `${outlook}; budget of ${budgets.map(budgetOf).join(", of ")}`,
    ofAction: (action: string, outlook: string, target: string) =>
      `${action}: ${outlook}. Target: ${target}.`,
  },
  /** All actions. */
  overview: {
    who: (requester: string, user: string | undefined, groups: readonly string[]) =>
      `You are ${requester}${user === undefined ? "" : ` for user ${user}`}${groups.length === 0 ? "" : `, groups ${groups.join(", ")}`}.`,
    head: (who: string, target: string, policy: string) => `${who} Target: ${target}. ${policy}`,
    noPolicy: "No policy.",
    policy: (version: string, suspended: boolean) =>
      `Policy version ${version}${suspended ? "; changes are suspended: the one after it cannot be used" : ""}.`,
    dryRun: "Dry run: this server sends nothing but plain reads, whatever is allowed.",
    reads: (allowed: number, of: number, others: readonly string[]) =>
      `${allowed} of ${of} plain reads are allowed whatever they ask for${others.length === 0 ? "" : ` (not so: ${others.join(", ")})`};`,
    stored: (refused: number, of: number) =>
      ` ${refused} of ${of} that hand back stored secrets are refused.`,
    allowed: (which: string) => `Changes that are allowed at once: ${which}`,
    ask: (which: string) => `Changes that are allowed once a person agrees: ${which}`,
    secondPerson: (which: string) => `Changes that are allowed once a second person has signed: ${which}`,
    depends: (which: string) =>
      `Changes that depend on their arguments (check_policy with action says how): ${which}`,
    budgets: (budgets: readonly Budget[], more: number) =>
      `Budgets: ${budgets.map(budgetOf).join("; ")}${more > 0 ? `; and ${more} more` : ""}. check_policy with a whole call says what is left.`,
    refused: (refused: number, of: number) => `Refused: ${refused} of ${of} changes.`,
    none: "none.",
    all: (count: number) => `all ${count}.`,
    listed: (names: readonly string[], more: number) => `${listed(names, more)}.`,
  },
};

/** Everything that the server says of the policy, in one language. */
export type ServerWords = typeof EN;
