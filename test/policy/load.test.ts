import { describe, expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load.ts";
import { actions, load } from "./actions.ts";
import { allowRule, CREATE, denyRule, problemsOf } from "./files.ts";

describe("a file that is refused says where and what", () => {
  const cases: readonly [what: string, text: string, ...expected: (string | RegExp)[]][] = [
    ["empty", "", "policy.yaml:1:1: the file is empty"],
    ["only a comment", "# nothing\n", "the file is empty"],
    ["null", "~\n", "policy.yaml:1:1: a policy must be a map"],
    ["a list", "- a\n", "policy.yaml:1:1: a policy must be a map"],
    ["no version", "reads: allow\n", "policy.yaml:1:1: version is missing"],
    ["another version", "version: 2\n", "policy.yaml:1:10: version must be the number 1"],
    ["a version in quotes", 'version: "1"\n', "version must be the number 1"],
    ["broken YAML", "version: 1\nallow: [\n", /policy\.yaml:\d+:\d+: not usable as YAML/],
    [
      "a tab, over which the parser stumbles all the way down",
      "version: 1\nallow:\n\t- id: a\n\t  actions: [x]\n\t  when:\n\t    A: b\n\t  only: [c]\n",
      /^(?:policy\.yaml:\d+:\d+: not usable as YAML: [^\n]*\n){3}policy\.yaml:\d+:\d+: not usable as YAML: \d+ more from here on/,
    ],
    [
      "a part of a name that only one parameter has",
      allowRule("actions: [id:DeleteWorkloadPool]\nwhen: { PoolName: a }"),
      '"PoolName" is not a parameter of id:DeleteWorkloadPool, did you mean WorkloadPoolName?',
    ],
    [
      "a part of several names",
      allowRule("actions: [id:UpdateWorkloadPool]\nwhen: { Pool: a }"),
      /"Pool" is not a parameter of id:UpdateWorkloadPool$/,
    ],
    ["two documents", "version: 1\n---\nversion: 1\n", /policy\.yaml:2:1: .*one document/],
    ["a duplicate key", "version: 1\ndeny: []\ndeny: []\n", /policy\.yaml:3:1: .*unique/],
    ["a duplicate key in other quotes", 'version: 1\ndeny: []\n"deny": []\n', /policy\.yaml:3:1: .*unique/],
    ["an anchor", "version: 1\nhosts: &h [a.example.com]\n", "policy.yaml:2:11: the anchor &h"],
    ["an alias", "version: 1\nhosts: &h [a.example.com]\nallow: *h\n", "policy.yaml:3:8: aliases"],
    ["a merge key", "version: 1\n<<: {reads: allow}\n", "policy.yaml:2:1: merge keys"],
    ["a tag", 'version: 1\nreads: !!str "allow"\n', /policy\.yaml:2:\d+: the tag/],
    ["a tag of its own", 'version: 1\nreads: !x "allow"\n', /policy\.yaml:2:\d+: /],
    ["a tagged map", "version: 1\nallow: !!seq []\n", "the tag"],
    ["a directive", "%YAML 1.1\n---\nversion: 1\n", "directives"],
    ["a key that is a list", "version: 1\n? [a]\n: 1\n", /policy\.yaml:2:\d+: /],
    [
      "an unknown key",
      "version: 1\nhost: []\n",
      'policy.yaml:2:1: "host" is not a key of a policy, did you mean hosts?',
    ],
    [
      "a key in another case",
      "version: 1\nDeny: []\n",
      '"Deny" is not a key of a policy, did you mean deny?',
    ],
    ["a prototype key", "version: 1\n__proto__: {}\n", '"__proto__" is not a key of a policy'],
    [
      "an unknown key of a rule",
      allowRule(`${CREATE}\naproval: ask`),
      "policy.yaml:5:5:",
      "did you mean approval?",
    ],
    [
      "another approval",
      allowRule(`${CREATE}\napproval: asked`),
      "must be none or ask or second-person",
      "did you mean ask?",
    ],
    ["approval in a deny", denyRule(`${CREATE}\napproval: ask`), '"approval" is not a key of a deny rule'],
    ["only in a deny", denyRule(`${CREATE}\nonly: [Tags]`), '"only" is not a key of a deny rule'],
    ["other reads", "version: 1\nreads: list\n", "must be allow or listed, did you mean listed?"],
    ["allow without a list", "version: 1\nallow:\n", "policy.yaml:2:7: allow must be a list"],
    ["a rule that is text", "version: 1\ndeny: [x]\n", "policy.yaml:2:8: a deny rule must be a map"],
    ["no id", `version: 1\nallow:\n  - ${CREATE}\n`, "policy.yaml:3:5: a rule needs an id"],
    ["no actions", "version: 1\ndeny:\n  - id: a\n", "a rule needs actions"],
    ["empty actions", allowRule("actions: []"), "actions must list at least one"],
    ["actions as text", allowRule('actions: "id:CreateWorkloadPool"'), "actions must be a list"],
    [
      "an action listed twice",
      allowRule('actions: ["id:CreateWorkloadPool", "id:CreateWorkloadPool"]'),
      "listed twice",
    ],
    [
      "one id twice",
      `version: 1\nallow:\n  - {id: a, ${CREATE}}\ndeny:\n  - {id: a, ${CREATE}}\n`,
      "policy.yaml:5:10: the id a is used by another rule",
    ],
    ["an id of odd characters", `version: 1\nallow:\n  - {id: "a b", ${CREATE}}\n`, "is not a rule id"],
    ["a reserved id", `version: 1\nallow:\n  - {id: reads, ${CREATE}}\n`, "reserved"],
    [
      "an id that is a number",
      `version: 1\nallow:\n  - {id: 1, ${CREATE}}\n`,
      'id must be text: quote it, "1"',
    ],
    [
      "an unknown action",
      allowRule('actions: ["id:CreateWorklaodPool"]'),
      'policy.yaml:4:15: "id:CreateWorklaodPool" is not an action, did you mean id:CreateWorkloadPool?',
    ],
    [
      "an action in another case",
      allowRule('actions: ["id:createWorkloadPool"]'),
      "did you mean id:CreateWorkloadPool?",
    ],
    [
      "an action in another case, denied",
      denyRule('actions: ["ID:DeleteWorkloadPool"]'),
      "did you mean id:DeleteWorkloadPool?",
    ],
    [
      "an action without its service",
      allowRule("actions: [CreateWorkloadPool]"),
      "write service:ActionName",
      "did you mean id:CreateWorkloadPool?",
    ],
    [
      "a pattern for nothing",
      denyRule('actions: ["id:Destroy*"]'),
      'the pattern "id:Destroy*" matches no action',
    ],
    ["a pattern in another case", denyRule('actions: ["id:delete*"]'), "matches no action"],
    ["a pattern with two stars", denyRule('actions: ["**"]'), "is not a pattern"],
    ["a pattern with other signs", denyRule('actions: ["id:[A-Z]*"]'), "is not a pattern"],
    [
      "a pattern for escalating actions alone",
      allowRule('actions: ["iam:Attach*"]\napproval: ask'),
      "name them exactly (iam:AttachUserPolicy)",
    ],
    [
      "an escalating action without approval",
      allowRule('actions: ["iam:AttachUserPolicy"]'),
      "policy.yaml:4:15: iam:AttachUserPolicy raises rights: name approvers",
    ],
    [
      "an issuing action without approval",
      allowRule('actions: ["id:GetWorkloadAccessToken"]'),
      "raises rights",
    ],
    [
      "free-form parameters without only",
      allowRule('actions: ["cloudcontrol:CreateResource"]\ntypes: ["Volcengine::IAM::User"]'),
      "policy.yaml:4:15: cloudcontrol:CreateResource takes free-form parameters: the rule needs only",
    ],
    [
      "Cloud Control without types",
      allowRule('actions: ["cloudcontrol:DeleteResource"]'),
      "the rule needs exact types",
    ],
    [
      "Cloud Control by pattern without types",
      allowRule('actions: ["*"]\nonly: [Tags]'),
      "the rule needs exact types",
    ],
    [
      "an unknown type",
      allowRule('actions: ["cloudcontrol:DeleteResource"]\ntypes: ["Volcengine::IAM::Usr"]'),
      "policy.yaml:5:13:",
      "is not a known resource type, did you mean Volcengine::IAM::User?",
    ],
    [
      "a type pattern",
      allowRule('actions: ["cloudcontrol:DeleteResource"]\ntypes: ["Volcengine::IAM::*"]'),
      "is not a resource type",
    ],
    [
      "a type in another case",
      denyRule('actions: ["cloudcontrol:DeleteResource"]\ntypes: ["volcengine::iam::user"]'),
      "did you mean Volcengine::IAM::User?",
    ],
    [
      "empty types",
      denyRule('actions: ["cloudcontrol:DeleteResource"]\ntypes: []'),
      "types must list at least one",
    ],
    [
      "types for other services",
      denyRule(`${CREATE}\ntypes: ["Volcengine::IAM::User"]`),
      "types does not apply to id:CreateWorkloadPool",
    ],
    [
      "types where one action has none",
      denyRule('actions: ["cloudcontrol:*"]\ntypes: ["Volcengine::IAM::User"]'),
      "types does not apply to cloudcontrol:GetTask",
    ],
    [
      "an unknown parameter",
      allowRule(`${CREATE}\nwhen: {WorkloadPolName: x}`),
      'policy.yaml:5:12: "WorkloadPolName" is not a parameter of id:CreateWorkloadPool, did you mean WorkloadPoolName?',
    ],
    [
      "an unknown parameter in a deny",
      denyRule(`${CREATE}\nwhen: {workloadPoolName: x}`),
      "did you mean WorkloadPoolName?",
    ],
    [
      "a parameter that one of two lacks",
      denyRule('actions: ["id:CreateWorkloadPool", "id:DeleteWorkloadPool"]\nwhen: {Tags.Key: x}'),
      '"Tags" is not a parameter of id:DeleteWorkloadPool',
    ],
    [
      "a parameter that some of a pattern lack",
      denyRule('actions: ["id:*Namespace"]\nwhen: {Tags: {present: true}}'),
      "is not a parameter of id:DeleteNamespace, id:UpdateNamespace",
    ],
    ["wait, which is no parameter", denyRule(`${CREATE}\nwhen: {wait: 1}`), '"wait" is not a parameter'],
    [
      "only with an unknown parameter",
      allowRule(`${CREATE}\nonly: [Descripton]`),
      "did you mean Description?",
    ],
    ["an empty when", allowRule(`${CREATE}\nwhen: {}`), "at least one key"],
    [
      "a condition without a value",
      allowRule(`${CREATE}\nwhen: {Description: }`),
      "must be text, a number, true or false",
    ],
    ["a condition that is a list", allowRule(`${CREATE}\nwhen: {Description: [a, b]}`), "write in: […]"],
    [
      "an unknown operator",
      allowRule(`${CREATE}\nwhen: {Description: {lik: a}}`),
      '"lik" is not an operator, did you mean like?',
    ],
    [
      "present: false",
      denyRule(`${CREATE}\nwhen: {Description: {present: false}}`),
      "present can only be true; its opposite is absent: true",
    ],
    ["absent: false", denyRule(`${CREATE}\nwhen: {Description: {absent: false}}`), "absent can only be true"],
    [
      "absent beside another",
      denyRule(`${CREATE}\nwhen: {Description: {absent: true, like: a}}`),
      "absent cannot be combined",
    ],
    [
      "like a number",
      allowRule(`${CREATE}\nwhen: {Description: {like: 12}}`),
      'like must be text: quote it, "12"',
    ],
    ["min of a text", allowRule(`${CREATE}\nwhen: {Description: {min: "1"}}`), "min must be a number"],
    [
      "min over max",
      denyRule('actions: ["id:CreateNamespace"]\nwhen: {Limit: {min: 3, max: 2}}'),
      "min is greater than max",
    ],
    [
      "types that exclude one another",
      denyRule('actions: ["id:CreateNamespace"]\nwhen: {Limit: {min: 3, like: a}}'),
      "different types of value",
    ],
    ["an empty in", allowRule(`${CREATE}\nwhen: {Description: {in: []}}`), "in must list at least one"],
    ["null among values", allowRule(`${CREATE}\nwhen: {Description: {in: [~]}}`), "each entry of in must be"],
    [
      "a hexadecimal number",
      allowRule('actions: ["id:CreateNamespace"]\nwhen: {Limit: 0x10}'),
      '"0x10" is read as another value than it seems',
    ],
    [
      "a number with a leading zero",
      allowRule('actions: ["id:CreateNamespace"]\nwhen: {Limit: 007}'),
      "read as another value",
    ],
    [
      "an exponent",
      allowRule('actions: ["id:CreateNamespace"]\nwhen: {Limit: 1e3}'),
      "read as another value",
    ],
    ["infinity", allowRule('actions: ["id:CreateNamespace"]\nwhen: {Limit: .inf}'), "read as another value"],
    [
      "a boolean in capitals",
      allowRule('actions: ["id:CreateNamespace"]\nwhen: {Open: TRUE}'),
      "read as another value",
    ],
    [
      "a number that loses digits",
      allowRule('actions: ["id:CreateNamespace"]\nwhen: {Limit: 9007199254740993}'),
      "loses digits",
    ],
    [
      "an invisible character",
      allowRule(`${CREATE}\nwhen: {Description: "a\\u200Bb"}`),
      "invisible or unnormalised",
    ],
    [
      "text that is not NFC",
      allowRule(`${CREATE}\nwhen: {Description: "e\\u0301"}`),
      "invisible or unnormalised",
    ],
    [
      "a path with brackets",
      allowRule(`${CREATE}\nwhen: {"Tags[].Key": a}`),
      "lists are looked through without []",
    ],
    ["a path with an empty name", allowRule(`${CREATE}\nwhen: {Tags..Key: a}`), "is not a parameter path"],
    ["a path to a prototype", denyRule(`${CREATE}\nwhen: {Tags.__proto__: a}`), "is not a parameter path"],
    ["an account with letters", 'version: 1\naccount: "abc"\n', "account must be an account id"],
    ["an account with leading zero, unquoted", "version: 1\naccount: 0210\n", "policy.yaml:2:10:"],
    ["an account that loses digits", "version: 1\naccount: 90071992547409931\n", "account must be"],
    ["an account in octal", "version: 1\naccount: 0o17\n", "policy.yaml:2:10:"],
    ["a host with a scheme", "version: 1\nhosts: [https://a.example.com]\n", "is not a host name"],
    ["a host that is an address", "version: 1\nhosts: [10.0.0.1]\n", "is not a host name"],
    ["a host that is a number", 'version: 1\nhosts: ["2130706433"]\n', "is not a host name"],
    ["a wildcard over a top-level domain", 'version: 1\nhosts: ["*.com"]\n', "is not a host name"],
    ["any host", 'version: 1\nhosts: ["*"]\n', "is not a host name"],
    ["a wildcard inside", 'version: 1\nhosts: ["a.*.example.com"]\n', "is not a host name"],
    ["a host with a port", 'version: 1\nhosts: ["a.example.com:8443"]\n', "is not a host name"],
  ];
  test.each(cases)("%s", (_what, text, ...expected) => {
    const message = problemsOf(text);
    for (const part of expected) {
      if (typeof part === "string") expect(message).toContain(part);
      else expect(message).toMatch(part);
    }
    for (const line of message.split("\n")) expect(line).toMatch(/^policy\.yaml:/);
  });

  test("every problem at once, in the order of the file", () => {
    const message = problemsOf("version: 3\nhost: []\nreads: no\nallow:\n  - {id: a, actions: [x]}\n");
    expect(message.split("\n").map((line) => line.split(":", 3).join(":"))).toEqual([
      "policy.yaml:1:10",
      "policy.yaml:2:1",
      "policy.yaml:3:8",
      "policy.yaml:5:23",
    ]);
  });

  test("more than 256 KB", () => {
    expect(problemsOf(`version: 1\n#${"x".repeat(262_144)}`)).toContain("larger than 256 KB");
  });

  test("bytes that are not UTF-8", () => {
    expect(problemsOf(new Uint8Array([0x76, 0xff, 0xfe]))).toContain("not valid UTF-8");
  });

  test("deep nesting is refused, not crashed on", () => {
    for (const text of [
      "[".repeat(100_000),
      `version: 1\nallow: ${"[".repeat(500)}${"]".repeat(500)}`,
      `a: ${"{a: ".repeat(60)}`,
    ]) {
      expect(problemsOf(text)).toMatch(/^policy\.yaml:/);
    }
  });

  test("a file broken throughout names a bounded number of problems", () => {
    const lines = Array.from({ length: 500 }, (_, index) => `key${index}: 1`);
    expect(problemsOf(lines.join("\n")).split("\n").length).toBeLessThan(60);
  });
});

describe("a file that loads", () => {
  test("pins its account, in quotes or as plain digits", () => {
    expect(load('version: 1\naccount: "2100000000"\n').account).toBe("2100000000");
    expect(load("version: 1\naccount: 2100000000\n").account).toBe("2100000000");
    expect(load('version: 1\naccount: "0000000012"\n').account).toBe("0000000012");
    expect(load("version: 1\n").account).toBeUndefined();
  });

  test("has the SHA-256 of its bytes as version", () => {
    const text = "version: 1\n";
    expect(load(text).version).toBe("09bfcc6a14b83e2192b8673677725c84883ee9cd0c70e45c9ec09daa8f2b2847");
    expect(load(new TextEncoder().encode(text)).version).toBe(load(text).version);
    expect(load(`${text}# more\n`).version).not.toBe(load(text).version);
  });

  test("needs an account for allow rules where the caller requires one", () => {
    const text = `version: 1\nallow:\n  - {id: a, ${CREATE}}\n`;
    expect(problemsOf(text, { requireAccount: true })).toContain("must pin the account");
    expect(load(`account: "2100000000"\n${text}`, { requireAccount: true }).account).toBe("2100000000");
    expect(load("version: 1\n", { requireAccount: true }).account).toBeUndefined();
  });

  test("asks for the parameters only of actions whose rules speak of them", () => {
    const asked: string[] = [];
    const text = `version: 1\nallow:\n  - {id: a, ${CREATE}, when: {Description: x}}\n  - {id: b, actions: ["id:Get*"]}\n`;
    const watched = actions.map((action) => ({
      ...action,
      input: () => {
        asked.push(action.name);
        return action.input();
      },
    }));
    loadPolicy(text, { name: "p" }, { actions: watched });
    expect(asked).toEqual(["CreateWorkloadPool"]);
  });

  test("cannot be changed afterwards", () => {
    expect(Object.isFrozen(load("version: 1\n"))).toBe(true);
  });
});
