import type { JsonObject } from "../../../src/action/json.ts";
import { table } from "../table.ts";

const NS = "id:CreateNamespace";
const CREATE = "cloudcontrol:CreateResource";
const UPDATE = "cloudcontrol:UpdateResource";
const USER = { TypeName: "Volcengine::IAM::User" };
table(
  "only and types",
  `
version: 1
allow:
  - id: users
    actions: ["${CREATE}", "${UPDATE}"]
    types: ["Volcengine::IAM::User"]
    only: [TargetState.UserName, TargetState.Tags.Key, TargetState.LoginProfile, PatchDocument.DisplayName, PatchDocument.Tags.Key]
  - {id: hook, actions: ["id:PatchHook"], only: [PatchDocument.a/b]}
  - {id: any-patch, actions: ["${UPDATE}"], types: ["Volcengine::IAM::Group"], only: [PatchDocument]}
  - {id: remove, actions: ["cloudcontrol:DeleteResource"], types: ["Volcengine::IAM::User"], only: []}
  - {id: narrow, actions: ["${NS}"], only: [Description], when: {NamespaceName: {like: "a*"}}}
`,
  [
    ["a listed property", CREATE, { ...USER, TargetState: { UserName: "a" } }, "allow"],
    [
      "the idempotency token is always allowed",
      CREATE,
      { ...USER, TargetState: { UserName: "a" }, ClientToken: "t" },
      "allow",
    ],
    [
      "another type",
      CREATE,
      { TypeName: "Volcengine::IAM::Group", TargetState: { UserName: "a" } },
      "refuse",
    ],
    ["a type in another case", CREATE, { TypeName: "volcengine::iam::user", TargetState: {} }, "refuse"],
    ["no type", CREATE, { TargetState: {} }, "refuse"],
    [
      "a property that is not listed",
      CREATE,
      { ...USER, TargetState: { UserName: "a", Policies: [] } },
      "refuse",
    ],
    ["one in another case", CREATE, { ...USER, TargetState: { username: "a" } }, "refuse"],
    [
      "below a whole property anything goes",
      CREATE,
      { ...USER, TargetState: { LoginProfile: { Password: [{}] } } },
      "allow",
    ],
    ["lists are looked through", CREATE, { ...USER, TargetState: { Tags: [{ Key: "a" }] } }, "allow"],
    [
      "into every element",
      CREATE,
      { ...USER, TargetState: { Tags: [{ Key: "a" }, { Value: "b" }] } },
      "refuse",
    ],
    ["text where only parts are allowed", CREATE, { ...USER, TargetState: '{"Policies":[]}' }, "refuse"],
    ["a list of texts likewise", CREATE, { ...USER, TargetState: { Tags: ["x"] } }, "refuse"],
    ["null likewise", CREATE, { ...USER, TargetState: null }, "refuse"],
    ["a dotted key is no path", CREATE, { ...USER, TargetState: { "LoginProfile.Password": 1 } }, "refuse"],
    ["an undeclared parameter", CREATE, { ...USER, TargetState: {}, More: 1 }, "refuse"],
    ["Identifier goes with types", "cloudcontrol:DeleteResource", { ...USER, Identifier: "u" }, "allow"],
    [
      "a replaced property",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "replace", path: "/DisplayName", value: "x" }] },
      "allow",
    ],
    [
      "one below",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "add", path: "/DisplayName/x", value: "x" }] },
      "allow",
    ],
    [
      "a removed one",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "remove", path: "/DisplayName" }] },
      "allow",
    ],
    [
      "an escaped pointer",
      "id:PatchHook",
      { PatchDocument: [{ op: "add", path: "/a~1b", value: 1 }] },
      "allow",
    ],
    [
      "an element of a list",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "add", path: "/Tags/0/Key", value: 1 }] },
      "allow",
    ],
    [
      "the whole list",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "add", path: "/Tags/-", value: { Key: 1 } }] },
      "refuse",
    ],
    [
      "an operation beside an allowed one",
      UPDATE,
      {
        ...USER,
        Identifier: "u",
        PatchDocument: [
          { op: "remove", path: "/DisplayName" },
          { op: "remove", path: "/Policies" },
        ],
      },
      "refuse",
    ],
    [
      "a number at the top is a key, no index",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "remove", path: "/0/DisplayName" }] },
      "refuse",
    ],
    [
      "the root",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "replace", path: "", value: {} }] },
      "refuse",
    ],
    [
      "the other root",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "replace", path: "/", value: {} }] },
      "refuse",
    ],
    [
      "a move",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "move", from: "/Policies", path: "/DisplayName" }] },
      "refuse",
    ],
    [
      "a copy",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "copy", from: "/Policies", path: "/DisplayName" }] },
      "refuse",
    ],
    [
      "a test",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "test", path: "/DisplayName", value: 1 }] },
      "refuse",
    ],
    [
      "a replace with from",
      UPDATE,
      {
        ...USER,
        Identifier: "u",
        PatchDocument: [{ op: "replace", from: "/x", path: "/DisplayName", value: 1 }],
      },
      "refuse",
    ],
    [
      "a second spelling of path",
      UPDATE,
      {
        ...USER,
        Identifier: "u",
        PatchDocument: [{ op: "remove", path: "/DisplayName", Path: "/Policies" }],
      },
      "refuse",
    ],
    [
      "a pointer without a slash",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "remove", path: "DisplayName" }] },
      "refuse",
    ],
    [
      "a broken escape",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "remove", path: "/DisplayName~2" }] },
      "refuse",
    ],
    [
      "a prefix of the name",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: [{ op: "remove", path: "/DisplayNames" }] },
      "refuse",
    ],
    ["an operation that is text", UPDATE, { ...USER, Identifier: "u", PatchDocument: ["remove"] }, "refuse"],
    [
      "a patch that is an object",
      UPDATE,
      { ...USER, Identifier: "u", PatchDocument: { op: "remove", path: "/DisplayName" } },
      "refuse",
    ],
    [
      "any patch, where the rule says so",
      UPDATE,
      {
        TypeName: "Volcengine::IAM::Group",
        Identifier: "g",
        PatchDocument: [{ op: "add", path: "/Users/0/UserName", value: 1 }],
      },
      "allow",
    ],
    ["what when judges may be carried", NS, { NamespaceName: "ab", Description: "x" }, "allow"],
    ["nothing else", NS, { NamespaceName: "ab", Limit: 1 }, "refuse"],
  ],
);

