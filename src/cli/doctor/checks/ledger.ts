import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { IdgateError } from "../../../errors.ts";
import { type Inspection, inspectLedger } from "../../../ledger/inspect.ts";
import { counted } from "../../policy/words.ts";
import { type KeptHeads, keptHeads } from "../kept-heads.ts";
import { secretFileFindings } from "../reach.ts";
import { type Check, type Finding, ok, problem, type Subject, skipped } from "../types.ts";

const KEEP =
  "Keep the state folder as it is, to find out what happened; `idgate audit verify` says more, and another --state starts afresh.";
const PROBLEMS_SHOWN = 5;

const NO_KEY = {
  missing: "is gone",
  unreadable: "cannot be read by this user",
  damaged: "has not the length of one",
} as const;

/** What was found in a ledger. */
export function judgeLedger(inspection: Inspection, keyFile: string, kept: KeptHeads): Finding {
  switch (inspection.kind) {
    case "empty":
      return ok("The ledger is empty.");
    case "no key":
      return problem(
        `The ledger has entries, but its key ${keyFile} ${NO_KEY[inspection.why]}: nothing can be added or verified, and no change is begun.`,
        inspection.why === "unreadable"
          ? "Run doctor as the server's user; if it is that user, give it the file (mode 0600)."
          : "Put the key back from a backup. Without it, start afresh with another --state and keep the old folder.",
      );
    case "verified": {
      const { ok: holds, entries, problems } = inspection.report;
      if (!holds) {
        const shown = problems.slice(0, PROBLEMS_SHOWN);
        const more = problems.length > shown.length ? [`and ${problems.length - shown.length} more`] : [];
        return problem(
          [`The ledger does NOT verify (${entries} entries):`, ...shown, ...more].join("\n"),
          KEEP,
        );
      }
      return ok(
        `The ledger verifies: ${counted(entries, "entry").replace("entrys", "entries")}. ${comparison(kept)}`,
      );
    }
  }
}

/** Whether the ledger opens and verifies, with every head that was kept elsewhere. Works on a copy. */
export const ledger: Check = {
  name: "ledger",
  async run(subject) {
    const { stateDir, who } = subject;
    const file = join(stateDir, "ledger.db");
    const keyFile = join(stateDir, "ledger.key");
    if (!existsSync(file)) return [await judgeAbsent(subject)];
    const modes =
      who === undefined
        ? []
        : [
            ...secretFileFindings("The ledger's key", keyFile),
            ...databasesIn(stateDir).flatMap((path) => secretFileFindings("A state file", path)),
          ];
    return [await verified(subject, file, keyFile), ...modes];
  },
};

function comparison(kept: KeptHeads): string {
  switch (kept.kind) {
    case "no sink":
      return "No --audit-sink is named, so a ledger that was put back whole would not show.";
    case "unread":
      return `The audit sink ${kept.why}, so no heads were compared.`;
    case "read":
      if (kept.heads.length === 0) return "The audit sink has no head of it yet.";
      return `It holds all ${counted(kept.heads.length, "head")} in the audit sink.`;
  }
}

async function verified(subject: Subject, file: string, keyFile: string): Promise<Finding> {
  const kept = await keptHeads(subject);
  try {
    const known = kept.kind === "read" ? kept.heads : [];
    return judgeLedger(await inspectLedger({ file, keyFile, known }), keyFile, kept);
  } catch (error) {
    if (!(error instanceof IdgateError)) throw error;
    if (error.retryable) return skipped(`${error.message} \`idgate audit verify\` reads it in place.`);
    return problem(`${file}: ${error.message}`, KEEP);
  }
}

/** A ledger that is not there, where something says that there was one. */
async function judgeAbsent(subject: Subject): Promise<Finding> {
  const kept = await keptHeads(subject);
  if (kept.kind !== "read" || kept.heads.length === 0)
    return ok("There is none yet: it is made with the first call that is refused or changes something.");
  return problem(
    `There is no ledger, but the audit sink has ${counted(kept.heads.length, "head")} of one.`,
    "Check --state (IDGATE_STATE). If the folder was removed, find out by whom.",
  );
}

function databasesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /\.db(?:-wal|-shm)?$/.test(name))
    .map((name) => join(folder, name));
}
