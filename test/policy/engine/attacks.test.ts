/** Ways in which a deny rule could fail to deny. Each test is one way, and expects that it is closed. */
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/action/json.ts";
import { PolicyInvalid } from "../../../src/errors.ts";
import { callOf, judge, load, verdict } from "../actions.ts";

const NS = "id:CreateNamespace";

/** Everything is allowed but what the deny rule, written as YAML, takes away. */
function denying(action: string, when: string, rest = ""): string {
  return `version: 1
allow:
  - {id: all, actions: ["${action}"], approval: none${rest}}
deny:
  - {id: guard, actions: ["${action}"], when: ${when}}
`;
}

function refused(policy: string, action: string, params: JsonObject): void {
  const decision = load(policy).decide(callOf(action, params));
  expect(decision).toMatchObject({ verdict: "refuse", rules: ["guard"] });
}

const UNDECIDABLE: readonly (readonly [string, Json])[] = [
  ["null", null],
  ["a number", 5],
  ["a boolean", true],
  ["an object", { like: "prod" }],
  ["an object with toString", { toString: "prod" }],
  ["an object with valueOf", { valueOf: "prod", length: 4 }],
  ["an empty list", []],
  ["an empty list in a list", [[]]],
  ["a list with null", ["dev", null]],
  ["a trailing zero-width space", "dev\u200b"],
  ["a leading byte order mark", "\ufeffdev"],
  ["a right-to-left override", "\u202evorp"],
  ["a soft hyphen", "pr\u00adod"],
  ["a variation selector", "prod\ufe0f"],
  ["a combining grapheme joiner", "pr\u034fod"],
  ["a Hangul filler", "prod\u3164"],
  ["a trailing null byte", "prod\0"],
  ["a trailing new line", "prod\n"],
  ["a lone surrogate", "prod\ud800"],
  ["decomposed text", "prode\u0301"],
  ["more text than is compared", "x".repeat(70_000)],
];

