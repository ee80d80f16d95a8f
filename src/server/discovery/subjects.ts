/** What a question may say to be about: a service, or the part of one that people know by a name of its own. */
import type { Action, Service } from "../../action/action.ts";
import type { Family } from "../../action/family.ts";

export type Subject = Service | "user-pools" | "permissions" | "gateway";

/** How people name a subject. */
const SAID: readonly (readonly [Subject, RegExp])[] = [
  ["iam", /(?<![a-z])iam(?![a-z])|子用户|子账号|访问控制/i],
  ["sts", /(?<![a-z])sts(?![a-z])/i],
  [
    "cloudidentity",
    /identity[ -]?cent(?:er|re)|cloud[ -]?identity|\bdirectory\b|身份中心|\bsso_|permission sets?|权限集/i,
  ],
  ["cloudcontrol", /cloud[ -]?control|云控制|云管控/i],
  ["user-pools", /user[ -_]?pools?|userpool|\bpool users?\b|用户池/i],
  ["permissions", /\bcedar\b|permission (?:name)?spaces?|权限(?:命名)?空间/i],
  ["gateway", /\bgateways?\b|网关/i],
];

/** What a part of the service `id` is recognised by in its families. */
const PARTS: readonly (readonly [Subject, RegExp])[] = [
  ["user-pools", /user pools?|pool users?|用户池/i],
  ["permissions", /cedar|permission (?:name)?space|权限命名空间/i],
  ["gateway", /gateway|网关/i],
];

export function subjectsOf(action: Action, family: Family): ReadonlySet<Subject> {
  const subjects = new Set<Subject>([action.service]);
  if (action.service === "id") {
    const text = [family.title, family.zh, family.summary, action.title, action.zh].join("\n");
    for (const [part, pattern] of PARTS) if (pattern.test(text)) subjects.add(part);
  }
  return subjects;
}

export function hintsOf(question: string): ReadonlySet<Subject> {
  const text = question.slice(0, 1000).normalize("NFKC");
  return new Set(SAID.filter(([, pattern]) => pattern.test(text)).map(([subject]) => subject));
}
