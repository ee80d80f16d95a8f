/** The five tools through which every action is found, understood, tried and called. */
import type { CallToolResult, InputRequiredResult } from "@modelcontextprotocol/server";
import { InternalError } from "../../errors.ts";
import type { Backend } from "../backend.ts";
import type { Caller } from "../calls.ts";
import { CHANGE_ACTION, CHECK_POLICY, DESCRIBE_ACTION, READ_ACTION, SEARCH_ACTIONS } from "../own-tools.ts";
import { changeAction } from "./change-action.ts";
import { checkPolicy } from "./check-policy.ts";
import { describeAction } from "./describe-action.ts";
import { readAction } from "./read-action.ts";
import { Resolver } from "./resolve.ts";
import { searcher } from "./search-actions.ts";
import type { Discovery } from "./types.ts";

export type CallDiscovery = (
  name: string,
  args: unknown,
  caller: Caller,
) => Promise<CallToolResult | InputRequiredResult>;

/** @throws IdgateError from the call, as the gate does; UnknownAction for a name that no action has here */
export function createDiscovery({ gate, target, families, language, search: data }: Backend): CallDiscovery {
  const actions = families.flatMap((family) => family.actions);
  const discovery: Discovery = {
    gate,
    target,
    families,
    language,
    search: data,
    resolver: new Resolver(actions),
  };
  const search = searcher();
  return async (name, args, caller) => {
    switch (name) {
      case SEARCH_ACTIONS:
        return search(discovery, args);
      case DESCRIBE_ACTION:
        return describeAction(discovery, args);
      case READ_ACTION:
        return await readAction(discovery, args, caller);
      case CHANGE_ACTION:
        return await changeAction(discovery, args, caller);
      case CHECK_POLICY:
        return checkPolicy(discovery, args, caller.requester);
      default:
        throw new InternalError(`${name} is no discovery tool.`);
    }
  };
}
