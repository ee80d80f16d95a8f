import { describe, expect, test } from "vitest";
import { natureOf } from "../../src/action/action.ts";
import { loadPolicy } from "../../src/policy/load.ts";
import { policyWords } from "../../src/policy/words/words.ts";
import { actions } from "../../tools/index.ts";
import { realAction } from "./real.ts";

const HAN = /\p{Script=Han}/u;

describe("the words of decisions", () => {
  const [en, zh] = [policyWords("en"), policyWords("zh")];

  test("there are the same in both languages", () => {
    expect(Object.keys(zh)).toEqual(Object.keys(en));
  });
  test.each(Object.keys(en))("%s is English in English and Chinese in Chinese", (key) => {
    expect(said(Reflect.get(en, key))).not.toMatch(HAN);
    expect(said(Reflect.get(zh, key))).toMatch(HAN);
  });
});

/** What is said with names and lists of them in the places for these. */
function said(words: unknown): string {
  if (typeof words !== "function") return String(words);
  const fitting = [
    ["ALPHA", "BETA"],
    ["ALPHA", ["BETA"]],
    [["ALPHA", "BETA"], 2],
  ].flatMap((given) => {
    try {
      return [String(words(...given))];
    } catch (error) {
      if (error instanceof TypeError) return [];
      throw error;
    }
  });
  return fitting.join(" ");
}

test("a policy speaks the language that it is loaded with", () => {
  const policy = loadPolicy(
    'version: 1\nallow: [{id: a, actions: ["id:CreateWorkloadPool"], when: {WorkloadPoolName: {like: "agent-*"}}}]',
    { name: "p" },
    { actions },
    { language: "zh" },
  );
  const action = realAction("id:CreateWorkloadPool");
  const decide = (params: Record<string, string>) =>
    policy.decide({ action, ...natureOf(action, params), params });
  expect(decide({ WorkloadPoolName: "x" })).toMatchObject({
    reason: "没有规则允许以这些参数调用 id:CreateWorkloadPool。",
    closest: { rule: "a", because: 'WorkloadPoolName 必须匹配 "agent-*"' },
  });
});
