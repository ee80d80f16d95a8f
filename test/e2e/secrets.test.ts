/** What the handles are for: a key that is made, stored and used while nobody but the cloud ever has it. */
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { describe, expect, it, onTestFinished } from "vitest";
import { isJsonObject, type JsonObject } from "../../src/action/json.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { call } from "../sandbox/client.ts";
import { ownFolder } from "../support/folder.ts";
import { BINARY, runCommand, toolResult } from "../support/idgate.ts";

/** A client whose every message, and every line of its server's log, is kept. */
async function listening(args: readonly string[]) {
  const client = new Client({ name: "test-client", version: "1.0.0" });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [BINARY, "serve", ...args],
    stderr: "pipe",
    env: { PATH: process.env.PATH ?? "", IDGATE_LOG_LEVEL: "trace" },
  });
  let log = "";
  transport.stderr?.on("data", (chunk: Buffer) => {
    log += chunk.toString("utf8");
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  const messages: string[] = [];
  const hear = transport.onmessage;
  transport.onmessage = (message) => {
    messages.push(JSON.stringify(message));
    hear?.(message);
  };
  return {
    log: () => log,
    messages,
    close: () => client.close(),
    async change(action: string, params: Record<string, unknown>): Promise<JsonObject> {
      const result = toolResult.parse(
        await client.callTool({ name: "change_action", arguments: { action, params } }),
      );
      const { structuredContent } = result;
      if (result.isError === true || !isJsonObject(structuredContent))
        throw new Error(JSON.stringify(result.content));
      return structuredContent;
    },
  };
}

/** The value as it may stand somewhere, also inside of something that was encoded. */
function spellings(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .slice(offset === 0 ? 0 : 4, -4),
  );
  const url = base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  return [...new Set([value, encodeURIComponent(value), bytes.toString("hex"), ...base64, ...url])];
}

function textIn(value: unknown, ...path: readonly string[]): string {
  const found = path.reduce<unknown>((at, name) => (isJsonObject(at) ? at[name] : undefined), value);
  if (typeof found !== "string") throw new Error(`no text at ${path.join(".")}`);
  return found;
}

async function setting() {
  const sandbox = await startSandbox({ file: ":memory:", account: "2100000000" });
  onTestFinished(() => sandbox.close());
  const state = ownFolder();
  const key = join(state, "keys.json");
  expect(await runCommand(["secrets", "keygen", key])).toMatchObject({ code: 0, stderr: "" });
  const { url, accessKeyId, secretAccessKey } = sandbox;
  const root = { url, accessKeyId, secretAccessKey };
  return {
    root,
    state,
    key,
    serve: () => listening(["--endpoint", url, "--state", state, "--secret-key", key]),
    /** What the sandbox itself holds under a provider's name. */
    stored: async (Name: string) =>
      textIn(
        (await call(root, "GetApiKeyCredentialProvider", { Name }, { at: new Date() })).result,
        "ApiKey",
      ),
  };
}

