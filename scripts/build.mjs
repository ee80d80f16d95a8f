// @ts-check
/** `npm run build`: dist/bin.js with its chunks, and the prebuilt tool lists and search data beside it. */
import { chmod, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

// Built beside dist and moved into place: a build that fails leaves the last good one.
const fresh = await mkdtemp(join(root, ".build-"));
try {
  await bundle({ entry: join(root, "src/bin.ts"), outdir: fresh, start: [join(root, "src/cli/serve.ts")] });
  await chmod(join(fresh, "bin.js"), 0o755);
  const lister = join(fresh, "lister");
  await bundle({ entry: join(root, "scripts/tool-list.ts"), outdir: lister });
  const { catalogueJson, definitionsJson, searchJson } = await import(
    pathToFileURL(join(lister, "tool-list.js")).href
  );
  await writeFile(join(fresh, "catalogue.json"), catalogueJson());
  await writeFile(join(fresh, "definitions.json"), definitionsJson());
  await writeFile(join(fresh, "search.json"), searchJson());
  await rm(lister, { recursive: true });
  // mkdtemp makes a folder for its maker alone; what is built is for everybody who may read the checkout.
  await chmod(fresh, 0o755);
  await rm(dist, { recursive: true, force: true });
  await rename(fresh, dist);
} finally {
  await rm(fresh, { recursive: true, force: true });
}
