import { describe, expect, it } from "vitest";
import { askingSetting } from "../support/asking.ts";
import { CLIENTS, connect, errorOf, runCommand, spawnServer, type User } from "../support/idgate.ts";

const POOL = { WorkloadPoolName: "agents" };

describe.each(CLIENTS)("a %s client whose user is asked", (kind) => {
  it("runs the change after a yes, and shows idgate's own preview", async () => {
    const { upstream, args } = await askingSetting();
    const seen: string[] = [];
    const client = await connect(kind, args, (message) => {
      seen.push(message);
      return { action: "accept", content: { decision: "approve", confirm: "agents" } };
    });
    const result = await client.call("id_delete_workload_pool", POOL);
    expect(result.isError).toBeFalsy();
    expect(upstream.of("DeleteWorkloadPool")).toHaveLength(1);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toContain("Target: sandbox account 2100000000");
    expect(seen[0]).toContain("id:DeleteWorkloadPool");
  });

  const noes: readonly [string, User, string][] = [
    ["declines", () => ({ action: "decline" }), "APPROVAL_REJECTED"],
    [
      "chooses reject",
      () => ({ action: "accept", content: { decision: "reject", confirm: "" } }),
      "APPROVAL_REJECTED",
    ],
    [
      "approves without the name of what goes",
      () => ({ action: "accept", content: { decision: "approve" } }),
      "APPROVAL_PENDING",
    ],
    [
      "approves with another name",
      () => ({ action: "accept", content: { decision: "approve", confirm: "agent" } }),
      "APPROVAL_PENDING",
    ],
    [
      "approves with the name in another case",
      () => ({ action: "accept", content: { decision: "approve", confirm: "Agents" } }),
      "APPROVAL_PENDING",
    ],
    ["closes the question", () => ({ action: "cancel" }), "APPROVAL_PENDING"],
    ["accepts without content", () => ({ action: "accept" }), "APPROVAL_PENDING"],
    ["accepts with empty content", () => ({ action: "accept", content: {} }), "APPROVAL_PENDING"],
    [
      "answers something else",
      () => ({ action: "accept", content: { decision: "yes" } }),
      "APPROVAL_PENDING",
    ],
    ["answers another field", () => ({ action: "accept", content: { approve: "true" } }), "APPROVAL_PENDING"],
    [
      "is never asked by a client that lies about asking",
      () => {
        throw new Error("no such thing");
      },
      "APPROVAL_PENDING",
    ],
  ];
  it.each(noes)("sends nothing when the user %s", async (_, user, code) => {
    const { upstream, args } = await askingSetting();
    const client = await connect(kind, args, user);
    const outcome = await client.call("id_delete_workload_pool", POOL).then(
      (result) => errorOf(result).code,
      // A v2 client on 2026-07-28 gives up by itself where its own handler fails: the server is never answered.
      () => "APPROVAL_PENDING",
    );
    expect(outcome).toBe(code);
    expect(upstream.changes).toEqual([]);
  });

  it("leaves the operation pending where the client cannot ask; a terminal's word lets the repeated call run once", async () => {
    const { upstream, args, state } = await askingSetting();
    const client = await connect(kind, args);
    const first = await client.call("id_delete_workload_pool", POOL);
    expect(errorOf(first)).toMatchObject({
      code: "APPROVAL_PENDING",
      operation: expect.stringMatching(/^op_/),
    });
    const listed = await runCommand(["approvals", "list", "--sandbox", "--state", state]);
    expect(listed.stdout).toContain(errorOf(first).operation);
    expect(listed.stdout).toContain(
      `  ${Object.entries(POOL).map(([name, value]) => `${name} "${value}"`)}\n`,
    );
    // Without a terminal nobody can approve.
    const refused = await runCommand([
      "approvals",
      "approve",
      errorOf(first).operation ?? "",
      "--sandbox",
      "--state",
      state,
    ]);
    expect(refused.code).toBe(2);
    expect(errorOf(await client.call("id_delete_workload_pool", POOL)).code).toBe("APPROVAL_PENDING");
    expect(upstream.changes).toEqual([]);
  });
});

