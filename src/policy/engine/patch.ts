/** JSON Patch operations (RFC 6902), as far as rules speak of them. */
import { isJsonObject, type Json } from "../../action/json.ts";
import { masquerades } from "./text.ts";

export interface Touch {
  /** Decoded tokens of the JSON pointer (RFC 6901), at least one. */
  readonly tokens: readonly string[];
  /** Undefined for `remove`. */
  readonly value: Json | undefined;
}

/** What one `add`, `replace` or `remove` touches; undefined for anything else: undecidable. */
export function touchOf(operation: Json): Touch | undefined {
  if (!isJsonObject(operation)) return undefined;
  const { op, path, value } = operation;
  if (op !== "add" && op !== "replace" && op !== "remove") return undefined;
  // `from` means nothing to these, and a second spelling of a key might win in the service.
  const expected = op === "remove" ? ["op", "path"] : ["op", "path", "value"];
  const keys = Object.keys(operation);
  if (keys.length !== expected.length || !expected.every((key) => Object.hasOwn(operation, key))) {
    return undefined;
  }
  const tokens = typeof path === "string" ? pointer(path) : undefined;
  return tokens === undefined ? undefined : { tokens, value };
}

// The root (`""`, and `"/"`, which some servers take for it) touches everything: no tokens to go by.
function pointer(path: string): readonly string[] | undefined {
  if (!path.startsWith("/") || /~(?![01])/.test(path)) return undefined;
  const tokens = path.slice(1).split("/");
  if (tokens.includes("")) return undefined;
  return tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

const LIST_INDEX = /^(?:-|[0-9]+)$/;

/** The tokens as a path that looks through lists. What is at the top is an object, whose key may be a number. */
export function withoutIndexes(tokens: readonly string[]): readonly string[] {
  return tokens.filter((token, at) => at === 0 || !LIST_INDEX.test(token));
}

export type Relation =
  | { readonly kind: "unrelated" }
  /** The operation is at the path or above it: `rest` of the path lies in its value. */
  | { readonly kind: "covers"; readonly rest: readonly string[] }
  /** The operation changes something inside what the path names. */
  | { readonly kind: "inside" }
  | { readonly kind: "unclear" };

/** How an operation's pointer lies to a path. Indexes into lists are looked through, like lists elsewhere. */
export function relate(tokens: readonly string[], path: readonly string[]): Relation {
  let matched = 0;
  for (const token of tokens) {
    const expected = path[matched];
    if (expected === undefined) return { kind: "inside" };
    if (token === expected) matched++;
    else if (matched > 0 && LIST_INDEX.test(token)) continue;
    else if (masquerades(token, expected)) return { kind: "unclear" };
    else return { kind: "unrelated" };
  }
  return { kind: "covers", rest: path.slice(matched) };
}
