// @ts-check
/** `node scripts/run.mjs NAME`: bundles scripts/NAME.ts, which Node 20 cannot read as it is, and runs it. */
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [name = ""] = process.argv.slice(2);

// Inside the checkout: what is not bundled is found in its node_modules.
const folder = await mkdtemp(join(root, ".build-"));
try {
  await bundle({ entry: join(root, `scripts/${name}.ts`), outdir: folder });
  const { run } = await import(pathToFileURL(join(folder, `${name}.js`)).href);
  await run(root);
} finally {
  await rm(folder, { recursive: true, force: true });
}