describe("the state of a question on protocol 2026-07-28", () => {
  const meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": { elicitation: { form: {} } },
  };
  const yes = { approval: { action: "accept", content: { decision: "approve", confirm: "agents" } } };
  const call = (more: Record<string, unknown> = {}, args: unknown = POOL) => ({
    name: "id_delete_workload_pool",
    arguments: args,
    _meta: meta,
    ...more,
  });

  async function start() {
    const { upstream, args } = await askingSetting();
    const server = spawnServer(args);
    return { upstream, server };
  }
  async function stateOf(answer: Promise<Record<string, unknown>>): Promise<string> {
    const { result } = await answer;
    expect(result).toMatchObject({ resultType: "input_required", requestState: expect.any(String) });
    return (result as { requestState: string }).requestState;
  }

  it("lets the answered call run once, and no replay of it", async () => {
    const { upstream, server } = await start();
    const requestState = await stateOf(server.request("tools/call", call()));
    const ran = await server.request("tools/call", call({ requestState, inputResponses: yes }));
    expect(ran.result).not.toMatchObject({ isError: true });
    const replayed = await server.request("tools/call", call({ requestState, inputResponses: yes }));
    expect(replayed.result).toMatchObject({
      isError: true,
      _meta: { "idgate/error": { code: "APPROVAL_SPENT" } },
    });
    expect(upstream.changes).toHaveLength(1);
  });

  it("is of no use for other arguments", async () => {
    const { upstream, server } = await start();
    const requestState = await stateOf(server.request("tools/call", call()));
    const other = await server.request(
      "tools/call",
      call({ requestState, inputResponses: yes }, { WorkloadPoolName: "default" }),
    );
    expect(other.result).toMatchObject({
      isError: true,
      _meta: { "idgate/error": { code: "APPROVAL_SPENT" } },
    });
    expect(upstream.changes).toEqual([]);
  });

  it("is refused when altered or made up", async () => {
    const { upstream, server } = await start();
    const requestState = await stateOf(server.request("tools/call", call()));
    const middle = Math.floor(requestState.length / 2);
    const altered = `${requestState.slice(0, middle)}${requestState[middle] === "A" ? "B" : "A"}${requestState.slice(middle + 1)}`;
    for (const forged of [altered, "v1.e30.AAAA", "", "{}"]) {
      const answer = await server.request("tools/call", call({ requestState: forged, inputResponses: yes }));
      expect(JSON.stringify(answer)).not.toContain('"resultType":"complete"');
    }
    expect(upstream.changes).toEqual([]);
  });

  it("cannot be replaced by an answer that nobody asked for", async () => {
    const { upstream, server } = await start();
    await stateOf(server.request("tools/call", call({ inputResponses: yes })));
    expect(upstream.changes).toEqual([]);
  });

  it("does not work in another process", async () => {
    const first = await start();
    const requestState = await stateOf(first.server.request("tools/call", call()));
    const second = await start();
    const answer = await second.server.request("tools/call", call({ requestState, inputResponses: yes }));
    expect(answer.error).toMatchObject({ code: -32602 });
    expect(second.upstream.changes).toEqual([]);
  });
});

describe("a client that gives up before its user answers", () => {
  it("sees nothing run, and the operation stays pending", async () => {
    const { upstream, args, state } = await askingSetting();
    let answerNow: (() => void) | undefined;
    const client = await connect("v1", args, () => {
      return new Promise((resolve) => {
        answerNow = () => resolve({ action: "accept", content: { decision: "approve", confirm: "agents" } });
      });
    });
    await expect(client.call("id_delete_workload_pool", POOL, { timeout: 2_000 })).rejects.toThrow(
      /timed out/i,
    );
    answerNow?.();
    // A call that comes after the late answer is served after it: by then the answer has been dealt with.
    await client.call("id_get_workload_pool", POOL);
    expect(upstream.of("DeleteWorkloadPool")).toEqual([]);
    const listed = await runCommand(["approvals", "list", "--sandbox", "--state", state]);
    expect(listed.stdout).toContain("pending");
  });
});
