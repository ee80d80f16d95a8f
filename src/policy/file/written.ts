/** A policy file after its form was checked and before its names were: what is written, with places. */
import type { Budget, Operator, Path } from "../engine/model.ts";
import type { Who } from "../engine/who.ts";
import type { ApprovalMode, Approver } from "../types.ts";
import type { Place } from "./problems.ts";

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
  readonly who: Who | undefined;
  readonly types: readonly Written<string>[] | undefined;
  readonly when: readonly WrittenCondition[];
  readonly only: readonly Written<Path>[] | undefined;
  readonly approval: Written<ApprovalMode> | undefined;
  /** Names of approvers; undefined where every one of the file may sign. */
  readonly approvers: readonly Written<string>[] | undefined;
  readonly budget: Budget | undefined;
}

/** `{ from: ApiKey, to: "id:CreateApiKeyCredentialProvider.ApiKey" }` */
export interface WrittenFlow {
  readonly from: Written<string>;
  readonly to: Written<string>;
}

export interface WrittenPolicy {
  readonly account: string | undefined;
  readonly hosts: readonly Written<string>[];
  readonly reads: "allow" | "listed";
  readonly approvers: readonly Approver[];
  readonly flows: readonly WrittenFlow[];
  /** Names of actions whose secrets a model is shown. */
  readonly reveal: readonly Written<string>[];
  readonly allow: readonly WrittenRule[];
  readonly deny: readonly WrittenRule[];
}
