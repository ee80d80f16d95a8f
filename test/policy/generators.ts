/** Policies and calls at random, made to meet: few names, many of them nearly right. */
import fc from "fast-check";
import { qualifiedName } from "../../src/action/action.ts";
import type { Json, JsonObject } from "../../src/action/json.ts";
import { actions } from "./actions.ts";
import type { HostOf, RawCondition, RawPolicy, RawRule } from "./oracle.ts";

/** Labelled by hand: where each of these texts points to. */
const ADDRESSES: Readonly<Record<string, string | undefined>> = {
  "https://auth.example.com/cb": "auth.example.com",
  "https://a.hooks.example.com": "a.hooks.example.com",
  "https://hooks.example.com/": "hooks.example.com",
  "https://evil.example.org/": "evil.example.org",
  "http://auth.example.com/": undefined,
  "https://127.0.0.1/": undefined,
  "https://auth.example.com:8443/": undefined,
  "https://x@auth.example.com/": undefined,
};
export const hostOf: HostOf = (text) => ADDRESSES[text];

const TYPES = ["Volcengine::IAM::User", "Volcengine::IAM::Policy", "Volcengine::IAM::Accesskey"];
const ODD_TYPES = ["volcengine::iam::user", "Volcengine::IAM::Nothing", " Volcengine::IAM::User"];
export const TEXTS = [
  "",
  "a",
  "ab",
  "abc",
  "A",
  "1",
  "prod",
  "default",
  "b*",
  "a\u200b",
  "a\u202eb",
  "e\u0301",
  "é",
  "a\n",
  "😀",
];
const NUMBERS = [0, 1, 2, 3, -1, 1.5];

const text = fc.constantFrom(...TEXTS);
const scalar: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 2, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** An object of some of these keys, and now and then one that is none of them. */
function objectOf(keys: readonly string[], value: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> {
  const junk = [
    "__proto__",
    "constructor",
    "toString",
    "0",
    "x.y",
    "",
    ...keys.flatMap((key) => [key.toLowerCase(), `${key}.x`]),
  ];
  const key = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...keys) },
    { weight: 1, arbitrary: fc.constantFrom(...junk) },
  );
  return fc.array(fc.tuple(key, value), { maxLength: 3 }).map((entries) => Object.fromEntries(entries));
}

const tag = fc.oneof(
  { weight: 5, arbitrary: objectOf(["Key", "Value"], scalar) },
  { weight: 1, arbitrary: scalar },
);
const tags: fc.Arbitrary<Json> = fc.oneof(
  { weight: 5, arbitrary: fc.array(tag, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.array(tag, { maxLength: 2 }), { maxLength: 2 }) },
  { weight: 1, arbitrary: tag },
);
const address = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...Object.keys(ADDRESSES)) },
  { weight: 1, arbitrary: scalar },
);
const addresses: fc.Arbitrary<Json> = fc.oneof(address, fc.array(address, { maxLength: 3 }), fc.constant({}));
const property: fc.Arbitrary<Json> = fc.oneof(scalar, tags, addresses);
const PROPERTIES = ["UserName", "Tags", "Policies", "PolicyUsers", "RedirectUri"];
const targetState: fc.Arbitrary<Json> = fc.oneof(
  { weight: 8, arbitrary: objectOf(PROPERTIES, property) },
  { weight: 1, arbitrary: scalar },
);
const token = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PROPERTIES, "Key") },
  { weight: 2, arbitrary: fc.constantFrom("0", "-", "12") },
  { weight: 1, arbitrary: fc.constantFrom("username", "policies", "TAGS", "a~1b", "a~0b", "~2", "") },
);
const pointer = fc.array(token, { maxLength: 3 }).map((tokens) => tokens.map((one) => `/${one}`).join(""));
const operation: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ op: fc.constantFrom("add", "replace"), path: pointer, value: property }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant("remove"), path: pointer }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constantFrom("move", "copy"), path: pointer, from: pointer }) },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constantFrom("test", "Add", "remove"), path: pointer, value: property }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Json>(null, "remove", {}, [], { path: "/UserName" }) },
);
const patch: fc.Arbitrary<Json> = fc.oneof(
  { weight: 8, arbitrary: fc.array(operation, { maxLength: 2 }) },
  { weight: 1, arbitrary: fc.oneof(operation, scalar) },
);
const typeName: fc.Arbitrary<Json> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...TYPES) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_TYPES) },
  { weight: 1, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...TYPES), { maxLength: 2 }) },
);
const loose: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: objectOf(["a", "Key"], scalar) },
);
const VALUES: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  Tags: tags,
  TagFilters: tags,
  TargetState: targetState,
  PatchDocument: patch,
  TypeName: typeName,
  Url: addresses,
  Callbacks: addresses,
  Config: objectOf(["TokenEndpoint", "a"], addresses),
  Smtp: objectOf(["Name", "Port"], scalar),
};

