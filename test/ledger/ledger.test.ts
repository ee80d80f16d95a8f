import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ApprovalSpent, InternalError, LedgerUnavailable } from "../../src/errors.ts";
import type { Head } from "../../src/ledger/index.ts";
import { THIS_RUN } from "../../src/ledger/run.ts";
import { ownFolder } from "../support/folder.ts";
import { entriesOf, facts, filesIn, idOf, ledgerIn, standingClock } from "./fixtures.ts";

const done = { status: "succeeded", requestId: "20260301-1", attempts: 1, durationMs: 12 } as const;

describe("an operation that needs no approval", () => {
  it("is started before it is settled", async () => {
    const time = standingClock();
    const ledger = ledgerIn(ownFolder(), { clock: time.clock });
    await ledger.start(facts(1));
    expect(await ledger.get(idOf(1))).toMatchObject({ ...facts(1), status: "started", requestId: undefined });
    time.forward(2);
    await ledger.settle(idOf(1), done);
    expect(await ledger.get(idOf(1))).toEqual({
      ...facts(1),
      status: "succeeded",
      preview: undefined,
      answeredBy: undefined,
      reason: undefined,
      requestId: "20260301-1",
      taskId: undefined,
      run: THIS_RUN,
      createdAt: "2026-03-01T12:00:00.000Z",
      updatedAt: "2026-03-01T12:00:02.000Z",
      expiresAt: undefined,
    });
  });

  it.each([
    [{ status: "accepted", taskId: "task-1", attempts: 2, durationMs: 5 }, { taskId: "task-1" }],
    [
      { status: "failed", reason: "Duplicated", tookEffect: false, requestId: "r" },
      { reason: "Duplicated", tookEffect: false, requestId: "r" },
    ],
    [
      { status: "unknown", reason: "the connection broke", requestId: undefined },
      { reason: "the connection broke" },
    ],
  ] as const)("keeps its outcome: $status", async (outcome, expected) => {
    const ledger = ledgerIn(ownFolder());
    await ledger.start(facts(1));
    await ledger.settle(idOf(1), outcome);
    expect(await ledger.get(idOf(1))).toMatchObject({ status: outcome.status, ...expected });
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 2 });
  });

  it("is settled once, and only where it was started", async () => {
    const ledger = ledgerIn(ownFolder());
    await expect(ledger.settle(idOf(1), done)).rejects.toThrow(InternalError);
    await ledger.start(facts(1));
    await ledger.settle(idOf(1), done);
    await expect(ledger.settle(idOf(1), done)).rejects.toThrow("succeeded cannot be settled");
    await ledger.propose(facts(2), "preview", new Date(Date.now() + 60_000));
    await expect(ledger.settle(idOf(2), done)).rejects.toThrow(InternalError);
    expect(await entriesOf(ledger)).toHaveLength(3);
  });

  it("has an id that nothing else has", async () => {
    const ledger = ledgerIn(ownFolder());
    await ledger.start(facts(1));
    await expect(ledger.start(facts(1))).rejects.toThrow(InternalError);
    await expect(ledger.refuse(facts(1), "no rule")).rejects.toThrow(InternalError);
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 1 });
  });
});

