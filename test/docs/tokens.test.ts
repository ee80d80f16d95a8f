/** The page of token counts is what is counted now, and no list costs more than it may. */
import { beforeAll, expect, it } from "vitest";
import { catalogue } from "../../scripts/tokens/catalogue.ts";
import { type Costs, costs, loadO200k } from "../../scripts/tokens/count.ts";
import { TOKENS_PAGE, tokensPage } from "../../scripts/tokens/page.ts";
import { readDocument } from "./markdown.ts";

let counted: Costs;
beforeAll(async () => {
  counted = costs(catalogue(), await loadO200k());
});

it("docs/tokens.md is up to date: npm run tokens", () => {
  const isCurrent = readDocument(TOKENS_PAGE) === tokensPage(counted);
  expect(isCurrent, `${TOKENS_PAGE} is stale: npm run tokens writes it anew`).toBe(true);
});

it("the default list costs a model at most 6,000 tokens, and 12,000 whole", () => {
  expect(counted.usual.shown).toBeLessThanOrEqual(6_000);
  expect(counted.usual.whole).toBeLessThanOrEqual(12_000);
});

it("the five discovery tools alone cost a model at most 800 tokens", () => {
  expect(counted.none).toMatchObject({ tools: 5 });
  expect(counted.none.shown).toBeLessThanOrEqual(800);
});