/** Params of the action's own and, seldom, others; most calls name few of them. */
export function paramsOf(parameters: readonly string[]): fc.Arbitrary<JsonObject> {
  const shape = Object.fromEntries(parameters.map((name) => [name, VALUES[name] ?? loose]));
  // Without these hardly any rule comes near, and the rest of the call would not be judged.
  const core = parameters.filter((name) => ["TypeName", "PatchDocument", "TargetState"].includes(name));
  const regular: fc.Arbitrary<JsonObject> = fc.oneof(
    { weight: 4, arbitrary: fc.record<Record<string, Json>>(shape, { requiredKeys: core }) },
    { weight: 1, arbitrary: fc.record<Record<string, Json>>(shape, { requiredKeys: [] }) },
  );
  const stray = objectOf(parameters, scalar);
  return fc.oneof(
    { weight: 9, arbitrary: regular },
    {
      weight: 1,
      arbitrary: fc
        .tuple(regular, stray)
        .map(([one, other]) => Object.fromEntries([...Object.entries(one), ...Object.entries(other)])),
    },
  );
}

export const call = fc
  .constantFrom(...actions)
  .chain((action) =>
    paramsOf(Object.keys(action.input())).map((params) => [qualifiedName(action), params] as const),
  );

/** Actions that one rule may name together, with the paths that its conditions and `only` may speak of. */
interface Group {
  readonly actions: readonly string[];
  readonly when: readonly string[];
  readonly only?: readonly string[];
  readonly types?: "may" | "must";
  readonly approval?: "must";
  readonly denyOnly?: true;
  readonly needsOnly?: true;
}
const NAMESPACE = ["NamespaceName", "Description", "Tags", "Tags.Key", "Limit", "Open"];
const GROUPS: readonly Group[] = [
  { actions: ["id:CreateNamespace"], when: NAMESPACE, only: [...NAMESPACE, "Tags.Value"] },
  { actions: ["id:DeleteNamespace"], when: ["NamespaceName", "NamespaceId"], only: ["NamespaceName"] },
  {
    actions: ["id:DeleteNamespace", "id:UpdateNamespace"],
    when: ["NamespaceName", "NamespaceId"],
    approval: "must",
  },
  { actions: ["id:*Namespace"], when: ["NamespaceName"] },
  { actions: ["id:UnbindPool"], when: ["WorkloadPoolName", "WorkloadPoolId"], only: ["WorkloadPoolId"] },
  { actions: ["id:*WorkloadPool"], when: ["WorkloadPoolName"], only: ["Description"] },
  { actions: ["id:GetWorkloadPool", "id:List*"], when: ["WorkloadPoolName", "WorkloadPoolId"] },
  { actions: ["id:*"], when: [], only: ["NamespaceName", "Url", "PatchDocument"], needsOnly: true },
  { actions: ["*:Get*"], when: [] },
  { actions: ["id:Get*", "id:GetWorkloadAccessToken"], when: [], approval: "must" },
  { actions: ["*"], when: [], denyOnly: true },
  {
    actions: ["id:CreateHook"],
    when: ["Name", "Url", "Config.TokenEndpoint"],
    only: ["Name", "Url", "Config"],
  },
  {
    actions: ["id:PatchHook"],
    when: ["Name"],
    only: ["PatchDocument", "PatchDocument.RedirectUri"],
    needsOnly: true,
  },
  { actions: ["iam:CreateUser"], when: ["UserName"] },
  { actions: ["iam:*User*"], when: ["UserName"] },
  { actions: ["iam:AttachUserPolicy"], when: ["UserName", "PolicyName"], approval: "must" },
  { actions: ["id:CreatePolicy"], when: ["Policy"], approval: "must" },
  { actions: ["id:GrantPermission", "id:CreatePolicy"], when: [], approval: "must" },
  {
    actions: ["cloudcontrol:CreateResource"],
    when: ["TargetState.UserName", "TargetState.Tags.Key", "TargetState", "TypeName"],
    only: [
      "TargetState",
      "TargetState.UserName",
      "TargetState.Tags",
      "TargetState.Tags.Key",
      "TargetState.RedirectUri",
    ],
    types: "must",
    needsOnly: true,
  },
  {
    actions: ["cloudcontrol:Update*"],
    when: [
      "PatchDocument.UserName",
      "PatchDocument.Tags.Key",
      "PatchDocument.Tags",
      "PatchDocument",
      "Identifier",
    ],
    only: [
      "PatchDocument",
      "PatchDocument.UserName",
      "PatchDocument.Tags",
      "PatchDocument.Tags.Key",
      "PatchDocument.RedirectUri",
      "PatchDocument.a/b",
    ],
    types: "must",
    needsOnly: true,
  },
  { actions: ["cloudcontrol:DeleteResource"], when: ["Identifier"], only: ["Identifier"], types: "must" },
  {
    actions: ["cloudcontrol:*Resource"],
    when: ["TypeName"],
    only: ["TargetState", "PatchDocument"],
    types: "must",
    needsOnly: true,
  },
  {
    actions: ["cloudcontrol:GetResource"],
    when: ["Identifier", "TypeName"],
    only: ["Identifier"],
    types: "may",
  },
];

