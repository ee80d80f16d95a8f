/** What a person is shown of things as they are now, beside what a call would make of them. Pure. */
import { createHash } from "node:crypto";
import type { TakenAlong } from "../../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { canonicalJson } from "../digest.ts";
import { type GateWords, gateWords } from "../words/words.ts";
import { shownName, shownWhole } from "./shown.ts";

/** What became of one read: a sealed answer in which every secret is `SEALED`, or why there is none. */
export type Seen =
  | { readonly kind: "seen"; readonly answer: JsonObject }
  | { readonly kind: "unseen"; readonly why: string };

/** Stands where a secret was: a handle differs from read to read, and tells nobody anything. */
export const SEALED: JsonObject = Object.freeze({ $secret: "sealed" });

/** Characters of one value, and names of one list, that are shown. */
const VALUE_LIMIT = 300;
const NAMES_LIMIT = 10;

/** Fields by which people know a thing, the best first. */
const NAME_FIELDS = [
  ...["Name", "DisplayName", "UserName", "GroupName", "UserGroupName", "RoleName", "PolicyName", "Email"],
  ...["WorkloadPoolName", "NamespaceName", "ResourceName", "ActionName", "AuthPointName", "ServiceName"],
  ...["RouteName", "PrincipalName", "OIDCProviderName", "ProviderName"],
];
const MOST_NAME_FIELDS = 3;
const CREATED_FIELDS = ["CreatedAt", "CreateTime", "CreateDate", "CreatedTime"];
const TOTAL_FIELDS = ["TotalCount", "Total"];

const nameFieldsOf = (thing: JsonObject): string[] =>
  NAME_FIELDS.filter((field) => typeof thing[field] === "string" && thing[field] !== "");

const isMark = (value: Json | undefined): boolean =>
  isJsonObject(value) && Object.keys(value).some((key) => key === "$secret" || key === "$fingerprint");

const isScalar = (value: Json | undefined): boolean => typeof value !== "object" || value === null;

/** The value at a dotted path of names. */
function valueAt(whole: Json, path: string): Json | undefined {
  return path
    .split(".")
    .reduce<Json | undefined>(
      (value, step) => (isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined),
      whole,
    );
}

/**
 * Collects what was found, line by line.
 * INVARIANT: words of the service's and the model's appear only in quotes, on one line, and bounded. What is cut enters a
 * fingerprint, so that equal text means that equal things were found.
 */
export class Findings {
  readonly #lines: string[] = [];
  readonly #cut: string[] = [];
  readonly #words: GateWords["findings"];
  readonly #chinese: boolean;

  constructor({ findings, language }: GateWords = gateWords()) {
    this.#words = findings;
    this.#chinese = language === "zh";
  }

