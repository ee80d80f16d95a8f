/** What is wider than it looks: patterns, conditions and hosts. */
import { type Action, isChange } from "../../../action/action.ts";
import type { AllowRule } from "../../engine/model.ts";
import { glob } from "../../engine/text.ts";
import type { WrittenCondition, WrittenRule } from "../../file/written.ts";
import { type Check, type Finding, reached, type Subject, shortList } from "./types.ts";

export const wide: Check = (subject) => {
  const { written, rules } = subject.policy;
  return [
    ...written.allow.flatMap((rule) => {
      const loaded = rules.allow.find(({ id }) => id === rule.id);
      return [
        ...(loaded === undefined ? [] : widePatterns(rule, loaded, subject)),
        ...rule.when.flatMap((condition) => wideCondition(rule, condition)),
        ...wideOnly(rule, subject),
      ];
    }),
    ...written.hosts.flatMap(({ value, at }) => wideHost(value, at.line)),
  ];
};

/** More changes than a reader has in mind who writes one word. */
const MANY_CHANGES = 10;

function widePatterns(rule: WrittenRule, loaded: AllowRule, subject: Subject): readonly Finding[] {
  const left = new Set(reached(loaded, subject));
  return rule.actions.flatMap(({ value, at }): readonly Finding[] => {
    if (!value.includes("*")) return [];
    const found = [...subject.actions].filter(
      ([name]) => left.has(name) && loaded.actions.get(name) === "pattern" && glob(value, name),
    );
    const surprising = found.flatMap(([name, action]) => {
      const why = surpriseOf(value, action);
      return why === undefined ? [] : [`${name} (${why})`];
    });
    const changes = found.filter(([, { effect }]) => isChange(effect)).map(([name]) => name);
    if (surprising.length === 0 && changes.length <= MANY_CHANGES) return [];
    const among = surprising.length > 0 ? surprising : changes;
    const what = `${JSON.stringify(value)} reaches ${found.length} actions, ${changes.length} of them changes, among them ${shortList(among)}: name the actions that are meant`;
    return [{ code: "wide-pattern", level: "warning", line: at.line, rule: rule.id, what }];
  });
}

const READING = /(?:^|:)(?:Get|List|Describe|Batch|Check)/;
const REMOVING = /(?:^|:)(?:Delete|Remove|Detach|Un[Bb]ind|Untag|Disable|Deprovision)/;

/** What an action does that a pattern's words do not say. */
function surpriseOf(pattern: string, { effect, items, escalates }: Action): string | undefined {
  if (escalates || effect === "issue") return "raises rights";
  if (items === "uncountable") return "in bulk";
  if (effect === "reveal") return "reveals a stored secret";
  if (effect === "delete" && !REMOVING.test(pattern)) return "takes something away";
  if (isChange(effect) && READING.test(pattern)) return "changes something";
  return items !== undefined && isChange(effect) ? "many at once" : undefined;
}

function wideCondition(rule: WrittenRule, { path, operators }: WrittenCondition): readonly Finding[] {
  const shown = path.value.join(".");
  const about = { level: "warning", line: path.at.line, rule: rule.id } as const;
  const findings: Finding[] = operators.flatMap((operator): Finding[] => {
    const what = operator.kind === "like" ? wideLike(operator.pattern) : undefined;
    return what === undefined ? [] : [{ ...about, code: "wide-like", what: `${shown}: ${what}` }];
  });
  if (rule.when.length === 1 && operators.every(({ kind }) => kind === "present")) {
    const what = `${shown}: present is all that it asks, and holds whatever is there: compare the value`;
    findings.push({ ...about, code: "wide-present", what });
  }
  return findings;
}

/** What is wrong with a pattern of an allow rule; undefined where it ends at a boundary, or is not open at its end. */
export function wideLike(pattern: string): string | undefined {
  const quoted = JSON.stringify(pattern);
  if (/^[*?]*$/.test(pattern)) {
    return `like ${quoted} fits every text${pattern.includes("?") ? " of its length" : ""}: name what is meant, or leave the condition out`;
  }
  const [, start = ""] = /([\p{L}\p{N}]+)\*$/u.exec(pattern) ?? [];
  if (start === "") return undefined;
  const stem = pattern.slice(0, -1);
  return `like ${quoted} also fits ${JSON.stringify(`${stem.replaceAll("*", "")}X-admin`)}: end it at a separator, like ${JSON.stringify(`${stem}-*`)}`;
}

function wideOnly(rule: WrittenRule, { actions }: Subject): readonly Finding[] {
  const free = new Set(
    [...actions.values()].filter(({ effect }) => isChange(effect)).flatMap(({ freeForm }) => freeForm),
  );
  return (rule.only ?? []).flatMap(({ value, at }): readonly Finding[] => {
    const [name = ""] = value;
    if (value.length !== 1 || !free.has(name)) return [];
    const what = `only: [${name}] lets through every property that there is: list those that are meant, ${name}.…`;
    return [{ code: "wide-only", level: "warning", line: at.line, rule: rule.id, what }];
  });
}

/** Domains below which anybody gets a host of their own. */
const SHARED = [
  ...["github.io", "gitlab.io", "pages.dev", "workers.dev", "vercel.app", "netlify.app", "web.app"],
  ...["firebaseapp.com", "herokuapp.com", "onrender.com", "fly.dev", "azurewebsites.net", "cloudfront.net"],
  ...["amazonaws.com", "appspot.com", "run.app", "ngrok.io", "ngrok.app", "ngrok-free.app"],
  ...["trycloudflare.com", "volces.com", "volccdn.com", "aliyuncs.com", "myqcloud.com", "gitee.io"],
  ...["blogspot.com", "azurestaticapps.net", "surge.sh", "glitch.me", "replit.app", "deno.dev"],
];
/** What people register names below. */
const SUFFIX = /^(?:com|net|org|gov|edu|ac|co|or|ne|go)\.[a-z]{2}$/;

function wideHost(host: string, line: number): readonly Finding[] {
  if (!host.startsWith("*.")) return [];
  const domain = host.slice(2);
  const shared = SHARED.find((one) => domain === one || domain.endsWith(`.${one}`));
  if (shared === undefined && !SUFFIX.test(domain)) return [];
  const what = `anybody can have a host below ${shared ?? domain}, and ${host} takes them all: write the hosts out`;
  return [{ code: "wide-host", level: "warning", line, rule: undefined, what }];
}
