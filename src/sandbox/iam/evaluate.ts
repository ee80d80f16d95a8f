/**
 * Decides by statements whether an action on resources is allowed. Pure.
 *
 * Actions are compared without regard to case, resources with it. The reference is silent about case: services are
 * written in small letters everywhere, and no two actions of one service differ in case alone, so that an attempt to
 * slip past a Deny by spelling fails and nothing else changes.
 */
import { type ConditionFacts, truthOfAll } from "./conditions.ts";
import type { Matcher, Statement } from "./document.ts";
import { matchesGlob } from "./glob.ts";

/** Stands for everything of a service, where it is not known what exactly an action works on. */
export const EVERYTHING = "*";
/** Stands for a thing that shows only when the action is done: any Deny may be meant for it, an Allow must be for all. */
export const ANYTHING = "**";

export interface Asked {
  /** `iam:GetUser` */
  readonly action: string;
  /** TRNs; all of them must be allowed. None means everything. */
  readonly resources: readonly string[];
  readonly facts: ConditionFacts;
}

/** `implicit`: no statement allows it. */
export type Decision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly by: "explicit" | "implicit"; readonly resource: string };

/**
 * INVARIANT: a Deny that applies wins over every Allow, in whatever order; what no Allow covers is denied. A statement
 * with a condition that is not understood does not allow, and does deny.
 */
export function evaluate(statements: readonly Statement[], asked: Asked): Decision {
  const resources = asked.resources.length === 0 ? [EVERYTHING] : asked.resources;
  const about = statements.filter(({ actions }) => matchesAction(actions, asked.action));
  const applies = (resource: string) => (statement: Statement) =>
    matchesResource(statement, resource) && holds(statement, asked.facts);
  for (const by of ["explicit", "implicit"] as const) {
    for (const resource of resources) {
      const applying = about.filter(applies(resource));
      const denied = applying.some(({ effect }) => effect === "Deny");
      const allowed = applying.some(({ effect }) => effect === "Allow");
      if (by === "explicit" ? denied : !allowed) return { allowed: false, by, resource };
    }
  }
  return { allowed: true };
}

function matchesAction({ not, patterns }: Matcher, action: string): boolean {
  const name = action.toLowerCase();
  return patterns.some((pattern) => matchesGlob(pattern.toLowerCase(), name)) !== not;
}

function matchesResource({ resources: { not, patterns }, effect }: Statement, resource: string): boolean {
  if (resource === ANYTHING && effect === "Deny") return true;
  // Everything but some things is not everything; a Deny of all but some things is meant for whatever is not known.
  if (not && (resource === EVERYTHING || resource === ANYTHING)) return effect === "Deny";
  return patterns.some((pattern) => matchesGlob(pattern, resource)) !== not;
}

function holds({ conditions, effect }: Statement, facts: ConditionFacts): boolean {
  const truth = truthOfAll(conditions, facts);
  return truth === "true" || (truth === "unknown" && effect === "Deny");
}
