/** The seed of a small company, played through idgate; then everything that can be read of it, read through idgate. */
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { isJsonObject, type JsonObject } from "../../src/action/json.ts";
import { readSeedFile } from "../../src/cli/sandbox/seed-file.ts";
import { documented } from "../../src/sandbox/reference/index.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import type { Answer, Travel } from "../../src/sandbox/seeding/client.ts";
import { runSeed } from "../../src/sandbox/seeding/run.ts";
import { actions } from "../../tools/index.ts";
import { Dice, parametersOf, Seen } from "../sandbox/walk.ts";
import { ownFolder } from "../support/folder.ts";
import { type Connected, connect, errorOf } from "../support/idgate.ts";

const FILE = fileURLToPath(new URL("../../examples/sandbox/company.yaml", import.meta.url));
/** Tries for each read, with parameters of things that were seen. */
const TRIES = 6;

const through = (
  client: Connected,
  tool: "change_action" | "read_action",
  { service, name }: Travel,
  params: JsonObject,
) => client.call(tool, { action: `${service}:${name}`, params });

async function connected(): Promise<Connected> {
  const sandbox = await startSandbox({ file: ":memory:", account: "2100000000" });
  onTestFinished(() => sandbox.close());
  const keys = {
    VOLCENGINE_ACCESS_KEY: sandbox.accessKeyId,
    VOLCENGINE_SECRET_KEY: sandbox.secretAccessKey,
  };
  const args = ["serve", "--endpoint", sandbox.url, "--state", ownFolder()];
  return connect("v2 modern", args, undefined, keys);
}

/** Makes every call of the seed. Remembers what was sent and answered. */
async function setUp(client: Connected, seen: Seen): Promise<void> {
  const steps = readSeedFile(FILE);
  const call = async (action: Travel, params: JsonObject): Promise<Answer> => {
    const result = await through(client, "change_action", action, params);
    const { structuredContent = {} } = result;
    if (result.isError === true || !isJsonObject(structuredContent)) {
      const { code, message } = errorOf(result);
      return { ok: false, status: 0, code, message };
    }
    seen.note(params);
    seen.note(structuredContent);
    return { ok: true, result: structuredContent };
  };
  const outcome = await runSeed(steps, { call, setAgo: () => {}, skipExisting: false });
  expect(outcome).toEqual({ done: steps.length, skipped: 0, failure: undefined, existing: false });
}

describe("a company", () => {
  it("is set up through idgate call by call, and what is read of it is what the tools expect", async () => {
    const client = await connected();
    const seen = new Seen();
    await setUp(client, seen);
    const reads = new Set(
      actions.filter(({ effect }) => effect === "read").map(({ service, name }) => `${service}:${name}`),
    );
    const dice = new Dice("company");
    const answered = new Set<string>();
    for (const one of documented) {
      const qualified = `${one.service}:${one.name}`;
      if (!reads.has(qualified)) continue;
      for (let at = 0; at < TRIES && !answered.has(qualified); at += 1) {
        const result = await through(client, "read_action", one, parametersOf(one.input, seen, dice));
        if (result.isError !== true) {
          answered.add(qualified);
          seen.note(isJsonObject(result.structuredContent) ? result.structuredContent : {});
          continue;
        }
        // Parameters at random may be refused; an answer may not be misunderstood.
        const { code, message } = errorOf(result);
        expect(["SERVICE_ERROR", "INVALID_ARGUMENTS"], `${qualified}: ${message}`).toContain(code);
        expect(message).not.toContain("InternalError");
      }
    }
    // Some reads need more than chance finds, such as a running import.
    expect(answered.size / reads.size).toBeGreaterThan(0.6);
  }, 60_000);
});
