import { wordsFor } from "../../../src/cli/approvals/words/words.ts";
import { program } from "../../support/approvals.ts";
import { holdsBothLanguages } from "../../support/words.ts";

holdsBothLanguages("idgate approvals", wordsFor(program, { lang: "en" }), wordsFor(program, { lang: "zh" }));
