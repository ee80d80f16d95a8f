/** The operations that a command is about, found and shown. */
import { ConfigInvalid } from "../../errors.ts";
import type { Ledger, Operation } from "../../ledger/types.ts";
import { visible } from "../../text/index.ts";
import { operationLine } from "../print.ts";

/** @throws ConfigInvalid where there is no such operation */
export async function find(ledger: Ledger, id: string): Promise<Operation> {
  const operation = await ledger.get(id);
  if (operation !== undefined) return operation;
  throw new ConfigInvalid(`There is no operation ${visible(id).slice(0, 60)} in this ledger.`, {
    hint: "`idgate approvals list` shows those that wait; --sandbox and --state choose the ledger.",
  });
}

/** Each of them once, in the order they were named. @throws ConfigInvalid */
export async function findAll(ledger: Ledger, ids: readonly string[]): Promise<readonly Operation[]> {
  const found: Operation[] = [];
  for (const id of new Set(ids)) found.push(await find(ledger, id));
  return found;
}

export function detail(operation: Operation): string[] {
  const lines = [operationLine(operation), ""];
  if (operation.preview !== undefined) lines.push(operation.preview, "");
  if (operation.rules.length > 0) lines.push(`Rules: ${operation.rules.join(", ")}`);
  if (needsSignature(operation)) lines.push(`To be signed by: ${approversOf(operation).join(" or ")}`);
  if (operation.answeredBy !== undefined) lines.push(`Answered by: ${operation.answeredBy}`);
  if (operation.reason !== undefined) lines.push(`Reason: ${operation.reason}`);
  if (operation.requestId !== undefined) lines.push(`Request id: ${operation.requestId}`);
  if (operation.expiresAt !== undefined) lines.push(`Expires: ${operation.expiresAt}`);
  return lines;
}

/** One after the other, each whole; numbered where there are several. */
export function numbered(blocks: readonly (readonly string[])[]): string[] {
  if (blocks.length === 1) return [...(blocks[0] ?? [])];
  return blocks.flatMap((block, at) => [`===== ${at + 1} of ${blocks.length} =====`, ...block, ""]);
}

export function needsSignature(operation: Pick<Operation, "approval">): boolean {
  return operation.approval === "second-person";
}

export function approversOf(operation: Pick<Operation, "approvers">): readonly string[] {
  return operation.approvers ?? [];
}
