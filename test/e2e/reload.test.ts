import { createHash } from "node:crypto";
import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { ownFolder } from "../support/folder.ts";
import { errorOf, type RawServer, runCommand, spawnServer, toolResult } from "../support/idgate.ts";
import { envelope, startUpstream } from "../support/upstream.ts";

const policy = (like: string) => `
version: 1
account: "2100000000"
allow:
  - id: pools
    actions: ["id:CreateWorkloadPool"]
    when: { WorkloadPoolName: { like: "${like}" } }
`;
const operations = z.array(z.object({ status: z.string(), policyVersion: z.string() }));

/** A served policy file, and a service on the loopback that takes every change. */
async function serve() {
  const state = ownFolder();
  const file = join(state, "policy.yaml");
  writeFileSync(file, policy("a-*"));
  const upstream = await startUpstream(envelope({ WorkloadPoolName: "default" }));
  onTestFinished(() => upstream.close());
  const server = spawnServer(["serve", "--endpoint", upstream.url, "--policy", file, "--state", state]);
  await server.initialize();
  const call = async (name: string, args: object = {}) =>
    toolResult.parse((await server.request("tools/call", { name, arguments: args })).result);
  const create = (name: string) => call("id_create_workload_pool", { WorkloadPoolName: name });
  await create("a-first");
  const ledger = async () => {
    const { stdout } = await runCommand(["audit", "list", "--json", "--sandbox", "--state", state]);
    return operations.parse(JSON.parse(stdout));
  };
  return { state, file, upstream, server, call, create, ledger };
}

const written = ({ stderr }: RawServer, text: string) => stderr().split(text).length - 1;

/** Tells the server to reload, and waits until its log says what came of it. */
async function hangUp(server: RawServer, says: string): Promise<void> {
  const before = written(server, says);
  server.process.kill("SIGHUP");
  await expect.poll(() => written(server, says), { timeout: 5000 }).toBeGreaterThan(before);
}

describe.skipIf(process.platform === "win32")("SIGHUP", () => {
  it("puts the new file in force, and the ledger names the version that decided each call", async () => {
    const { server, create, file, upstream, ledger } = await serve();
    writeFileSync(file, policy("b-*"));
    // Saving alone changes nothing.
    expect((await create("a-second")).isError).toBeFalsy();
    await hangUp(server, "policy reloaded");
    expect(errorOf(await create("a-third")).code).toBe("REFUSED_BY_POLICY");
    expect((await create("b-first")).isError).toBeFalsy();
    expect(upstream.arrived.map(({ body }) => body)).toEqual(
      ["a-first", "a-second", "b-first"].map((name) => JSON.stringify({ WorkloadPoolName: name })),
    );
    const rows = (await ledger()).toReversed();
    expect(rows.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "refused", "succeeded"]);
    const [first, second, third, fourth] = rows.map(({ policyVersion }) => policyVersion);
    expect([second, fourth]).toEqual([first, third]);
    expect(third).not.toBe(first);
  });

  const broken: readonly (readonly [string, (file: string) => void])[] = [
    ["broken", (file) => writeFileSync(file, "allow: [")],
    ["gone", (file) => rmSync(file)],
    ["emptied", (file) => truncateSync(file)],
    [
      "a directory",
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
    [
      "a link",
      (file) => {
        writeFileSync(`${file}.other`, policy("*"));
        rmSync(file);
        symlinkSync(`${file}.other`, file);
      },
    ],
  ];
  it.each(broken)(
    "suspends changes while the file is %s, reads go on, and a good one ends it",
    async (_, breakIt) => {
      const { server, call, create, file, upstream, ledger } = await serve();
      breakIt(file);
      await hangUp(server, "changes are suspended");
      const refused = errorOf(await create("a-second"));
      expect(refused).toMatchObject({
        code: "REFUSED_BY_POLICY",
        message: expect.stringContaining("changes are suspended"),
      });
      expect(JSON.stringify(refused)).not.toContain("policy.yaml");
      expect((await call("id_get_workload_pool")).isError).toBeFalsy();
      const version = createHash("sha256").update(policy("a-*")).digest("hex").slice(0, 12);
      const told = await call("check_policy");
      expect(told.structuredContent).toMatchObject({ policy: version, suspended: true });
      expect(upstream.of("CreateWorkloadPool")).toHaveLength(1);
      expect((await ledger())[0]).toMatchObject({
        status: "refused",
        policyVersion: expect.stringMatching(/^suspended:[0-9a-f]{64}$/),
      });

      rmSync(file, { recursive: true, force: true });
      writeFileSync(file, policy("b-*"));
      await hangUp(server, "policy reloaded");
      expect((await create("b-first")).isError).toBeFalsy();
      expect(errorOf(await create("a-third")).code).toBe("REFUSED_BY_POLICY");
    },
  );

  it("again and again while calls are running lets nothing through that neither file allows", async () => {
    const { server, create, file, upstream } = await serve();
    const files = ["a-*", "b-*"].map((like) => policy(like));
    const names = ["a-x", "b-x", "c-x"];
    let done = false;
    const signalling = (async () => {
      for (let round = 0; !done; round++) {
        // Replaced, not written over: a file that is read half written is no file of the operator's.
        writeFileSync(`${file}.new`, files[round % 2] ?? "");
        renameSync(`${file}.new`, file);
        server.process.kill("SIGHUP");
        await new Promise((resolve) => setTimeout(resolve, 3));
      }
    })();
    const codes = new Map<string, number>();
    for (let round = 0; round < 40; round++) {
      const results = await Promise.all(names.map((name) => create(name)));
      for (const [at, result] of results.entries()) {
        const key = `${names[at]} ${result.isError === true ? errorOf(result).code : "done"}`;
        codes.set(key, (codes.get(key) ?? 0) + 1);
      }
    }
    done = true;
    await signalling;
    expect([...codes.keys()].filter((key) => /^c-x (?!REFUSED_BY_POLICY)/.test(key))).toEqual([]);
    expect(upstream.arrived.filter(({ body }) => body.includes("c-x"))).toEqual([]);
    // Every arrival is one that its caller was told of, but for the first.
    const made = [...codes]
      .filter(([key]) => key.endsWith("done"))
      .reduce((sum, [, count]) => sum + count, 0);
    expect(upstream.of("CreateWorkloadPool")).toHaveLength(made + 1);
    expect(made).toBeGreaterThan(0);
    expect(codes.get("c-x REFUSED_BY_POLICY")).toBe(40);
    expect(server.stderr()).not.toContain("changes are suspended");
    expect(server.strayOutput).toEqual([]);
  }, 30_000);

  it("does not end a server without a policy file; the end of its input does", async () => {
    const server = spawnServer(["serve", "--sandbox", "--state", ownFolder()]);
    await server.initialize();
    const get = async () =>
      toolResult.parse(
        (await server.request("tools/call", { name: "id_get_workload_pool", arguments: {} })).result,
      );
    await get();
    await hangUp(server, "no policy file to reload");
    expect((await get()).isError).toBeFalsy();
    server.process.stdin.end();
    expect(await server.exited()).toBe(0);
  });

  it("does not end a server that is locked", async () => {
    const server = spawnServer(["serve", "--sandbox", "--policy", "/nowhere/policy.yaml"]);
    await server.initialize();
    await server.request("tools/call", { name: "id_get_workload_pool", arguments: {} });
    await hangUp(server, "none to reload");
    const result = await server.request("tools/call", { name: "id_get_workload_pool", arguments: {} });
    expect(errorOf(toolResult.parse(result.result)).code).toBe("CONFIG_INVALID");
  });
});