describe("a value that cannot be decided is denied", () => {
  test.each(UNDECIDABLE)("equal to prod: %s", (_what, value) => {
    refused(denying(NS, "{NamespaceName: prod}"), NS, { NamespaceName: value });
  });
  test.each(UNDECIDABLE)("like prod*: %s", (_what, value) => {
    refused(denying(NS, "{NamespaceName: {like: 'prod*'}}"), NS, { NamespaceName: value });
  });
  test.each(UNDECIDABLE)("and no allow rule relies on it: %s", (_what, value) => {
    const policy = `version: 1\nallow: [{id: a, actions: ["${NS}"], when: {NamespaceName: {like: "*"}}}]`;
    expect(judge(policy, NS, { NamespaceName: value })).toBe("refuse");
  });
  test("absent", () => {
    for (const when of [
      "{NamespaceName: prod}",
      "{NamespaceName: {like: '*'}}",
      "{Limit: {min: 1}}",
      "{Limit: {max: 1}}",
      "{Limit: {in: [1]}}",
    ]) {
      refused(denying(NS, when), NS, {});
    }
  });
  test.each([
    ["text", "9"],
    ["text with spaces", " 9 "],
    ["an exponent as text", "1e9"],
    ["a list of text", ["9"]],
    ["not a number", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
  ])("a number given as %s", (_what, value) => {
    refused(denying(NS, "{Limit: {max: 5}}"), NS, { Limit: value });
    refused(denying(NS, "{Limit: {min: 100}}"), NS, { Limit: value });
  });
  test("a number-like text and a number are different values, and neither slips past the other", () => {
    refused(denying(NS, '{Limit: "1"}'), NS, { Limit: 1 });
    refused(denying(NS, "{Limit: 1}"), NS, { Limit: "1" });
    refused(denying(NS, "{Open: true}"), NS, { Open: "true" });
    refused(denying(NS, '{Open: "true"}'), NS, { Open: true });
    expect(judge(denying(NS, "{Limit: 1}"), NS, { Limit: 2 })).toBe("allow");
  });
  test("one undecidable operator beside one that says no", () => {
    refused(denying(NS, "{NamespaceName: {like: 'x*', present: true}}"), NS, { NamespaceName: null });
    refused(denying(NS, "{Limit: {in: [7, 8], min: 7}}"), NS, { Limit: "3" });
  });
  test("an undecidable condition beside one that holds", () => {
    refused(denying(NS, "{NamespaceName: prod, Limit: {min: 1}}"), NS, { NamespaceName: "prod" });
  });
  test("a value in lists of lists", () => {
    refused(denying(NS, "{NamespaceName: prod}"), NS, { NamespaceName: ["dev", [["prod"]]] });
  });
  test("an element of a list hidden among others", () => {
    const tags = Array.from({ length: 199 }, () => ({ Key: "a" }));
    refused(denying(NS, "{Tags.Key: {like: 'sys:*'}}"), NS, { Tags: [...tags, { Key: "sys:x" }] });
    refused(denying(NS, "{Tags.Key: {like: 'sys:*'}}"), NS, { Tags: [...tags, {}] });
    refused(denying(NS, "{Tags.Key: {like: 'sys:*'}}"), NS, { Tags: [...tags, "sys:x"] });
  });
  test("nested deeper than is judged", () => {
    let value: Json = "prod";
    for (let depth = 0; depth < 5000; depth++) value = [value];
    refused(denying(NS, "{NamespaceName: prod}"), NS, { NamespaceName: value });
  });
});

describe("keys that are read as other keys", () => {
  const CREATE = "cloudcontrol:CreateResource";
  const wide = ', types: ["Volcengine::IAM::User"], only: [TargetState]';
  const guard = denying(CREATE, "{TargetState.LoginProfile.Password: {present: true}}", wide);
  const call = (TargetState: Json) => ({ TypeName: "Volcengine::IAM::User", TargetState });

  test("the guard itself: nothing forbidden is allowed, the forbidden is refused", () => {
    expect(judge(guard, CREATE, call({ UserName: "a" }))).toBe("allow");
    expect(judge(guard, CREATE, call({ LoginProfile: {} }))).toBe("allow");
    refused(guard, CREATE, call({ LoginProfile: { Password: "x" } }));
  });
  test.each([
    ["another case", { loginProfile: { Password: "x" } }],
    ["another case, inside", { LoginProfile: { password: "x" } }],
    ["a dotted key, which flattens to the same parameter", { "LoginProfile.Password": "x" }],
    ["a dotted key in another case", { "loginprofile.password": "x" }],
    ["full-width letters", { ＬoginProfile: { Password: "x" } }],
    ["the long s and the Kelvin sign fold too", { LoginProfile: { Paſſword: "x" } }],
    ["a zero-width space in the key", { "Login\u200bProfile": { Password: "x" } }],
    ["a space after the key", { "LoginProfile ": { Password: "x" } }],
    ["a list around the parent", { LoginProfile: [{ Password: "x" }] }],
    ["a list around the whole", [{ LoginProfile: { Password: "x" } }]],
    ["an empty list for the parent", { LoginProfile: [] }],
    ["JSON in text", { LoginProfile: '{"Password":"x"}' }],
    ["JSON in text for the whole", '{"LoginProfile":{"Password":"x"}}'],
    ["null", { LoginProfile: { Password: null } }],
    ["empty text", { LoginProfile: { Password: "" } }],
    ["null for the parent", { LoginProfile: null }],
    ["a clean key beside a doubtful one", { LoginProfile: {}, loginprofile: { Password: "x" } }],
  ])("%s", (_what, state) => {
    refused(guard, CREATE, call(state));
  });
  test("only names keys exactly", () => {
    const only = `version: 1\nallow: [{id: a, actions: ["${CREATE}"], approval: none, types: ["Volcengine::IAM::User"], only: [TargetState.UserName]}]`;
    expect(judge(only, CREATE, call({ UserName: "a" }))).toBe("allow");
    for (const key of [
      "username",
      "UserName.x",
      "UserName ",
      "UserName\u200b",
      "__proto__",
      "constructor",
      "toString",
      "",
    ]) {
      expect(judge(only, CREATE, call(Object.fromEntries([[key, "x"]])))).toBe("refuse");
      expect(
        judge(
          only,
          CREATE,
          call(
            Object.fromEntries([
              ["UserName", "a"],
              [key, "x"],
            ]),
          ),
        ),
      ).toBe("refuse");
    }
  });
});

describe("prototype keys", () => {
  const guard = denying(NS, "{Tags.Key: {like: 'sys*'}}");
  test("an inherited value is no value", () => {
    const inherited: JsonObject = Object.create({ NamespaceName: "dev", Tags: [{ Key: "a" }] });
    refused(denying(NS, "{NamespaceName: prod}"), NS, inherited);
    refused(guard, NS, inherited);
  });
  test("__proto__ in arguments, as JSON.parse makes it", () => {
    const params: JsonObject = JSON.parse(
      '{"Tags": [{"__proto__": {"Key": "a"}}], "__proto__": {"Tags": [{"Key": "a"}]}}',
    );
    refused(guard, NS, params);
    const only = `version: 1\nallow: [{id: a, actions: ["${NS}"], only: [Tags]}]`;
    expect(judge(only, NS, params)).toBe("refuse");
  });
  test("names that every object has are no parameters and no actions", () => {
    for (const name of ["toString", "constructor", "__proto__", "hasOwnProperty"]) {
      expect(() => load(denying(NS, `{${name}: {present: true}}`))).toThrow(PolicyInvalid);
      expect(() => load(`version: 1\ndeny: [{id: d, actions: ["${name}"]}]`)).toThrow(PolicyInvalid);
    }
  });
  test("a condition on a free-form key that every object has", () => {
    const CREATE = "cloudcontrol:CreateResource";
    const policy = denying(
      CREATE,
      "{TargetState.TrustPolicyDocument.toString: {present: true}}",
      ', types: ["Volcengine::IAM::Role"], only: [TargetState]',
    );
    const call = (TrustPolicyDocument: Json) => ({
      TypeName: "Volcengine::IAM::Role",
      TargetState: { TrustPolicyDocument },
    });
    expect(judge(policy, CREATE, call({ a: 1 }))).toBe("allow");
    refused(policy, CREATE, call({ toString: 1 }));
  });
});

describe("one thing by another name", () => {
  const guard = denying("id:DeleteNamespace", "{NamespaceName: {like: 'prod*'}}");
  test("the id for the name", () => {
    expect(judge(guard, "id:DeleteNamespace", { NamespaceName: "dev" })).toBe("allow");
    refused(guard, "id:DeleteNamespace", { NamespaceId: "ns-1" });
  });
  test("both, of which the service may go by either", () => {
    refused(guard, "id:DeleteNamespace", { NamespaceName: "dev", NamespaceId: "ns-1" });
    refused(guard, "id:DeleteNamespace", { NamespaceName: "dev", NamespaceId: null });
  });
  test("neither", () => {
    refused(guard, "id:DeleteNamespace", {});
  });
  test("the default pool by leaving its name out", () => {
    const pool = denying("id:DeleteWorkloadPool", "{WorkloadPoolName: default}");
    expect(judge(pool, "id:DeleteWorkloadPool", { WorkloadPoolName: "x" })).toBe("allow");
    for (const params of [
      {},
      { WorkloadPoolName: "" },
      { WorkloadPoolName: null },
      { WorkloadPoolName: [] },
    ]) {
      refused(pool, "id:DeleteWorkloadPool", params);
    }
  });
  test("an allow for every pool but one does not reach it by absence or id", () => {
    const policy = `version: 1\nallow: [{id: a, actions: ["id:UnbindPool"], when: {WorkloadPoolName: {like: "agent-*"}}}]`;
    expect(judge(policy, "id:UnbindPool", { WorkloadPoolName: "agent-1" })).toBe("allow");
    for (const params of [
      {},
      { WorkloadPoolId: "p" },
      { WorkloadPoolName: "agent-1", WorkloadPoolId: "p" },
    ]) {
      expect(judge(policy, "id:UnbindPool", params)).toBe("refuse");
    }
  });
});

describe("names in the file that do not mean what they seem to", () => {
  const invalid = (text: string) => expect(() => load(text)).toThrow(PolicyInvalid);
  test("an action, type, parameter or key in another case never loads", () => {
    invalid('version: 1\ndeny: [{id: d, actions: ["id:deleteworkloadpool"]}]');
    invalid('version: 1\ndeny: [{id: d, actions: ["Id:DeleteWorkloadPool"]}]');
    invalid('version: 1\ndeny: [{id: d, actions: ["id:DELETE*"]}]');
    invalid('version: 1\nDENY: [{id: d, actions: ["id:DeleteWorkloadPool"]}]');
    invalid('version: 1\ndeny: [{id: d, Actions: ["id:DeleteWorkloadPool"]}]');
    invalid(denying(NS, "{namespacename: prod}"));
  });
  test("an action with a look-alike letter or spaces never loads", () => {
    invalid('version: 1\ndeny: [{id: d, actions: ["id:DeleteWorklоadPool"]}]');
    invalid('version: 1\ndeny: [{id: d, actions: [" id:DeleteWorkloadPool"]}]');
    invalid('version: 1\ndeny: [{id: d, actions: ["id:DeleteWorkloadPool\\u200b"]}]');
    invalid('version: 1\ndeny: [{id: d, actions: ["id:Delete?orkloadPool"]}]');
  });
  test.each([
    "**",
    "id:**",
    "id:",
    ":",
    "",
    " * ",
    "id:*:*",
    "*id:",
    ".*",
    "id.*",
    "/id:.*/",
    "id:{Create,Delete}*",
    "!id:*",
  ])("the pattern %j never loads", (pattern) =>
    invalid(`version: 1\ndeny: [{id: d, actions: [${JSON.stringify(pattern)}]}]`),
  );
  test.each(["*", "id:*", "*:*", "*Pool", "id*Pool", "*:DeleteWorkloadPool", "*D*W*P*"])(
    "the pattern %j reaches what it says",
    (pattern) => {
      const text = `version: 1\nallow: [{id: a, actions: ["id:DeleteWorkloadPool"]}]\ndeny: [{id: guard, actions: ["${pattern}"]}]`;
      refused(text, "id:DeleteWorkloadPool", { WorkloadPoolName: "x" });
    },
  );
  test("a key that comes twice never loads: the first deny list is not lost", () => {
    invalid('version: 1\ndeny: [{id: d, actions: ["id:*"]}]\ndeny: []');
    invalid('version: 1\ndeny: [{id: d, actions: ["id:*"]}]\n"de\\x6ey": []');
    invalid('version: 1\ndeny: [{id: d, actions: ["id:*"], actions: ["iam:CreateUser"]}]');
    invalid(denying(NS, "{NamespaceName: prod, NamespaceName: never}"));
    invalid(denying(NS, "{NamespaceName: {like: 'prod*', like: never}}"));
  });
  test("a second document never loads", () => {
    invalid('version: 1\n---\nversion: 1\ndeny: [{id: d, actions: ["*"]}]');
    invalid('version: 1\n...\n---\ndeny: [{id: d, actions: ["*"]}]');
    invalid('version: 1\n...\ndeny: [{id: d, actions: ["*"]}]');
  });
  test("anchors, aliases, merge keys and tags never load", () => {
    invalid('version: 1\nallow: &a [{id: d, actions: ["id:*"]}]\ndeny: *a');
    invalid('version: 1\nallow: [&r {id: d, actions: ["id:*"]}, {<<: *r, id: e}]');
    invalid("version: 1\n<<: {deny: []}");
    invalid('version: 1\n"<<": {deny: []}');
    invalid("version: 1\ndeny: !!set {a}");
    invalid('version: 1\ndeny: [{id: d, actions: [!!binary "aWQ6Kg=="]}]');
    invalid(denying(NS, "{Limit: !!str 1}"));
    invalid("!<tag:yaml.org,2002:map> {version: 1}");
    invalid(`version: 1\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]`);
  });
  test("words that YAML 1.1 took for booleans stay text", () => {
    const policy = denying(NS, "{NamespaceName: no}");
    refused(policy, NS, { NamespaceName: "no" });
    refused(policy, NS, { NamespaceName: false });
    expect(judge(policy, NS, { NamespaceName: "yes" })).toBe("allow");
  });
  test("a date stays text, and a number with separators", () => {
    refused(denying(NS, "{NamespaceName: 2026-01-01}"), NS, { NamespaceName: "2026-01-01" });
    refused(denying(NS, "{NamespaceName: 1_000}"), NS, { NamespaceName: "1_000" });
  });
  test("tabs, carriage returns and a byte order mark do not hide a rule", () => {
    const text =
      'version: 1\r\nallow: [{id: a, actions: ["iam:CreateUser"]}]\r\ndeny:\r\n  - id: guard\r\n    actions: ["iam:CreateUser"]\r\n';
    refused(text, "iam:CreateUser", {});
    refused(`\ufeff${text}`, "iam:CreateUser", {});
  });
});

describe("a deny stands against every allow", () => {
  test("whatever the order and number of rules, and an approval does not lift it", () => {
    const allow = ["none", "ask"].map(
      (approval, index) => `{id: a${index}, actions: ["iam:AttachUserPolicy"], approval: ${approval}}`,
    );
    const text = `version: 1\ndeny: [{id: guard, actions: ["iam:*"]}]\nallow: [${allow.join(", ")}]`;
    refused(text, "iam:AttachUserPolicy", { UserName: "a" });
  });
  test("reads too", () => {
    refused('version: 1\ndeny: [{id: guard, actions: ["id:Get*"]}]', "id:GetWorkloadPool", {});
  });
  test("a call of an action that only looks like the denied one is not known", () => {
    const policy = load('version: 1\ndeny: [{id: guard, actions: ["id:ListWorkloadPools"]}]');
    const call = callOf("id:ListWorkloadPools");
    for (const name of ["listWorkloadPools", "ListWorkloadPools ", "ListWorkloadPооls"]) {
      expect(verdict(policy.decide({ ...call, action: { ...call.action, name } }))).toBe("refuse");
    }
  });
});
