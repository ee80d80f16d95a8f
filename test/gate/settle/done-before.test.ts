/** A call that was done by a process that is over: whether its answer arrived, nobody knows. */
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createLedger } from "../../../src/ledger/ledger.ts";
import { THIS_RUN } from "../../../src/ledger/run.ts";
import type { Operation } from "../../../src/ledger/types.ts";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import { ownFolder } from "../../support/folder.ts";
import { openRooms } from "../../support/rooms.ts";

const GONE = `${THIS_RUN.split(" ")[0]} 4194304 0000000000000000`;

/** Rooms whose ledger has, of a process of its own, one done call like each of those that were made in them. */
async function open() {
  const box = await startSandbox({ file: ":memory:", account: "2100000000", keepRequests: true });
  onTestFinished(() => box.close());
  const state = ownFolder();
  const first = await openRooms({ endpoint: box.url, state });
  const changes = (action: string) =>
    box.requests().filter((one) => one.action === action && one.changed).length;
  return { box, state, first, changes, second: () => openRooms({ endpoint: box.url, state }) };
}

/** The same operation, as if a process that is over had made it. */
async function asOfAnother(state: string, { id, ...operation }: Operation): Promise<void> {
  const folder = join(state, "sandbox");
  const ledger = createLedger({
    file: join(folder, "ledger.db"),
    keyFile: join(folder, "ledger.key"),
    clock: () => new Date(),
    run: GONE,
  });
  const copy = { ...operation, id: `${id.slice(0, -4)}copy` };
  await ledger.start(copy);
  await ledger.settle(copy.id, { status: "succeeded", attempts: 1, durationMs: 1 });
  await ledger.close();
}

const KEY = ["iam:CreateAccessKey", { UserName: "bot" }] as const;

describe("a call that a process which is over has done", () => {
  it("is told once instead of sent, and then is a second one", async () => {
    const { state, first, changes, second } = await open();
    await first.run("iam:CreateUser", { UserName: "bot" });
    await first.run(...KEY);
    const [made] = await first.ledger.operations();
    if (made === undefined) throw new Error("no operation");
    await asOfAnother(state, made);
    const rooms = await second();
    await expect(rooms.run(...KEY)).rejects.toMatchObject({
      code: "ALREADY_DONE",
      message: expect.stringContaining("Nothing was sent"),
      hint: expect.stringContaining("make the call again"),
    });
    expect(changes("CreateAccessKey")).toBe(1);
    await rooms.run(...KEY);
    expect(changes("CreateAccessKey")).toBe(2);
  });

  it("holds still, where it changed what there is, and is not sent again", async () => {
    const { state, first, changes, second } = await open();
    await first.run("iam:CreateUser", { UserName: "bot" });
    await first.run("iam:UpdateUser", { UserName: "bot", NewDisplayName: "Bot" });
    const [renamed] = await first.ledger.operations();
    if (renamed === undefined) throw new Error("no operation");
    await asOfAnother(state, renamed);
    const rooms = await second();
    const same = ["iam:UpdateUser", { UserName: "bot", NewDisplayName: "Bot" }] as const;
    expect(await rooms.run(...same)).toMatchObject({
      kind: "done",
      operation: expect.stringMatching(/copy$/),
    });
    expect(changes("UpdateUser")).toBe(1);
    await rooms.run(...same);
    expect(changes("UpdateUser")).toBe(2);
  });

  it("does not hold any more, and is sent", async () => {
    const { state, first, changes, second } = await open();
    await first.run("iam:CreateUser", { UserName: "bot" });
    await first.run("iam:UpdateUser", { UserName: "bot", NewDisplayName: "Bot" });
    const [renamed] = await first.ledger.operations();
    if (renamed === undefined) throw new Error("no operation");
    await first.run("iam:UpdateUser", { UserName: "bot", NewDisplayName: "Other" });
    await asOfAnother(state, renamed);
    await (await second()).run("iam:UpdateUser", { UserName: "bot", NewDisplayName: "Bot" });
    expect(changes("UpdateUser")).toBe(3);
  });

  it("is none of a process that lives", async () => {
    const { first, second } = await open();
    await first.run("iam:CreateUser", { UserName: "bot" });
    const rooms = await second();
    await expect(rooms.run("iam:CreateUser", { UserName: "bot" })).rejects.toMatchObject({
      code: "SERVICE_ERROR",
    });
  });

  it("is another's where somebody else asked", async () => {
    const { state, first, changes, second } = await open();
    await first.run("iam:CreateUser", { UserName: "bot" });
    await first.run(...KEY);
    const [made] = await first.ledger.operations();
    if (made === undefined) throw new Error("no operation");
    await asOfAnother(state, { ...made, user: "somebody else" });
    await (await second()).run(...KEY);
    expect(changes("CreateAccessKey")).toBe(2);
  });
});
