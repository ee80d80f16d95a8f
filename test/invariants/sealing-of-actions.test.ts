/**
 * What actions declare as secret, proved on answers and requests as the reference lists their fields. What has to be
 * secret is said here once more, by name: neither a forgotten declaration nor one that leads nowhere goes unseen.
 */
import { describe, expect, it } from "vitest";
import { type Action, qualifiedName } from "../../src/action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import { type Documented, documented } from "../../src/sandbox/reference/index.ts";
import {
  createVault,
  isHandle,
  type JsonPath,
  pathMatches,
  redactParams,
  sealResult,
  visitPaths,
} from "../../src/secrets/index.ts";
import { actions } from "../../tools/index.ts";
import {
  ANYBODYS_SECRETS,
  at,
  createMarker,
  markedAnswer,
  markedRequest,
  marksIn,
} from "../support/marks.ts";

const references = new Map(documented.map((one) => [qualifiedNameOf(one), one]));
const each = actions.map((action) => [qualifiedName(action), action, referenceOf(action)] as const);

function qualifiedNameOf({ service, name }: Documented): string {
  return `${service}:${name}`;
}

function referenceOf(action: Action): Documented {
  const found = references.get(qualifiedName(action));
  if (found === undefined) throw new Error(`${qualifiedName(action)} is not in the reference`);
  return found;
}

/** Fields that are secret by their name, wherever they are. */
const BY_NAME = new RegExp(
  `^(?:${[
    ...["\\w*Password", "\\w*Secret", "\\w*Token", "SecretAccessKey", "PrivateKey", "EncryptionKey"],
    ...["ApiKey", "CredentialData"],
    // Addresses that are a capability: whoever holds one may go on with what it began.
    ...["SessionUri", "RegistrationClientUri", "AuthorizationUrl", "DebugAuthorizeUrl", "AgentHandlerUrl"],
    // Texts in which others keep what they like.
    ...["Metadata", "UserMetadata", "ExternalProviderUserMetadata", "AdditionalConfig", "Result"],
    ...["CustomState", "\\w*B64"],
  ].join("|")})$`,
);

/** The same where the name alone does not tell. */
const BY_PLACE: readonly RegExp[] = [
  /(?:^|\.)CustomParameters\.Entries\.Value$/,
  /^id:Oauth2Callback\.(?:Code|State)$/,
  // The settings of an anchor come back sealed; who trusts one has to see what they trust.
  /^id:(?:Create|Get|Update)TrustAnchor answer\.TrustAnchorCfg\.Value$/,
  /^id:ListTrustAnchors answer\.TrustAnchors\.TrustAnchorCfg\.Value$/,
  // A task is anybody's, and of any type.
  /^cloudcontrol:(?:GetTask|ListTasks) answer\.(?:\w+\.)?ResourceModel(?:\.|$)/,
];

const NO_SECRET: ReadonlyMap<string, string> = new Map([
  ["NextToken", "says which page comes next of what was asked for"],
  ["ClientToken", "makes a repeat safe; the caller chooses it and it opens nothing"],
]);

/** Every marked text and its place, lists looked through. */
function texts(root: string, json: Json): readonly { path: JsonPath; place: string; mark: string }[] {
  const found: { path: JsonPath; place: string; mark: string }[] = [];
  visitPaths(json, ["**"], (value, path) => {
    if (typeof value !== "string" || marksIn(value).length === 0) return;
    const names = path.filter((segment) => typeof segment === "string");
    found.push({ path, place: [root, ...names].join("."), mark: value });
  });
  return found;
}

function hasToBeSecret(place: string): boolean {
  const name = place.split(".").at(-1) ?? "";
  if (NO_SECRET.has(name)) return false;
  return BY_NAME.test(name) || name === "db_password" || BY_PLACE.some((pattern) => pattern.test(place));
}

/** Whether a declared path means a place or something around it. */
function isDeclared(paths: readonly string[], path: JsonPath): boolean {
  return path.some((_, end) => paths.some((pattern) => pathMatches(pattern, path.slice(0, end + 1))));
}

function answer(action: Action, reference: Documented): JsonObject {
  return markedAnswer(action, reference, createMarker());
}

describe("the answer of every action", () => {
  it.each(each)("%s: what is secret by its name is sealed", (name, action, reference) => {
    const whole = answer(action, reference);
    const secret = texts(`${name} answer`, whole).filter(({ place }) => hasToBeSecret(place));
    const { result } = sealResult(action, whole, createVault());
    const left = new Set(marksIn(result));
    expect(secret.filter(({ mark }) => left.has(mark))).toEqual([]);
  });

  it.each(each)("%s: and is declared, not only recognised", (name, action, reference) => {
    const known = new Set<string>(["AppSecret", "db_password"]);
    const undeclared = texts(`${name} answer`, answer(action, reference)).filter(
      ({ place, path }) =>
        hasToBeSecret(place) &&
        !known.has(place.split(".").at(-1) ?? "") &&
        !isDeclared([...action.secrets.output, ...action.secrets.forUser], path),
    );
    expect(undeclared.map(({ place }) => place)).toEqual([]);
  });

  it.each(each)("%s: what is no secret stays", (name, action, reference) => {
    const whole = answer(action, reference);
    const plain = texts(`${name} answer`, whole).filter(
      ({ place, path }) => !hasToBeSecret(place) && !isDeclared(action.secrets.output, path),
    );
    const { result } = sealResult(action, whole, createVault());
    for (const { path, mark } of plain) expect(at(result, path)).toBe(mark);
  });
});

