/** Whom a rule is for, how much of it, and who signs: what such a file must look like. */
import { expect, test } from "vitest";
import { allowRule, CREATE, denyRule, problemsOf } from "../files.ts";

/** 32 bytes of nought: a key by its form. */
const KEY = `ed25519:${"A".repeat(43)}`;
const withApprover = (file: string) => `approvers: [{name: alice, key: "${KEY}"}]\n${file}`;
const flowFile = (from: string, to: string) =>
  `version: 1\nsecrets: {flows: [{from: ${from}, to: "${to}"}]}\n`;

const cases: readonly [what: string, text: string, expected: string][] = [
  [
    "a field to reveal",
    'version: 1\nsecrets: {reveal: ["id:GetUserPoolClient.ClientSecret"]}\n',
    '"id:GetUserPoolClient.ClientSecret" is not an action',
  ],
  [
    "a pattern of what to reveal",
    'version: 1\nsecrets: {reveal: ["id:Get*"]}\n',
    "reveal takes no pattern: name each action",
  ],
  [
    "an action to reveal that answers no secret",
    'version: 1\nsecrets: {reveal: ["id:GetUserPoolClient"]}\n',
    "id:GetUserPoolClient answers no secret that could be shown",
  ],
  [
    "a kind of secret that there is not",
    flowFile("Nothing", "id:CreatePool.Description"),
    '"Nothing" is no kind of secret',
  ],
  [
    "a flow into no action",
    flowFile("generated", "id:CreateWorkloadPol.Description"),
    "did you mean id:CreateWorkloadPool?",
  ],
  ["a flow into no secret", flowFile("generated", "id:CreateWorkloadPool.Description"), "takes no secret"],
  [
    "an empty who",
    allowRule(`${CREATE}\nwho: {}`),
    "policy.yaml:5:10: who must list users, groups or clients",
  ],
  ["an empty who in a deny", denyRule(`${CREATE}\nwho: {}`), "who must list"],
  ["no groups", allowRule(`${CREATE}\nwho: {groups: []}`), "groups must list at least one"],
  ["an unknown key of who", allowRule(`${CREATE}\nwho: {group: [a]}`), "did you mean groups?"],
  ["half a budget", allowRule(`${CREATE}\nbudget: {max: 1}`), "policy.yaml:5:13: a budget needs max and per"],
  [
    "a budget of nothing",
    allowRule(`${CREATE}\nbudget: {max: 0, per: hour}`),
    "max must be a whole number from 1",
  ],
  ["a budget of a part", allowRule(`${CREATE}\nbudget: {max: 1.5, per: hour}`), "max must be a whole number"],
  [
    "a budget per moon",
    allowRule(`${CREATE}\nbudget: {max: 1, per: month}`),
    "must be minute or hour or day or week",
  ],
  [
    "a budget in a deny",
    denyRule(`${CREATE}\nbudget: {max: 1, per: day}`),
    '"budget" is not a key of a deny rule',
  ],
  [
    "second-person, and nobody to sign",
    allowRule(`${CREATE}\napproval: second-person`),
    "policy.yaml:5:15: second-person needs somebody to sign",
  ],
  [
    "an approver who is none",
    withApprover(allowRule(`${CREATE}\napproval: second-person\napprovers: [alise]`)),
    "did you mean alice?",
  ],
  [
    "approvers of what is only asked",
    withApprover(allowRule(`${CREATE}\napproval: ask\napprovers: [alice]`)),
    "they need approval: second-person",
  ],
  [
    "an approver without a key",
    "version: 1\napprovers: [{name: alice}]\n",
    "an approver needs a name and a key",
  ],
  [
    "a key that is none",
    'version: 1\napprovers: [{name: alice, key: "ed25519:AAAA"}]\n',
    "is not an approver's public key",
  ],
  [
    "a key with bits to spare",
    `version: 1\napprovers: [{name: alice, key: "ed25519:${"A".repeat(42)}B"}]\n`,
    "is not an approver's public key",
  ],
  [
    "one key under two names",
    `version: 1\napprovers: [{name: alice, key: "${KEY}"}, {name: bob, key: "${KEY}"}]\n`,
    "two approvers have the same key",
  ],
];
test.each(cases)("%s", (_what, text, expected) => {
  expect(problemsOf(text)).toContain(expected);
});