  /** The thing that is changed or deleted. `known` are the values by which the call names it, `params` what it carries. */
  thing(
    reader: string,
    seen: Seen,
    call: {
      readonly at: string | undefined;
      readonly carried: readonly string[];
      readonly params: JsonObject;
      readonly gone: boolean;
    },
  ): void {
    const thing =
      seen.kind === "unseen" || call.at === undefined ? answerOf(seen) : valueAt(seen.answer, call.at);
    if (seen.kind === "unseen") this.#say(this.#words.unread(reader, seen.why));
    else if (!isJsonObject(thing)) this.#say(this.#words.untold(reader));
    else {
      const before = this.#lines.length;
      this.#about(thing, call);
      this.#compare(thing, call);
      if (this.#lines.length === before) this.#say(this.#words.there);
    }
  }

  /** The name of something that the call names by id. */
  named(parameter: string, id: Json | undefined, seen: Seen, at: string | undefined): void {
    this.#say(`${shownName(parameter)} ${this.#shown(id)}: ${this.#nameIn(seen, at)}`);
  }

  /** Elements of a list of ids for which no name was read. */
  unnamed(parameter: string, count: number): void {
    this.#say(this.#words.moreUnnamed(shownName(parameter), count));
  }

  /** What goes with a delete. `page` is how many items were asked for; undefined where a list comes whole. */
  along(entry: TakenAlong, seen: Seen, page: number | undefined): void {
    if (seen.kind === "unseen") {
      this.#say(this.#words.unreadAlong(this.#what(entry), entry.action, seen.why));
    } else this.#say(this.#counted(entry, seen.answer, page));
  }

  /** The whole, to stand below the preview of the call. */
  text(): string {
    const lines = [this.#words.heading, ...this.#lines.map((line) => `  ${line}`)];
    if (this.#cut.length > 0) {
      const hash = createHash("sha256").update(canonicalJson(this.#cut)).digest("hex").slice(0, 16);
      lines.push(`  ${this.#words.cut(hash)}`);
    }
    return lines.join("\n");
  }

  #nameIn(seen: Seen, at: string | undefined): string {
    if (seen.kind === "unseen") return this.#words.unreadName(seen.why);
    const thing = at === undefined ? seen.answer : valueAt(seen.answer, at);
    if (!isJsonObject(thing)) return this.#words.noName;
    const fields = nameFieldsOf(thing).slice(0, MOST_NAME_FIELDS);
    if (fields.length === 0) return this.#words.noName;
    return fields.map((field) => `${field} ${this.#shown(thing[field])}`).join(", ");
  }

  #counted(entry: TakenAlong, answer: JsonObject, page: number | undefined): string {
    const { names, action } = entry;
    const what = this.#what(entry);
    const rows = names === undefined ? [] : rowsAt(answer, names);
    const total = totalOf(answer);
    if (rows === undefined || (names === undefined && total === undefined)) {
      return this.#words.untoldAlong(what, action);
    }
    const count = Math.max(total ?? 0, rows.length);
    if (count === 0) return this.#words.noneAlong(what);
    // Without a total a full page may not be the last.
    const full = page !== undefined && rows.length >= page;
    const atLeast = total === undefined && (full || isText(answer.NextToken));
    const all = rows.map((name) => (name === undefined ? this.#words.nameless : this.#shown(name))).sort();
    this.#cut.push(...all.slice(NAMES_LIMIT));
    const shown = all.slice(0, NAMES_LIMIT);
    const more = shown.length === 0 ? 0 : count - shown.length;
    return this.#words.along(what, count, atLeast, shown, more);
  }

  #what({ what, zh }: TakenAlong): string {
    return this.#chinese ? zh : what;
  }

  #about(thing: JsonObject, call: Parameters<Findings["thing"]>[2]): void {
    const known = new Set(call.carried.map((name) => call.params[name]));
    const fields = nameFieldsOf(thing)
      .filter((field) => !known.has(thing[field] ?? null) && changeOf(field, call) === undefined)
      .slice(0, MOST_NAME_FIELDS);
    if (call.gone) {
      const more = ["Description", ...CREATED_FIELDS];
      fields.push(...more.filter((field) => isText(thing[field]) || typeof thing[field] === "number"));
    }
    if (fields.length === 0) return;
    this.#say(fields.map((field) => `${field} ${this.#shown(thing[field])}`).join(", "));
  }

  #compare(thing: JsonObject, { params, carried }: Parameters<Findings["thing"]>[2]): void {
    for (const [name, after] of Object.entries(params)) {
      if (carried.includes(name)) continue;
      if (name === "PatchDocument" && Array.isArray(after)) this.#patch(thing, after);
      const field = fieldOf(name, thing);
      if (field !== undefined) this.#change(shownName(name), thing[field], after);
    }
  }

  // Of a list or an object it is not certain that the new one replaces it whole: only what is there is said.
  #change(label: string, before: Json | undefined, after: Json | undefined): void {
    if (isMark(after) || isMark(before)) return;
    if (same(before, after)) this.#say(this.#words.unchanged(label, this.#shown(before)));
    else if (isScalar(before) && isScalar(after)) {
      this.#say(this.#words.change(label, this.#shown(before), this.#shown(after)));
    } else this.#say(this.#words.now(label, this.#shown(before)));
  }

