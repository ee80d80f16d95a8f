import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { IdgateError } from "../../../errors.ts";
import { type Inspection, inspectLedger } from "../../../ledger/inspect.ts";
import { knownHeads } from "../../audit/known-heads.ts";
import { counted } from "../../policy/words.ts";
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

/** What was found in a ledger. @param heads how many were kept elsewhere; undefined where no sink is named */
export function judgeLedger(inspection: Inspection, keyFile: string, heads: number | undefined): Finding {
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
      const kept =
        heads === undefined
          ? " No --audit-sink is named, so a ledger that was put back whole would not show."
          : ` It holds all ${counted(heads, "head")} in the audit sink.`;
      return ok(`The ledger verifies: ${counted(entries, "entry").replace("entrys", "entries")}.${kept}`);
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

async function verified({ config, mode }: Subject, file: string, keyFile: string): Promise<Finding> {
  try {
    const { auditSink } = config;
    const known =
      auditSink === undefined || !existsSync(auditSink) ? undefined : await knownHeads(auditSink, mode);
    return judgeLedger(await inspectLedger({ file, keyFile, known: known ?? [] }), keyFile, known?.length);
  } catch (error) {
    if (!(error instanceof IdgateError)) throw error;
    if (error.retryable) return skipped(`${error.message} ${error.hint ?? ""}`.trim());
    return problem(`${file}: ${error.message}`, KEEP);
  }
}

/** A ledger that is not there, where something says that there was one. */
async function judgeAbsent({ config, mode }: Subject): Promise<Finding> {
  const { auditSink } = config;
  const known = auditSink === undefined || !existsSync(auditSink) ? [] : await knownHeads(auditSink, mode);
  if (known.length === 0)
    return ok("There is none yet: it is made with the first call that is refused or changes something.");
  return problem(
    `There is no ledger, but the audit sink has ${counted(known.length, "head")} of one.`,
    "Check --state (IDGATE_STATE). If the folder was removed, find out by whom.",
  );
}

function databasesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /\.db(?:-wal|-shm)?$/.test(name))
    .map((name) => join(folder, name));
}
