/** A process that ends in the middle of a change leaves no secret of it behind. */
import { describe, expect, it } from "vitest";
import { toolName } from "../../src/action/names.ts";
import { actions } from "../../tools/index.ts";
import { plant } from "./arguments.ts";
import { leaks, SECRET_KEYS, watch } from "./watch.ts";

const changes = actions.filter(({ secrets, effect }) => secrets.input.length > 0 && effect !== "read");

/** Everything is called; no answer comes. */
async function hanging(run: string) {
  const watched = await watch({ answer: () => undefined });
  const planted = changes.slice(0, 12).map((action) => plant(action, run));
  for (const { action, args } of planted) void watched.call(toolName(action), args);
  while (watched.upstream.arrived.length < 4) await watched.upstream.next();
  const canaries = [...planted.flatMap((one) => one.canaries), ...Object.values(SECRET_KEYS)];
  return { ...watched, canaries };
}

describe("a secret of a change that is under way", { timeout: 60_000 }, () => {
  it("is in no file, log or export after the process was killed", async () => {
    const { server, everywhere, canaries } = await hanging("killed");
    server.process.kill("SIGKILL");
    await server.exited();
    expect(leaks(await everywhere(), canaries)).toEqual([]);
  });

  it("is in none after it was cancelled, nor after the input ended under it", async () => {
    const { server, everywhere, canaries } = await hanging("cancelled");
    for (const requestId of [2, 3, 4, 5]) {
      const cancel = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId } };
      server.write(`${JSON.stringify(cancel)}\n`);
    }
    expect(leaks(await everywhere(), canaries)).toEqual([]);
  });
});