  #patch(thing: JsonObject, operations: readonly Json[]): void {
    for (const operation of operations) {
      if (!isJsonObject(operation) || !isText(operation.path)) continue;
      const { op, path, value } = operation;
      const appends = path.endsWith("/-");
      const before = pointed(thing, appends ? path.slice(0, -2) : path);
      const label = `PatchDocument ${this.#shown(path)}`;
      if (op === "remove") this.#say(this.#words.change(label, this.#shown(before), this.#words.nothing));
      else if (appends || value === undefined) this.#say(this.#words.now(label, this.#shown(before)));
      else this.#change(label, before, value);
    }
  }

  #shown(value: Json | undefined): string {
    if (value === undefined || value === null) return this.#words.nothing;
    if (typeof value === "string") return this.#text(value);
    if (typeof value !== "object") return String(value);
    if (isMark(value)) return this.#words.secret;
    if (!Array.isArray(value) || !value.every(isScalar)) return this.#text(canonicalJson(value));
    const shown = value.slice(0, NAMES_LIMIT).map((element: Json) => this.#shown(element));
    if (value.length > shown.length) {
      this.#cut.push(canonicalJson(value.slice(NAMES_LIMIT)));
      shown.push(this.#words.more(value.length - NAMES_LIMIT));
    }
    return `[${shown.join(", ")}]`;
  }

  #text(text: string): string {
    if (text.length <= VALUE_LIMIT) return shownWhole(text);
    this.#cut.push(text.slice(VALUE_LIMIT - 1));
    const kept = text.slice(0, VALUE_LIMIT).toWellFormed();
    return `${shownWhole(kept)}… ${this.#words.moreCharacters(text.length - VALUE_LIMIT)}`;
  }

  #say(line: string): void {
    this.#lines.push(line);
  }
}

const answerOf = (seen: Seen): JsonObject | undefined => (seen.kind === "seen" ? seen.answer : undefined);

const isText = (value: Json | undefined): value is string => typeof value === "string" && value !== "";

/** `NewDisplayName` is what becomes of `DisplayName`. */
function fieldOf(parameter: string, thing: JsonObject): string | undefined {
  const old = parameter.replace(/^New(?=[A-Z])/, "");
  return [parameter, old].find((field) => Object.hasOwn(thing, field));
}

function changeOf(field: string, { params, carried }: Parameters<Findings["thing"]>[2]): Json | undefined {
  const own = carried.includes(field) ? undefined : params[field];
  return own ?? params[`New${field}`];
}

/** Equal as far as a service that writes numbers as text is concerned. */
function same(before: Json | undefined, after: Json | undefined): boolean {
  if (before === undefined || before === null || after === undefined || after === null) {
    return (before ?? null) === (after ?? null);
  }
  if (isScalar(before) && isScalar(after)) return String(before) === String(after);
  return canonicalJson(parsed(before)) === canonicalJson(parsed(after));
}

/** JSON that travels in a string on one side only. */
function parsed(value: Json): Json {
  if (typeof value !== "string") return value;
  try {
    const json: Json = JSON.parse(value);
    return json;
  } catch {
    return value;
  }
}

/** A JSON pointer, RFC 6901. */
function pointed(whole: Json, pointer: string): Json | undefined {
  if (pointer === "") return whole;
  const steps = pointer
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return steps.reduce<Json | undefined>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, whole);
}

/** The names in the rows of a list, `Users[].Name`; undefined where the answer has no such list. */
function rowsAt(answer: JsonObject, path: string): readonly (string | undefined)[] | undefined {
  const [list = "", field = ""] = path.split("[].");
  const rows = valueAt(answer, list);
  // A list that is left out, or null, has nothing in it.
  if (rows === undefined || rows === null) return totalOf(answer) === undefined ? undefined : [];
  if (!Array.isArray(rows)) return undefined;
  return rows.map((row: Json) => {
    const name = isJsonObject(row) ? row[field] : undefined;
    return isText(name) ? name : undefined;
  });
}

function totalOf(answer: JsonObject): number | undefined {
  const info = isJsonObject(answer.PageInfo) ? answer.PageInfo : {};
  return [...TOTAL_FIELDS.map((field) => answer[field]), info.TotalCount].find(
    (value): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0,
  );
}
