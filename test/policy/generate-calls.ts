/** Calls at random, made to meet the random policies: few names, many of them nearly right. */
import fc from "fast-check";
import { type Action, qualifiedName } from "../../src/action/action.ts";
import type { Json, JsonObject } from "../../src/action/json.ts";
import type { Principal } from "../../src/policy/types.ts";
import { actions } from "./actions.ts";
import type { HostOf } from "./oracle-carried.ts";

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

export const TYPES = ["Volcengine::IAM::User", "Volcengine::IAM::Policy", "Volcengine::IAM::Accesskey"];
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
export const NUMBERS = [0, 1, 2, 3, -1, 1.5];

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
// ---- policy documents ----

const granted = fc.constantFrom(
  "iam:CreateUser",
  "IAM:createuser",
  "iam:*",
  "id:Create?amespace",
  "*",
  "iam:GetUser",
  "s3:*",
);
const statement: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record<Record<string, Json>>(
      {
        Effect: fc.constantFrom("Allow", "Allow", "Deny", "deny"),
        Action: fc.oneof(
          { weight: 3, arbitrary: granted },
          { weight: 3, arbitrary: fc.array(granted, { maxLength: 2 }) },
          { weight: 1, arbitrary: fc.constantFrom<Json>(null, 7, [7], ["s3:*", null]) },
        ),
        Resource: fc.constant("*"),
      },
      { requiredKeys: ["Effect", "Action"] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Json>(
      null,
      "Allow",
      { Effect: "Allow", NotAction: "s3:*" },
      { Effect: "Deny", Action: "s3:*", NotAction: "s3:*" },
      { Effect: "Allow", action: "*", Action: "s3:*" },
      { Effect: "Allow" },
    ),
  },
);
const whole: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(statement, { maxLength: 2 }).map((Statement): Json => ({ Version: "1", Statement })),
  },
  { weight: 1, arbitrary: statement.map((Statement): Json => ({ Statement })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Json>(
      {},
      { statement: [] },
      { Statement: [], statement: [] },
      { Statement: null },
    ),
  },
);
const TWICE = '{"Statement":[],"Statement":[{"Effect":"Allow","Action":"*"}]}';
/** As an object, or as the JSON text that the direct actions take. */
const asText = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 3, arbitrary: value },
    { weight: 3, arbitrary: value.map((one) => JSON.stringify(one)) },
    { weight: 1, arbitrary: value.map((one) => JSON.stringify(one).replace("a", "\\u0061")) },
  );
export const document: fc.Arbitrary<Json> = fc.oneof(
  { weight: 10, arbitrary: asText(whole) },
  { weight: 1, arbitrary: fc.constantFrom<Json>(TWICE, "{", "[]", "", null, 7, []) },
);

// ---- resources ----

const free = asText(objectOf(["a", "Tags", "RedirectUri"], fc.oneof(scalar, tags, addresses)));
const listOf = (keys: readonly string[], value: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.array(objectOf(keys, value), { maxLength: 2 }) },
    { weight: 1, arbitrary: scalar },
  );
const scope = listOf(["ProjectName"], scalar);
const PROPERTIES: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  UserName: scalar,
  Description: fc.oneof(scalar, free),
  Status: scalar,
  Tags: tags,
  Policies: listOf(["PolicyName", "PolicyType"], scalar),
  PolicyUsers: listOf(["Name", "PolicyScope"], fc.oneof(scalar, scope)),
  LoginProfile: objectOf(["Password", "LoginAllowed", "LastLoginIp"], scalar),
  PolicyDocument: fc.oneof(document, free),
  RedirectUri: addresses,
};
/** Names that can be set of each type; now and then one of another type is taken. */
const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  "Volcengine::IAM::User": ["UserName", "Description", "Tags", "Policies", "LoginProfile"],
  "Volcengine::IAM::Policy": ["Description", "PolicyUsers", "PolicyDocument", "PolicyDocument"],
  "Volcengine::IAM::Accesskey": ["UserName", "Status"],
};
const propertyName = (type: Json): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.constantFrom(...((typeof type === "string" && OF_TYPE[type]) || ["UserName"])),
    },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(PROPERTIES)) },
    { weight: 1, arbitrary: fc.constantFrom("username", "policies", "x.y", "__proto__", "UserName.x", "0") },
  );
const propertyOf = (name: string): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 6, arbitrary: (Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name] : undefined) ?? scalar },
    { weight: 1, arbitrary: scalar },
  );
const targetState = (type: Json): fc.Arbitrary<Json> =>
  fc.oneof(
    {
      weight: 10,
      arbitrary: fc
        .array(
          propertyName(type).chain((name) => propertyOf(name).map((value) => [name, value] as const)),
          { maxLength: 3 },
        )
        .map((entries) => Object.fromEntries<Json>(entries)),
    },
    { weight: 1, arbitrary: scalar },
    { weight: 1, arbitrary: free },
  );
const INNER = ["Key", "PolicyName", "Name", "PolicyScope", "Password", "a", "RedirectUri", "Statement"];
const token = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...INNER) },
  { weight: 2, arbitrary: fc.constantFrom("0", "-", "12") },
  { weight: 1, arbitrary: fc.constantFrom("username", "policies", "TAGS", "a~1b", "a~0b", "~2", "") },
);
const pointer = (type: Json) =>
  fc
    .tuple(
      fc.oneof(
        { weight: 12, arbitrary: propertyName(type) },
        { weight: 1, arbitrary: token },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
      fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(token, { maxLength: 2 }) },
      ),
    )
    .map(([first, rest]) => (first === undefined ? [] : [first, ...rest]).map((one) => `/${one}`).join(""));
