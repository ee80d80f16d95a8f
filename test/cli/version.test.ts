import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { VERSION } from "../../src/cli/context.ts";

it("the version that clients see is the package's", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect(VERSION).toBe(version);
});
