import { describe, expect, it } from "vitest";
import { openRooms } from "../support/rooms.ts";

describe("the log", () => {
  it("holds the ledger's head after every write, so that an older file shows", async () => {
    const rooms = await openRooms();
    await rooms.run("id:CreateWorkloadPool", { WorkloadPoolName: "agent-a" });
    const heads = rooms
      .logged()
      .split("\n")
      .filter((line) => line !== "")
      .map((line): unknown => JSON.parse(line))
      .filter((line) => typeof line === "object" && line !== null && "head" in line);
    const report = await rooms.ledger.verify();
    expect(heads).toHaveLength(report.entries);
    expect(heads.at(-1)).toMatchObject({ head: { seq: report.entries, hash: report.head } });
  });
});