describe("an operation that needs approval", () => {
  it("waits, is approved, runs once", async () => {
    const time = standingClock();
    const ledger = ledgerIn(ownFolder(), { clock: time.clock });
    const proposed = await ledger.propose(facts(1), "Create pool agent-1", time.in(600));
    expect(proposed).toMatchObject({ id: idOf(1), status: "pending", preview: "Create pool agent-1" });
    expect(await ledger.live("digest-1")).toEqual(proposed);
    const approved = await ledger.answer(idOf(1), "approved", "terminal operator");
    expect(approved).toMatchObject({ status: "approved", answeredBy: "terminal operator" });
    expect(await ledger.live("digest-1")).toEqual(approved);
    const started = await ledger.startApproved(idOf(1), "digest-1");
    expect(started).toMatchObject({ status: "started", answeredBy: "terminal operator" });
    expect(await ledger.live("digest-1")).toBeUndefined();
    await expect(ledger.startApproved(idOf(1), "digest-1")).rejects.toThrow(ApprovalSpent);
    await ledger.settle(idOf(1), done);
    await expect(ledger.startApproved(idOf(1), "digest-1")).rejects.toThrow(ApprovalSpent);
    const kinds = (await entriesOf(ledger)).map((entry) => entry.kind);
    expect(kinds).toEqual(["proposed", "approved", "started", "settled"]);
  });

  it("does not run while it waits, after a no, or under another digest", async () => {
    const time = standingClock();
    const ledger = ledgerIn(ownFolder(), { clock: time.clock });
    await ledger.propose(facts(1), "p", time.in(600));
    await expect(ledger.startApproved(idOf(1), "digest-1")).rejects.toThrow("pending, not approved");
    await ledger.answer(idOf(1), "rejected", "client-vouched example/1");
    await expect(ledger.startApproved(idOf(1), "digest-1")).rejects.toThrow(ApprovalSpent);
    await expect(ledger.answer(idOf(1), "approved", "terminal operator")).rejects.toThrow(ApprovalSpent);
    await ledger.propose(facts(2), "p", time.in(600));
    await ledger.answer(idOf(2), "approved", "terminal operator");
    await expect(ledger.startApproved(idOf(2), "digest-1")).rejects.toThrow("another call");
    await expect(ledger.startApproved(idOf(3), "digest-3")).rejects.toThrow("no such operation");
    expect((await ledger.startApproved(idOf(2), "digest-2")).status).toBe("started");
  });

  it("is the same one for whoever proposes its digest while it lives", async () => {
    const time = standingClock();
    const ledger = ledgerIn(ownFolder(), { clock: time.clock });
    const first = await ledger.propose(facts(1), "first", time.in(600));
    const again = await ledger.propose(facts(2, { digest: "digest-1" }), "second", time.in(900));
    expect(again).toEqual(first);
    await ledger.answer(idOf(1), "approved", "terminal operator");
    expect((await ledger.propose(facts(3, { digest: "digest-1" }), "third", time.in(900))).id).toBe(idOf(1));
    await ledger.startApproved(idOf(1), "digest-1");
    expect((await ledger.propose(facts(4, { digest: "digest-1" }), "fourth", time.in(900))).id).toBe(idOf(4));
  });
});

