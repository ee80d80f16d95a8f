import type { Facts, SandboxAction } from "../types.ts";

/** What the reference says of one action: fields of request and answer, and how the request travels. */
export interface ReferenceAction {
  /** The service's usual way when absent. */
  readonly http?: SandboxAction["http"];
  readonly input: Facts;
  readonly output: Facts;
}

/** Actions by their API names. */
export type Reference = Readonly<Record<string, ReferenceAction>>;
