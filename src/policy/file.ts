/** A policy file after its form was checked and before its names were: what is written, with places. */
import type { Operator, Path } from "./model.ts";
import type { Place } from "./problems.ts";
import type { ApprovalMode } from "./types.ts";

/** Something written in the file, and where. */
export interface Written<T> {
  readonly value: T;
  readonly at: Place;
}

export interface WrittenCondition {
  readonly path: Written<Path>;
  readonly operators: readonly Operator[];
}

export interface WrittenRule {
  readonly id: string;
  readonly at: Place;
  readonly actions: readonly Written<string>[];
  readonly types: readonly Written<string>[] | undefined;
  readonly when: readonly WrittenCondition[];
  readonly only: readonly Written<Path>[] | undefined;
  readonly approval: ApprovalMode | undefined;
}

export interface WrittenPolicy {
  readonly account: string | undefined;
  readonly hosts: readonly string[];
  readonly reads: "allow" | "listed";
  readonly allow: readonly WrittenRule[];
  readonly deny: readonly WrittenRule[];
}
