// @ts-check
import { build } from "esbuild";

// Native or with files of their own at run time; everything else is bundled.
const EXTERNAL = ["libsql", "@cedar-policy/cedar-wasm", "@cedar-policy/cedar-wasm/nodejs"];

// CommonJS packages call `require`, which an ES module does not have.
const BANNER =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';

/**
 * Bundles one entry as ES modules for Node 20, with what is imported dynamically in chunks of its own.
 * @param {{ entry: string, outdir: string }} options
 */
export async function bundle({ entry, outdir }) {
  await build({
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
  });
}
