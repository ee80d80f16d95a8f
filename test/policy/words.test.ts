import { expect, test } from "vitest";
import { natureOf } from "../../src/action/action.ts";
import { loadPolicy } from "../../src/policy/load.ts";
import { policyWords } from "../../src/policy/words/words.ts";
import { actions } from "../../tools/index.ts";
import { holdsBothLanguages } from "../support/words.ts";
import { realAction } from "./real.ts";

holdsBothLanguages("decisions", policyWords("en"), policyWords("zh"));

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