const safeText = fc.constantFrom("a", "ab", "A", "1", "prod", "default", "é", "😀");
const pattern = fc
  .array(fc.constantFrom("*", "?", "a", "b", "1", "prod", "**"), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(""));
const number = fc.constantFrom(...NUMBERS);
const present: { readonly present: true } = { present: true };
const condition: fc.Arbitrary<string | number | boolean | RawCondition> = fc.oneof(
  safeText,
  number,
  fc.boolean(),
  pattern.map((like) => ({ like })),
  fc
    .tuple(pattern, fc.array(safeText, { minLength: 1, maxLength: 3 }))
    .map(([like, values]) => ({ like, in: values })),
  fc
    .array(fc.oneof(safeText, number, fc.boolean()), { minLength: 1, maxLength: 3 })
    .map((values) => ({ in: values })),
  number.map((min) => ({ min })),
  fc.tuple(number, number).map(([one, other]) => ({ min: Math.min(one, other), max: Math.max(one, other) })),
  fc.constant(present),
  pattern.map((like) => ({ like, ...present })),
  fc.constant<RawCondition>({ absent: true }),
);

export function ruleOf(kind: "allow" | "deny"): fc.Arbitrary<Omit<RawRule, "id">> {
  const groups = GROUPS.filter(({ denyOnly }) => kind === "deny" || denyOnly === undefined);
  return fc.constantFrom(...groups).chain((group) => {
    const allows = kind === "allow";
    const when =
      group.when.length === 0
        ? fc.constant(undefined)
        : fc.option(
            fc
              .uniqueArray(fc.tuple(fc.constantFrom(...group.when), condition), {
                minLength: 1,
                maxLength: 2,
                selector: ([path]) => path,
              })
              .map((entries) => Object.fromEntries(entries)),
            { nil: undefined },
          );
    const someOnly = fc.uniqueArray(fc.constantFrom(...(group.only ?? ["nothing"])), {
      minLength: group.needsOnly ? 1 : 0,
      maxLength: 3,
    });
    const only =
      !allows || group.only === undefined
        ? fc.constant(undefined)
        : group.needsOnly
          ? someOnly
          : fc.option(someOnly, { nil: undefined, freq: 1 });
    const someTypes = fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 2 });
    const must = allows && group.types === "must";
    const types =
      group.types === undefined
        ? fc.constant(undefined)
        : must
          ? someTypes
          : fc.option(someTypes, { nil: undefined });
    const stated = fc.constantFrom<"none" | "ask">("none", "ask");
    const approval = !allows
      ? fc.constant(undefined)
      : group.approval === "must"
        ? stated
        : fc.option(stated, { nil: undefined });
    return fc.tuple(when, only, types, approval).map(([w, o, t, a]) => ({
      actions: group.actions,
      ...(w === undefined ? {} : { when: w }),
      ...(o === undefined ? {} : { only: o }),
      ...(t === undefined ? {} : { types: t }),
      ...(a === undefined ? {} : { approval: a }),
    }));
  });
}

const withIds = (prefix: string) => (rules: readonly Omit<RawRule, "id">[]) =>
  rules.map((rule, index) => ({ id: `${prefix}${index}`, ...rule }));

export const policy: fc.Arbitrary<RawPolicy> = fc.record({
  reads: fc.constantFrom<"allow" | "listed">("allow", "listed"),
  hosts: fc.subarray(["auth.example.com", "*.hooks.example.com", "hooks.example.com"]),
  allow: fc.array(ruleOf("allow"), { maxLength: 5 }).map(withIds("a")),
  deny: fc
    .oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(ruleOf("deny"), { maxLength: 2 }) },
    )
    .map(withIds("d")),
});
