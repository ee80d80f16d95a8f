/** Prompts, resources and completion through real clients of both generations. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { qualifiedName } from "../../src/action/action.ts";
import { actions, families } from "../../tools/index.ts";
import { prompts } from "../../tools/prompts/index.ts";
import { ownFolder } from "../support/folder.ts";
import { CLIENTS, connect, spawnServer } from "../support/idgate.ts";

const INVALID_PARAMS = -32602;
const ACTIONS = { type: "ref/resource", uri: "idgate://actions/{name}" } as const;
const FAMILIES = { type: "ref/resource", uri: "idgate://families/{family}" } as const;
const OPERATIONS = { type: "ref/resource", uri: "idgate://operations/{id}" } as const;

const serve = (...more: string[]) => ["serve", "--sandbox", "--state", ownFolder(), ...more];

const protocolError = z.looseObject({ code: z.number(), message: z.string() });

/** What a request fails with. */
async function failure(request: Promise<unknown>): Promise<z.infer<typeof protocolError>> {
  const error: unknown = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return protocolError.parse(error);
}

describe.each(CLIENTS)("a %s client", (kind) => {
  const start = () => connect(kind, serve());

  it("lists prompts, resources and templates, the same each time", async () => {
    const { material } = await start();
    const listed = await material.prompts();
    expect(listed.prompts.map(({ name }) => name)).toEqual(prompts.map(({ name }) => name));
    expect(listed.prompts[0]).toMatchObject({
      title: "Provision an agent",
      arguments: expect.arrayContaining([expect.objectContaining({ name: "agent", required: true })]),
    });
    expect((await material.prompts()).prompts).toEqual(listed.prompts);
    const { resources } = await material.resources();
    expect(resources.map(({ uri }) => uri)).toEqual(["idgate://families", "idgate://operations"]);
    const { resourceTemplates } = await material.templates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      ACTIONS.uri,
      FAMILIES.uri,
      OPERATIONS.uri,
    ]);
  });

  it("gets a prompt with its arguments in the calls", async () => {
    const { material } = await start();
    const text = await material.prompt("onboard_user", { where: "directory", user: 'a"nn', email: "" });
    expect(text).toContain(
      'change_action {"action":"cloudidentity:CreateUser","params":{"UserName":"a\\"nn"}}',
    );
    expect(text).not.toContain("leaves");
  });

  it("is told what is wrong with a prompt's name or arguments", async () => {
    const { material } = await start();
    expect(await failure(material.prompt("onbord_user"))).toMatchObject({
      code: INVALID_PARAMS,
      message: expect.stringContaining("Did you mean onboard_user?"),
    });
    expect(await failure(material.prompt("onboard_user", { where: "nowhere", user: "ann" }))).toMatchObject({
      code: INVALID_PARAMS,
      message: expect.stringContaining("directory"),
    });
  });

  it("reads an action by any of its names, with the policy's word", async () => {
    const { material } = await start();
    const described = await material.read("idgate://actions/id%3ACreateWorkloadPool");
    expect(described.mimeType).toBe("text/plain");
    expect(described.text).toMatch(/^id:CreateWorkloadPool \(tool id_create_workload_pool; create\)/);
    expect(described.text).toMatch(/\nPolicy: allowed/);
    for (const name of ["id:CreateWorkloadPool", "id_create_workload_pool", "CreateWorkloadPool"]) {
      expect((await material.read(`idgate://actions/${name}`)).text).toBe(described.text);
    }
  });

  it("reads the families, and one of them with its actions", async () => {
    const { material } = await start();
    const lines = (await material.read("idgate://families")).text.split("\n");
    expect(lines).toHaveLength(families.length);
    const { text } = await material.read("idgate://families/workload-pools");
    expect(text.split("\n")[0]).toBe(lines.find((line) => line.startsWith("workload-pools:")));
    expect(text).toContain("\n- id:DeleteWorkloadPool (delete): Delete a workload pool");
  });

  it("reads its own operations, and nobody else's", async () => {
    const state = ownFolder();
    const client = await connect(kind, ["serve", "--sandbox", "--state", state]);
    const created = await client.call("id_create_workload_pool", { WorkloadPoolName: "agents" });
    const { operation } = z
      .object({ idgate: z.object({ operation: z.string() }) })
      .parse(created.structuredContent).idgate;
    const { text, mimeType } = await client.material.read(`idgate://operations/${operation}`);
    expect(mimeType).toBe("application/json");
    expect(JSON.parse(text)).toMatchObject({
      operation,
      action: "id:CreateWorkloadPool",
      status: "succeeded",
    });
    expect(text).not.toContain("agents");
    const own: unknown = JSON.parse((await client.material.read("idgate://operations")).text);
    expect(own).toMatchObject([{ operation }]);
    expect((await client.material.complete(OPERATIONS, "id", "op_")).values).toEqual([operation]);
    await client.close();

    const other = spawnServer(["serve", "--sandbox", "--state", state]);
    const clientInfo = { name: "somebody-else", version: "1" };
    await other.request("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
    const uri = `idgate://operations/${operation}`;
    expect(await other.request("resources/read", { uri })).toMatchObject({ error: { code: INVALID_PARAMS } });
  });

  it.each([
    ["idgate://actions/id:CreateWorkloadPol", "Did you mean id:CreateWorkloadPool?"],
    ["idgate://families/workload-pool", "Did you mean workload-pools?"],
    ["idgate://operations/op_nothing", "no operation"],
    ["idgate://actions/%E0%A4", "not encoded"],
    ["idgate://actions", "Unknown resource"],
    ["idgate://actions/a/b", "Unknown resource"],
    ["idgate://elsewhere/x", "Unknown resource"],
    ["file:///etc/passwd", "Unknown resource"],
  ])("is told that there is no %s", async (uri, message) => {
    const { material } = await start();
    expect(await failure(material.read(uri))).toMatchObject({
      code: INVALID_PARAMS,
      message: expect.stringContaining(message),
    });
  });

  it("has names completed, by their beginning first", async () => {
    const { material } = await start();
    const pools = await material.complete(ACTIONS, "name", "CreateWorkloadP");
    expect(pools).toEqual({ values: ["id:CreateWorkloadPool"], total: 1, hasMore: false });
    const tools = await material.complete(ACTIONS, "name", "iam_create_u");
    expect(tools.values).toEqual(["iam_create_user"]);
    const all = await material.complete(ACTIONS, "name", "");
    expect(all).toMatchObject({ total: actions.length, hasMore: true });
    expect(all.values).toEqual(actions.slice(0, 100).map(qualifiedName));
    const users = await material.complete(FAMILIES, "family", "USER");
    expect(users.values[0]).toMatch(/^user/);
    expect(users.values).toContain("iam-users");
    expect((await material.complete(FAMILIES, "family", "nothing-like-it")).values).toEqual([]);
    expect((await material.complete(OPERATIONS, "id", "")).values).toEqual([]);
  });

  it("has the choices of a prompt's argument completed", async () => {
    const { material } = await start();
    const ref = { type: "ref/prompt", name: "grant_access" } as const;
    expect((await material.complete(ref, "system", "")).values).toEqual(["namespace", "directory", "iam"]);
    expect((await material.complete(ref, "system", "dir")).values).toEqual(["directory"]);
    expect((await material.complete(ref, "who", "a")).values).toEqual([]);
  });

  it("is told that there is nothing to complete there", async () => {
    const { material } = await start();
    const wrong = [
      () => material.complete({ type: "ref/prompt", name: "grant" }, "system", ""),
      () => material.complete({ type: "ref/prompt", name: "grant_access" }, "sistem", ""),
      () => material.complete({ type: "ref/resource", uri: "idgate://pools/{name}" }, "name", ""),
      () => material.complete(ACTIONS, "family", ""),
    ];
    for (const request of wrong) expect(await failure(request())).toMatchObject({ code: INVALID_PARAMS });
  });
});

