import { serverWords } from "../../src/server/words/words.ts";
import { holdsBothLanguages } from "../support/words.ts";

holdsBothLanguages("what a model is told of the policy", serverWords("en"), serverWords("zh"), [
  // A list of names.
  "overview.listed",
]);
