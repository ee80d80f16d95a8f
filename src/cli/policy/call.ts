/** The call that an operator describes on the command line or in a file of tests. */
import * as z from "zod";
import { type Action, natureOf } from "../../action/action.ts";
import { parseArguments } from "../../action/parse.ts";
import { ConfigInvalid } from "../../errors.ts";
import { askersOf, asksItself, withSecondPerson } from "../../gate/approval/second-person.ts";
import type { Call, Policy, Principal } from "../../policy/types.ts";
import { readBytes } from "./open.ts";

/** The call as the gate judges it: parsed by the action's schema, with what it really does. @throws InvalidArguments */
export function callOf(action: Action, args: unknown, principal: Principal | undefined): Call {
  const { params } = parseArguments(action, args);
  return { action, ...natureOf(action, params), params, principal };
}

const ARGUMENT_FILE = "@";
const PARAMS_TAKES = `Write an object, '{"Name": "value"}', or @FILE.`;

/** `{…}` or `@FILE`. @throws ConfigInvalid where it is no JSON object */
export function readArguments(given: string): unknown {
  const text = given.startsWith(ARGUMENT_FILE)
    ? new TextDecoder().decode(readBytes(given.slice(ARGUMENT_FILE.length), "The file of parameters"))
    : given;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ConfigInvalid("--params is no JSON.", { hint: PARAMS_TAKES, cause });
  }
  const parsed = z.record(z.string(), z.json()).safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConfigInvalid("--params is no JSON object.", { hint: PARAMS_TAKES });
}

export const principalFlags = z.object({
  user: z.string().optional(),
  group: z.array(z.string()).optional(),
  client: z.string().optional(),
});

/** Undefined where nothing is said of the caller, as over stdio. */
export function principalOf({ user, group, client }: z.infer<typeof principalFlags>): Principal | undefined {
  if (user === undefined && group === undefined && client === undefined) return undefined;
  return { user, groups: group, client };
}

/**
 * The policy as the gate takes it: where the user who asks is known, nobody signs a call of their own. Where nobody is,
 * the caller may still be anybody, so no approver is left out.
 */
export function asGateDecides<P extends Pick<Policy, "decide">>(policy: P): P {
  return {
    ...policy,
    decide: (call) => {
      const decision = policy.decide(call);
      const user = call.principal?.user;
      if (user === undefined || decision.verdict === "refuse" || decision.approval !== "second-person") {
        return decision;
      }
      const askers = askersOf({ user });
      const approvers = decision.approvers.filter((approver) => !asksItself(approver, askers));
      return approvers.length === 0 ? withSecondPerson(decision, { user }) : { ...decision, approvers };
    },
  };
}
