import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { approveOperations, denyOperations } from "../../src/cli/approvals/answer.ts";
import { signRequest } from "../../src/cli/approvals/sign.ts";
import { capturePrinted, program, typing } from "../support/approvals.ts";
import { askingSetting } from "../support/asking.ts";
import { CLIENTS, connect, errorOf, runCommand, spawnServer, type ToolResult } from "../support/idgate.ts";
import { PASSPHRASE, signingSetting } from "../support/signing.ts";

const POOL = { WorkloadPoolName: "agents" };
const DELETE = "id_delete_workload_pool";
const ZH = { IDGATE_LANG: "zh" };
const EN = { IDGATE_LANG: "en" };
const chinese = { ...program, env: ZH };
const printed = capturePrinted();

const textOf = ({ content }: ToolResult) => content.map(({ text }) => text).join("\n");

describe("a server whose run speaks Chinese", () => {
  it.each<[string, Record<string, string>, readonly string[]]>([
    ["IDGATE_LANG", ZH, []],
    ["the locale", { LANG: "zh_CN.UTF-8" }, []],
    ["--lang, against both", { LANG: "en_US.UTF-8", ...EN }, ["--lang", "zh"]],
  ])("by %s refuses in Chinese, and tells what is allowed in Chinese", async (_, env, flags) => {
    const { args, upstream } = await askingSetting();
    const client = await connect("v2 modern", [...args, ...flags], undefined, env);
    const refused = await client.call("id_create_workload_pool", POOL);
    expect(errorOf(refused)).toMatchObject({
      code: "REFUSED_BY_POLICY",
      message: "没有规则允许 id:CreateWorkloadPool。未发送任何内容。",
    });
    expect(textOf(refused)).toContain("请告诉用户哪项操作被拒绝");
    expect(textOf(await client.call("check_policy"))).toContain(
      "经人工批准后允许的变更：id:DeleteWorkloadPool。",
    );
    const checked = await client.call("check_policy", { action: "id:DeleteWorkloadPool", params: POOL });
    expect(textOf(checked)).toContain("此调用经人工批准后会执行");
    expect(checked.structuredContent).toMatchObject({ verdict: "asks", approval: "ask" });
    expect(upstream.changes).toEqual([]);
  });

  it("is locked in Chinese by a policy that is broken", async () => {
    const { args, state } = await askingSetting();
    writeFileSync(join(state, "policy.yaml"), "version: 1\nalow: []\n");
    const client = await connect("v1", args, undefined, ZH);
    expect(errorOf(await client.call("id_get_workload_pool"))).toMatchObject({
      code: "POLICY_INVALID",
      message: expect.stringContaining("idgate 已锁定"),
    });
  });
});

describe("a question in Chinese", () => {
  it.each(CLIENTS)(
    "is put to a %s client's user with the preview, and runs the change after a yes",
    async (kind) => {
      const { args, upstream } = await askingSetting();
      const seen: string[] = [];
      const user = (message: string) => {
        seen.push(message);
        return { action: "accept" as const, content: { decision: "approve", confirm: "agents" } };
      };
      const client = await connect(kind, args, user, ZH);
      expect((await client.call(DELETE, POOL)).isError).toBeFalsy();
      expect(upstream.of("DeleteWorkloadPool")).toHaveLength(1);
      expect(seen).toHaveLength(1);
      expect(seen[0]).toMatch(/^智能体请求进行以下变更：/);
      expect(seen[0]).toContain("目标：沙箱，账号 2100000000，");
      expect(seen[0]).toContain("删除工作负载池（id:DeleteWorkloadPool）");
      expect(seen[0]).toContain("移除内容，可能无法撤销。");
      expect(seen[0]).toMatch(/是否批准？$/);
    },
  );

  it("says in its form what to type, and takes the same words as in English", async () => {
    const { args } = await askingSetting();
    const server = spawnServer(args, ZH);
    const { result } = await server.request("tools/call", {
      name: DELETE,
      arguments: POOL,
      _meta: {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
        "io.modelcontextprotocol/clientCapabilities": { elicitation: { form: {} } },
      },
    });
    expect(result).toMatchObject({
      inputRequests: {
        approval: {
          params: {
            requestedSchema: {
              properties: {
                decision: { title: "决定", enum: ["approve", "reject"] },
                confirm: { title: '要批准，请输入 "agents"' },
              },
            },
          },
        },
      },
    });
  });

  it("that the user answers with another name sends nothing, and says so in Chinese", async () => {
    const { args, upstream } = await askingSetting();
    const wrong = { action: "accept" as const, content: { decision: "approve", confirm: "agent" } };
    const client = await connect("v1", args, () => wrong, ZH);
    const waits = errorOf(await client.call(DELETE, POOL));
    expect(waits).toMatchObject({
      code: "APPROVAL_PENDING",
      message: expect.stringContaining("没有照原样输入"),
    });
    expect(upstream.changes).toEqual([]);
  });
});

