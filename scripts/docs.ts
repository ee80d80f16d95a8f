/** `npm run docs`: the pages of docs/tools, the table in README.md and the one in docs/sandbox.md. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { areas } from "./docs/areas.ts";
import { PAGES, readmeWith, toolPages } from "./docs/pages.ts";
import { SANDBOX_PAGE, sandboxPageWith } from "./docs/sandbox.ts";

/** Writes every page, and takes away what is none. */
export async function run(root: string): Promise<void> {
  const readme = join(root, "README.md");
  const pages = toolPages(areas);
  await writeFile(readme, readmeWith(await readFile(readme, "utf8"), areas));
  await mkdir(join(root, PAGES), { recursive: true });
  for (const file of await readdir(join(root, PAGES))) {
    if (!pages.has(`${PAGES}/${file}`)) await rm(join(root, PAGES, file));
  }
  for (const [path, text] of pages) await writeFile(join(root, path), text);
  const sandbox = join(root, SANDBOX_PAGE);
  await writeFile(sandbox, sandboxPageWith(await readFile(sandbox, "utf8")));
  console.log(`README.md, ${SANDBOX_PAGE} and ${pages.size} pages in ${PAGES} are written.`);
}