describe("expiry", () => {
  it("comes at the very moment that was said, before or after the answer", async () => {
    const time = standingClock();
    const ledger = ledgerIn(ownFolder(), { clock: time.clock });
    await ledger.propose(facts(1), "p", time.in(60));
    await ledger.propose(facts(2), "p", time.in(60));
    await ledger.answer(idOf(2), "approved", "terminal operator");
    time.forward(59.999);
    expect(await ledger.live("digest-1")).toBeDefined();
    time.forward(0.001);
    expect(await ledger.live("digest-1")).toBeUndefined();
    expect(await ledger.live("digest-2")).toBeUndefined();
    expect(await ledger.get(idOf(1))).toMatchObject({ status: "expired" });
    await expect(ledger.answer(idOf(1), "approved", "terminal operator")).rejects.toThrow("has expired");
    await expect(ledger.startApproved(idOf(2), "digest-2")).rejects.toThrow("has expired");
    expect((await entriesOf(ledger)).slice(-2).map((entry) => entry.kind)).toEqual(["expired", "expired"]);
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("makes room for a new operation of the same digest", async () => {
    const time = standingClock();
    const ledger = ledgerIn(ownFolder(), { clock: time.clock });
    await ledger.propose(facts(1), "p", time.in(60));
    time.forward(60);
    const next = await ledger.propose(facts(2, { digest: "digest-1" }), "p", time.in(60));
    expect(next).toMatchObject({ id: idOf(2), status: "pending" });
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("shows in lists, whether or not an entry says so yet", async () => {
    const time = standingClock();
    const ledger = ledgerIn(ownFolder(), { clock: time.clock });
    await ledger.propose(facts(1), "p", time.in(60));
    await ledger.propose(facts(2), "p", time.in(600));
    time.forward(60);
    const listed = async (status: "pending" | "expired") =>
      (await ledger.operations({ status: [status] })).map((operation) => operation.id);
    expect(await listed("pending")).toEqual([idOf(2)]);
    expect(await listed("expired")).toEqual([idOf(1)]);
    expect((await ledger.operations()).map(({ status }) => status)).toEqual(["pending", "expired"]);
  });
});

describe("looking", () => {
  it("lists operations newest first, by status, up to a limit", async () => {
    const ledger = ledgerIn(ownFolder());
    await ledger.refuse(facts(1), "no rule allows it");
    for (const label of [2, 3, 4]) await ledger.start(facts(label));
    const ids = async (filter?: Parameters<typeof ledger.operations>[0]) =>
      (await ledger.operations(filter)).map((operation) => operation.id);
    expect(await ids()).toEqual([4, 3, 2, 1].map(idOf));
    expect(await ids({ limit: 2 })).toEqual([4, 3].map(idOf));
    expect(await ids({ status: ["refused"] })).toEqual([idOf(1)]);
    expect(await ids({ status: ["refused", "started"], limit: 9 })).toHaveLength(4);
    expect(await ids({ status: [] })).toEqual([]);
    expect(await ledger.get(idOf(1))).toMatchObject({ status: "refused", reason: "no rule allows it" });
    expect(await ledger.get(idOf(9))).toBeUndefined();
  });

  it("walks the whole chain in order, across batches, and past what came later", async () => {
    const ledger = ledgerIn(ownFolder());
    for (let label = 0; label < 450; label += 1) await ledger.refuse(facts(label), "r");
    const seen: number[] = [];
    for await (const entry of ledger.entries()) {
      if (seen.length === 0) await ledger.refuse(facts("late"), "r");
      seen.push(entry.seq);
    }
    expect(seen).toEqual(Array.from({ length: 450 }, (_, index) => index + 1));
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 451 });
  });

  it("records what happened to secrets, without changing the operation", async () => {
    const ledger = ledgerIn(ownFolder());
    await ledger.start(facts(1));
    await ledger.secretEvent({ handle: "secret_example1", event: "opened", operation: idOf(1) });
    await ledger.secretEvent({ handle: "secret_example2", event: "generated", note: "password" });
    await ledger.settle(idOf(1), done);
    const entries = (await entriesOf(ledger)).filter((entry) => entry.kind === "secret");
    expect(entries.map(({ operation, body }) => ({ operation, body }))).toEqual([
      { operation: idOf(1), body: { handle: "secret_example1", event: "opened" } },
      { operation: undefined, body: { handle: "secret_example2", event: "generated", note: "password" } },
    ]);
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 4 });
  });

  it("gives back any text and any JSON as it was", async () => {
    const folder = ownFolder();
    const params = JSON.parse(`{"__proto__": {"a": 1}, "10": [], "2": {}, "n": -0, "x": 1e300, "t": null}`);
    const odd = `NUL \0, lone \ud800, quote ', \u202e right to left ${"long ".repeat(50_000)}`;
    await ledgerIn(folder).refuse(facts(1, { params, requester: odd }), odd);
    const ledger = ledgerIn(folder);
    const found = await ledger.get(idOf(1));
    expect(found).toMatchObject({ requester: odd, reason: odd });
    expect(JSON.stringify(found?.params)).toBe(JSON.stringify(params));
    expect((await ledger.verify()).problems).toEqual([]);
  });
});