const patchWhen = (kind: string) => `
version: 1
allow:
  - {id: a, actions: ["${UPDATE}"], types: ["Volcengine::IAM::User"], only: [PatchDocument]${kind === "allow" ? ', when: {PatchDocument.Tags.Key: {like: "a*"}}' : ""}}
${kind === "deny" ? `deny: [{id: d, actions: ["${UPDATE}"], when: {PatchDocument.Policies: {present: true}}}]` : ""}
`;
const patch = (...operations: JsonObject[]) => ({ ...USER, Identifier: "u", PatchDocument: operations });
table("a condition on what a patch sets, allowing", patchWhen("allow"), [
  ["set", UPDATE, patch({ op: "add", path: "/Tags/0/Key", value: "ab" }), "allow"],
  ["set from above", UPDATE, patch({ op: "add", path: "/Tags", value: [{ Key: "ab" }] }), "allow"],
  ["set to another value", UPDATE, patch({ op: "add", path: "/Tags/0/Key", value: "b" }), "refuse"],
  [
    "one of two",
    UPDATE,
    patch(
      { op: "add", path: "/Tags", value: [{ Key: "ab" }] },
      { op: "add", path: "/Tags/-", value: { Key: "b" } },
    ),
    "refuse",
  ],
  ["not touched", UPDATE, patch({ op: "add", path: "/UserName", value: "ab" }), "refuse"],
  ["removed", UPDATE, patch({ op: "remove", path: "/Tags/0" }), "refuse"],
]);
table("a condition on what a patch sets, denying", patchWhen("deny"), [
  ["not touched", UPDATE, patch({ op: "add", path: "/UserName", value: "ab" }), "allow"],
  ["set", UPDATE, patch({ op: "add", path: "/Policies", value: [{}] }), "refuse"],
  ["changed inside", UPDATE, patch({ op: "add", path: "/Policies/-", value: {} }), "refuse"],
  ["in another case", UPDATE, patch({ op: "add", path: "/policies/-", value: {} }), "refuse"],
  ["through the root", UPDATE, patch({ op: "replace", path: "", value: {} }), "refuse"],
  ["by a copy", UPDATE, patch({ op: "copy", from: "/x", path: "/Policies" }), "refuse"],
  ["by no patch that is one", UPDATE, { ...USER, Identifier: "u", PatchDocument: "x" }, "refuse"],
]);

table(
  "a deny with types",
  `
version: 1
allow:
  - {id: a, actions: ["cloudcontrol:GetResource"], types: ["Volcengine::IAM::User", "Volcengine::IAM::Group"]}
  - {id: b, actions: ["iam:CreateUser"]}
deny: [{id: d, actions: ["cloudcontrol:GetResource"], types: ["Volcengine::IAM::User"]}]
`,
  [
    ["the type", "cloudcontrol:GetResource", USER, "refuse"],
    ["another", "cloudcontrol:GetResource", { TypeName: "Volcengine::IAM::Group" }, "allow"],
    ["absent", "cloudcontrol:GetResource", {}, "refuse"],
    ["null", "cloudcontrol:GetResource", { TypeName: null }, "refuse"],
    ["a list", "cloudcontrol:GetResource", { TypeName: ["Volcengine::IAM::Group"] }, "refuse"],
    ["the type in another case", "cloudcontrol:GetResource", { TypeName: "Volcengine::iam::user" }, "refuse"],
    ["the type with a space", "cloudcontrol:GetResource", { TypeName: " Volcengine::IAM::User" }, "refuse"],
  ],
);
