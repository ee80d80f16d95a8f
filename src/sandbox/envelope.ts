import type { JsonObject } from "../action/json.ts";
import type { Fault } from "./types.ts";

/** What an answer says about its request. */
export interface AnswerMeta {
  readonly RequestId: string;
  readonly Action: string;
  readonly Version: string;
  readonly Service: string;
  readonly Region: string;
}

/** Numbers of the common error codes (the cloud's public list); codes of a service's own carry 0. */
const CODE_NUMBERS: ReadonlyMap<string, number> = new Map([
  ["MissingParameter", 100002],
  ["MissingSignature", 100005],
  ["InvalidTimestamp", 100006],
  ["ServiceNotFound", 100007],
  ["InvalidActionOrVersion", 100008],
  ["InvalidAccessKeyId", 100009],
  ["SignatureDoesNotMatch", 100010],
  ["SignatureNotMatch", 100010],
  ["AccessDenied", 100013],
  ["InternalError", 100014],
]);

export function success(meta: AnswerMeta, result: JsonObject): JsonObject {
  return { ResponseMetadata: { ...meta }, Result: result };
}

export function failure(meta: AnswerMeta, fault: Fault): JsonObject {
  const error = { Code: fault.code, CodeN: CODE_NUMBERS.get(fault.code) ?? 0, Message: fault.message };
  return { ResponseMetadata: { ...meta, Error: error } };
}
