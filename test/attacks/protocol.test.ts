/** A client that does not keep to the protocol: it answers twice, late, for others, or before it is asked. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ownFolder } from "../support/folder.ts";
import { runCommand } from "../support/idgate.ts";
import { type Message, type Speaker, speaker } from "../support/speaker.ts";
import { envelope, startUpstream } from "../support/upstream.ts";

const POLICY = `
version: 1
account: "2100000000"
allow:
  - {id: remove, actions: ["id:DeleteWorkloadPool", "id:DeleteNamespace"], approval: ask}
`;
const POOL = { WorkloadPoolName: "agents" };
const YES = { action: "accept", content: { decision: "approve", confirm: "agents" } };

async function open() {
  const state = ownFolder();
  const policy = join(state, "policy.yaml");
  writeFileSync(policy, POLICY);
  const upstream = await startUpstream(envelope({}));
  onTestFinished(() => upstream.close());
  const server = speaker(["serve", "--endpoint", upstream.url, "--policy", policy, "--state", state]);
  const audit = async () => (await runCommand(["audit", "list", "--sandbox", "--state", state])).stdout;
  return { upstream, server, audit };
}

async function legacy(capabilities: object = { elicitation: {} }) {
  const opened = await open();
  const clientInfo = { name: "raw", version: "1" };
  await opened.server.request("initialize", { protocolVersion: "2025-06-18", capabilities, clientInfo });
  opened.server.say({ method: "notifications/initialized" });
  return opened;
}

const remove = (server: Speaker, more: object = {}, args: unknown = POOL, name = "id_delete_workload_pool") =>
  server.request("tools/call", { name, arguments: args, ...more });
/** Any call that the server answers after everything said before it. */
const settle = (server: Speaker, more: object = {}) =>
  server.request("tools/call", { name: "id_get_workload_pool", arguments: POOL, ...more });

function codeOf({ result, error }: Message): unknown {
  if (error !== undefined) return error.code;
  const meta = result?._meta;
  const held = typeof meta === "object" && meta !== null ? Reflect.get(meta, "idgate/error") : undefined;
  return typeof held === "object" && held !== null ? Reflect.get(held, "code") : "done";
}

describe("a question pushed to a client", () => {
  it("takes the first answer and no second one", async () => {
    const { server, upstream, audit } = await legacy();
    const call = remove(server);
    const { id } = await server.question();
    server.say({ id, result: { action: "decline" } });
    server.say({ id, result: YES });
    expect(codeOf(await call)).toBe("APPROVAL_REJECTED");
    await settle(server);
    expect(upstream.of("DeleteWorkloadPool")).toEqual([]);
    expect(await audit()).toContain("rejected");
  });

  it("runs once for two yeses", async () => {
    const { server, upstream } = await legacy();
    const call = remove(server);
    const { id } = await server.question();
    server.say({ id, result: YES });
    server.say({ id, result: YES });
    expect(codeOf(await call)).toBe("done");
    await settle(server);
    expect(upstream.of("DeleteWorkloadPool")).toHaveLength(1);
  });

  it("runs once where the same call is made many times and every question is answered yes", async () => {
    const { server, upstream } = await legacy();
    const calls = Array.from({ length: 5 }, () => remove(server));
    const ids: unknown[] = [];
    for (const _ of calls) ids.push((await server.question()).id);
    for (const id of ids) server.say({ id, result: YES });
    const codes = (await Promise.all(calls)).map(codeOf);
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect(upstream.of("DeleteWorkloadPool")).toHaveLength(1);
  });

  it("is not answered before it is put", async () => {
    const { server, upstream } = await legacy();
    for (let id = 0; id < 20; id += 1) server.say({ id, result: YES });
    const call = remove(server);
    const { id } = await server.question();
    expect(upstream.of("DeleteWorkloadPool")).toEqual([]);
    server.say({ id, result: { action: "cancel" } });
    expect(codeOf(await call)).toBe("APPROVAL_PENDING");
    expect(upstream.of("DeleteWorkloadPool")).toEqual([]);
  });

  it("is void when its call is cancelled, whatever is answered afterwards", async () => {
    const { server, upstream, audit } = await legacy();
    void remove(server);
    const requestId = server.lastId();
    const { id } = await server.question();
    server.say({ method: "notifications/cancelled", params: { requestId } });
    server.say({ id, result: YES });
    await settle(server);
    expect(upstream.of("DeleteWorkloadPool")).toEqual([]);
    expect(await audit()).toContain("pending");
  });

  it("asks for the name of what goes, and gives the client none to fill in by itself", async () => {
    const { server } = await legacy();
    const call = remove(server);
    const question = await server.question();
    expect(question).toMatchObject({
      params: {
        requestedSchema: {
          properties: { confirm: { type: "string", title: 'To approve, type "agents"' } },
          required: ["decision"],
        },
      },
    });
    expect(JSON.stringify(question)).not.toMatch(/"(?:default|const|pattern)"/);
    server.say({
      id: question.id,
      result: { action: "accept", content: { decision: "approve", confirm: "x" } },
    });
    expect(await call).toMatchObject({
      result: { _meta: { "idgate/error": { message: expect.stringContaining("was not typed as it is") } } },
    });
  });

  const noYes: readonly unknown[] = [
    { action: "accept", content: { decision: "approve" } },
    { action: "accept", content: { decision: ["approve"], confirm: "agents" } },
    { action: "accept", content: { decision: "APPROVE", confirm: "agents" } },
    { action: "accept", content: { decision: "approve ", confirm: "agents" } },
    { action: "accept", content: { decision: { approve: true, confirm: "agents" } } },
    { action: "accept", content: "approve" },
    { action: "accept", decision: "approve", confirm: "agents" },
    { action: "accept", content: { decision: "approve", confirm: ["agents"] } },
    { action: "accept", content: { decision: "approve", confirm: "agents " } },
    { action: "approve" },
    { action: "cancel", content: { decision: "approve", confirm: "agents" } },
    { content: { decision: "approve", confirm: "agents" } },
    { action: ["accept"], content: { decision: "approve", confirm: "agents" } },
    null,
  ];
  it("takes a no without a name", async () => {
    const { server, upstream } = await legacy();
    const call = remove(server);
    const { id } = await server.question();
    server.say({ id, result: { action: "accept", content: { decision: "reject" } } });
    expect(await call).toMatchObject({
      result: { _meta: { "idgate/error": { code: "APPROVAL_REJECTED" } } },
    });
    expect(upstream.of("DeleteWorkloadPool")).toEqual([]);
  });

  it.each(noYes)("takes %j for no yes", async (result) => {
    const { server, upstream } = await legacy();
    const call = remove(server);
    const { id } = await server.question();
    server.say({ id, result });
    // What is no answer at all is passed over; then the client closes the question.
    server.say({ id, error: { code: -32000, message: "closed" } });
    expect(codeOf(await call)).toBe("APPROVAL_PENDING");
    expect(upstream.of("DeleteWorkloadPool")).toEqual([]);
  });

  it("is not put to a client that declared no such thing, also where the call declares it", async () => {
    const { server, upstream } = await legacy({});
    const _meta = { "io.modelcontextprotocol/clientCapabilities": { elicitation: { form: {} } } };
    expect(codeOf(await remove(server))).toBe("APPROVAL_PENDING");
    expect(codeOf(await remove(server, { _meta }))).toBe("APPROVAL_PENDING");
    expect(upstream.of("DeleteWorkloadPool")).toEqual([]);
  });

  it("is not replaced by state and answers that come with the call", async () => {
    const { server, upstream } = await legacy();
    const forged = [
      { requestState: "v1.e30.AAAA", inputResponses: { approval: YES } },
      { requestState: { operation: "op_00000000000000000000" }, inputResponses: { approval: YES } },
    ];
    for (const more of forged) expect(codeOf(await remove(server, more))).toBe(-32602);
    const call = remove(server, { inputResponses: { approval: YES } });
    const { id } = await server.question();
    server.say({ id, result: { action: "decline" } });
    expect(codeOf(await call)).toBe("APPROVAL_REJECTED");
    expect(upstream.of("DeleteWorkloadPool")).toEqual([]);
  });
});

