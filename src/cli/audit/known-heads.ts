/** Heads of a ledger that were kept elsewhere: in an audit sink, in a log, on paper. */
import { open } from "node:fs/promises";
import * as z from "zod";
import { ConfigInvalid } from "../../errors.ts";
import type { Head } from "../../ledger/index.ts";
import { fileFault } from "../file-fault.ts";

const head = z.object({ seq: z.int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) });
/** A line of an audit sink. */
const sinkLine = head.extend({ ledger: z.string() });
/** A line of the server's log; its other fields do not matter. */
const logLine = z.object({ head });

/** What `--head` can be, for a person. */
export const HEAD_TAKES = "It takes a file of --audit-sink, a log of the server's, or SEQ:HASH.";

const WRITTEN_OUT = /^(\d{1,15}):([0-9a-f]{64})$/;

/**
 * The heads that were kept of one mode's ledger.
 * @param given `SEQ:HASH`, or a file: lines of an audit sink or of a log as JSON; lines that name no head are passed over
 * @throws ConfigInvalid where the file cannot be read
 */
export async function knownHeads(given: string, mode: "sandbox" | "real"): Promise<readonly Head[]> {
  const [, seq, hash] = WRITTEN_OUT.exec(given) ?? [];
  if (seq !== undefined && hash !== undefined) return [{ seq: Number(seq), hash }];
  const heads: Head[] = [];
  try {
    const file = await open(given, "r");
    try {
      for await (const line of file.readLines()) {
        const found = headIn(line, mode);
        if (found !== undefined) heads.push(found);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new ConfigInvalid(`--head cannot be read: ${fileFault(error)}.`, {
      hint: HEAD_TAKES,
      cause: error,
    });
  }
  return heads;
}

function headIn(line: string, mode: string): Head | undefined {
  if (!line.includes('"hash"')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // Half a line, or a log that is no JSON.
    return undefined;
  }
  const kept = sinkLine.safeParse(value);
  if (kept.success) {
    const { seq, hash, ledger } = kept.data;
    return ledger.startsWith(`${mode}/`) ? { seq, hash } : undefined;
  }
  return logLine.safeParse(value).data?.head;
}
