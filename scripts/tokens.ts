/** `npm run tokens`: counts what the lists of tools cost a model, and writes docs/tokens.md. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { catalogue } from "./tokens/catalogue.ts";
import { costs, loadO200k } from "./tokens/count.ts";
import { TOKENS_PAGE, tokensPage, tokensText } from "./tokens/page.ts";

/** Prints the table and writes the page. */
export async function run(root: string): Promise<void> {
  const counted = costs(catalogue(), await loadO200k());
  console.log(tokensText(counted));
  await writeFile(join(root, TOKENS_PAGE), tokensPage(counted));
  console.log(`\n${TOKENS_PAGE} is written.`);
}
