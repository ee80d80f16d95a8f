/** Operations and bodies of entries, to and from JSON. What is read back is checked: a file can be edited. */
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { LedgerBroken, type Lost } from "../errors.ts";
import type { ApprovalSignature, BudgetSpend, Operation, OperationFacts, OperationStatus } from "./types.ts";

const STATUSES = [
  "refused",
  "pending",
  "approved",
  "rejected",
  "expired",
  "started",
  "succeeded",
  "accepted",
  "failed",
  "unknown",
] as const satisfies readonly OperationStatus[];

/** @throws LedgerBroken */
export function parseObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new LedgerBroken("A row of the ledger is not JSON.", { cause: error });
  }
  if (!isJsonObject(value)) throw new LedgerBroken("A row of the ledger is not a JSON object.");
  return value;
}

export function textOf(body: JsonObject, key: string): string {
  const value = body[key];
  if (typeof value !== "string") throw new LedgerBroken(`A row of the ledger has no ${key}.`);
  return value;
}

export function optionalTextOf(body: JsonObject, key: string): string | undefined {
  return body[key] === undefined ? undefined : textOf(body, key);
}

export function optionalFlagOf(body: JsonObject, key: string): boolean | undefined {
  const value = body[key];
  if (value === undefined || typeof value === "boolean") return value;
  throw new LedgerBroken(`A row of the ledger has a wrong ${key}.`);
}

/** @throws LedgerBroken */
export function lostOf(value: Json | undefined): Lost | undefined {
  if (value === undefined || value === "certainty" || value === "connection" || value === "time")
    return value;
  throw new LedgerBroken("A row of the ledger has a wrong loss.");
}

function objectOf(body: JsonObject, key: string): JsonObject {
  const value = body[key];
  if (!isJsonObject(value)) throw new LedgerBroken(`A row of the ledger has no ${key}.`);
  return value;
}

function textsOf(body: JsonObject, key: string): readonly string[] {
  const value: unknown = body[key];
  if (!Array.isArray(value)) throw new LedgerBroken(`A row of the ledger has no ${key}.`);
  return value.map((element: unknown) => {
    if (typeof element !== "string") throw new LedgerBroken(`A row of the ledger has a wrong ${key}.`);
    return element;
  });
}

export function statusOf(value: Json | undefined): OperationStatus {
  const status = STATUSES.find((known) => known === value);
  if (status === undefined) throw new LedgerBroken("A row of the ledger has no known status.");
  return status;
}

/** The facts alone, in fixed order: what the entry that opens an operation holds. */
export function factsBody(facts: OperationFacts): JsonObject {
  return {
    id: facts.id,
    action: facts.action,
    effect: facts.effect,
    digest: facts.digest,
    params: facts.params,
    target: facts.target,
    requester: facts.requester,
    rules: facts.rules,
    policyVersion: facts.policyVersion,
    ...given({ approval: facts.approval, approvers: facts.approvers, user: facts.user }),
    ...given({
      budgets: facts.budgets?.map(({ rule, max, perSeconds, items }) => ({ rule, max, perSeconds, items })),
    }),
  };
}

/** Without what is undefined: an entry of an older version has no such keys, and its text must stay what it was. */
function given(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

export function factsOf(body: JsonObject): OperationFacts {
  return {
    id: textOf(body, "id"),
    action: textOf(body, "action"),
    effect: textOf(body, "effect"),
    digest: textOf(body, "digest"),
    params: objectOf(body, "params"),
    target: objectOf(body, "target"),
    requester: textOf(body, "requester"),
    rules: textsOf(body, "rules"),
    policyVersion: textOf(body, "policyVersion"),
    approval: approvalOf(body.approval),
    approvers: body.approvers === undefined ? undefined : textsOf(body, "approvers"),
    user: optionalTextOf(body, "user"),
    budgets: budgetsOf(body.budgets),
  };
}

function approvalOf(value: Json | undefined): OperationFacts["approval"] {
  if (value === undefined || value === "none" || value === "ask" || value === "second-person") return value;
  throw new LedgerBroken("A row of the ledger has a wrong approval.");
}

function budgetsOf(value: unknown): readonly BudgetSpend[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw new LedgerBroken("A row of the ledger has wrong budgets.");
  return value.map((one: unknown) => {
    if (!isJsonObject(one)) throw new LedgerBroken("A row of the ledger has a wrong budget.");
    const number = (key: string, least: number) => {
      const found = one[key];
      if (typeof found !== "number" || !Number.isSafeInteger(found) || found < least)
        throw new LedgerBroken("A row of the ledger has a wrong budget.");
      return found;
    };
    return {
      rule: textOf(one, "rule"),
      max: number("max", 0),
      perSeconds: number("perSeconds", 1),
      items: number("items", 0),
    };
  });
}

/** @throws LedgerBroken */
export function signatureOf(value: Json | undefined): ApprovalSignature | undefined {
  if (value === undefined) return undefined;
  if (!isJsonObject(value)) throw new LedgerBroken("A row of the ledger has a wrong signature.");
  return { approver: textOf(value, "approver"), value: textOf(value, "value") };
}

/** An operation as one JSON text. INVARIANT: equal operations give equal texts; `verify` compares them. */
export function serialise(operation: Operation): string {
  const { status, preview, answeredBy, reason, requestId, taskId, createdAt, updatedAt, expiresAt } =
    operation;
  // Last, and only where there are any: what an older version wrote keeps its text.
  const { tookEffect, signature, run, abandoned, lost, resolvedBy, startedAt } = operation;
  return JSON.stringify({
    ...factsBody(operation),
    ...{ status, preview, answeredBy, reason, requestId, taskId, createdAt, updatedAt, expiresAt },
    ...{ tookEffect },
    ...(signature === undefined
      ? {}
      : { signature: { approver: signature.approver, value: signature.value } }),
    ...{ run, abandoned, lost, resolvedBy, startedAt },
  });
}

/** @throws LedgerBroken */
export function parseOperation(text: string): Operation {
  const body = parseObject(text);
  return {
    ...factsOf(body),
    status: statusOf(body.status),
    preview: optionalTextOf(body, "preview"),
    answeredBy: optionalTextOf(body, "answeredBy"),
    reason: optionalTextOf(body, "reason"),
    requestId: optionalTextOf(body, "requestId"),
    taskId: optionalTextOf(body, "taskId"),
    tookEffect: optionalFlagOf(body, "tookEffect"),
    createdAt: textOf(body, "createdAt"),
    updatedAt: textOf(body, "updatedAt"),
    expiresAt: optionalTextOf(body, "expiresAt"),
    signature: signatureOf(body.signature),
    run: optionalTextOf(body, "run"),
    abandoned: optionalFlagOf(body, "abandoned"),
    lost: lostOf(body.lost),
    resolvedBy: optionalTextOf(body, "resolvedBy"),
    startedAt: optionalTextOf(body, "startedAt"),
  };
}
