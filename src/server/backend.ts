import type { Action } from "../action/action.ts";
import type { Family } from "../action/family.ts";
import type { Gate } from "../gate/types.ts";
import type { Language } from "../language.ts";
import type { Logger } from "../log.ts";
import type { SearchData } from "./discovery/search-data.ts";

/** What answers calls. It is built beside the first answers, so that nobody waits for it who only lists tools. */
export interface Backend {
  readonly gate: Gate;
  /** The one phrase that names mode, account and region. */
  readonly target: string;
  /** The families with the actions that can be called here; what was shut out is not among them. */
  readonly families: readonly Family[];
  /** What the build wrote down for the search, of these actions and those that were shut out. */
  readonly search?: (() => SearchData) | undefined;
  /** The action of a tool name. */
  readonly find: (tool: string) => Action | undefined;
  /** Of what is said about the policy; English unless said. */
  readonly language?: Language | undefined;
  readonly log: Logger;
}

/**
 * Gives the backend, the same at each call.
 * @throws IdgateError why there is none: a server with a broken configuration lists its tools and answers
 *   every call with this.
 */
export type BackendSource = () => Promise<Backend>;
