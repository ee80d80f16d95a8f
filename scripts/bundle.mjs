// @ts-check
import { builtinModules } from "node:module";
import { basename } from "node:path";
import { rolldown } from "rolldown";

/** Native code and WebAssembly find their files beside themselves, so they stay where npm put them. */
const EXTERNAL = [/^libsql$/, /^@cedar-policy\/cedar-wasm(?:\/|$)/];

/**
 * Bundles one entry as ES modules for Node 20, with what is imported dynamically in chunks of its own.
 * @param {{ entry: string, outdir: string, start?: readonly string[] }} options `start`: modules that a start needs at
 *   once. What they import is put into few files: Node takes a third of a millisecond for each.
 */
export async function bundle({ entry, outdir, start = [] }) {
  /** @type {Map<string, readonly string[]>} */
  const imports = new Map();
  const build = await rolldown({
    input: { [basename(entry).replace(/\.\w+$/, "")]: entry },
    platform: "node",
    external: EXTERNAL,
    plugins: [
      {
        name: "graph",
        buildEnd() {
          for (const id of this.getModuleIds()) imports.set(id, this.getModuleInfo(id)?.importedIds ?? []);
        },
      },
    ],
  });
  const rooms = startRooms(imports, start, entry);
  try {
    const { output } = await build.write({
      dir: outdir,
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: "chunks/[name]-[hash].js",
      minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
      // Without groups rolldown splits as it sees fit.
      ...(start.length === 0 ? {} : { codeSplitting: { groups: rooms } }),
    });
    assertNothingLeftOut(output.flatMap((file) => (file.type === "chunk" ? [file] : [])));
  } finally {
    await build.close();
  }
}

/**
 * Three files for what a start loads, by what else it brings: what needs no package but the command line's, what needs
 * zod, and what needs the SDK. So a command that serves nothing loads no SDK.
 * @param {ReadonlyMap<string, readonly string[]>} imports filled when the groups are asked
 * @param {readonly string[]} start
 * @param {string} entry stays a file of its own: it finds what the build wrote beside it
 */
function startRooms(imports, start, entry) {
  /** @param {readonly string[]} roots */
  const closure = (roots) => {
    /** @type {Set<string>} */
    const seen = new Set();
    const open = [...roots];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(...(imports.get(id) ?? []));
    }
    return seen;
  };
  /** @type {Map<string, string> | undefined} */
  let known;
  const roomOf = (/** @type {string} */ id) => {
    known ??= new Map(
      [...closure([entry, ...start])]
        .filter((one) => one !== entry)
        .map((one) => {
          const all = [...closure([one])].join("\n");
          if (/[\\/]node_modules[\\/]@modelcontextprotocol[\\/]/.test(all)) return [one, "server"];
          return [one, /[\\/]node_modules[\\/]zod[\\/]/.test(all) ? "schemas" : "core"];
        }),
    );
    return known.get(id);
  };
  // What a group's modules import comes along, so the one that needs least chooses first.
  return ["core", "schemas", "server"].map((name, at) => ({
    name,
    test: (/** @type {string} */ id) => roomOf(id) === name,
    priority: 3 - at,
  }));
}

/**
 * A package that is neither bundled nor declared external would be missed on the user's machine only.
 * @param {readonly import("rolldown").OutputChunk[]} chunks
 */
function assertNothingLeftOut(chunks) {
  const known = new Set([...builtinModules, ...chunks.map(({ fileName }) => fileName)]);
  for (const { fileName, imports, dynamicImports } of chunks) {
    for (const path of [...imports, ...dynamicImports]) {
      if (path.startsWith("node:") || known.has(path) || EXTERNAL.some((one) => one.test(path))) continue;
      throw new Error(`${fileName} imports ${path}, neither bundled nor external`);
    }
  }
}
