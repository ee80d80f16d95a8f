/** The same call made again, by a model that would have a change done twice, without its approval, or see too much. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { GateResult } from "../../src/gate/types.ts";
import { createLedger } from "../../src/ledger/ledger.ts";
import { THIS_RUN } from "../../src/ledger/run.ts";
import type { Ledger } from "../../src/ledger/types.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { ownFolder } from "../support/folder.ts";
import { askingClient, openRooms, type Rooms } from "../support/rooms.ts";

const CREATE = "cloudcontrol:CreateResource";
const USER = { TypeName: "Volcengine::IAM::User", TargetState: { UserName: "bot" } };
const KEY = "iam:CreateAccessKey";
const BOT = { UserName: "bot" };

const policy = (approval: string, secrets = "") => `
version: 1
account: "2100000000"
allow:
  - {id: users, actions: ["${CREATE}"], types: ["Volcengine::IAM::User"], only: [TargetState], approval: ${approval}}
  - {id: bots, actions: ["iam:CreateUser"], approval: none}
  - {id: keys, actions: ["${KEY}"], approval: ${approval}}
${secrets}`;

async function open(text?: string) {
  const box = await startSandbox({ file: ":memory:", account: "2100000000", keepRequests: true });
  onTestFinished(() => box.close());
  const state = ownFolder();
  const rooms = await openRooms({
    endpoint: box.url,
    state,
    ...(text === undefined ? {} : { policy: text }),
  });
  const of = (action: string) => box.requests().filter((one) => one.action === action);
  const sent = (action: string) => of(action).length;
  const changes = (action: string) => of(action).filter((one) => one.changed).length;
  const rule = (next: string) => {
    writeFileSync(join(state, "policy.yaml"), next);
    rooms.reloadPolicy();
  };
  return { box, rooms, state, sent, changes, rule };
}

const codeOf = async (result: Promise<GateResult>) => {
  const ended: unknown = await result.catch((thrown: unknown) => thrown);
  return ended instanceof Error ? Reflect.get(ended, "code") : "no error";
};

/** A call whose caller goes after 150 ms. */
function givenUp(rooms: Rooms, action: string, args: object): Promise<GateResult> {
  const gone = new AbortController();
  setTimeout(() => gone.abort(), 150);
  const result = rooms.run(action, args, { signal: gone.signal });
  result.catch(() => undefined);
  return result;
}

/** The rooms' ledger as another process has it. */
function ledgerOf(state: string, pid: number): Ledger {
  const folder = join(state, "sandbox");
  const ledger = createLedger({
    file: join(folder, "ledger.db"),
    keyFile: join(folder, "ledger.key"),
    clock: () => new Date(),
    run: `${THIS_RUN.split(" ")[0]} ${pid} 0000000000000000`,
  });
  onTestFinished(() => ledger.close());
  return ledger;
}

describe("going on with the same token", () => {
  it("needs the approval that the policy asks for by then", async () => {
    const { box, rooms, sent, changes, rule } = await open(policy("none"));
    box.injectFaults([`${CREATE}=reset`]);
    expect(await codeOf(rooms.run(CREATE, USER))).toBe("OUTCOME_UNKNOWN");
    box.injectFaults([]);
    const before = sent("CreateResource");
    rule(policy("ask"));
    const again = rooms.run(CREATE, USER, { requester: askingClient });
    await expect(again).rejects.toMatchObject({
      code: "OUTCOME_UNKNOWN",
      hint: expect.stringContaining("idgate audit settle"),
    });
    expect([sent("CreateResource"), changes("CreateResource")]).toEqual([before, 0]);
    rule(`${policy("none")}\n# saved again`);
    expect(await codeOf(rooms.run(CREATE, USER))).toBe("no error");
    expect(changes("CreateResource")).toBe(1);
  }, 60_000);

  it("leaves the first unknown where the repeat is refused, throttled or not sent", async () => {
    const { box, rooms, changes } = await open();
    box.injectFaults([`${CREATE}=reset-after`]);
    expect(await codeOf(rooms.run(CREATE, USER))).toBe("OUTCOME_UNKNOWN");
    box.injectFaults([`${CREATE}=throttle`]);
    expect(await codeOf(rooms.run(CREATE, USER))).toBe("OUTCOME_UNKNOWN");
    expect((await rooms.ledger.operations()).map(({ status }) => status)).toEqual(["unknown"]);
    box.injectFaults([]);
    expect(await codeOf(rooms.run(CREATE, USER))).toBe("no error");
    expect(changes("CreateResource")).toBe(1);
    expect((await rooms.ledger.operations()).map(({ status }) => status)).toEqual(["succeeded"]);
  }, 60_000);

  it("is one request where it is asked for several times at once", async () => {
    const { box, rooms, sent } = await open();
    box.injectFaults([`${CREATE}=reset-after`]);
    expect(await codeOf(rooms.run(CREATE, USER))).toBe("OUTCOME_UNKNOWN");
    box.injectFaults([]);
    const before = sent("CreateResource");
    const all = await Promise.all([1, 2, 3].map(() => rooms.run(CREATE, USER)));
    expect(new Set(all.map((one) => one.kind === "done" && one.operation)).size).toBe(1);
    expect(all.flatMap((one) => (one.kind === "done" ? one.notes : [])).join(" ")).not.toMatch(/not record/);
    expect(sent("CreateResource")).toBe(before + 1);
  }, 60_000);
});