describe("a server with part of the actions", () => {
  it("shows and completes that part alone, and its prompts say what is missing", async () => {
    const { material } = await connect("v2 modern", serve("--only", "workload-pools"));
    expect((await material.read("idgate://families")).text).toMatch(/^workload-pools: [^\n]*$/);
    expect((await material.complete(ACTIONS, "name", "")).total).toBe(5);
    expect((await failure(material.read("idgate://actions/iam:CreateUser"))).code).toBe(INVALID_PARAMS);
    const text = await material.prompt("provision_agent", { agent: "bot" });
    expect(text).toContain("This server leaves id:CreateWorkloadIdentity out");
    expect(text).not.toContain("leaves id:ListWorkloadPools out");
  });
});

describe("a locked server", () => {
  it("lists, gets prompts and completes names; what it cannot read it says, and nothing of why", async () => {
    const folder = ownFolder();
    writeFileSync(
      join(folder, "policy.yaml"),
      "version: 1\nallow: [{id: mark-hunter2, actions: [nonsense]}]",
    );
    const locked = ["--state", folder, "--policy", join(folder, "policy.yaml")];
    const { material } = await connect("v2 modern", ["serve", "--sandbox", ...locked]);
    expect((await material.prompts()).prompts).toHaveLength(prompts.length);
    expect((await material.templates()).resourceTemplates).toHaveLength(3);
    expect((await material.resources()).resources).toHaveLength(2);
    expect(await material.prompt("access_review")).toContain("iam:ListUsers");
    expect((await material.complete(ACTIONS, "name", "iam:CreateU")).values).toEqual(["iam:CreateUser"]);
    for (const request of [
      () => material.read("idgate://families"),
      () => material.read("idgate://actions/iam:CreateUser"),
      () => material.read("idgate://operations/op_1"),
      () => material.complete(OPERATIONS, "id", "op_"),
    ]) {
      const { message } = await failure(request());
      expect(message).toContain("POLICY_INVALID");
      expect(message).not.toContain(folder);
      expect(message).not.toContain("hunter2");
    }
  });
});

