import { describe, expect, it, onTestFinished } from "vitest";
import { ownFolder } from "../support/folder.ts";
import { openRooms, type Rooms } from "../support/rooms.ts";
import { envelope, startUpstream } from "../support/upstream.ts";

const POLICY = `
version: 1
account: "2100000000"
allow:
  - { id: remove, actions: ["id:DeleteWorkloadPool"], approval: ask }
`;

describe("an approval", () => {
  it("is void under another policy file, also where only a comment differs", async () => {
    const upstream = await startUpstream(envelope({}));
    onTestFinished(() => upstream.close());
    const state = ownFolder();
    const open = (policy: string) => openRooms({ policy, state, endpoint: upstream.url });
    const run = (rooms: Rooms) => rooms.run("id:DeleteWorkloadPool", { WorkloadPoolName: "agent-a" });

    const before = await open(POLICY);
    await expect(run(before)).rejects.toMatchObject({ code: "APPROVAL_PENDING" });
    const [pending] = await before.ledger.operations();
    await before.ledger.answer(pending?.id ?? "", "approved", "terminal operator");

    const after = await open(`${POLICY}# saved again\n`);
    await expect(run(after)).rejects.toMatchObject({ code: "APPROVAL_PENDING" });
    expect(upstream.changes).toEqual([]);

    // The approval itself is still good: it was given under the first file.
    await expect(run(await open(POLICY))).resolves.toMatchObject({ operation: pending?.id });
    expect(upstream.changes).toHaveLength(1);
  });
});
