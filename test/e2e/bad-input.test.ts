import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { ownFolder } from "../support/folder.ts";
import { spawnServer } from "../support/idgate.ts";
import { envelope, startUpstream } from "../support/upstream.ts";

async function start() {
  const upstream = await startUpstream(envelope({}));
  onTestFinished(() => upstream.close());
  const server = spawnServer(["serve", "--endpoint", upstream.url, "--state", ownFolder()]);
  await server.initialize();
  return { upstream, server };
}

const deep = (levels: number): unknown => (levels === 0 ? "x" : { a: deep(levels - 1) });

const BAD: readonly [string, string, unknown][] = [
  ["a wrong type", "id_create_workload_pool", { WorkloadPoolName: 7 }],
  ["a list for text", "id_create_workload_pool", { WorkloadPoolName: ["a"] }],
  ["an undeclared key", "id_create_workload_pool", { WorkloadPoolName: "a", Colour: "red" }],
  ["null", "id_create_workload_pool", { WorkloadPoolName: null }],
  ["an empty name", "id_create_workload_pool", { WorkloadPoolName: "" }],
  ["a megabyte of text", "id_create_workload_pool", { WorkloadPoolName: "x".repeat(1_000_000) }],
  ["text over the API's limit", "sso_create_group", { GroupName: "x".repeat(64), JoinType: "Manual" }],
  ["a word that is no enum value", "sso_create_group", { GroupName: "g", JoinType: "manual" }],
  ["a missing requirement", "sso_create_group", { GroupName: "g" }],
  [
    "a TargetState that is a string",
    "cc_create_resource",
    { TypeName: "Volcengine::IAM::User", TargetState: "{}" },
  ],
  ["deep nesting", "cc_create_resource", { TypeName: "Volcengine::IAM::User", TargetState: deep(200) }],
  ["a lone surrogate", "id_create_workload_pool", { WorkloadPoolName: "a\ud800" }],
  ["two names for one thing", "id_get_workload_pool", { WorkloadPoolName: "a", WorkloadPoolId: "b" }],
  [
    "an invented handle",
    "id_get_workload_access_token_for_jwt",
    { UserToken: { $secret: "secret_AAAAAAAAAAAAAAAAAAAAAA" } },
  ],
];

describe("bad input", () => {
  it.each(BAD)("%s is a clear error, and nothing is sent", async (_, name, args) => {
    const { upstream, server } = await start();
    const answer = await server.request("tools/call", { name, arguments: args });
    expect(answer.result).toMatchObject({
      isError: true,
      content: [{ type: "text", text: expect.stringMatching(/^(INVALID_ARGUMENTS|SECRET_REFUSED): .{10}/) }],
    });
    expect(JSON.stringify(answer).length).toBeLessThan(4_000);
    expect(upstream.arrived).toEqual([]);
    expect(await server.request("tools/list")).toMatchObject({ result: { tools: expect.any(Array) } });
  });

  it.each(["__proto__", "constructor", "prototype"])(
    "a key %s is refused wherever it stands",
    async (key) => {
      const { upstream, server } = await start();
      const places = [
        ["cc_create_resource", `{"TypeName":"Volcengine::IAM::User","TargetState":{"x":{"${key}":{"a":1}}}}`],
        ["id_create_workload_pool", `{"WorkloadPoolName":"a","${key}":{"b":1}}`],
      ];
      for (const [tool, args] of places) {
        // Written as text: an object literal would lose the key before it is sent.
        const answer = await server.requestText("tools/call", `{"name":"${tool}","arguments":${args}}`);
        expect(JSON.stringify(answer)).toMatch(/INVALID_ARGUMENTS|-32602/);
        expect(JSON.stringify(answer)).toContain(`forbidden key ${key}`);
      }
      expect(upstream.arrived).toEqual([]);
    },
  );

  it("an unknown tool is a protocol error that names it", async () => {
    const { server } = await start();
    const answer = await server.request("tools/call", { name: "id_drop_everything\u202e", arguments: {} });
    expect(answer.error).toMatchObject({ code: -32602, message: expect.stringContaining("Unknown tool") });
    expect(JSON.stringify(answer)).not.toContain("\u202e");
  });

  it("an unknown method is a protocol error", async () => {
    const { server } = await start();
    expect(await server.request("tools/destroy")).toMatchObject({ error: { code: -32601 } });
  });

  it("bytes that are no protocol message are passed over, and logged", async () => {
    const { server } = await start();
    server.write("hello\n");
    server.write("{\n");
    server.write('{"jsonrpc":"1.0"}\n');
    server.write(`${Buffer.from([0xff, 0xfe, 0x00, 0x80]).toString("latin1")}\n`);
    server.write("[]\n\n\n");
    expect(await server.request("tools/list")).toMatchObject({ result: { tools: expect.any(Array) } });
    while (!server.stderr().includes("passed over")) await once(server.process.stderr, "data");
    expect(server.strayOutput).toEqual([]);
  });

  it("a line over the transport's 10 MB ends it, with a clear log", async () => {
    const { server } = await start();
    server.write("x".repeat(11 * 1024 * 1024));
    expect(await server.exited()).toBe(1);
    expect(server.stderr()).toContain("longer than 10 MB");
    expect(server.strayOutput).toEqual([]);
  });

  it("the end of the input ends the process, well", async () => {
    const { server } = await start();
    server.process.stdin.end();
    expect(await server.exited()).toBe(0);
    expect(server.strayOutput).toEqual([]);
  });
});
