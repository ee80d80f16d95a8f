/** What a question may say to be about: a service, or the part of one that people know by a name of its own. */
import type { Action, Service } from "../../action/action.ts";
import type { Family } from "../../action/family.ts";

type Part = "user pools" | "permissions" | "gateway";
export type Subject = Service | Part;

/** Parts of the service `id` by what their families say of themselves. */
const PARTS: readonly (readonly [Part, RegExp])[] = [
  ["user pools", /user pools?|pool users?|用户池/i],
  ["permissions", /cedar|permission (?:name)?space|权限命名空间/i],
  ["gateway", /gateway|网关/i],
];

/** How people name a subject. */
const SAID: readonly (readonly [Subject, RegExp])[] = [
  ["iam", /(?<![a-z])iam(?![a-z])|子用户|子账号|子帐号/i],
  ["sts", /(?<![a-z])sts(?![a-z])/i],
  [
    "cloudidentity",
    /identity[ -]?cent(?:er|re)|cloud[ -]?identity|\bdirectory\b|\bsso_|permission sets?|身份中心|权限集/i,
  ],
  ["cloudcontrol", /cloud[ -]?control|云控制/i],
  [
    "user pools",
    /user[ _-]?pools?|\bpool users?\b|\b(?:app|customer|client|login|member)s? pools?\b|(?:用户|客户|会员|顾客)池/i,
  ],
  ["permissions", /\bcedar\b|permission (?:name)?spaces?|权限(?:命名)?空间/i],
  ["gateway", /\bgateways?\b|网关/i],
];

const READ_LIMIT = 1000;
/** How much a subject that was named lifts its actions, and how much a part lifts the rest of its service. */
const NAMED = 1.5;
const KIN = 1.2;

/** What an action is about. */
export function subjectsOf(action: Action, family: Family): ReadonlySet<Subject> {
  const subjects = new Set<Subject>([action.service]);
  if (action.service === "id") {
    const text = [family.title, family.zh, family.summary, action.title, action.zh].join("\n");
    for (const [part, pattern] of PARTS) if (pattern.test(text)) subjects.add(part);
  }
  return subjects;
}

/** What a question says to be about, if anything. */
export function hintsOf(question: string): ReadonlySet<Subject> {
  const text = question.slice(0, READ_LIMIT).normalize("NFKC");
  return new Set(SAID.filter(([, pattern]) => pattern.test(text)).map(([subject]) => subject));
}

/** How much hints lift what is about these subjects. */
export function weightOf(subjects: ReadonlySet<Subject>, hints: ReadonlySet<Subject>): number {
  let weight = 1;
  for (const hint of hints) {
    if (subjects.has(hint)) return NAMED;
    if (subjects.has("id") && PARTS.some(([part]) => part === hint)) weight = KIN;
  }
  return weight;
}
