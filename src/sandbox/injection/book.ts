/** The faults in force, and which of them a request gets. */
import { createHash } from "node:crypto";
import { ConfigInvalid } from "../../errors.ts";
import { nearestName, quote } from "../../text/index.ts";
import { type FaultRule, type GivenRule, labelOf, matches, parseRule, specOf } from "./spec.ts";

/** What one request suffers. Undefined and 0 mean nothing. */
export interface Injection {
  readonly slowBeforeMs: number;
  readonly slowAfterMs: number;
  /** What becomes of the answer. */
  readonly answer: FaultRule | undefined;
  readonly taskFailure: FaultRule | undefined;
}

export interface RuleReport {
  readonly rule: FaultRule;
  readonly spec: string;
  /** Requests that it was asked about, and those that it hit. */
  readonly asked: number;
  readonly hit: number;
}

export interface FaultBook {
  readonly seed: string;
  /** Replaces all rules, forgets every count, and takes the seed if one is given. @throws ConfigInvalid, and changes nothing then */
  replace(rules: readonly GivenRule[], seed?: string): void;
  report(): readonly RuleReport[];
  /**
   * How far the clock is off for this request, in milliseconds. Asked before the signature is checked, so it may be about
   * a request that nobody signed.
   * @throws ConfigInvalid for a header that is no fault
   */
  skew(action: string, header: string): { readonly ms: number; readonly label: string } | undefined;
  /** Everything else, asked once a request is known to be signed. Counts it. */
  select(action: string, header: string): Injection;
  /** The code with which a task of this kind is to fail. Counts it. */
  taskFailure(kind: string): { readonly code: string; readonly label: string } | undefined;
}

interface Counted {
  readonly rule: FaultRule;
  readonly spec: string;
  /** Part of what its draws follow from: two equal rules draw apart. */
  readonly name: string;
  asked: number;
  hit: number;
}

/** What headers have asked for is counted by their text; so many texts are remembered. */
const HEADERS_KEPT = 1000;
const HEADER_RULES = 20;
const RULES = 1000;

/**
 * @param known names of all actions and `task:KIND`s: a pattern that names none of them is a mistake
 * @throws ConfigInvalid for a rule that cannot be read or that is about nothing
 */
export function createFaultBook(
  given: readonly GivenRule[],
  firstSeed: string,
  known: readonly string[],
): FaultBook {
  let seed = firstSeed;
  let rules: readonly Counted[] = [];
  const headers = new Map<string, readonly Counted[]>();

  const counted = (one: GivenRule, name: string): Counted => {
    const rule = parseRule(one);
    assertAboutSomething(rule, known);
    return { rule, spec: specOf(rule), name, asked: 0, hit: 0 };
  };
  const replace = (next: readonly GivenRule[], nextSeed = seed): void => {
    if (next.length > RULES) throw new ConfigInvalid(`There may be ${RULES} faults at most.`);
    rules = next.map((one, index) => counted(one, String(index)));
    seed = nextSeed;
    headers.clear();
  };
  replace(given);

  const ofHeader = (text: string): readonly Counted[] => {
    if (text.trim() === "") return [];
    const kept = headers.get(text);
    if (kept !== undefined) return kept;
    const parts = text.split(",");
    if (parts.length > HEADER_RULES)
      throw new ConfigInvalid(`A request takes ${HEADER_RULES} faults at most.`);
    const read = parts.map((one, index) => counted(one, `header ${index}`));
    if (headers.size >= HEADERS_KEPT) headers.clear();
    headers.set(text, read);
    return read;
  };
  /** The first of the rules that is about this and whose turn it is. Those behind it are not asked. */
  const draw = (
    among: readonly Counted[],
    name: string,
    wanted: (rule: FaultRule) => boolean,
  ): FaultRule | undefined => {
    for (const one of among) {
      if (!wanted(one.rule) || !matches(one.rule.actions, name)) continue;
      one.asked += 1;
      if (!isDue(one, seed)) continue;
      one.hit += 1;
      return one.rule;
    }
    return undefined;
  };
  const milliseconds = (rule: FaultRule | undefined, unit: number): number =>
    typeof rule?.value === "number" ? rule.value * unit : 0;

  return {
    get seed() {
      return seed;
    },
    replace,
    report: () => rules.map(({ rule, spec, asked, hit }) => ({ rule, spec, asked, hit })),
    skew(action, header) {
      const rule = draw([...ofHeader(header), ...rules], action, ({ kind }) => kind === "skew");
      return rule === undefined ? undefined : { ms: milliseconds(rule, 1000), label: labelOf(rule) };
    },
    select(action, header) {
      const among = [...ofHeader(header), ...rules];
      const slow = (after: boolean) =>
        draw(among, action, (rule) => rule.kind === "slow" && rule.after === after);
      return {
        slowBeforeMs: milliseconds(slow(false), 1),
        slowAfterMs: milliseconds(slow(true), 1),
        answer: draw(among, action, ({ kind }) => !APART.has(kind)),
        taskFailure: draw(among, action, ({ kind }) => kind === "task-fail"),
      };
    },
    taskFailure(kind) {
      const rule = draw(rules, `task:${kind}`, (one) => one.kind === "task-fail");
      return rule === undefined ? undefined : { code: String(rule.value), label: labelOf(rule) };
    },
  };
}

/** Faults that go together with one that spoils the answer. */
const APART: ReadonlySet<string> = new Set(["slow", "skew", "task-fail"]);

function assertAboutSomething({ actions, kind }: FaultRule, known: readonly string[]): void {
  if (actions.startsWith("task:") && kind !== "task-fail") {
    throw new ConfigInvalid(`Tasks can only fail: ${quote(actions, 80)} goes with task-fail.`);
  }
  if (actions === "*" || known.some((name) => matches(actions, name))) return;
  const near = nearestName(actions, known);
  throw new ConfigInvalid(`No action is called ${quote(actions, 80)}.`, {
    hint:
      near === undefined
        ? "`idgate actions` lists them."
        : `Did you mean ${near}? \`idgate actions\` lists them.`,
  });
}

/** INVARIANT: nothing but seed, rule and count decides, so that the same requests in the same order get the same faults. */
function isDue({ rule: { when }, spec, name, asked }: Counted, seed: string): boolean {
  if (when === undefined) return true;
  if ("first" in when) return asked <= when.first;
  if ("every" in when) return asked % when.every === 0;
  const digest = createHash("sha256")
    .update(JSON.stringify([seed, name, spec, asked]))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48 < when.probability;
}
