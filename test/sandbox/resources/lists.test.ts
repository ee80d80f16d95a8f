import { describe, expect, it } from "vitest";
import { documented } from "../../../src/sandbox/reference/index.ts";
import { sandboxActions } from "../../../src/sandbox/services.ts";
import type { Facts } from "../../../src/sandbox/types.ts";

const PAGING = ["PageNumber", "PageSize", "MaxResults", "NextToken", "Limit", "Offset"];

/** `Filter.Name` for what is inside of a Filter; other objects count as one. */
function parametersOf(facts: Facts): readonly string[] {
  return Object.entries(facts).flatMap(([declared, fact]) => {
    const field = declared.replace(/!$/, "");
    const inner = field === "Filter" && typeof fact === "object" && !Array.isArray(fact);
    return inner ? Object.keys(fact).map((name) => `${field}.${name}`) : [field];
  });
}

describe("a declared list", () => {
  const declared = sandboxActions.flatMap((action) =>
    action.takes === undefined ? [] : [[`${action.service}:${action.name}`, action.takes] as const],
  );

  it.each(declared)("%s acts on every parameter that the reference shows", (name, takes) => {
    const one = documented.find((other) => `${other.service}:${other.name}` === name);
    const parameters = parametersOf(one?.input ?? {}).filter((field) => !PAGING.includes(field));
    expect(parameters.filter((field) => !takes.has(field))).toEqual([]);
  });
});
