// @ts-check
import { builtinModules } from "node:module";
import { build } from "esbuild";

/** Native code and WebAssembly find their files beside themselves, so they stay where npm put them. */
const EXTERNAL = ["libsql", "@cedar-policy/cedar-wasm", "@cedar-policy/cedar-wasm/*"];

// CommonJS inside an ES module calls `require` for Node's own modules (pino, undici and commander do).
const BANNER =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';

/**
 * Bundles one entry as ES modules for Node 20, with what is imported dynamically in chunks of its own.
 * @param {{ entry: string, outdir: string }} options
 */
export async function bundle({ entry, outdir }) {
  const { metafile } = await build({
    entryPoints: [entry],
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    chunkNames: "chunks/[name]-[hash]",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    external: EXTERNAL,
    banner: { js: BANNER },
    logLevel: "warning",
    metafile: true,
  });
  assertNothingLeftOut(metafile);
}

/**
 * A package that is neither bundled nor declared external would be missed on the user's machine only.
 * @param {import("esbuild").Metafile} metafile
 */
function assertNothingLeftOut(metafile) {
  const builtin = new Set(builtinModules);
  for (const [file, { imports }] of Object.entries(metafile.outputs)) {
    for (const { path, external } of imports) {
      const known =
        path.startsWith("node:") ||
        builtin.has(path) ||
        EXTERNAL.some((name) => (name.endsWith("*") ? path.startsWith(name.slice(0, -1)) : path === name));
      if (external && !known) throw new Error(`${file} imports ${path}, neither bundled nor external`);
    }
  }
}