describe("the head", () => {
  it("is told after each write that added something, and is what verify finds", async () => {
    const heads: Head[] = [];
    const ledger = ledgerIn(ownFolder(), { onHead: (head) => heads.push(head) });
    await ledger.propose(facts(1), "p", new Date(Date.now() + 60_000));
    await ledger.propose(facts(1), "p", new Date(Date.now() + 60_000));
    await expect(ledger.startApproved(idOf(1), "digest-1")).rejects.toThrow(ApprovalSpent);
    await ledger.answer(idOf(1), "rejected", "terminal operator");
    expect(heads.map((head) => head.seq)).toEqual([1, 2]);
    expect(heads.at(-1)?.hash).toBe((await ledger.verify()).head);
  });

  it("of an empty ledger is none", async () => {
    expect(await ledgerIn(ownFolder()).verify()).toEqual({
      ok: true,
      entries: 0,
      head: undefined,
      problems: [],
    });
  });
});

describe("the key", () => {
  it("is made once, for its owner alone, and gives the same keys for the same purpose", async () => {
    const folder = ownFolder();
    const [one, other] = [ledgerIn(folder), ledgerIn(folder)];
    const keys = await Promise.all([one.key("digest"), other.key("digest"), one.key("fingerprint")]);
    const [a, b, c] = keys.map((key) => Buffer.from(key).toString("hex"));
    expect(a).toHaveLength(64);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
    const { keyFile } = filesIn(folder);
    expect(readFileSync(keyFile)).toHaveLength(32);
    if (process.platform !== "win32") expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  it("that is gone while there are entries makes the ledger unavailable, until it is back", async () => {
    const folder = ownFolder();
    const { keyFile } = filesIn(folder);
    await ledgerIn(folder).start(facts(1));
    const secret = readFileSync(keyFile);
    rmSync(keyFile);
    const ledger = ledgerIn(folder);
    await expect(ledger.start(facts(2))).rejects.toThrow("key is gone");
    await expect(ledger.verify()).rejects.toThrow(LedgerUnavailable);
    expect(existsSync(keyFile)).toBe(false);
    writeFileSync(keyFile, secret, { mode: 0o600 });
    await ledger.start(facts(2));
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 2 });
  });

  it.each([0, 31, 33])("of %i bytes is refused", async (length) => {
    const folder = ownFolder();
    writeFileSync(filesIn(folder).keyFile, Buffer.alloc(length), { mode: 0o600 });
    await expect(ledgerIn(folder).key("digest")).rejects.toThrow(`${length} bytes instead of 32`);
  });

  it("that cannot be kept makes the ledger unavailable", async () => {
    const folder = ownFolder();
    writeFileSync(join(folder, "plain"), "");
    const ledger = ledgerIn(folder, { keyFile: join(folder, "plain", "ledger.key") });
    await expect(ledger.start(facts(1))).rejects.toThrow(LedgerUnavailable);
  });
});

describe("opening and closing", () => {
  it("touches nothing before the first use", async () => {
    const folder = ownFolder();
    const ledger = ledgerIn(join(folder, "state"));
    expect(existsSync(join(folder, "state"))).toBe(false);
    await ledger.start(facts(1));
    expect(existsSync(filesIn(join(folder, "state")).file)).toBe(true);
  });

  it("says so where the file is no ledger", async () => {
    const folder = ownFolder();
    writeFileSync(filesIn(folder).file, "not a ledger ".repeat(500));
    await expect(ledgerIn(folder).start(facts(1))).rejects.toThrow(LedgerUnavailable);
    await expect(entriesOf(ledgerIn(folder))).rejects.toThrow(LedgerUnavailable);
  });

  it("keeps everything over a restart", async () => {
    const folder = ownFolder();
    const first = ledgerIn(folder);
    await first.start(facts(1));
    await first.close();
    const second = ledgerIn(folder);
    await second.settle(idOf(1), done);
    expect(await second.verify()).toMatchObject({ ok: true, entries: 2 });
  });

  it("is unavailable once closed, opened before or not", async () => {
    const ledger = ledgerIn(ownFolder());
    await ledger.start(facts(1));
    await ledger.close();
    await ledger.close();
    await expect(ledger.start(facts(2))).rejects.toThrow(LedgerUnavailable);
    const unused = ledgerIn(ownFolder());
    await unused.close();
    await expect(unused.get(idOf(1))).rejects.toThrow(LedgerUnavailable);
  });
});
