/** `npm run docs`: the pages of docs/tools and the table in README.md. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { areas } from "./docs/areas.ts";
import { PAGES, readmeWith, toolPages } from "./docs/pages.ts";

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
  console.log(`README.md and ${pages.size} pages in ${PAGES} are written.`);
}
