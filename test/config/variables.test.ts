import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { VARIABLES } from "../../src/config/variables.ts";

const SRC = new URL("../../src/", import.meta.url);

it("the list of idgate's variables has every name that the code knows, and no other", () => {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && name !== "config/variables.ts",
  );
  const named = files.flatMap(
    (name) => readFileSync(new URL(name, SRC), "utf8").match(/IDGATE_[A-Z][A-Z_]*/g) ?? [],
  );
  expect([...new Set(named)].sort()).toEqual([...VARIABLES].sort());
});
