import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { callOf, load } from "../actions.ts";
import { table } from "../table.ts";

table("a file without rules", "version: 1", [
  ["a read is allowed", "id:GetWorkloadPool", {}, "allow"],
  ["revealing a secret is no plain read", "id:GetUserPoolClient", {}, "refuse"],
  ["a change is refused", "id:CreateWorkloadPool", {}, "refuse"],
  [
    "a read that reveals by its arguments",
    "cloudcontrol:GetResource",
    { TypeName: "Volcengine::IAM::Accesskey" },
    "refuse",
  ],
  [
    "the same read of something open",
    "cloudcontrol:GetResource",
    { TypeName: "Volcengine::IAM::User" },
    "allow",
  ],
]);

table(
  "reads: listed",
  `
version: 1
reads: listed
allow:
  - {id: one, actions: ["id:GetWorkloadPool"]}
`,
  [
    ["a listed read", "id:GetWorkloadPool", {}, "allow"],
    ["another read", "id:ListWorkloadPools", {}, "refuse"],
  ],
);

table(
  "patterns",
  `
version: 1
allow:
  - {id: pools, actions: ["id:*WorkloadPool"]}
  - {id: reveals, actions: ["id:GetUser*"]}
  - {id: all-id, actions: ["id:*"], approval: ask, only: []}
  - {id: named, actions: ["id:UpdateNamespace"], approval: none}
deny:
  - {id: no-delete, actions: ["*:Delete*"]}
`,
  [
    ["deny beats allow", "id:DeleteWorkloadPool", {}, "refuse"],
    ["the strictest approval of several counts", "id:CreateWorkloadPool", {}, "ask"],
    ["a pattern reaches what reveals", "id:GetUserPoolClient", {}, "ask"],
    ["a pattern does not reach what escalates", "id:GrantPermission", {}, "refuse"],
    ["nor what issues", "id:GetWorkloadAccessToken", {}, "refuse"],
    ["an escalating action that is named", "id:UpdateNamespace", { NamespaceName: "a" }, "allow"],
    ["another service", "iam:CreateUser", {}, "refuse"],
    [
      "a deny pattern over services",
      "cloudcontrol:DeleteResource",
      { TypeName: "x", Identifier: "y" },
      "refuse",
    ],
    ["a read that a rule asks for is asked for", "id:ListWorkloadPools", {}, "ask"],
  ],
);

table("a deny pattern for everything", 'version: 1\ndeny: [{id: freeze, actions: ["*"]}]', [
  ["reads", "id:ListWorkloadPools", {}, "refuse"],
  ["what escalates", "iam:AttachUserPolicy", {}, "refuse"],
]);

table(
  "a call that escalates by its arguments",
  `
version: 1
allow:
  - {id: by-pattern, actions: ["cloudcontrol:Create*"], types: ["Volcengine::IAM::Accesskey", "Volcengine::IAM::User"], only: [TargetState], approval: none}
`,
  [
    [
      "an ordinary type",
      "cloudcontrol:CreateResource",
      { TypeName: "Volcengine::IAM::User", TargetState: {} },
      "allow",
    ],
    [
      "a pattern does not reach it",
      "cloudcontrol:CreateResource",
      { TypeName: "Volcengine::IAM::Accesskey", TargetState: {} },
      "refuse",
    ],
  ],
);
const named = (approval: string) => `
version: 1
allow:
  - {id: by-name, actions: ["cloudcontrol:CreateResource"], types: ["Volcengine::IAM::Accesskey", "Volcengine::IAM::User"], only: [TargetState]${approval}}
`;
table("named, without approval", named(""), [
  [
    "an ordinary type",
    "cloudcontrol:CreateResource",
    { TypeName: "Volcengine::IAM::User", TargetState: {} },
    "allow",
  ],
  [
    "one that escalates",
    "cloudcontrol:CreateResource",
    { TypeName: "Volcengine::IAM::Accesskey", TargetState: {} },
    "refuse",
  ],
]);
table("named, with approval", named(", approval: ask"), [
  [
    "one that escalates",
    "cloudcontrol:CreateResource",
    { TypeName: "Volcengine::IAM::Accesskey", TargetState: {} },
    "ask",
  ],
]);

const NS = "id:CreateNamespace";
function whenTable(
  when: string,
  rows: readonly (readonly [what: string, params: JsonObject, allow: boolean, deny: boolean])[],
): void {
  const allowing = load(`version: 1\nallow: [{id: a, actions: ["${NS}"], when: ${when}}]`);
  const denying = load(
    `version: 1\nallow: [{id: a, actions: ["${NS}"]}]\ndeny: [{id: d, actions: ["${NS}"], when: ${when}}]`,
  );
  describe(`when: ${when}`, () => {
    test.each(rows)("%s", (_what, params, allow, deny) => {
      expect({
        allow: allowing.decide(callOf(NS, params)).verdict === "allow",
        deny: denying.decide(callOf(NS, params)).verdict === "refuse",
      }).toEqual({ allow, deny });
    });
  });
}

