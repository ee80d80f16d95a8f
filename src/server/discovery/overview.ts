import type { CallToolResult } from "@modelcontextprotocol/server";
import { type Action, isChange, qualifiedName } from "../../action/action.ts";
import type { JsonObject } from "../../action/json.ts";
import type { Budget, Outlook, Requester, Standing } from "../../gate/types.ts";
import { quote } from "../../text/index.ts";
import { type ServerWords, serverWords } from "../words/words.ts";
import type { Discovery } from "./types.ts";

/** Most actions of one kind that an overview names. */
const MOST_NAMED = 60;
/** Most reads that are named for not being allowed whatever they ask for, and most budgets. */
const FEW = 12;
/** Digits of a policy's version that tell it from others. */
const VERSION_DIGITS = 12;
/** Most of a requester's name, of a group's, and groups. */
const NAME = 100;
const MOST_GROUPS = 12;

/** Who calls, where it goes, and what the policy makes of every action there is. */
export function overview(
  { gate, families, target, language }: Discovery,
  requester: Requester,
): CallToolResult {
  const { overview: words } = serverWords(language);
  const groups = new Map<string, Action[]>();
  for (const action of families.flatMap((family) => family.actions)) {
    const group = groupOf(action, gate.outlook(action));
    groups.set(group, [...(groups.get(group) ?? []), action]);
  }
  const of = (kind: Kind, group: Group) => groups.get(`${kind} ${group}`) ?? [];
  const all = (kind: Kind) => GROUPS.reduce((sum, group) => sum + of(kind, group).length, 0);
  const others = GROUPS.filter((group) => group !== "allowed").flatMap((group) => of("read", group));
  const reads = { allowed: of("read", "allowed").length, of: all("read") };
  const stored = { refused: of("reveal", "refused").length, of: all("reveal") };
  const changes = all("change");
  const named = (group: Group) => counted(of("change", group), group === "depends" ? undefined : changes);
  const refused = of("change", "refused").length;
  const standing = gate.standing();
  const facts = {
    allowed: named("allowed"),
    ask: named("ask"),
    secondPerson: named("second-person"),
    depends: named("depends"),
  };
  const budgets = budgetsOf(families.flatMap(({ actions }) => actions).map((action) => gate.outlook(action)));
  const otherReads = others.length > FEW ? [] : others.map(qualifiedName);
  const structuredContent: JsonObject = {
    who: whoOf(requester),
    target,
    mode: standing.mode,
    dryRun: standing.dryRun,
    policy: policyOf(standing),
    ...(standing.suspended ? { suspended: true } : {}),
    reads: { ...reads, ...(otherReads.length === 0 ? {} : { others: otherReads }) },
    stored,
    changes: { of: changes, ...facts, refused },
    ...(budgets.length === 0 ? {} : { budgets: budgets.slice(0, FEW).map((one) => ({ ...one })) }),
  };
  const lines = [
    words.head(whoLine(requester, words), target, policyLine(standing, words)),
    ...(standing.dryRun ? [words.dryRun] : []),
    `${words.reads(reads.allowed, reads.of, otherReads)}${words.stored(stored.refused, stored.of)}`,
    words.allowed(listed(facts.allowed, changes, words)),
    words.ask(listed(facts.ask, changes, words)),
    ...(facts.secondPerson.count === 0
      ? []
      : [words.secondPerson(listed(facts.secondPerson, changes, words))]),
    words.depends(listed(facts.depends, undefined, words)),
    words.refused(refused, changes),
    ...(budgets.length === 0 ? [] : [words.budgets(budgets.slice(0, FEW), budgets.length - FEW)]),
  ];
  return { content: [{ type: "text", text: lines.join("\n") }], structuredContent };
}

type Words = ServerWords["overview"];

const GROUPS = ["allowed", "ask", "second-person", "depends", "refused"] as const;
type Group = (typeof GROUPS)[number];
type Kind = "read" | "reveal" | "change";

function groupOf({ effect }: Action, outlook: Outlook): `${Kind} ${Group}` {
  const kind = isChange(effect) ? "change" : effect === "reveal" ? "reveal" : "read";
  const asks = outlook.verdict === "allowed" && outlook.approval !== "none";
  return `${kind} ${asks ? outlook.approval : outlook.verdict}`;
}

/** Every budget that some action spends from, once. */
function budgetsOf(outlooks: readonly Outlook[]): readonly Budget[] {
  const all = outlooks.flatMap((one) => (one.verdict === "refused" ? [] : (one.budgets ?? [])));
  return [...new Map(all.map((one) => [one.rule, one])).values()];
}

interface Counted {
  readonly count: number;
  /** At most {@link MOST_NAMED}; left out where it is none, or all. */
  readonly names?: readonly string[];
}

function counted(actions: readonly Action[], all: number | undefined): Counted & JsonObject {
  const count = actions.length;
  if (count === 0 || count === all) return { count };
  return { count, names: actions.slice(0, MOST_NAMED).map(qualifiedName) };
}

function listed({ count, names }: Counted, all: number | undefined, words: Words): string {
  if (count === 0) return words.none;
  if (names === undefined) return words.all(all ?? count);
  return words.listed(names, count - names.length);
}

function whoOf({ label, user, principal }: Requester): JsonObject {
  const groups = principal?.groups?.slice(0, MOST_GROUPS) ?? [];
  return {
    requester: label,
    ...(user === undefined ? {} : { user }),
    ...(groups.length === 0 ? {} : { groups }),
  };
}

function whoLine({ label, user, principal }: Requester, words: Words): string {
  const groups = principal?.groups?.slice(0, MOST_GROUPS).map((group) => quote(group, NAME)) ?? [];
  return words.who(quote(label, NAME), user === undefined ? undefined : quote(user, NAME), groups);
}

function policyOf({ policy }: Standing): string | null {
  return policy?.slice(0, VERSION_DIGITS) ?? null;
}

function policyLine(standing: Standing, words: Words): string {
  const version = policyOf(standing);
  return version === null ? words.noPolicy : words.policy(version, standing.suspended);
}
