import { describe, expect, it } from "vitest";
import { ConfigInvalid } from "../../src/errors.ts";
import type { Catalogue } from "../../src/server/catalogue.ts";
import { buildLists } from "../../src/server/list.ts";
import { DISCOVERY_TOOLS, GENERATE_SECRET } from "../../src/server/own-tools.ts";
import { type SelectionWords, select } from "../../src/server/selection.ts";
import { core } from "../../tools/core.ts";
import { actions } from "../../tools/index.ts";

const { entries, usual, all } = buildLists(actions, core);
let read = 0;
const catalogue: Catalogue = {
  entries,
  usual,
  definitions() {
    read++;
    return new Map(all.map((tool) => [tool.name, tool]));
  },
};

function chosen(words: Partial<SelectionWords>) {
  const { listed, reachable } = select(catalogue, {
    list: undefined,
    only: undefined,
    exclude: [],
    ...words,
  });
  const names = listed.map(({ name }) => name);
  const own = names.filter((name) => DISCOVERY_TOOLS.has(name) || name === GENERATE_SECRET);
  return { names, own, actions: names.filter((name) => !own.includes(name)), reachable };
}

function problem(words: Partial<SelectionWords>): string {
  try {
    chosen(words);
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.message;
    throw error;
  }
  return "";
}

describe("what is listed", () => {
  it("is the usual list where nobody says, without reading the large file", () => {
    expect(chosen({}).names).toEqual(usual.map(({ name }) => name));
    expect(read).toBe(0);
  });

  it("is the five discovery tools alone with none", () => {
    expect(chosen({ list: ["none"] }).names).toEqual([...DISCOVERY_TOOLS]);
  });

  it("is everything with all", () => {
    expect(chosen({ list: ["all"] }).names).toEqual(all.map(({ name }) => name));
  });

  it("is idgate's own tools and what families, services, effects, names and patterns mean", () => {
    const { own, actions: listed } = chosen({
      list: ["workload-pools", "iam:Get*", "sts_get_caller_identity"],
    });
    expect(own).toEqual([...DISCOVERY_TOOLS, GENERATE_SECRET]);
    expect(listed).toContain("id_create_workload_pool");
    expect(listed).toContain("iam_get_user");
    expect(listed).toContain("sts_get_caller_identity");
    expect(listed).not.toContain("iam_list_users");
    const expected = entries.filter(({ tool }) => listed.includes(tool)).map(({ tool }) => tool);
    expect(listed).toEqual(expected);
  });

  it("leaves out what does not exist on this server", () => {
    const { actions: listed } = chosen({ list: ["iam"], exclude: ["delete"] });
    expect(listed).toContain("iam_list_users");
    expect(listed.filter((name) => name.startsWith("iam_delete"))).toEqual([]);
  });
});

describe("what exists", () => {
  it("is every action, listed or not, where nothing is shut out", () => {
    expect(chosen({ list: ["none"] }).reachable.size).toBe(actions.length);
  });

  it("is what --only means, less what --exclude means", () => {
    const { reachable } = chosen({ only: ["iam", "sts"], exclude: ["issue", "iam_delete_*"] });
    expect(reachable.has("iam_list_users")).toBe(true);
    expect(reachable.has("sts_assume_role")).toBe(false);
    expect(reachable.has("iam_delete_user")).toBe(false);
    expect(reachable.has("id_list_workload_pools")).toBe(false);
  });

  it("a glob is no regular expression", () => {
    expect(problem({ only: ["iam.List"] })).toContain("does not know");
    expect(chosen({ only: ["iam:*User"] }).reachable.has("iam_get_user")).toBe(true);
  });
});

describe("a word that means nothing", () => {
  it("is an error with the nearest that does", () => {
    expect(problem({ list: ["workload-pool"] })).toBe(
      "--list does not know `workload-pool`. Did you mean workload-pools?",
    );
    expect(problem({ only: ["reads"] })).toContain("Did you mean read?");
    expect(problem({ exclude: ["iam:DeletUser"] })).toContain("Did you mean iam:DeleteUser?");
    expect(problem({ exclude: ["nothing-like-it-at-all-anywhere"] })).toBe(
      "--exclude does not know `nothing-like-it-at-all-anywhere`.",
    );
  });

  it("shows no control characters of what was typed", () => {
    expect(problem({ only: ["\u001b[2Jx"] })).not.toContain("\u001b");
  });

  it("none stands alone, and something must be left", () => {
    expect(problem({ list: ["none", "iam"] })).toContain("stands alone");
    expect(problem({ only: ["sts"], exclude: ["sts"] })).toContain("no action at all");
  });
});