// The last two columns: an allow rule with this condition allows; a deny rule with it denies.
whenTable("{NamespaceName: prod}", [
  ["the value", { NamespaceName: "prod" }, true, true],
  ["another", { NamespaceName: "dev" }, false, false],
  [
    "another case is no match for an allow, and close enough for a deny",
    { NamespaceName: "PROD" },
    false,
    true,
  ],
  ["absent", {}, false, true],
  ["null", { NamespaceName: null }, false, true],
  ["another type", { NamespaceName: 7 }, false, true],
  ["an object", { NamespaceName: { a: "prod" } }, false, true],
  ["a list of it", { NamespaceName: ["prod"] }, true, true],
  ["a list with it", { NamespaceName: ["dev", "prod"] }, false, true],
  ["a list without it", { NamespaceName: ["dev", "test"] }, false, false],
  ["an empty list", { NamespaceName: [] }, false, true],
  ["an invisible character", { NamespaceName: "dev\u200b" }, false, true],
  ["a bidirectional character", { NamespaceName: "dev\u202e" }, false, true],
  ["a control character", { NamespaceName: "dev\n" }, false, true],
  ["text that is not NFC", { NamespaceName: "e\u0301" }, false, true],
]);
whenTable("{NamespaceName: {like: 'a?c-*'}}", [
  ["a match", { NamespaceName: "abc-" }, true, true],
  ["a longer match", { NamespaceName: "abc-x-y" }, true, true],
  ["one character for ?", { NamespaceName: "a😀c-" }, true, true],
  ["anchored at the start", { NamespaceName: "xabc-" }, false, false],
  ["anchored at the end", { NamespaceName: "abc" }, false, false],
  ["another case", { NamespaceName: "ABC-x" }, false, true],
  ["a regular expression is none", { NamespaceName: "a.c" }, false, false],
  ["a number", { NamespaceName: 1 }, false, true],
]);
whenTable("{Limit: {min: 2, max: 4}}", [
  ["the lower bound", { Limit: 2 }, true, true],
  ["the upper bound", { Limit: 4 }, true, true],
  ["between", { Limit: 2.5 }, true, true],
  ["below", { Limit: 1 }, false, false],
  ["above", { Limit: 5 }, false, false],
  ["a number as text", { Limit: "3" }, false, true],
  ["true", { Limit: true }, false, true],
]);
whenTable('{Limit: {in: [1, "2", true]}}', [
  ["number 1", { Limit: 1 }, true, true],
  ["text 1", { Limit: "1" }, false, false],
  ["text 2", { Limit: "2" }, true, true],
  ["true", { Limit: true }, true, true],
  ["false", { Limit: false }, false, false],
  ["an object", { Limit: {} }, false, true],
]);
whenTable("{Limit: 1}", [
  ["number 1", { Limit: 1 }, true, true],
  ["text 1", { Limit: "1" }, false, true],
]);
whenTable("{Description: {present: true}}", [
  ["given", { Description: "x" }, true, true],
  ["absent", {}, false, false],
  ["null is not beyond doubt", { Description: null }, false, true],
  ["nor is empty text", { Description: "" }, false, true],
  ["false is a value", { Description: false }, true, true],
]);
whenTable("{Description: {absent: true}}", [
  ["absent", {}, true, true],
  ["given", { Description: "x" }, false, false],
  ["null is not absent, nor surely given", { Description: null }, false, true],
  ["nor is empty text", { Description: "" }, false, true],
  ["an empty list", { Description: [] }, false, true],
]);
whenTable("{Tags.Key: {in: [env, team]}}", [
  ["every element", { Tags: [{ Key: "env" }, { Key: "team" }] }, true, true],
  ["one other", { Tags: [{ Key: "env" }, { Key: "cost" }] }, false, true],
  ["only others", { Tags: [{ Key: "cost" }] }, false, false],
  ["an element without it", { Tags: [{ Key: "cost" }, {}] }, false, true],
  ["an element that is no object", { Tags: ["env"] }, false, true],
  ["no list at all", { Tags: { Key: "env" } }, true, true],
  ["lists in lists", { Tags: [[{ Key: "cost" }], [[{ Key: "env" }]]] }, false, true],
  ["no elements", { Tags: [] }, false, true],
  ["a parent that is text", { Tags: "env" }, false, true],
  ["a parent that is null", { Tags: null }, false, true],
]);
whenTable("{NamespaceName: {like: 'a*'}, Limit: 1}", [
  ["both", { NamespaceName: "ab", Limit: 1 }, true, true],
  ["one", { NamespaceName: "ab", Limit: 2 }, false, false],
  ["one, and one undecidable", { NamespaceName: "ab" }, false, true],
]);

table(
  "absence with a documented meaning",
  `
version: 1
allow:
  - {id: default-only, actions: ["id:UnbindPool"], when: {WorkloadPoolName: default}}
  - {id: others, actions: ["id:DeleteWorkloadPool"]}
deny:
  - {id: keep-default, actions: ["id:DeleteWorkloadPool"], when: {WorkloadPoolName: default}}
`,
  [
    ["absent is the default pool", "id:UnbindPool", {}, "allow"],
    ["named", "id:UnbindPool", { WorkloadPoolName: "default" }, "allow"],
    ["another", "id:UnbindPool", { WorkloadPoolName: "x" }, "refuse"],
    ["named by id: which pool it is is not known", "id:UnbindPool", { WorkloadPoolId: "x" }, "refuse"],
    ["an id that is null is given all the same", "id:UnbindPool", { WorkloadPoolId: null }, "refuse"],
    ["both", "id:UnbindPool", { WorkloadPoolName: "default", WorkloadPoolId: "x" }, "refuse"],
    ["denied by absence", "id:DeleteWorkloadPool", {}, "refuse"],
    ["denied by name", "id:DeleteWorkloadPool", { WorkloadPoolName: "default" }, "refuse"],
    ["another pool is not denied", "id:DeleteWorkloadPool", { WorkloadPoolName: "x" }, "allow"],
    ["empty text may mean the default", "id:DeleteWorkloadPool", { WorkloadPoolName: "" }, "refuse"],
  ],
);
