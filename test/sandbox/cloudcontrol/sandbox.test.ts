import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { NOW, ok, sandbox } from "../client.ts";
import { textIn } from "../service.ts";

const control = { service: "cloudcontrol" } as const;
const identity = { service: "cloudidentity" } as const;
const TypeName = "Volcengine::CloudIdentity::User";

const open: Sandbox[] = [];
afterEach(async () => {
  for (const box of open.splice(0)) await box.close();
});
const started = async (options: Parameters<typeof sandbox>[0] = {}): Promise<Sandbox> => {
  const box = await sandbox(options);
  open.push(box);
  return box;
};

describe("the whole sandbox", () => {
  it("serves both services on one state", async () => {
    let now = NOW;
    const box = await started({ clock: () => now });
    const task = await ok(box, "CreateResource", { TypeName, TargetState: { UserName: "ada" } }, control);
    now = new Date(NOW.getTime() + 300);
    const done = await ok(box, "GetTask", { TaskId: textIn(task, "TaskID") }, control);
    const user = await ok(box, "GetUser", { UserId: textIn(done, "Identifier") }, identity);
    expect(user).toMatchObject({ UserName: "ada" });
    const described = await ok(
      box,
      "DescribeResourceType",
      {},
      { ...control, method: "GET", query: { TypeName } },
    );
    expect(described).toMatchObject({ TypeName, Schema: { typeName: TypeName } });
  });

  it("ends a task that was started before a restart", async () => {
    const folder = await mkdtemp(join(tmpdir(), "idgate-sandbox-"));
    try {
      const file = join(folder, "state.sqlite");
      const before = await sandbox({ file });
      const TargetState = { UserName: "ada" };
      const task = await ok(before, "CreateResource", { TypeName, TargetState }, control);
      await before.close();
      const after = await started({ file, clock: () => new Date(NOW.getTime() + 60_000) });
      const done = await ok(after, "GetTask", { TaskId: textIn(task, "TaskID") }, control);
      expect(done).toMatchObject({
        OperationStatus: "SUCCESS",
        EventTime: "2026-03-01T20:00:00.300+08:00",
      });
    } finally {
      for (const box of open.splice(0)) await box.close();
      await rm(folder, { recursive: true });
    }
  });
});
