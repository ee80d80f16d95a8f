import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ownFolder } from "../support/folder.ts";
import { errorOf, runCommand, spawnServer, toolResult } from "../support/idgate.ts";

interface Place {
  readonly state: string;
  readonly sink: string;
}

const place = (): Place => {
  const folder = ownFolder();
  return { state: join(folder, "state"), sink: join(folder, "heads.jsonl") };
};

function serve({ state, sink }: Place) {
  const server = spawnServer(["serve", "--sandbox", "--state", state, "--audit-sink", sink]);
  const create = async (name: string) => {
    const params = { name: "id_create_workload_pool", arguments: { WorkloadPoolName: name } };
    return toolResult.parse((await server.request("tools/call", params)).result);
  };
  const stop = async () => {
    server.process.stdin.end();
    expect(await server.exited()).toBe(0);
  };
  return { server, create, stop };
}

/** Serves once, makes the pools, and gives what was logged. */
async function run(where: Place, names: readonly string[]): Promise<string> {
  const { server, create, stop } = serve(where);
  await server.initialize();
  for (const name of names) expect((await create(name)).isError).toBeFalsy();
  await stop();
  return server.stderr();
}

const verify = ({ state }: Place, ...more: string[]) =>
  runCommand(["audit", "verify", "--sandbox", "--state", state, ...more]);

describe("a state folder that was put back to an older copy", () => {
  it("verifies by itself, and not against the heads in the audit sink or the log", async () => {
    const where = place();
    await run(where, ["first"]);
    expect(await verify(where, "--head", where.sink)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("holds all 2 heads"),
    });
    const copy = join(ownFolder(), "copy");
    cpSync(where.state, copy, { recursive: true });
    const log = join(ownFolder(), "server.log");
    writeFileSync(log, await run(where, ["second", "third"]));
    expect(await verify(where, "--head", where.sink)).toMatchObject({ code: 0 });
    expect(await verify(where, "--head", log)).toMatchObject({ code: 0 });

    rmSync(where.state, { recursive: true });
    cpSync(copy, where.state, { recursive: true });
    expect(await verify(where)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("The chain holds"),
    });
    for (const kept of [where.sink, log, `6:${"0".repeat(64)}`]) {
      expect(await verify(where, "--head", kept)).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(
          /does NOT hold.*\n.*chain ends at entry 2: .*rolled back.*\nKeep the state folder/,
        ),
      });
    }

    // Going on hides nothing.
    await run(where, ["fourth", "fifth", "sixth"]);
    expect(await verify(where)).toMatchObject({ code: 0 });
    const { code, stdout } = await verify(where, "--head", where.sink, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      heads: 12,
      problems: [expect.stringMatching(/^Entry 3 .* was rolled back and written to since/)],
    });
  });

  it("is found also where the ledger was started anew", async () => {
    const where = place();
    await run(where, ["first"]);
    rmSync(where.state, { recursive: true });
    await run(where, ["first", "second"]);
    expect(await verify(where)).toMatchObject({ code: 0 });
    expect(await verify(where, "--head", where.sink)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("started anew"),
    });
  });

  it("is not called whole where the file names no head of this ledger", async () => {
    const where = place();
    await run(where, ["first"]);
    const empty = join(ownFolder(), "empty");
    writeFileSync(empty, "");
    expect(await verify(where, "--head", empty)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /holds by itself \(\d+ entries\), and was compared with nothing:\n.*proves nothing.*SEQ:HASH/,
      ),
    });
    expect(await verify(where, "--head", join(where.state, "nowhere"))).toMatchObject({ code: 2 });
  });
});

describe("a server whose audit sink cannot be written", () => {
  it("does not begin a change, goes on reading, and changes again once it can", async () => {
    const where = place();
    const { server, create, stop } = serve(where);
    await server.initialize();
    expect((await create("first")).isError).toBeFalsy();
    renameSync(where.sink, `${where.sink}.1`);
    mkdirSync(where.sink);
    const refused = await create("second");
    expect(errorOf(refused)).toMatchObject({ code: "LEDGER_UNAVAILABLE" });
    expect(JSON.stringify(refused)).not.toContain("heads.jsonl");
    const read = { name: "id_get_workload_pool", arguments: { WorkloadPoolName: "second" } };
    expect(JSON.stringify(await server.request("tools/call", read))).toContain("NotFound");
    rmSync(where.sink, { recursive: true });
    expect((await create("second")).isError).toBeFalsy();
    await stop();
    expect(await verify(where, "--head", where.sink)).toMatchObject({ code: 0 });
    expect(await verify(where, "--head", `${where.sink}.1`)).toMatchObject({ code: 0 });
  });

  it("is locked where it cannot be used at the start, or would be put back with the state", async () => {
    const { state } = place();
    const { server, create } = serve({ state, sink: join(state, "sandbox", "heads.jsonl") });
    await server.initialize();
    expect(errorOf(await create("first"))).toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining("state folder"),
    });
  });

  it("shares the file with another server, line by line", async () => {
    const sink = join(ownFolder(), "heads.jsonl");
    const state = join(ownFolder(), "state");
    const names = (server: string) => Array.from({ length: 10 }, (_, at) => `${server}${at}`);
    await Promise.all([run({ state, sink }, names("a")), run({ state, sink }, names("b"))]);
    const lines = readFileSync(sink, "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(40);
    expect(await verify({ state, sink }, "--head", sink)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("all 40 heads"),
    });
  });
});
