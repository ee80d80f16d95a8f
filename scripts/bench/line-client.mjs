// @ts-check
import { createInterface } from "node:readline";

/**
 * Bare lines of JSON-RPC to a server's standard input and output: no client library in what is measured.
 * @param {import("node:child_process").ChildProcessWithoutNullStreams | import("node:child_process").ChildProcessByStdio<import("node:stream").Writable, import("node:stream").Readable, null>} child
 */
export function lineClient(child) {
  let next = 0;
  /** @type {Map<number, (message: any) => void>} */
  const waiting = new Map();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const message = JSON.parse(line);
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  return {
    /** @param {string} method @param {unknown} params @returns {Promise<any>} */
    request(method, params) {
      next += 1;
      const id = next;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
      });
    },
    /** @param {string} method */
    notify(method) {
      child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", method })}\n`);
    },
  };
}

/** The client after its handshake. @param {ReturnType<typeof lineClient>} client */
export async function initialized(client) {
  await client.request("initialize", {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "bench", version: "1.0.0" },
  });
  client.notify("notifications/initialized");
  return client;
}
