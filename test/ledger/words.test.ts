import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { answerWords } from "../../src/ledger/answer-words.ts";
import { budgetWords } from "../../src/ledger/budget-words.ts";
import { createLedger } from "../../src/ledger/ledger.ts";
import { ownFolder } from "../support/folder.ts";
import { holdsBothLanguages } from "../support/words.ts";

holdsBothLanguages("answers that come too late", answerWords("en"), answerWords("zh"));
holdsBothLanguages("budgets", budgetWords("en"), budgetWords("zh"));

test("a ledger speaks the language that it is opened with", async () => {
  const folder = ownFolder();
  const files = { file: join(folder, "ledger.db"), keyFile: join(folder, "ledger.key") };
  const ledger = createLedger({ ...files, clock: () => new Date(), language: "zh" });
  onTestFinished(() => ledger.close());
  await expect(ledger.startApproved("op_none", "digest")).rejects.toMatchObject({
    code: "APPROVAL_SPENT",
    message: "没有此操作。",
    hint: "请重新调用，以请求新的审批。",
  });
});
