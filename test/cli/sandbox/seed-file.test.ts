import { describe, expect, it } from "vitest";
import { readSeed } from "../../../src/cli/sandbox/seed-file.ts";

/** `@{` stands for `${`, which a linter takes for a slip. */
const dollar = (text: string) => text.replaceAll("@{", "${");
const read = (text: string) => readSeed(new TextEncoder().encode(dollar(text)), "seed.yaml");
function problems(text: string): string {
  try {
    read(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "";
}

describe("a seed", () => {
  it("is a list of calls, each with its line, its parameters, its name and its age", () => {
    const steps = read(
      "- id:CreateWorkloadPool: { WorkloadPoolName: a }\n  as: pool\n  at: -2h\n- iam:CreateUser:\n    UserName: @{pool.WorkloadPoolName}\n- sts:GetCallerIdentity:\n",
    );
    expect(
      steps.map(({ line, params, as, agoMs, action }) => [line, action.name, params, as, agoMs]),
    ).toEqual([
      [1, "CreateWorkloadPool", { WorkloadPoolName: "a" }, "pool", 7_200_000],
      [4, "CreateUser", { UserName: dollar("@{pool.WorkloadPoolName}") }, undefined, 0],
      [6, "GetCallerIdentity", {}, undefined, 0],
    ]);
  });

  it.each([
    ["a map", "id:CreateWorkloadPool: {}", "seed.yaml:1:1: a seed is a list of calls"],
    ["nothing", "", "seed.yaml:1:1: the file is empty"],
    ["an empty list", "[]", "seed.yaml:1:1: the list has no calls"],
    ["broken YAML", "- id:CreateUser: {\n", "not usable as YAML"],
    ["a word", "- hello", "seed.yaml:1:3: each entry is a call"],
    ["no call", "- as: pool", "seed.yaml:1:3: the call is missing"],
    ["two calls", "- id:CreateWorkloadPool: {}\n  iam:CreateUser: {}", "seed.yaml:2:3: an entry is one call"],
    [
      "an action that is none",
      "- id:CreateWorkloadPol: {}",
      'seed.yaml:1:3: "id:CreateWorkloadPol" is no action, did you mean id:CreateWorkloadPool?',
    ],
    [
      "a parameter that is none",
      "- iam:CreateUser:\n    UserNam: a",
      'seed.yaml:2:5: "UserNam" is no parameter of iam:CreateUser, did you mean UserName?',
    ],
    ["parameters in a list", "- iam:CreateUser: [a]", "the parameters are a map"],
    [
      "a name that no call has",
      "- iam:CreateUser: { UserName: '@{pool.X}' }",
      "seed.yaml:1:3: no call above is named pool",
    ],
    [
      "a name used twice",
      "- sts:GetCallerIdentity: {}\n  as: me\n- sts:GetCallerIdentity: {}\n  as: me",
      'seed.yaml:4:3: "me" is named already',
    ],
    ["a name of other characters", "- sts:GetCallerIdentity: {}\n  as: '1 x'", "as takes a name of letters"],
    ["a time to come", "- sts:GetCallerIdentity: {}\n  at: 5d", "at takes how long ago"],
  ])("is refused when it holds %s", (_what, text, message) => {
    expect(problems(text)).toContain(message);
  });

  it("has all of its problems told at once", () => {
    expect(problems("- a:b: {}\n- c:d: {}").split("\n")).toHaveLength(2);
  });
});