describe("a pending approval in Chinese", () => {
  it("is listed, shown and answered in a terminal, and then runs once", async () => {
    const { args, state, upstream } = await askingSetting();
    const client = await connect("v1", args, undefined, ZH);
    const waits = await client.call(DELETE, POOL);
    const id = errorOf(waits).operation ?? "";
    expect(errorOf(waits).message).toContain("此调用需要人工审批。");
    expect(textOf(waits)).toContain(`\`idgate approvals approve ${id}\``);
    const flags = ["--sandbox", "--state", state];
    const shown = await runCommand(["approvals", "show", id, ...flags], { LC_ALL: "zh_CN.UTF-8" });
    expect(shown.stdout).toContain("目标：沙箱，账号 2100000000");
    expect(shown.stdout).toContain("规则：remove-pools");
    expect(shown.stdout).toContain("到期时间：");

    const terminal = typing("agents");
    expect(await approveOperations(chinese, [id], { state, sandbox: true }, terminal)).toBe(0);
    expect(terminal.questions).toEqual([
      '此操作会移除内容。输入 "agents"（不含引号）批准，输入其他内容则保持待审批：',
    ]);
    expect(printed.out()).toContain("已批准。");
    expect((await client.call(DELETE, POOL)).isError).toBeFalsy();
    expect(errorOf(await client.call(DELETE, POOL)).code).toBe("APPROVAL_PENDING");
    expect(upstream.of("DeleteWorkloadPool")).toHaveLength(1);
    const none = await runCommand(["approvals", "list", ...flags, "--lang", "fr"]);
    expect(none).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--lang (IDGATE_LANG) must be one of"),
    });
  });

  it("is denied by the word that denies in English", async () => {
    const { args, state } = await askingSetting();
    const client = await connect("v1", args, undefined, ZH);
    const id = errorOf(await client.call(DELETE, POOL)).operation ?? "";
    const given = { state, sandbox: true };
    expect(await denyOperations(chinese, [id], given, typing("拒绝"))).toBe(1);
    expect(await denyOperations(chinese, [id], given, typing("deny"))).toBe(0);
    expect(printed.out()).toContain("已拒绝，不会执行。");
  });

  it("is signed in Chinese, here or elsewhere, and verified when the call is repeated", async () => {
    const { args, flags, state, key, policy, upstream } = await signingSetting();
    const client = await connect("v2 modern", args, undefined, ZH);
    const waits = errorOf(await client.call(DELETE, POOL));
    expect(waits.message).toContain("此调用必须由第二人签名：alice。");
    const id = waits.operation ?? "";
    const given = { state, sandbox: true, key, policy };
    const terminal = typing("agents", PASSPHRASE);
    expect(await approveOperations(chinese, [id], given, terminal)).toBe(0);
    expect(terminal.hidden).toEqual(["alice 的密钥口令："]);
    expect((await client.call(DELETE, POOL)).isError).toBeFalsy();

    const other = errorOf(await client.call(DELETE, POOL)).operation ?? "";
    const request = await runCommand(["approvals", "request", other, ...flags], ZH);
    const file = join(state, "request.json");
    writeFileSync(file, request.stdout);
    const before = printed.out().length;
    expect(await signRequest(chinese, file, { key }, typing("agents", PASSPHRASE))).toBe(0);
    expect(printed.err()).toContain("目标：沙箱");
    const line = printed.out().slice(before).trim();
    const recorded = await runCommand(
      ["approvals", "approve", other, "--signature", line, "--policy", policy, ...flags],
      ZH,
    );
    expect(recorded).toMatchObject({ code: 0, stdout: expect.stringContaining("已验证并记录。") });
    expect((await client.call(DELETE, POOL)).isError).toBeFalsy();
    expect(upstream.of("DeleteWorkloadPool")).toHaveLength(2);
  });
});

describe("what was approved in one language", () => {
  it("is asked for again by a server that shows it in another, and runs where it is shown as it was", async () => {
    const { args, state, upstream } = await askingSetting();
    const english = await connect("v1", args, undefined, EN);
    const id = errorOf(await english.call(DELETE, POOL)).operation ?? "";
    await english.close();
    // Whoever answers may read the commands' own words in another language: the preview stays what it is.
    expect(await approveOperations(chinese, [id], { state, sandbox: true }, typing("agents"))).toBe(0);
    expect(printed.out()).toContain("Target: sandbox account 2100000000");

    const restarted = await connect("v1", args, undefined, ZH);
    const again = errorOf(await restarted.call(DELETE, POOL));
    expect(again.code).toBe("APPROVAL_PENDING");
    expect(again.operation).not.toBe(id);
    expect(upstream.changes).toEqual([]);
    await restarted.close();

    const back = await connect("v1", args, undefined, EN);
    expect((await back.call(DELETE, POOL)).isError).toBeFalsy();
    expect(upstream.of("DeleteWorkloadPool")).toHaveLength(1);
  });

  it("is no signature over what another server would show", async () => {
    const { args, state, key, upstream } = await signingSetting();
    const english = await connect("v1", args, undefined, EN);
    const id = errorOf(await english.call(DELETE, POOL)).operation ?? "";
    await english.close();
    const given = { state, sandbox: true, key };
    expect(await approveOperations(program, [id], given, typing("agents", PASSPHRASE))).toBe(0);
    const restarted = await connect("v1", args, undefined, ZH);
    const again = errorOf(await restarted.call(DELETE, POOL));
    expect(again).toMatchObject({ code: "APPROVAL_PENDING", message: expect.stringContaining("第二人签名") });
    expect(again.operation).not.toBe(id);
    expect(upstream.changes).toEqual([]);
  });
});
