/** Rules as the engine judges by them: checked, with patterns already expanded. */
import type { ApprovalMode, Approver, HandleFlow } from "../types.ts";
import type { PolicyWords } from "../words/words.ts";
import type { Who } from "./who.ts";

/** Names from the parameters inwards; lists on the way are looked through. */
export type Path = readonly string[];

export type PlainValue = string | number | boolean;

export type Operator =
  | { readonly kind: "in"; readonly values: readonly PlainValue[] }
  | { readonly kind: "like"; readonly pattern: string }
  | { readonly kind: "min"; readonly bound: number }
  | { readonly kind: "max"; readonly bound: number }
  | { readonly kind: "present" }
  | { readonly kind: "absent" };

/** All operators must hold of one and the same value. A single expected value is an `in` of one. */
export interface Condition {
  readonly path: Path;
  readonly operators: readonly Operator[];
}

/** What a call may carry: everything below, or only the named children. */
export interface Carried {
  whole: boolean;
  readonly children: Map<string, Carried>;
}

/** At most `max` items within any `perSeconds` seconds. */
export interface Budget {
  readonly max: number;
  readonly perSeconds: number;
}

export interface AllowRule {
  readonly id: string;
  /** Line of the file, from 1. */
  readonly line: number;
  /** Qualified name → whether the rule names it, or only reaches it by a pattern. */
  readonly actions: ReadonlyMap<string, "named" | "pattern">;
  readonly who: Who | undefined;
  readonly types: ReadonlySet<string> | undefined;
  readonly when: readonly Condition[];
  readonly only: Carried | undefined;
  /** Undefined where the file does not say: `none`, and `second-person` for a call that escalates. */
  readonly approval: ApprovalMode | undefined;
  /** Who may sign where the approval is `second-person`. */
  readonly approvers: readonly Approver[];
  readonly budget: Budget | undefined;
}

export interface DenyRule {
  readonly id: string;
  /** Line of the file, from 1. */
  readonly line: number;
  readonly actions: ReadonlySet<string>;
  readonly who: Who | undefined;
  readonly types: ReadonlySet<string> | undefined;
  readonly when: readonly Condition[];
  /** True where the rule follows from one that is written: its actions can do what that one denies. */
  readonly implied: boolean;
  /** Of an implied rule: the denied action that its own can do the work of. */
  readonly standsFor?: string;
}

export interface Rules {
  /** What decisions say. */
  readonly words: PolicyWords;
  readonly account: string | undefined;
  readonly hosts: readonly string[];
  readonly reads: "allow" | "listed";
  readonly approvers: readonly Approver[];
  readonly flows: readonly HandleFlow[];
  /** Actions whose secret fields the model is shown. */
  readonly reveal: ReadonlySet<string>;
  readonly allow: readonly AllowRule[];
  readonly deny: readonly DenyRule[];
}

/** The Cloud Control parameter that holds a JSON Patch (RFC 6902); the API has one. */
export const PATCH = "PatchDocument";
/** The Cloud Control parameter that holds a new resource's properties. */
export const TARGET_STATE = "TargetState";
/** The Cloud Control parameter that names the resource type. */
export const TYPE_NAME = "TypeName";
/** The Cloud Control parameter that names the resource. */
export const IDENTIFIER = "Identifier";
