/** Changes whose answers are lost, among networks, services and processes that would have the ledger say what is not so. */
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createLedger } from "../../src/ledger/ledger.ts";
import { THIS_RUN } from "../../src/ledger/run.ts";
import type { Ledger, Operation } from "../../src/ledger/types.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { ownFolder } from "../support/folder.ts";
import { openRooms, type Rooms } from "../support/rooms.ts";
import { type Answerer, envelope, fault, startUpstream } from "../support/upstream.ts";

const POOL = { WorkloadPoolName: "agent-a" };
const LEFT = "op_00000000000000000000left";

async function openBox() {
  const box = await startSandbox({ file: ":memory:", account: "2100000000", keepRequests: true });
  onTestFinished(() => box.close());
  const changes = (action: string) => box.requests().filter((one) => one.action === action && one.changed);
  return { box, changes };
}

/** A ledger in the rooms' folder as another process has it. */
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

async function likeOf(rooms: Rooms): Promise<Operation> {
  await rooms.run("id:CreateWorkloadPool", { WorkloadPoolName: "other" });
  const [like] = await rooms.ledger.operations();
  if (like === undefined) throw new Error("no operation");
  return like;
}

describe("an operation that went to another place", () => {
  it("is not looked for here, where it never was", async () => {
    const state = ownFolder();
    const [there, here] = [await openBox(), await openBox()];
    const like = await likeOf(await openRooms({ endpoint: there.box.url, state }));
    await ledgerOf(state, 4_194_304).start({ ...like, id: LEFT, digest: "left", params: POOL });
    const rooms = await openRooms({ endpoint: here.box.url, state });
    rooms.gate.lookAfter();
    await expect
      .poll(async () => (await rooms.ledger.get(LEFT))?.status, { timeout: 10_000 })
      .toBe("unknown");
    // The look waits for five seconds before it says that something is not there.
    await new Promise((resolve) => setTimeout(resolve, 6_500));
    expect((await rooms.ledger.get(LEFT))?.status).toBe("unknown");
    expect(here.box.requests()).toEqual([]);
  }, 30_000);
});

/** Changes are lost on the way, and reads answered so. */
async function lostBehind(read: Answerer) {
  const upstream = await startUpstream((arrived, response) => {
    if (!/^(?:Get|List)/.test(arrived.action)) return void response.destroy();
    read(arrived, response);
  });
  onTestFinished(() => upstream.close());
  const rooms = await openRooms({ endpoint: upstream.url });
  const error: unknown = await rooms.run("id:DeleteWorkloadPool", POOL).catch((thrown: unknown) => thrown);
  const [operation] = await rooms.ledger.operations();
  return { error, status: operation?.status };
}

describe("a lost delete is not called done", () => {
  it.each([
    ["the gateway does not know the read", fault(404, "InvalidActionOrVersion", "Could not find operation")],
    ["the gateway does not know the service", fault(404, "ServiceNotFound", "The service id is not found.")],
    ["there is no page of that name", fault(404, "404", "no such page")],
    ["the answer is empty", envelope({})],
    ["the answer is null", envelope(null)],
    ["it may not be read", fault(403, "AccessDenied", "no")],
  ])(
    "where %s",
    async (_, read) => {
      const { error, status } = await lostBehind(read);
      expect(error).toMatchObject({ code: "OUTCOME_UNKNOWN" });
      expect(status).toBe("unknown");
    },
    30_000,
  );
});
