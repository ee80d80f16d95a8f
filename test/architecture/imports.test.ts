import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { describe, expect, it } from "vitest";
import { check, roomOf } from "./check.ts";
import { MAX_LINES, ROOMS } from "./rooms.ts";
import { scan } from "./scan.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

function sourcesUnder(...folders: string[]): Map<string, string> {
  const sources = new Map<string, string>();
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(?:ts|mts|cts|js|mjs|cjs)$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      sources.set(relative(root, path).split(sep).join("/"), readFileSync(path, "utf8"));
    }
  }
  return sources;
}

describe("the rooms", () => {
  const sources = sourcesUnder("src", "tools");

  it("hold to the table: imports, packages, the network, cycles, lengths, one permit office", () => {
    expect(sources.size).toBeGreaterThan(20);
    expect(check(sources)).toEqual([]);
  });

  it("are all in the table", () => {
    const rooms = new Set([...sources.keys()].map(roomOf));
    expect([...rooms].filter((room) => !Object.hasOwn(ROOMS, room))).toEqual([]);
  });

  it("form a table without a circle, in which nothing imports the composition root", () => {
    function reach(room: string, seen: ReadonlySet<string>): void {
      expect(seen).not.toContain(room);
      for (const next of ROOMS[room] ?? []) {
        const target = roomOf(`src/${next}`);
        expect(ROOMS).toHaveProperty([target]);
        expect(target).not.toBe("bin");
        reach(target, new Set(seen).add(room));
      }
    }
    for (const room of Object.keys(ROOMS)) reach(room, new Set());
  });
});

describe("the scanner", () => {
  it("misses no import that the bundler finds in any source", async () => {
    const sources = sourcesUnder("src", "tools");
    const theirs = new Map<string, string[]>();
    const build = await rolldown({
      input: [...sources.keys()].map((file) => join(root, file)),
      platform: "node",
      plugins: [
        {
          name: "imports",
          resolveId(source, importer) {
            if (importer === undefined) return null;
            const file = relative(root, importer).split(sep).join("/");
            theirs.set(file, [...(theirs.get(file) ?? []), source]);
            return source.startsWith(".") ? null : { id: source, external: true };
          },
        },
      ],
    });
    await build.generate({ format: "esm" });
    await build.close();
    expect(theirs.size).toBeGreaterThan(sources.size / 2);
    for (const [file, source] of sources) {
      const ours = scan(source).imports.map(({ specifier }) => specifier);
      expect(ours, file).toEqual(expect.arrayContaining(theirs.get(file) ?? []));
    }
  });
});

describe("tests and scripts", () => {
  it(`stay below ${MAX_LINES} lines a file`, () => {
    const long = [...sourcesUnder("test", "scripts")]
      .map(([file, source]) => `${file} ${source.split("\n").length}`)
      .filter((line) => Number(line.split(" ").at(-1)) > MAX_LINES + 1);
    expect(long).toEqual([]);
  });
});
