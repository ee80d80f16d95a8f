/** Operations whose end is not known: found again, taken over from processes that are over, and resolved. */
import type { Kysely } from "kysely";
import type { JsonObject } from "../action/json.ts";
import { InternalError } from "../errors.ts";
import type { Journal } from "./journal.ts";
import { outcomeBody } from "./outcome-body.ts";
import { listOperations, listUndecided } from "./reading.ts";
import { isOver } from "./run.ts";
import type { LedgerTables } from "./schema.ts";
import type { Ledger, Operation } from "./types.ts";

/** The part of a ledger that works on open ends. */
interface Place {
  readonly exists: () => boolean;
  readonly read: <T>(task: (db: Kysely<LedgerTables>) => Promise<T>) => Promise<T>;
  readonly write: <T>(task: (journal: Journal) => Promise<T>) => Promise<T>;
  readonly clock: () => Date;
  readonly run: () => string;
}

/** Operations that are looked through for those of a process that is over. */
const MOST_DONE = 300;

/** Of an operation whose process is over. */
const ABANDONED: JsonObject = {
  status: "unknown",
  reason: "the process that sent it ended before it knew the outcome",
  abandoned: true,
};

export function openEnds(place: Place): Pick<Ledger, "resolve" | "undecided" | "abandon" | "doneBefore"> {
  const isLeft = ({ status, run, updatedAt }: Operation) =>
    status === "started" && isOver(run, place.run(), new Date(updatedAt), place.clock());

  const undecided: Ledger["undecided"] = async (filter = {}) =>
    place.exists() ? await place.read((db) => listUndecided(db, filter)) : [];

  return {
    undecided,
    resolve: (id, resolution, from) =>
      place.write(async (journal) => {
        const operation = await journal.operation(id);
        if (operation?.status !== from) return false;
        await journal.append({ kind: "resolved", operation: id, body: outcomeBody(resolution) }, operation);
        return true;
      }),
    async abandon() {
      const left = (await undecided()).filter(isLeft);
      if (left.length === 0) return [];
      return await place.write(async (journal) => {
        const abandoned: Operation[] = [];
        for (const { id } of left) {
          const operation = await journal.operation(id);
          if (operation === undefined || !isLeft(operation)) continue;
          const after = await journal.append({ kind: "settled", operation: id, body: ABANDONED }, operation);
          if (after === undefined) throw new InternalError("An entry left no operation behind.");
          abandoned.push(after);
        }
        return abandoned;
      });
    },
    async doneBefore({ action, since }) {
      if (!place.exists()) return [];
      const now = place.clock();
      const filter = { status: ["succeeded", "accepted"], limit: MOST_DONE } as const;
      const done = await place.read((db) => listOperations(db, filter, now.toISOString()));
      return done.filter(
        (one) =>
          one.action === action &&
          // Its end counts: before its start it may have waited for a person.
          one.updatedAt >= since.toISOString() &&
          isOver(one.run, place.run(), new Date(one.updatedAt), now),
      );
    },
  };
}
