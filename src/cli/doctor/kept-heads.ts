/** What an audit sink kept of a ledger. */
import { existsSync, statSync } from "node:fs";
import { ConfigInvalid } from "../../errors.ts";
import type { Head } from "../../ledger/index.ts";
import { knownHeads } from "../audit/known-heads.ts";
import type { Subject } from "./types.ts";

export type KeptHeads =
  | { readonly kind: "no sink" }
  /** There is a sink, and no heads of it can be had; a sink that may only be added to is a good one. */
  | { readonly kind: "unread"; readonly why: string }
  | { readonly kind: "read"; readonly heads: readonly Head[] };

/** Reads the sink that the run names. Never throws for one that cannot be read. */
export async function keptHeads({ config, mode }: Pick<Subject, "config" | "mode">): Promise<KeptHeads> {
  const { auditSink: file } = config;
  if (file === undefined) return { kind: "no sink" };
  if (!existsSync(file)) return { kind: "unread", why: "is not there yet" };
  try {
    // A FIFO would be waited for.
    if (!statSync(file).isFile()) return { kind: "unread", why: "is no regular file" };
    return { kind: "read", heads: await knownHeads(file, mode) };
  } catch (error) {
    if (error instanceof ConfigInvalid) return { kind: "unread", why: "cannot be read by this user" };
    throw error;
  }
}
