/** Takes secrets out of what is logged: the last net, for what should not have come so far. */
import { isSecretName } from "./names.ts";

const GONE = "[redacted]";
const MAX_DEPTH = 10;
const MAX_WIDTH = 200;
const MAX_TEXT = 8_000;

const HEADER_NAMES: ReadonlySet<string> = new Set([
  "authorization",
  "cookie",
  "proxyauthorization",
  "setcookie",
  "xsecuritytoken",
]);

/** Whole shapes of secrets in text, in the order in which they are taken out. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  // The vendor's own scheme keeps its key id, which is no secret and tells who asked.
  [/(HMAC-SHA256 Credential=[^\n]{1,800}?Signature=)[0-9a-f]+/gi, `$1${GONE}`],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9+/._~-]{6,}=*/gi, `$1 ${GONE}`],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, GONE],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, GONE],
];
const LONG_WORD = /(?<![\w+/-])[A-Za-z0-9+/]{40,88}={0,2}(?![\w+/=-])/g;

/** Base64 of a secret key mixes cases and digits; a hash in hex or a long name does not. */
function isKeyMaterial(word: string): boolean {
  return /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word);
}

/** `Password=…`, `ClientSecret: …`, `"Password":"…"`, and the same in JSON that is itself in a string. */
function hideAssignments(text: string): string {
  const assignment = /([\w.$-]{1,64})\\*["']?\s*[=:]\s*/g;
  const value = /(\\*)(["'])[\s\S]*?(?:(?<!\\)\1\2|$)|\[redacted\]|[^\s&;,"'}\]\\]+/y;
  let clean = "";
  let copied = 0;
  // Only the value of a secret name is consumed: in `Error: Secret=…` the second name counts too.
  for (let found = assignment.exec(text); found !== null; found = assignment.exec(text)) {
    if (!isSecretName(found[1] ?? "")) continue;
    const end = endOfBrackets(text, assignment.lastIndex);
    value.lastIndex = assignment.lastIndex;
    if (end === undefined && !value.test(text)) continue;
    clean += `${text.slice(copied, assignment.lastIndex)}${GONE}`;
    copied = end ?? value.lastIndex;
    assignment.lastIndex = copied;
  }
  return copied === 0 ? text : clean + text.slice(copied);
}

/**
 * Where a list or an object that begins here ends; all of the rest, where it does not. Undefined where none begins.
 * Brackets in its texts are none of its own; a quote behind backslashes is one of a text in a text.
 */
function endOfBrackets(text: string, from: number): number | undefined {
  if (text[from] !== "[" && text[from] !== "{") return undefined;
  // What was taken out before stands in brackets too.
  if (text.startsWith(GONE, from)) return undefined;
  const token = /(\\*)(")|[[\]{}]/g;
  token.lastIndex = from;
  let depth = 0;
  let open: string | undefined;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [whole, backslashes, quote] = found;
    if (quote !== undefined) {
      if (open === undefined) open = backslashes;
      else if (open === backslashes) open = undefined;
    } else if (open === undefined) {
      depth += whole === "[" || whole === "{" ? 1 : -1;
      if (depth === 0) return token.lastIndex;
    }
  }
  return text.length;
}

/**
 * Text without Authorization headers, tokens, private keys and values of secret parameters. Cut at 8,000
 * characters.
 */
export function scrubText(text: string): string {
  let clean = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  for (const [pattern, replacement] of SHAPES) clean = clean.replace(pattern, replacement);
  return hideAssignments(clean).replace(LONG_WORD, (word) => (isKeyMaterial(word) ? GONE : word));
}

/**
 * A copy of a log object without secrets: values under secret names and header names are gone, text is
 * scrubbed, errors become plain objects. Never throws; cycles and depths beyond 10 are cut.
 */
export function scrub(fields: Record<string, unknown>): Record<string, unknown> {
  return scrubObject(fields, 0, new Set());
}

function scrubObject(fields: object, depth: number, above: ReadonlySet<object>): Record<string, unknown> {
  const within = new Set(above).add(fields);
  const clean: [string, unknown][] = [];
  for (const key of Object.keys(fields).slice(0, MAX_WIDTH)) {
    clean.push([key, isHidden(key) ? GONE : scrubValue(read(fields, key), depth + 1, within)]);
  }
  return Object.fromEntries(clean);
}

function isHidden(key: string): boolean {
  return isSecretName(key) || HEADER_NAMES.has(key.toLowerCase().replace(/[^a-z]/g, ""));
}

// A getter that throws must not take the log line with it.
function read(fields: object, key: string): unknown {
  try {
    return Reflect.get(fields, key);
  } catch {
    return "[unreadable]";
  }
}

function scrubValue(value: unknown, depth: number, above: ReadonlySet<object>): unknown {
  if (typeof value === "string") return scrubText(value);
  if (typeof value === "bigint" || typeof value === "symbol" || typeof value === "function")
    return String(typeof value);
  if (typeof value !== "object" || value === null) return value;
  if (above.has(value)) return "[circular]";
  if (depth > MAX_DEPTH) return "[too deep]";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Error) return scrubError(value, depth, above);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) {
    const within = new Set(above).add(value);
    return value.slice(0, MAX_WIDTH).map((element) => scrubValue(element, depth + 1, within));
  }
  if (value instanceof Map || value instanceof Set) return `[${value.size} entries]`;
  return scrubObject(value, depth, above);
}

function scrubError(error: Error, depth: number, above: ReadonlySet<object>): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const within = new Set(above).add(error);
  return {
    type: name,
    message: scrubText(message),
    ...(stack === undefined ? {} : { stack: scrubText(stack) }),
    ...(cause === undefined ? {} : { cause: scrubValue(cause, depth + 1, within) }),
    ...scrubObject(error, depth, above),
  };
}
