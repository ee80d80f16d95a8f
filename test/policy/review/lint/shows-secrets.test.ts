import { expect, it } from "vitest";
import { loadPolicy } from "../../../../src/policy/load.ts";
import { lint } from "../../../../src/policy/review/lint/lint.ts";
import { actions } from "../../../../tools/index.ts";

const found = (text: string) =>
  lint(loadPolicy(text, { name: "policy.yaml" }, { actions }), actions).filter(
    ({ code }) => code === "shows-secrets",
  );

const REVEAL = 'version: 1\nsecrets:\n  reveal: ["iam:GetOAuthProvider"]\n';

it("warns of every action whose secrets a model is shown, with its fields", () => {
  const [one, ...more] = found(`${REVEAL}allow: [{ id: a, actions: ["iam:GetOAuthProvider"] }]`);
  expect(one).toMatchObject({ level: "warning", line: 3 });
  expect(one?.what).toContain("the model is shown the secrets of iam:GetOAuthProvider (ClientSecret)");
  expect(more).toEqual([]);
});

it("notes what no rule allows, and says nothing without reveal", () => {
  expect(found(REVEAL)).toMatchObject([{ level: "note", what: expect.stringContaining("nothing is shown") }]);
  expect(found("version: 1\nsecrets: { reveal: [] }")).toEqual([]);
});
