/** Example arguments that an action's own schema accepts, made from that schema. */
import type { Action } from "../../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { inputSchema, placeholderOf } from "../../action/parse.ts";
import { GENERATED, kindsThatFit } from "../../gate/secret-uses.ts";
import { objectSchema } from "../definition.ts";

/** Optional parameters that an example shows where nothing is required. */
const SHOWN_OPTIONAL = 2;

/** Values by what the end of a parameter's name says it is. The first that matches counts. */
const VALUES: readonly (readonly [RegExp, string])[] = [
  [/Email$/i, "ann@example.com"],
  [/(Phone|PhoneNumber|Mobile)$/i, "+8613800000000"],
  [/Issuer(Url|URL)?$/, "https://issuer.example.com"],
  [/(TokenEndpoint|TokenUrl|TokenURL)$/, "https://idp.example.com/oauth/token"],
  [/User(Info)?(Endpoint|Url|URL)$/, "https://idp.example.com/oauth/userinfo"],
  [/(Endpoint|Authorize(Url|URL)|AuthorizationUrl)$/, "https://idp.example.com/oauth/authorize"],
  [/(Discovery|WellKnown)(Url|URL|Uri|URI)?$/, "https://idp.example.com/.well-known/openid-configuration"],
  [/(Url|URL|Uri|URI|Urls|Uris)$/, "https://app.example.com/callback"],
  [/Host$/, "smtp.example.com"],
  [/Domain$/, "login.example.com"],
  [/(Trn|Arn)$/, "trn:iam::2100000000:role/example"],
  [/(Time|Date|At)$/, "2026-12-31T00:00:00Z"],
  [/TypeName$/, "Volcengine::IAM::User"],
  [/^Policy$/, 'permit(principal == Agent::"bot", action == Action::"read", resource);'],
  [/^Effect$/, "permit"],
  [
    /TrustPolicyDocument$/,
    '{"Statement":[{"Effect":"Allow","Action":["sts:AssumeRole"],"Principal":{"IAM":["trn:iam::2100000000:root"]}}]}',
  ],
  [/PolicyDocument$/, '{"Statement":[{"Effect":"Allow","Action":["iam:Get*"],"Resource":["*"]}]}'],
];

/** What no schema tells: the state of a resource of the type that VALUES names, and a patch of it. */
const WHOLE: ReadonlyMap<string, Json> = new Map<string, Json>([
  ["TargetState", { UserName: "example" }],
  ["PatchDocument", [{ op: "replace", path: "/DisplayName", value: "Example" }]],
]);

/**
 * The required parameters, one of each exclusive group, and what the action itself wants shown; the first two where that
 * is nothing.
 */
export function exampleOf(action: Action): JsonObject {
  const schema = objectSchema(inputSchema(action));
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const groups = action.alternatives ?? [];
  const chosen = groups.filter((group) => group.required).map(({ of }) => of[0] ?? "");
  const others = new Set(groups.flatMap(({ of }) => of.slice(1)));
  const names = [...new Set([...required, ...chosen, ...(action.exampleShows ?? [])])];
  const optional = Object.keys(properties).filter((name) => !others.has(name) && !isSteering(name));
  const shown = names.length > 0 ? names : optional.slice(0, SHOWN_OPTIONAL);
  return Object.fromEntries(shown.map((name) => [name, sample(name, properties[name])]));
}

/** Paging and waiting are no part of what somebody asks for first. */
function isSteering(name: string): boolean {
  return /^(PageNumber|PageSize|MaxResults|NextToken|Limit|Offset|wait|ClientToken)$/.test(name);
}

function sample(name: string, given: Json | undefined): Json {
  const whole = WHOLE.get(name);
  if (whole !== undefined) return whole;
  const schema = isJsonObject(given) ? given : {};
  const { type, enum: options, anyOf, items } = schema;
  if (Array.isArray(options)) return options[0] ?? "";
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(anyOf)) {
    const handle = anyOf.some((part: Json) => isJsonObject(part) && isHandleSchema(part));
    return handle ? secretFor(name) : sample(name, anyOf[0]);
  }
  switch (type) {
    case "boolean":
      return true;
    case "integer":
    case "number":
      return numberFor(schema);
    case "array":
      return [sample(name.replace(/s$/, ""), items)];
    case "object":
      return objectFor(schema);
    case "string":
      return textFor(name, schema);
    default:
      return {};
  }
}

/** A new password is made here; what no handle fits is the user's, and an example must not look like making it up. */
function secretFor(name: string): Json {
  const kinds = kindsThatFit(name);
  if (kinds.includes(GENERATED)) return { $secret: "secret_from_generate_secret" };
  return kinds.length === 0 ? placeholderOf(name) : { $secret: "secret_from_an_earlier_result" };
}

function isHandleSchema(schema: JsonObject): boolean {
  return isJsonObject(schema.properties) && schema.properties.$secret !== undefined;
}

function objectFor(schema: JsonObject): JsonObject {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const names = required.length > 0 ? required : Object.keys(properties).slice(0, SHOWN_OPTIONAL);
  return Object.fromEntries(names.map((name) => [name, sample(name, properties[name])]));
}

function numberFor({ minimum, maximum }: JsonObject): number {
  const low = typeof minimum === "number" ? minimum : 1;
  return typeof maximum === "number" ? Math.min(Math.max(low, 1), maximum) : Math.max(low, 1);
}

function textFor(name: string, { maxLength, minLength, description }: JsonObject): string {
  const quoted =
    typeof description === "string" ? /\be\.g\. ([A-Za-z0-9:_-]+)/.exec(description)?.[1] : undefined;
  const known = VALUES.find(([pattern]) => pattern.test(name))?.[1];
  // An id is the service's: the reader has to put theirs there.
  const id = /(Id|ID|Uid|Identifier)$/.test(name) ? placeholderOf(name) : undefined;
  const text = quoted ?? known ?? id ?? "example";
  const fitting = typeof maxLength === "number" ? text.slice(0, maxLength) : text;
  return typeof minLength === "number" ? fitting.padEnd(minLength, "x") : fitting;
}
