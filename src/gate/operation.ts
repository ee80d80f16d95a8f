import { createHmac, randomBytes } from "node:crypto";
import type { Action } from "../action/action.ts";
import type { JsonObject } from "../action/json.ts";
import { SecretRefused } from "../errors.ts";
import type { Operation, OperationFacts } from "../ledger/types.ts";
import type { Target } from "../wire/permit.ts";
import { describeTarget } from "./target.ts";
import type { OperationView } from "./types.ts";

// Crockford's base 32: no letters that are mistaken for digits when read aloud or typed.
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** `op_` and 20 characters, 100 random bits. */
export function newOperationId(): string {
  let id = "op_";
  for (const byte of randomBytes(20)) id += ALPHABET.charAt(byte & 31);
  return id;
}

export function targetRecord(target: Target): JsonObject {
  return {
    mode: target.mode,
    account: target.account ?? null,
    region: target.region,
    profile: target.profile ?? null,
    endpoint: target.endpoint ?? null,
  };
}

/**
 * Adds the idempotency token where the service takes one and the caller gave none. It follows from the
 * operation id, so that every attempt at one operation, also after a restart, carries the same.
 * INVARIANT: this is the only field that the gate adds after judgement.
 */
export function withIdempotencyToken(
  action: Action,
  params: JsonObject,
  operation: string,
  key: Uint8Array,
): JsonObject {
  const field = action.idempotencyToken;
  if (field === undefined || params[field] !== undefined) return params;
  return { ...params, [field]: createHmac("sha256", key).update(operation).digest("hex").slice(0, 32) };
}

/** Characters of JSON that a refusal keeps of its parameters: what was never sent need not be kept whole. */
const REFUSED_LIMIT = 16_384;

/**
 * Parameters of a refused call for its row. What cannot be searched for secrets is left out: a call leaves no refusal
 * behind by being hard to read.
 */
export function recordable(redacted: () => JsonObject): JsonObject {
  try {
    return redacted();
  } catch (error) {
    if (!(error instanceof SecretRefused)) throw error;
    return { $omitted: "could not be searched for secrets" };
  }
}

/** The facts of a refused call, its parameters left out where they are many: refusals cost their caller nothing. */
export function factsOfRefusal(facts: OperationFacts): OperationFacts {
  const { length } = JSON.stringify(facts.params);
  return length <= REFUSED_LIMIT ? facts : { ...facts, params: { $omitted: `${length} characters of JSON` } };
}

/** What its requester may know of an operation. An account's ledger is that account's: the target is this one. */
export function viewOf(operation: Operation, target: Target): OperationView {
  const { id, action, effect, status, createdAt, updatedAt, reason, requestId, taskId } = operation;
  return {
    operation: id,
    action,
    effect,
    status,
    target: describeTarget(target),
    createdAt,
    updatedAt,
    reason,
    requestId,
    taskId,
  };
}
