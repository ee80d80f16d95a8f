/** The YAML that a policy or a file of test cases may be written in: one plain document of maps, lists and scalars, with places. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { type Place, type Problems, quoted } from "./problems.ts";

export type Node = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: "map";
  readonly at: Place;
  readonly entries: readonly { readonly key: string; readonly at: Place; readonly value: Node }[];
}

export interface ListNode {
  readonly kind: "list";
  readonly at: Place;
  readonly items: readonly Node[];
}

export interface ScalarNode {
  readonly kind: "scalar";
  readonly at: Place;
  readonly value: string | number | boolean | null;
  /** As written, without quotes. */
  readonly source: string;
}

/** A rule is four levels deep. */
const DEEPEST = 16;
const START: Place = { line: 1, column: 1 };
const DECIMAL = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;

/** What a file is, for messages about it. */
export interface FileKind {
  /** `a policy` */
  readonly what: string;
  /** What its first line may be. */
  readonly begins: string;
}

const POLICY: FileKind = { what: "a policy", begins: "version: 1" };

/** Bytes of a file, at most. */
export const FILE_SIZE_LIMIT = 262_144;

/** Reads the bytes of a file as `readYaml` reads its text. @returns undefined where nothing can be read; the problems say why. */
export function readYamlBytes(
  bytes: Uint8Array,
  problems: Problems,
  kind: FileKind = POLICY,
): Node | undefined {
  if (bytes.byteLength > FILE_SIZE_LIMIT) {
    problems.add(START, `the file is larger than ${FILE_SIZE_LIMIT / 1024} KB`);
    return undefined;
  }
  const text = new TextDecoder("utf-8", { fatal: false }).decode(bytes);
  if (text.includes("\uFFFD")) {
    problems.add(START, "the file is not valid UTF-8");
    return undefined;
  }
  return readYaml(text, problems, kind);
}

/** A tab or a missing colon makes the parser stumble over every line below. */
const MOST_FAULTS = 3;

/**
 * Reads YAML 1.2 core strictly. Refused, with a place: tags, anchors, aliases, merge keys, directives, duplicate
 * keys, keys that are not text, a second document, and numbers or booleans in any spelling but the plain one.
 */
function readYaml(text: string, problems: Problems, kind: FileKind): Node | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    // A lower level than "error" would drop the problem of a second document.
    logLevel: "error",
    prettyErrors: false,
    strict: true,
    uniqueKeys: true,
    stringKeys: true,
    version: "1.2",
    schema: "core",
    merge: false,
    resolveKnownTags: false,
  });
  const place = (offset: number | undefined): Place => {
    if (offset === undefined) return START;
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faults = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  for (const { pos, message, code } of faults.slice(0, MOST_FAULTS)) {
    const what = code === "MULTIPLE_DOCS" ? `${kind.what} is one document` : message.split("\n", 1)[0];
    problems.add(place(pos[0]), `not usable as YAML: ${what}`);
  }
  const next = faults[MOST_FAULTS];
  if (next !== undefined) {
    const more = faults.length - MOST_FAULTS;
    problems.add(
      place(next.pos[0]),
      `not usable as YAML: ${more} more from here on, which may follow from these`,
    );
  }
  if (document.directives?.yaml.explicit === true || /^%/m.test(text)) {
    problems.add(START, "YAML directives (lines that begin with %) are not supported");
  }
  if (document.errors.length > 0) return undefined;
  if (document.contents === null) {
    problems.add(START, `the file is empty: ${kind.what} begins with ${kind.begins}`);
    return undefined;
  }
  return convert(document.contents, 0);

  function convert(node: unknown, depth: number, fallback: Place = START): Node | undefined {
    if (isAlias(node)) {
      problems.add(place(node.range?.[0]), "aliases (*name) are not supported: write the value out");
      return undefined;
    }
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) {
      // A key without a colon's right side, e.g. in `{a}`.
      return { kind: "scalar", at: fallback, value: null, source: "" };
    }
    const at = place(node.range?.[0]);
    if (node.anchor !== undefined)
      problems.add(at, `the anchor &${node.anchor} is not supported: write the value out`);
    if (node.tag !== undefined) problems.add(at, `the tag ${quoted(node.tag)} is not supported`);
    if (depth > DEEPEST) {
      problems.add(at, "nested too deep");
      return undefined;
    }
    if (isSeq(node)) {
      return { kind: "list", at, items: node.items.flatMap((item) => convert(item, depth + 1, at) ?? []) };
    }
    if (isMap(node)) {
      const entries = node.items.flatMap((pair) => {
        if (!isScalar(pair.key) || typeof pair.key.value !== "string") {
          problems.add(at, "a key is not text");
          return [];
        }
        const keyAt = place(pair.key.range?.[0]);
        if (pair.key.anchor !== undefined || pair.key.tag !== undefined) {
          problems.add(keyAt, "anchors and tags are not supported, on keys either");
        }
        if (pair.key.value === "<<") {
          problems.add(keyAt, "merge keys (<<) are not supported: write the keys out");
          return [];
        }
        const value = convert(pair.value, depth + 1, keyAt);
        return value === undefined ? [] : [{ key: pair.key.value, at: keyAt, value }];
      });
      return { kind: "map", at, entries };
    }
    return scalar(node.value, node.source ?? "", node.type === "PLAIN", at);
  }

  function scalar(value: unknown, source: string, plain: boolean, at: Place): ScalarNode | undefined {
    if (typeof value === "string" || value === null) return { kind: "scalar", at, value, source };
    const asWritten = plain && (typeof value === "boolean" ? source === String(value) : DECIMAL.test(source));
    if ((typeof value === "number" || typeof value === "boolean") && asWritten) {
      return { kind: "scalar", at, value, source };
    }
    problems.add(
      at,
      `${quoted(source)} is read as another value than it seems: quote it, or write it plainly`,
    );
    return undefined;
  }
}
