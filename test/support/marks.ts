/** Answers and requests as the reference lists their fields, with a value of its own in every text: what becomes of each can be told. */
import { createHash } from "node:crypto";
import type { Action } from "../../src/action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import type { Documented } from "../../src/sandbox/reference/index.ts";
import type { Fact } from "../../src/sandbox/types.ts";
import { type JsonPath, mapPaths } from "../../src/secrets/index.ts";
import { fieldName, isListFact } from "./arguments.ts";

/** What somebody's free-form JSON may call a secret. */
export const ANYBODYS_SECRETS = [
  ...["Password", "ClientSecret", "SecretAccessKey", "SessionToken", "AccessToken", "RefreshToken", "ApiKey"],
  ...["Secret", "Token", "PrivateKey", "CredentialSecret", "CredentialData", "EncryptionKey"],
  ...["RegistrationAccessToken", "AppSecret", "db_password"],
];

/** No two have a piece in common: where one is masked, a piece of the next must not go with it, and so go unseen. */
export function createMarker(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `mK7${createHash("sha256").update(String(count)).digest("hex").slice(0, 24)}`;
  };
}
type Marker = ReturnType<typeof createMarker>;

const MARK = /mK7[0-9a-f]{24}/g;

/** Every mark in a value, also within a text or a key. */
export const marksIn = (value: unknown): readonly string[] => JSON.stringify(value ?? null).match(MARK) ?? [];

interface Making {
  readonly mark: Marker;
  /** What stands for any JSON. */
  readonly any: (mark: Marker) => Json;
}

function markedFact(fact: Fact, making: Making): Json {
  if (isListFact(fact)) return [markedFact(fact[0], making), markedFact(fact[0], making)];
  if (typeof fact !== "string") return markedFields(fact, making);
  if (fact.startsWith("string")) return making.mark();
  if (fact.startsWith("any")) return making.any(making.mark);
  return fact.startsWith("boolean") ? true : 0;
}

function markedFields(facts: Readonly<Record<string, Fact>>, making: Making): JsonObject {
  return Object.fromEntries(
    Object.entries(facts).map(([field, fact]) => [fieldName(field), markedFact(fact, making)]),
  );
}

/** Secrets by name, as deep as anybody may put them. */
export function anybodysJson(mark: Marker): JsonObject {
  const secrets = () => Object.fromEntries(ANYBODYS_SECRETS.map((name) => [name, mark()]));
  return { ...secrets(), Deep: [{ Deeper: secrets() }] };
}

/** Where the reference lists no fields of the answer although by its meaning there are some. */
const UNLISTED = new Map<string, (mark: Marker) => JsonObject>([
  ["id:CreateApiKey", (mark) => ({ ApiKeyAuthConfigs: [{ ApiKeyName: "a", ApiKey: mark() }] })],
  ["id:CompleteResourceTokenAuth", (mark) => ({ Credential: { AccessToken: mark() } })],
]);

/** An answer with all that the reference lists. JSON that travels in a string comes parsed, as it is sealed. */
export function markedAnswer(action: Action, reference: Documented, mark: Marker): JsonObject {
  // Any JSON in an answer is a schema: it speaks of properties and holds none.
  const listed = markedFields(reference.output, { mark, any: () => ({ description: mark() }) });
  const unlisted = UNLISTED.get(`${reference.service}:${reference.name}`)?.(mark);
  return mapPaths({ ...listed, ...unlisted }, action.jsonStrings, () => anybodysJson(mark));
}

/** A request with all that the reference lists. A patch sets secrets one by one, and within something larger. */
export function markedRequest(reference: Documented, mark: Marker): JsonObject {
  const params = markedFields(reference.input, { mark, any: anybodysJson });
  if (params.PatchDocument === undefined) return params;
  const single = ANYBODYS_SECRETS.map((name) => ({ op: "replace", path: `/Deep/${name}`, value: mark() }));
  const PatchDocument: Json = [...single, { op: "add", path: "/Larger", value: anybodysJson(mark) }];
  return { ...params, PatchDocument };
}

/** What is at a place. */
export function at(json: Json, path: JsonPath): Json | undefined {
  let value: Json | undefined = json;
  for (const segment of path) {
    if (typeof segment === "number") value = Array.isArray(value) ? value[segment] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
  }
  return value;
}