describe("an access key that a model makes and stores", () => {
  it("works, and its secret is in no message, log line, ledger file or export, also after a restart", async () => {
    const { root, state, key, serve, stored } = await setting();
    const first = await serve();
    await first.change("iam:CreateUser", { UserName: "bot" });
    const made = await first.change("iam:CreateAccessKey", { UserName: "bot" });
    const accessKeyId = textIn(made, "AccessKey", "AccessKeyId");
    const handle = textIn(made, "AccessKey", "SecretAccessKey", "$secret");
    await first.change("id:CreateApiKeyCredentialProvider", { Name: "bot-key", ApiKey: { $secret: handle } });
    await first.close();

    const secondLife = await serve();
    await secondLife.change("id:CreateApiKeyCredentialProvider", {
      Name: "bot-key-again",
      ApiKey: { $secret: handle },
    });
    await secondLife.close();

    const secret = await stored("bot-key");
    expect(await stored("bot-key-again")).toBe(secret);
    const signer = { ...root, accessKeyId, secretAccessKey: secret };
    const who = await call(
      signer,
      "GetCallerIdentity",
      {},
      { service: "sts", method: "GET", at: new Date() },
    );
    expect(who).toMatchObject({ status: 200 });
    expect(JSON.stringify(who.result)).toContain("bot");
    const forged = { ...signer, secretAccessKey: `${secret}x` };
    const no = await call(forged, "GetCallerIdentity", {}, { service: "sts", method: "GET", at: new Date() });
    expect(no.code).toBe("SignatureDoesNotMatch");

    const at = ["--sandbox", "--state", state];
    const exported = await runCommand(["audit", "export", ...at]);
    const listed = await runCommand(["secrets", "list", ...at, "--secret-key", key, "--json"]);
    expect(exported.stdout.match(/"event":"(?:sealed|opened)"/g)).toEqual([
      '"event":"sealed"',
      '"event":"opened"',
      '"event":"opened"',
    ]);
    expect(JSON.parse(listed.stdout)).toMatchObject([
      { handle, kind: "SecretAccessKey", source: "iam:CreateAccessKey", canReveal: true },
    ]);
    const folder = join(state, "sandbox");
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString("latin1"));
    const everything = [
      ...first.messages,
      ...secondLife.messages,
      first.log(),
      secondLife.log(),
      exported.stdout,
      listed.stdout,
      ...files,
    ];
    // What is searched is what there was: the handle is in all of it.
    for (const places of [first.messages, [exported.stdout], [listed.stdout], files])
      expect(places.some((text) => text.includes(handle))).toBe(true);
    expect(first.log()).toContain("iam:CreateAccessKey");
    expect(secret.length).toBeGreaterThan(20);
    for (const text of everything)
      for (const spelt of spellings(secret)) expect(text.includes(spelt)).toBe(false);
    expect((await runCommand(["audit", "verify", ...at])).code).toBe(0);
  });
});

const script = spawnSync("script", ["--version"]).status === 0;

describe("idgate secrets reveal as a process", () => {
  it("shows nothing to a pipe, whatever is written into it", async () => {
    const { state, key, serve } = await setting();
    const client = await serve();
    await client.change("iam:CreateUser", { UserName: "bot" });
    const made = await client.change("iam:CreateAccessKey", { UserName: "bot" });
    const handle = textIn(made, "AccessKey", "SecretAccessKey", "$secret");
    const args = ["secrets", "reveal", handle, "--sandbox", "--state", state, "--secret-key", key];
    const { status, stdout, stderr } = spawnSync(process.execPath, [BINARY, ...args], {
      input: "y\ny\n",
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("wants a terminal");
    expect((await runCommand(["audit", "export", "--sandbox", "--state", state])).stdout).not.toContain(
      "revealed",
    );
  });

  it.skipIf(!script)("shows the value on a terminal once it is recorded", async () => {
    const { state, key, serve, stored } = await setting();
    const client = await serve();
    await client.change("iam:CreateUser", { UserName: "bot" });
    const made = await client.change("iam:CreateAccessKey", { UserName: "bot" });
    const handle = textIn(made, "AccessKey", "SecretAccessKey", "$secret");
    await client.change("id:CreateApiKeyCredentialProvider", { Name: "n", ApiKey: { $secret: handle } });
    const line = `'${process.execPath}' '${BINARY}' secrets reveal ${handle} --sandbox --state '${state}' --secret-key '${key}'`;
    const answer = join(state, "answer");
    writeFileSync(answer, "y\n");
    // `script` gives the command a terminal of its own.
    const shown = execFileSync("sh", ["-c", `script -qec "${line}" /dev/null < '${answer}'`], {
      encoding: "utf8",
    });
    expect(shown).toContain(await stored("n"));
    const { stdout } = await runCommand(["audit", "export", "--sandbox", "--state", state]);
    expect(stdout).toMatch(/"event":"revealed","note":"terminal /);
    expect(stdout).not.toContain(await stored("n"));
  });
});
