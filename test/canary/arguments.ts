/** Arguments of every action with a canary in each input that is marked secret, and answers with one in each secret output. */
import fc from "fast-check";
import { type Action, type FieldPath, qualifiedName } from "../../src/action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import { parseArguments } from "../../src/action/parse.ts";
import { documented } from "../../src/sandbox/reference/index.ts";
import { exampleOf } from "../../src/server/discovery/example.ts";
import { validArguments } from "../support/arguments.ts";
import { canaryOf, type Form } from "./canaries.ts";

const SEED = 20_260_101;
const reference = new Map(documented.map((one) => [`${one.service}:${one.name}`, one]));

/** One call of one action. */
export interface Planted {
  readonly action: Action;
  readonly args: JsonObject;
  /** The secrets in it, each at one place only. */
  readonly canaries: readonly string[];
}

/** What a placed value is made of: the place, as the action declares it. */
type Make = (path: FieldPath) => Json;

/**
 * Arguments that the action takes, with a canary of its own at every declared secret input. Where the odd form or the
 * short example is not taken, the plain form, or everything that the reference documents.
 * @throws Error where none is taken
 */
export function plant(action: Action, run: string): Planted {
  const name = qualifiedName(action);
  for (const base of basesOf(action)) {
    for (const form of FORMS) {
      const canaries: string[] = [];
      const make = (path: FieldPath) => {
        const canary = canaryOf(`${run} ${name} ${path} ${canaries.length}`, form);
        canaries.push(canary);
        return canary;
      };
      const args =
        name === "cloudcontrol:UpdateResource"
          ? patched(base, make)
          : withSecrets(base, inputsOf(action), make);
      // No task is waited for, unless its end is what is looked at.
      const whole = action.follow === undefined ? args : { ...args, wait: 0 };
      if (takes(action, whole)) return { action, args: whole, canaries };
    }
  }
  throw new Error(`no arguments with secrets for ${name}`);
}

const FORMS: readonly Form[] = ["odd", "plain"];
const inputsOf = (action: Action) => action.secrets.input;

/** A secret set by itself, and secrets within something larger. */
function patched(base: JsonObject, make: Make): JsonObject {
  const larger = {
    Password: make("Password"),
    Deep: [{ ClientSecret: make("ClientSecret"), ApiKey: make("ApiKey") }],
  };
  const PatchDocument = [
    { op: "add", path: "/Password", value: make("Password") },
    { op: "replace", path: "/LoginProfile", value: larger },
  ];
  return { ...base, PatchDocument };
}

/** From the shortest to all that there is; what rules accept comes first. */
function* basesOf(action: Action): Generator<JsonObject> {
  yield exampleOf(action);
  const exampleShows = [...new Set(inputsOf(action).map((path) => path.split(/[.[]/)[0] ?? ""))];
  yield exampleOf({ ...action, exampleShows });
  yield everything(action);
}

export function takes(action: Action, args: JsonObject): boolean {
  try {
    parseArguments(action, args);
    return true;
  } catch {
    return false;
  }
}

/** All that the reference documents for the action. */
function everything(action: Action): JsonObject {
  const page = reference.get(qualifiedName(action));
  if (page === undefined) throw new Error(`${qualifiedName(action)} is not documented`);
  const made = validArguments(action, page, "all");
  return fc.sample(fc.noShrink(made), { seed: SEED, numRuns: 1, unbiased: true })[0] ?? {};
}

/** A copy of the value with something made at the end of every path; what is missing on the way is made too. */
export function withSecrets(base: JsonObject, paths: readonly FieldPath[], make: Make): JsonObject {
  let whole: Json = base;
  for (const path of paths) whole = put(whole, path.split("."), () => make(path));
  return isJsonObject(whole) ? whole : {};
}

function put(json: Json | undefined, [step, ...rest]: readonly string[], make: () => Json): Json {
  if (step === undefined) return make();
  if (step === "**") {
    // Any number of objects and lists on the way: none, and two.
    const here = put(json, rest, make);
    const deep = put({}, rest, make);
    const inner =
      isJsonObject(here) && Array.isArray(here.Deep) && isJsonObject(here.Deep[0]) ? here.Deep[0] : {};
    return { ...(isJsonObject(here) ? here : {}), Deep: [{ ...inner, ...(isJsonObject(deep) ? deep : {}) }] };
  }
  const object = isJsonObject(json) ? json : {};
  const name = step.replaceAll("[]", "");
  const below = object[name];
  if (!step.endsWith("[]")) return { ...object, [name]: put(below, rest, make) };
  const list: readonly Json[] = Array.isArray(below) && below.length > 0 ? below : [{}];
  return { ...object, [name]: list.map((item) => put(item, rest, make)) };
}
