import { expect, test } from "vitest";
import { gateWords } from "../../src/gate/words/words.ts";
import { holdsBothLanguages } from "../support/words.ts";

holdsBothLanguages("refusals, approvals and previews", gateWords("en"), gateWords("zh"), [
  // Two sentences in a row.
  "approval.because",
]);

test("they are English where nobody says a language", () => {
  expect(gateWords()).toBe(gateWords("en"));
});