const operationOn = (type: Json): fc.Arbitrary<Json> =>
  fc.oneof(
    {
      weight: 16,
      arbitrary: fc
        .tuple(fc.constantFrom("add", "replace"), pointer(type))
        .chain(([op, path]) =>
          propertyOf(path.split("/")[1] ?? "").map((value): Json => ({ op, path, value })),
        ),
    },
    { weight: 4, arbitrary: fc.record({ op: fc.constant("remove"), path: pointer(type) }) },
    {
      weight: 1,
      arbitrary: fc.record({ op: fc.constantFrom("move", "copy"), path: pointer(type), from: pointer(type) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        op: fc.constantFrom("test", "Add", "remove"),
        path: pointer(type),
        value: scalar,
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom<Json>(null, "remove", {}, [], { path: "/UserName" }) },
  );
const patchOf = (type: Json): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 10, arbitrary: fc.array(operationOn(type), { maxLength: 2 }) },
    { weight: 1, arbitrary: fc.oneof(operationOn(type), scalar) },
  );
const typeName: fc.Arbitrary<Json> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...TYPES) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_TYPES) },
  { weight: 1, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...TYPES), { maxLength: 2 }) },
);
const hookPatch = fc.array(
  fc.oneof(
    operationOn("Volcengine::IAM::User"),
    fc.record({ op: fc.constant("add"), path: fc.constant("/RedirectUri"), value: addresses }),
  ),
  { maxLength: 2 },
);
const loose: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: objectOf(["a", "Key"], scalar) },
);
const VALUES: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  Tags: tags,
  TagFilters: tags,
  PatchDocument: hookPatch,
  PolicyDocument: document,
  NewPolicyDocument: document,
  HookIds: fc.oneof(
    { weight: 4, arbitrary: fc.array(text, { maxLength: 3 }) },
    { weight: 1, arbitrary: scalar },
  ),
  TypeName: typeName,
  Url: addresses,
  Callbacks: addresses,
  Config: objectOf(["TokenEndpoint", "a"], addresses),
  Smtp: objectOf(["Name", "Port"], scalar),
};

/** Params of the action's own and, seldom, others; most calls name few of them. */
export function paramsOf(parameters: readonly string[]): fc.Arbitrary<JsonObject> {
  const ofResource = parameters.includes("TargetState") || parameters.includes("Identifier");
  if (!ofResource) return paramsWith(parameters, {});
  const made = new Map<string, fc.Arbitrary<JsonObject>>();
  return typeName.chain((type) => {
    const key = JSON.stringify(type);
    const resource = {
      TypeName: fc.constant(type),
      TargetState: targetState(type),
      PatchDocument: patchOf(type),
    };
    const arbitrary = made.get(key) ?? paramsWith(parameters, resource);
    made.set(key, arbitrary);
    return arbitrary;
  });
}

function paramsWith(
  parameters: readonly string[],
  resource: Readonly<Record<string, fc.Arbitrary<Json>>>,
): fc.Arbitrary<JsonObject> {
  // Without these hardly any rule comes near, and the rest of the call would not be judged.
  const core = parameters.filter((name) => ["TypeName", "PatchDocument", "TargetState"].includes(name));
  const shape = Object.fromEntries(parameters.map((name) => [name, resource[name] ?? VALUES[name] ?? loose]));
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

// ---- callers ----

export const USERS = ["operator", "builder", "\u00e9"];
export const USER_GROUPS = ["platform", "audit"];
export const CLIENTS = ["ide", "chat"];
const nameLike = (names: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...names)
        .chain((name) =>
          fc.constantFrom(
            name.toUpperCase(),
            ` ${name}`,
            `${name}\u200b`,
            `\uff4f${name.slice(1)}`,
            "e\u0301",
            "",
          ),
        ),
    },
    { weight: 1, arbitrary: fc.constant("somebody") },
  );
const claimed = <T>(one: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: one }, { weight: 1, arbitrary: fc.constant(undefined) });
/** Who calls: nobody known, somebody with claims left out, somebody whose name is nearly another's. */
export const principal: fc.Arbitrary<Principal | undefined> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record<Principal>({
      user: claimed(nameLike(USERS)),
      groups: claimed(fc.array(nameLike(USER_GROUPS), { maxLength: 2 })),
      client: claimed(nameLike(CLIENTS)),
    }),
  },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

export type Called = readonly [name: string, params: JsonObject, principal: Principal | undefined];
/** Calls to each of these tests' actions, by anybody. Made once: making a generator takes longer than using it. */
export const calls: ReadonlyMap<string, fc.Arbitrary<Called>> = new Map(
  actions.map((action): [string, fc.Arbitrary<Called>] => {
    const name = qualifiedName(action);
    return [name, fc.tuple(fc.constant(name), paramsOf(Object.keys(action.input())), principal)];
  }),
);
export const call = fc.oneof(...calls.values());
/** A call to one of these actions. */
export const callTo = (some: readonly Action[]): fc.Arbitrary<Called> =>
  fc.oneof(...some.flatMap((action) => calls.get(qualifiedName(action)) ?? []));
