import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openAuditSink } from "../../../src/cli/audit/audit-sink.ts";
import { knownHeads } from "../../../src/cli/audit/known-heads.ts";
import { createLogger } from "../../../src/log.ts";
import { ownFolder } from "../../support/folder.ts";

const headAt = (seq: number) => ({ seq, hash: String(seq % 10).repeat(64) });
const clock = () => new Date("2026-03-01T12:00:00.000Z");

async function open(file: string, stateRoot = ownFolder()) {
  const lines: string[] = [];
  const log = await createLogger({
    level: "info",
    scrub: (value) => value,
    destination: { write: (line: string) => void lines.push(line) },
  });
  const sink = openAuditSink({ file, ledger: "sandbox/2100000000", stateRoot, clock, log });
  return { sink, logged: () => lines.join("") };
}

const UNUSABLE: readonly (readonly [string, (file: string) => void, RegExp])[] = [
  ["a directory", (file) => mkdirSync(file), /it is a directory/],
  ["a FIFO that nobody reads", (file) => execFileSync("mkfifo", [file]), /no regular file/],
  ["a link", (file) => symlinkSync(`${file}.elsewhere`, file), /symbolic link/],
  ["a link to a device", (file) => symlinkSync("/dev/null", file), /symbolic link/],
  ["a file of something else", (file) => writeFileSync(file, "version: 1\n"), /something else/],
];

describe("an audit sink", () => {
  it("has one line for each head, and is its owner's alone", async () => {
    const file = join(ownFolder(), "heads.jsonl");
    const { sink } = await open(file);
    sink.add(headAt(1), "op_example");
    sink.add(headAt(2), undefined);
    expect(
      readFileSync(file, "utf8")
        .trimEnd()
        .split("\n")
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([
      {
        at: "2026-03-01T12:00:00.000Z",
        ledger: "sandbox/2100000000",
        ...headAt(1),
        operation: "op_example",
      },
      { at: "2026-03-01T12:00:00.000Z", ledger: "sandbox/2100000000", ...headAt(2) },
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await knownHeads(file, "sandbox")).toEqual([headAt(1), headAt(2)]);
    // Of the other mode's ledger it says nothing.
    expect(await knownHeads(file, "real")).toEqual([]);
  });

  it.each(UNUSABLE)("is not %s: that is no start", async (_, make, says) => {
    const file = join(ownFolder(), "heads.jsonl");
    make(file);
    await expect(open(file)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringMatching(says),
    });
  });

  it("is not where its folder is missing, nor in the state folder, by whatever name", async () => {
    const state = ownFolder();
    const other = join(ownFolder(), "link");
    symlinkSync(state, other);
    await expect(open(join(state, "no", "heads"), ownFolder())).rejects.toThrow(/folder does not exist/);
    await expect(open(join(state, "heads"), state)).rejects.toThrow(/in the state folder/);
    await expect(open(join(other, "heads"), state)).rejects.toThrow(/in the state folder/);
    mkdirSync(join(state, "real"));
    await expect(open(join(state, "real", "heads"), state)).rejects.toThrow(/in the state folder/);
  });

  it("that cannot be written lets nothing start, until it has the newest head", async () => {
    const folder = ownFolder();
    const file = join(folder, "heads.jsonl");
    const { sink, logged } = await open(file);
    sink.add(headAt(1), undefined);
    sink.mayStart();
    renameSync(file, `${file}.1`);
    mkdirSync(file);
    // Durable already: it cannot be refused any more, so the next one is.
    sink.add(headAt(2), undefined);
    sink.add(headAt(3), undefined);
    for (let tries = 0; tries < 2; tries++) {
      expect(() => sink.mayStart()).toThrow(
        expect.objectContaining({ code: "LEDGER_UNAVAILABLE", retryable: true }),
      );
    }
    expect(logged().split("changes are refused")).toHaveLength(2);
    rmSync(file, { recursive: true });
    sink.mayStart();
    expect(await knownHeads(file, "sandbox")).toEqual([headAt(3)]);
    expect(logged()).toContain("can be written again");
    sink.mayStart();
    expect(await knownHeads(file, "sandbox")).toEqual([headAt(3)]);
  });

  it("lets nothing start where it has become unwritable since, before an entry is written", async () => {
    const file = join(ownFolder(), "heads.jsonl");
    const { sink } = await open(file);
    sink.add(headAt(1), undefined);
    rmSync(file);
    symlinkSync("/dev/null", file);
    expect(() => sink.mayStart()).toThrow(/audit sink/);
  });

  it("goes on in a new file where the old one was moved away", async () => {
    const file = join(ownFolder(), "heads.jsonl");
    const { sink } = await open(file);
    sink.add(headAt(1), undefined);
    renameSync(file, `${file}.1`);
    sink.mayStart();
    sink.add(headAt(2), undefined);
    expect(await knownHeads(file, "sandbox")).toEqual([headAt(2)]);
  });

  it("loses no line to one that was cut short before", async () => {
    const file = join(ownFolder(), "heads.jsonl");
    (await open(file)).sink.add(headAt(1), undefined);
    appendFileSync(file, '{"at":"2026-03-01T12:0');
    (await open(file)).sink.add(headAt(2), undefined);
    expect(await knownHeads(file, "sandbox")).toEqual([headAt(1), headAt(2)]);
  });
});

describe("heads that were kept", () => {
  it("may be one that is written out, a log's, or in between other lines", async () => {
    expect(await knownHeads(`7:${headAt(7).hash}`, "real")).toEqual([headAt(7)]);
    const file = join(ownFolder(), "server.log");
    writeFileSync(
      file,
      [
        "starting",
        JSON.stringify({ level: "info", head: headAt(1), msg: "ledger head" }),
        JSON.stringify({ level: "info", hash: "x", seq: 2 }),
        JSON.stringify({ level: "info", head: { seq: -1, hash: headAt(1).hash } }),
        '{"head":{"seq":3,"hash":',
        "",
      ].join("\n"),
    );
    expect(await knownHeads(file, "real")).toEqual([headAt(1)]);
  });

  it("in a file that cannot be read are an error, not an empty list", async () => {
    const folder = ownFolder();
    for (const given of [folder, join(folder, "nothing"), "7:abc"]) {
      await expect(knownHeads(given, "real")).rejects.toMatchObject({ code: "CONFIG_INVALID" });
    }
  });
});
