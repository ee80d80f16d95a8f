/** `UPDATE_SNAPSHOTS=1 npx vitest run test/tools/snapshots.test.ts` writes them anew. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { toolDefinition } from "../../src/server/definition.ts";
import { actions } from "../../tools/index.ts";

const FOLDER = fileURLToPath(new URL("../snapshots/", import.meta.url));
const updating = process.env.UPDATE_SNAPSHOTS === "1";

/** What `tools/list` says of each action, as text, by file name. */
const wanted: ReadonlyMap<string, string> = new Map(
  actions.map((action): [string, string] => {
    const { name, title, description, annotations, inputSchema, outputSchema } = toolDefinition(action);
    const shown = { name, title, description, annotations, inputSchema, outputSchema };
    return [`${name}.json`, `${JSON.stringify(shown, undefined, 2)}\n`];
  }),
);

beforeAll(() => {
  if (!updating) return;
  mkdirSync(FOLDER, { recursive: true });
  for (const file of readdirSync(FOLDER)) if (!wanted.has(file)) rmSync(join(FOLDER, file));
  for (const [file, text] of wanted) writeFileSync(join(FOLDER, file), text);
});

describe("snapshots of the tools' definitions", () => {
  it("are there for every tool, and for nothing else", () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...wanted.keys()].sort());
  });

  it.each([...wanted])("%s is what the server lists", (file, text) => {
    expect(readFileSync(join(FOLDER, file), "utf8")).toBe(text);
  });
});
