import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { inspectLedger } from "../../src/ledger/inspect.ts";
import { ownFolder } from "../support/folder.ts";
import { facts, filesIn, idOf, ledgerIn } from "./fixtures.ts";

/** Everything of a folder that a look could change. */
function stateOf(folder: string): unknown {
  const all = [".", ...readdirSync(folder).sort()].map((name) => {
    const path = join(folder, name);
    const { mode, mtimeMs, ctimeMs, ino } = lstatSync(path);
    return { name, mode, mtimeMs, ctimeMs, ino, bytes: name === "." ? "" : readFileSync(path, "hex") };
  });
  return all;
}

/** Where copies are made: a folder of the test's own, where no copy may stay. */
let temporary = "";
beforeEach(() => {
  temporary = ownFolder();
  vi.stubEnv("TMPDIR", temporary);
});
afterEach(() => {
  vi.unstubAllEnvs();
});
const copies = () => readdirSync(temporary).filter((name) => name.startsWith("idgate-inspect-"));

async function lived(folder: string) {
  const ledger = ledgerIn(folder);
  await ledger.start(facts(1));
  await ledger.settle(idOf(1), { status: "succeeded", attempts: 1, durationMs: 3 });
  await ledger.refuse(facts(2), "no rule");
  return ledger;
}

describe("a look at a ledger", () => {
  it("verifies it, and leaves its folder as it is, also with rights that idgate would take away", async () => {
    const folder = ownFolder();
    await (await lived(folder)).close();
    const { file, keyFile } = filesIn(folder);
    chmodSync(file, 0o644);
    chmodSync(keyFile, 0o644);
    chmodSync(folder, 0o755);
    const before = stateOf(folder);
    expect(await inspectLedger(filesIn(folder))).toMatchObject({
      kind: "verified",
      report: { ok: true, entries: 3 },
    });
    expect(stateOf(folder)).toEqual(before);
    expect(copies()).toEqual([]);
  });

  it("sees what is in the log and not yet in the file, while the ledger is open", async () => {
    const folder = ownFolder();
    const ledger = await lived(folder);
    expect(existsSync(`${filesIn(folder).file}-wal`)).toBe(true);
    expect(await inspectLedger(filesIn(folder))).toMatchObject({ report: { ok: true, entries: 3 } });
    await ledger.start(facts(3));
    expect(await inspectLedger(filesIn(folder))).toMatchObject({ report: { ok: true, entries: 4 } });
    await ledger.close();
  });

  it("holds it against heads that were kept elsewhere", async () => {
    const folder = ownFolder();
    await (await lived(folder)).close();
    const known = [{ seq: 9, hash: "a".repeat(64) }];
    expect(await inspectLedger({ ...filesIn(folder), known })).toMatchObject({
      kind: "verified",
      report: { ok: false, problems: [expect.stringContaining("the chain ends at entry 3")] },
    });
  });

  it("finds an entry that was altered", async () => {
    const folder = ownFolder();
    await (await lived(folder)).close();
    const database = new Database(filesIn(folder).file);
    database.exec(
      "DROP TRIGGER entries_fixed; UPDATE entries SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2",
    );
    database.close();
    expect(await inspectLedger(filesIn(folder))).toMatchObject({ report: { ok: false } });
  });

  it.each([
    ["missing", (file: string) => rmSync(file)],
    ["damaged", (file: string) => writeFileSync(file, "short")],
    [
      "unreadable",
      (file: string) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
  ])("says that the key is %s", async (why, spoil) => {
    const folder = ownFolder();
    await (await lived(folder)).close();
    spoil(filesIn(folder).keyFile);
    expect(await inspectLedger(filesIn(folder))).toEqual({ kind: "no key", why });
    expect(existsSync(filesIn(folder).keyFile)).toBe(why !== "missing");
  });

  it.each([
    ["is no database", "this is a text and no database at all".repeat(40)],
    ["is a database of another program", undefined],
  ])("fails for a file that %s, and leaves no copy", async (_, text) => {
    const folder = ownFolder();
    const { file } = filesIn(folder);
    if (text !== undefined) writeFileSync(file, text);
    else {
      const database = new Database(file);
      database.exec("CREATE TABLE t (a)");
      database.close();
    }
    await expect(inspectLedger(filesIn(folder))).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" });
    expect(copies()).toEqual([]);
  });
});