describe("a question returned to a client", () => {
  const meta = (name: string, more: object = {}) => ({
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name, version: "1" },
    "io.modelcontextprotocol/clientCapabilities": { elicitation: { form: {} } },
    ...more,
  });
  const answered = { inputResponses: { approval: YES } };

  async function asked() {
    const opened = await open();
    const { result } = await remove(opened.server, { _meta: meta("raw") });
    expect(result).toMatchObject({ resultType: "input_required" });
    return { ...opened, requestState: result?.requestState };
  }

  it("is not answered by a client of another name, version or none", async () => {
    const { server, upstream, requestState } = await asked();
    for (const clientInfo of [
      { name: "other", version: "1" },
      { name: "raw", version: "2" },
      { name: "raw/1", version: "" },
    ]) {
      const _meta = meta("", { "io.modelcontextprotocol/clientInfo": clientInfo });
      expect(codeOf(await remove(server, { _meta, requestState, ...answered }))).not.toBe("done");
    }
    expect(upstream.of("DeleteWorkloadPool")).toEqual([]);
    expect(codeOf(await remove(server, { _meta: meta("raw"), requestState, ...answered }))).toBe("done");
    expect(upstream.of("DeleteWorkloadPool")).toHaveLength(1);
  });

  it("is not answered for another tool", async () => {
    const { server, upstream, requestState } = await asked();
    const more = { _meta: meta("raw"), requestState, ...answered };
    expect(codeOf(await remove(server, more, { NamespaceName: "agents" }, "id_delete_namespace"))).toBe(
      "APPROVAL_SPENT",
    );
    expect(codeOf(await remove(server, more, { ...POOL, WorkloadPoolName: "b" }))).toBe("APPROVAL_SPENT");
    expect(upstream.changes).toEqual([]);
  });

  it("runs once where its answer comes many times at once", async () => {
    const { server, upstream, requestState } = await asked();
    const more = { _meta: meta("raw"), requestState, ...answered };
    const codes = (await Promise.all(Array.from({ length: 6 }, () => remove(server, more)))).map(codeOf);
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect(upstream.of("DeleteWorkloadPool")).toHaveLength(1);
  });

  it("stays a question where the answer has another name or is none", async () => {
    const { server, upstream, requestState } = await asked();
    for (const inputResponses of [
      { approve: YES },
      { approval: { action: "accept" } },
      { approval: [YES] },
      {},
    ]) {
      const code = codeOf(await remove(server, { _meta: meta("raw"), requestState, inputResponses }));
      expect(code).not.toBe("done");
    }
    expect(upstream.changes).toEqual([]);
  });

  it("does not become a pushed one by going back to an older protocol", async () => {
    const { server, upstream, requestState } = await asked();
    const clientInfo = { name: "raw", version: "1" };
    const back = await server.request("initialize", {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo,
    });
    expect(back.error).toBeDefined();
    expect(codeOf(await remove(server, { requestState, ...answered }))).not.toBe("done");
    expect(upstream.of("DeleteWorkloadPool")).toEqual([]);
  });
});