const sealing = each.filter(([, { secrets }]) => secrets.output.length > 0);

describe("the answer of an action that declares secrets", () => {
  it.each(sealing)("%s: every declared path leads to a documented field", (_, action, reference) => {
    const whole = answer(action, reference);
    for (const path of action.secrets.output) {
      const reached: Json[] = [];
      visitPaths(whole, [path], (value) => reached.push(value));
      expect(reached.flatMap(marksIn).length, path).toBeGreaterThan(0);
    }
  });

  it.each(sealing)("%s: has handles in their places, and the values nowhere", (_, action, reference) => {
    const whole = answer(action, reference);
    const places: { readonly path: JsonPath; readonly value: Json }[] = [];
    visitPaths(whole, action.secrets.output, (value, path) => places.push({ value, path }));
    const secret = places.flatMap(({ value }) => marksIn(value));
    // The service says the same again: in words, as a name, encoded.
    const again = {
      Message: `got ${secret.join(", ")}`,
      Base64: secret.map((mark) => Buffer.from(`{"a":"${mark}"}`).toString("base64")),
      ...Object.fromEntries(secret.map((mark) => [`Echo ${mark}`, encodeURIComponent(`=${mark}&`)])),
    };
    const vault = createVault();
    const { result, sealed } = sealResult(action, { ...whole, Again: again }, vault);
    const left = new Set(marksIn(result));
    expect(secret.filter((mark) => left.has(mark))).toEqual([]);
    const bare = JSON.stringify(result);
    for (const text of again.Base64) expect(bare).not.toContain(text);
    for (const { path, value } of places) {
      const handle = at(result, path);
      if (!isHandle(handle)) throw new Error(`no handle at ${path.join(".")}: ${JSON.stringify(handle)}`);
      const text = typeof value === "string" ? value : JSON.stringify(value);
      expect(vault.open(handle.$secret).value).toBe(text);
    }
    expect(new Set(sealed.map(({ handle }) => handle)).size).toBe(sealed.length);
  });

  it.each(sealing.filter(([, { jsonStrings }]) => jsonStrings.length > 0))(
    "%s: also while its JSON is still text",
    (_, action, reference) => {
      const whole = answer(action, reference);
      const places: JsonPath[] = [];
      visitPaths(whole, action.jsonStrings, (_value, path) => places.push(path));
      const asText = places.reduce((json, path) => withText(json, path), whole);
      expect(asText).not.toEqual(whole);
      const secret = texts("", whole).filter(({ path }) => isDeclared(action.secrets.output, path));
      const left = new Set(marksIn(sealResult(action, asText, createVault()).result));
      expect(secret.filter(({ mark }) => left.has(mark))).toEqual([]);
    },
  );
});

/** A copy in which what is at the place is JSON in a string. */
function withText(json: JsonObject, path: JsonPath): JsonObject {
  const replace = (value: Json | undefined, [step, ...rest]: JsonPath): Json => {
    if (step === undefined) return JSON.stringify(value);
    if (Array.isArray(value)) {
      return value.map((one: Json, index) => (index === step ? replace(one, rest) : one));
    }
    const object = isJsonObject(value) ? value : {};
    return { ...object, [step]: replace(object[step], rest) };
  };
  const replaced = replace(json, path);
  return isJsonObject(replaced) ? replaced : {};
}

const KEY = new Uint8Array(32).fill(7);

describe("the request of every action", () => {
  it.each(each)("%s: shows nobody what is secret in it", (name, action, reference) => {
    const params = markedRequest(reference, createMarker());
    const inPatch = action.secrets.input.includes("PatchDocument[].value");
    const secret = texts(name, params).filter(
      ({ place, path }) =>
        hasToBeSecret(place) ||
        (isDeclared(action.secrets.input, path) && !inPatch) ||
        (inPatch && /\.PatchDocument\.value$/.test(place)),
    );
    const left = new Set(marksIn(redactParams(action, params, KEY)));
    expect(secret.filter(({ mark }) => left.has(mark))).toEqual([]);
  });

  it.each(each)("%s: takes a handle wherever a secret goes", (name, action, reference) => {
    const undeclared = texts(name, markedRequest(reference, createMarker())).filter(
      ({ place, path }) => hasToBeSecret(place) && !isDeclared(action.secrets.input, path),
    );
    const places = new Set(undeclared.map(({ place }) => place));
    // Free-form JSON: other names are recognised, and take no handle.
    for (const place of places) if (/(?:AppSecret|db_password)$/.test(place)) places.delete(place);
    // What resources are searched by is no place for a secret: it is shown to nobody, and takes no handle.
    if (name === "cloudcontrol:ListResources") {
      for (const place of places) if (place.startsWith(`${name}.Filter.`)) places.delete(place);
    }
    expect([...places]).toEqual([]);
  });

  it.each(each.filter(([, { secrets }]) => secrets.input.length > 0))(
    "%s: every declared path leads to a documented field",
    (_, action, reference) => {
      const params = markedRequest(reference, createMarker());
      for (const path of action.secrets.input) {
        const reached: Json[] = [];
        visitPaths(params, [path], (value) => reached.push(value));
        expect(reached.flatMap(marksIn).length, path).toBeGreaterThan(0);
      }
    },
  );
});

it("no secret of anybody's JSON goes without a name that this test knows", () => {
  for (const name of ANYBODYS_SECRETS) expect(hasToBeSecret(`any.${name}`), name).toBe(true);
});
