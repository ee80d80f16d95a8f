/** The operations that a command is about, found and shown. */
import { ConfigInvalid } from "../../errors.ts";
import type { Ledger, Operation } from "../../ledger/types.ts";
import { visible } from "../../text/index.ts";
import { operationLine } from "../print.ts";
import type { ApprovalWords } from "./words/words.ts";

/** @throws ConfigInvalid where there is no such operation */
export async function find(ledger: Ledger, id: string, { show: words }: ApprovalWords): Promise<Operation> {
  const operation = await ledger.get(id);
  if (operation !== undefined) return operation;
  throw new ConfigInvalid(words.noOperation(visible(id).slice(0, 60)), { hint: words.noOperationHint });
}

/** Each of them once, in the order they were named. @throws ConfigInvalid */
export async function findAll(
  ledger: Ledger,
  ids: readonly string[],
  words: ApprovalWords,
): Promise<readonly Operation[]> {
  const found: Operation[] = [];
  for (const id of new Set(ids)) found.push(await find(ledger, id, words));
  return found;
}

export function detail(operation: Operation, { show: words }: ApprovalWords): string[] {
  const lines = [operationLine(operation), ""];
  if (operation.preview !== undefined) lines.push(operation.preview, "");
  if (operation.rules.length > 0) lines.push(words.rules(operation.rules));
  if (needsSignature(operation)) lines.push(words.toBeSignedBy(approversOf(operation)));
  if (operation.answeredBy !== undefined) lines.push(words.answeredBy(operation.answeredBy));
  if (operation.reason !== undefined) lines.push(words.reason(operation.reason));
  if (operation.requestId !== undefined) lines.push(words.requestId(operation.requestId));
  if (operation.expiresAt !== undefined) lines.push(words.expires(operation.expiresAt));
  return lines;
}

/** Every operation whole, as it is shown before an answer. */
export function allDetails(operations: readonly Operation[], words: ApprovalWords): string[] {
  return numbered(
    operations.map((one) => detail(one, words)),
    words,
  );
}

/** One after the other, each whole; numbered where there are several. */
export function numbered(blocks: readonly (readonly string[])[], { show: words }: ApprovalWords): string[] {
  if (blocks.length === 1) return [...(blocks[0] ?? [])];
  return blocks.flatMap((block, at) => [words.place(at + 1, blocks.length), ...block, ""]);
}

export function needsSignature(operation: Pick<Operation, "approval">): boolean {
  return operation.approval === "second-person";
}

export function approversOf(operation: Pick<Operation, "approvers">): readonly string[] {
  return operation.approvers ?? [];
}