describe("an answer that is kept for a caller who gave up", () => {
  it("is not given under another policy, which may hide more of it", async () => {
    const reveals = `secrets: {reveal: ["${KEY}"]}`;
    const { box, rooms, changes, rule } = await open(policy("none", reveals));
    await rooms.run("iam:CreateUser", BOT);
    box.injectFaults([`${KEY}=slow-after:600@first1`]);
    const first = givenUp(rooms, KEY, BOT);
    await new Promise((resolve) => setTimeout(resolve, 300));
    rule(policy("none"));
    await expect(rooms.run(KEY, BOT)).rejects.toMatchObject({ code: "ALREADY_DONE" });
    await first;
    expect(changes("CreateAccessKey")).toBe(1);
    expect(JSON.stringify(await rooms.run(KEY, BOT))).toContain("$secret");
  }, 30_000);

  it("is given to nobody else", async () => {
    const { box, rooms, changes } = await open();
    await rooms.run("iam:CreateUser", BOT);
    box.injectFaults([`${KEY}=slow-after:400@first1`]);
    await givenUp(rooms, KEY, BOT);
    const principal = { user: "alice", groups: [], client: "console" };
    const other = await rooms.run(KEY, BOT, {
      requester: { label: "stdio test/1", client: "test/1", canAsk: false, principal },
    });
    expect(other.kind === "done" && other.notes.join(" ")).not.toMatch(/given up/);
    expect(changes("CreateAccessKey")).toBe(2);
  }, 30_000);
});

describe("a server that is started anew while the one before is at the same call", () => {
  it.each([
    ["succeeded", "ALREADY_DONE", 0],
    ["failed", "no error", 1],
  ] as const)(
    "waits for it, and where it %s sends what is wanted",
    async (status, code, more) => {
      const { rooms, state, changes } = await open();
      await rooms.run("iam:CreateUser", BOT);
      const key = await rooms.run(KEY, BOT);
      const like = key.kind === "done" ? await rooms.ledger.get(key.operation ?? "") : undefined;
      if (like === undefined) throw new Error("no operation");
      const other = ledgerOf(state, process.ppid);
      const id = "op_0000000000000000000other";
      await other.start({ ...like, id, digest: "other" });
      const again = codeOf(rooms.run(KEY, BOT));
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(changes("CreateAccessKey")).toBe(1);
      await other.settle(
        id,
        status === "failed"
          ? { status, reason: "no", tookEffect: false }
          : { status, attempts: 1, durationMs: 1 },
      );
      expect(await again).toBe(code);
      expect(changes("CreateAccessKey")).toBe(1 + more);
    },
    30_000,
  );

  it("is told of what was done before, also where that had waited long for its approval", async () => {
    const { rooms, state, changes } = await open();
    await rooms.run("iam:CreateUser", BOT);
    const key = await rooms.run(KEY, BOT);
    const like = key.kind === "done" ? await rooms.ledger.get(key.operation ?? "") : undefined;
    if (like === undefined) throw new Error("no operation");
    let now = Date.now() + 1_000;
    const folder = join(state, "sandbox");
    const before = createLedger({
      file: join(folder, "ledger.db"),
      keyFile: join(folder, "ledger.key"),
      clock: () => new Date(now),
      run: `${THIS_RUN.split(" ")[0]} 4194304 0000000000000000`,
    });
    const id = "op_000000000000000000waited";
    await before.propose({ ...like, id, digest: "waited" }, "preview", new Date(now + 3_600_000));
    now += 30 * 60_000;
    await before.answer(id, "approved", "terminal alice");
    await before.startApproved(id, "waited");
    await before.settle(id, { status: "succeeded", attempts: 1, durationMs: 1 });
    await before.close();
    const later = createLedger({
      file: join(folder, "ledger.db"),
      keyFile: join(folder, "ledger.key"),
      clock: () => new Date(now + 1_000),
    });
    onTestFinished(() => later.close());
    const done = await later.doneBefore({ action: KEY, since: new Date(now - 600_000) });
    expect(done.map((one) => one.id)).toEqual([id]);
    expect(done[0]?.startedAt).toBe(new Date(now).toISOString());
    expect((await later.verify()).problems).toEqual([]);
    expect(changes("CreateAccessKey")).toBe(1);
  });
});