describe("on the wire", () => {
  it("lists may be kept, operations may not, and the capabilities are declared", async () => {
    const server = spawnServer(serve());
    const clientInfo = { name: "raw", version: "1" };
    const hello = await server.request("initialize", {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo,
    });
    expect(hello).toMatchObject({
      result: { capabilities: { prompts: {}, resources: {}, completions: {}, tools: {} } },
    });
    for (const method of ["prompts/list", "resources/list", "resources/templates/list"]) {
      const _meta = {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": clientInfo,
        "io.modelcontextprotocol/clientCapabilities": {},
      };
      const fresh = spawnServer(serve());
      expect(await fresh.request(method, { _meta })).toMatchObject({
        result: { ttlMs: 3_600_000, cacheScope: "public" },
      });
    }
  });

  it("an address of any length is answered with a short error", async () => {
    const server = spawnServer(serve());
    await server.initialize();
    const answer = await server.request("resources/read", { uri: `idgate://actions/${"x".repeat(200_000)}` });
    expect(answer).toMatchObject({ error: { code: INVALID_PARAMS } });
    expect(JSON.stringify(answer).length).toBeLessThan(2_000);
  });
});

describe("every action and family", () => {
  it("can be read, within bounds", { timeout: 120_000 }, async () => {
    const { material } = await connect("v2 modern", serve());
    for (const { name } of families) {
      expect((await material.read(`idgate://families/${name}`)).text.length).toBeLessThan(4_000);
    }
    for (const one of actions) {
      const { text } = await material.read(`idgate://actions/${encodeURIComponent(qualifiedName(one))}`);
      expect(text.length, qualifiedName(one)).toBeLessThan(12_000);
      expect(text).not.toContain("more characters]");
    }
  });
});
