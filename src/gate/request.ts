/** What a call would send, for those who only ask. Nothing here has a permit or makes one. */
import type { Action, Effect } from "../action/action.ts";
import type { JsonObject } from "../action/json.ts";
import { InvalidArguments } from "../errors.ts";
import { describeRequest, type RequestDescription } from "../wire/describe.ts";
import type { Target } from "../wire/permit.ts";

interface Tried {
  readonly action: Action;
  readonly effect: Effect;
  /** Parameters with marks in place of secrets. */
  readonly redacted: JsonObject;
  readonly target: Target;
}

/** In place of the idempotency token, which follows from an operation that does not exist yet. */
const TOKEN_TO_COME = "(32 hexadecimal digits that follow from the operation)";

/** @throws InvalidArguments, ConfigInvalid as `describeRequest` */
export function requestOf({ action, effect, redacted, target }: Tried): RequestDescription {
  const field = action.idempotencyToken;
  const adds = effect !== "read" && field !== undefined && redacted[field] === undefined;
  return describeRequest(action, adds ? { ...redacted, [field]: TOKEN_TO_COME } : redacted, target);
}

/** The same of a call that is refused: that it is refused comes before what is wrong with its encoding. */
export function refusedRequest(tried: Tried): RequestDescription | undefined {
  try {
    return requestOf(tried);
  } catch (error) {
    if (error instanceof InvalidArguments) return undefined;
    throw error;
  }
}
