// @ts-check
/** The two sides of a soak as processes of their own: the sandbox, and idgate behind a real client. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Client as ClientV2 } from "@modelcontextprotocol/client";
import { StdioClientTransport as StdioV2 } from "@modelcontextprotocol/client/stdio";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as StdioV1 } from "@modelcontextprotocol/sdk/client/stdio.js";

const BINARY = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));
/** Nothing of this machine's settings reaches the processes. */
const ENV = {
  PATH: process.env.PATH ?? "",
  VOLCENGINE_ACCESS_KEY: "SANDBOXEXAMPLEACCESSKEY",
  VOLCENGINE_SECRET_KEY: "sandbox-example-secret-key",
};

/**
 * @typedef {{ url: string, stop(): Promise<void>, calm(): Promise<void> }} RunningSandbox
 * @param {{ data: string, log: string, faults: readonly string[], seed: string, port?: string | undefined }} options
 * @returns {Promise<RunningSandbox>}
 */
export async function startSandbox({ data, log, faults, seed, port }) {
  const args = ["sandbox", "--data", data, "--log", log, "--keep-requests", "--fault-seed", seed];
  for (const fault of faults) args.push("--fault", fault);
  if (port !== undefined) args.push("--port", port);
  const child = spawn(process.execPath, [BINARY, ...args], {
    env: ENV,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const dieAlong = () => child.kill("SIGKILL");
  process.once("exit", dieAlong);
  child.once("exit", () => process.off("exit", dieAlong));
  let text = "";
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes("Ctrl-C")) break;
  }
  const [, url] = /listens on (\S+)/.exec(text) ?? [];
  if (url === undefined) throw new Error("The sandbox did not start.");
  return {
    url,
    // Never SIGKILL: what it had done would not be in its log, and there would be no truth to compare with.
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
    async calm() {
      const headers = { Authorization: `Bearer ${ENV.VOLCENGINE_SECRET_KEY}` };
      const { ok } = await fetch(`${url}/sandbox/faults`, { method: "DELETE", headers });
      if (!ok) throw new Error("The sandbox kept its faults.");
    },
  };
}

/** @typedef {"v1" | "v2"} Generation */
/** @typedef {{ isError?: boolean | undefined, structuredContent?: any, _meta?: any }} ToolResult */
/** @typedef {"SIGKILL" | "SIGTERM" | "end of input"} Ending */

/**
 * @typedef {object} RunningIdgate
 * @property {(tool: string, args: Record<string, unknown>, options: { timeout: number, signal: AbortSignal }) => Promise<ToolResult>} call
 * @property {(how: Ending) => Promise<void>} end ends the process and waits for that
 */

/**
 * Starts `idgate serve` and connects to it. Requests that are open when it ends are rejected.
 * @param {{ generation: Generation, url: string, state: string }} options
 * @returns {Promise<RunningIdgate>}
 */
export async function startIdgate({ generation, url, state }) {
  const parameters = {
    command: process.execPath,
    args: [BINARY, "serve", "--endpoint", url, "--state", state, "--lang", "en"],
    stderr: /** @type {const} */ ("ignore"),
    env: ENV,
  };
  const info = { name: `soak-${generation}`, version: "1.0.0" };
  if (generation === "v1") {
    const transport = new StdioV1(parameters);
    const client = new ClientV1(info, { capabilities: {} });
    const closed = whenClosed(client);
    await client.connect(transport);
    return {
      call: (name, args, options) => client.callTool({ name, arguments: args }, undefined, options),
      end: (how) => end(how, transport.pid, client, closed),
    };
  }
  const transport = new StdioV2(parameters);
  const client = new ClientV2(info, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  const closed = whenClosed(client);
  await client.connect(transport);
  return {
    call: (name, args, options) => client.callTool({ name, arguments: args }, options),
    end: (how) => end(how, transport.pid, client, closed),
  };
}

/** @param {{ onclose?: (() => void) | undefined }} client @returns {Promise<void>} */
function whenClosed(client) {
  return new Promise((resolve) => {
    client.onclose = resolve;
  });
}

/** @param {Ending} how @param {number | null} pid @param {{ close(): Promise<void> }} client @param {Promise<void>} closed */
async function end(how, pid, client, closed) {
  // The clients close the input, and only then, after seconds, use signals.
  if (how !== "end of input" && pid !== null) process.kill(pid, how);
  else await client.close();
  await closed;
}

/** Runs a command of idgate's to its end and gives each line of its output. @param {readonly string[]} args @param {(line: string) => void} onLine */
export async function command(args, onLine) {
  const child = spawn(process.execPath, [BINARY, ...args], {
    env: ENV,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  let rest = "";
  child.stdout.setEncoding("utf8");
  for await (const chunk of child.stdout) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  }
  if (rest !== "") onLine(rest);
  const [code] = await exited;
  return Number(code);
}
