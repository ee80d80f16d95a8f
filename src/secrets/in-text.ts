/** Secrets inside text that is no JSON: cut or broken JSON, queries and settings, tokens and keys by their shape. */
import { isHarmlessName, isSecretName } from "./names.ts";

export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  /** The name that it stands under, or what its shape is called. */
  readonly kind: string;
}

// Every repetition has a bound, or cannot begin twice at one place: a hostile text must not be slow to search.
/** `"Password":"…`, also where all of it is in a string itself; up to the quote that closes it, or the end. */
const MEMBER = /(\\{0,15})(["'])([\w.$-]{1,64})\1\2\s{0,20}:\s{0,20}(\\{0,15})(["'])/g;
/** `client_secret=…`, as in a query or a setting. */
const SETTING = /(?<![\w.$-])([\w.$-]{1,64})=(?!=)([^\s"'&;,=<>()[\]{}|]{4,4096})/g;
const JWT = /(?<![\w-])eyJ[\w-]{5,4096}\.[\w-]{5,65536}\.[\w-]{5,4096}/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/g;
const PRIVATE_KEY_END = /-----END [A-Z ]{0,40}PRIVATE KEY-----/g;

/** Where the secrets are, in order, none within another. `field` is the name of the field that holds the text. */
export function secretsInText(text: string, field: string | undefined): readonly SecretSpan[] {
  if (!/[=:]|eyJ|-----BEGIN/.test(text)) return [];
  const spans: SecretSpan[] = [];
  for (const found of text.matchAll(MEMBER)) {
    if (!isSecretName(found[3] ?? "")) continue;
    const start = found.index + found[0].length;
    const end = closing(text, start, found[4] ?? "", found[5] ?? "");
    if (end > start) spans.push({ start, end, kind: found[3] ?? "" });
  }
  for (const found of text.matchAll(SETTING)) {
    const [whole, name = "", value = ""] = found;
    const end = found.index + whole.length;
    if (isSecretName(name)) spans.push({ start: end - value.length, end, kind: name });
  }
  // A token for the next page may well be a JWT, and is of no use sealed.
  if (field === undefined || !isHarmlessName(field)) {
    for (const found of text.matchAll(JWT))
      spans.push({ start: found.index, end: found.index + found[0].length, kind: "Token" });
  }
  for (const found of text.matchAll(PRIVATE_KEY)) {
    PRIVATE_KEY_END.lastIndex = found.index;
    const end = PRIVATE_KEY_END.exec(text) === null ? text.length : PRIVATE_KEY_END.lastIndex;
    spans.push({ start: found.index, end, kind: "PrivateKey" });
    if (end === text.length) break;
  }
  return apart(spans);
}

/** The closing quote has as many backslashes before it as the opening one; the value ends before them. */
function closing(text: string, from: number, backslashes: string, quote: string): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    let run = 0;
    while (at - run > from && text[at - run - 1] === "\\") run += 1;
    if (run === backslashes.length) return at - run;
  }
  return text.length;
}

function apart(spans: SecretSpan[]): SecretSpan[] {
  const kept: SecretSpan[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
}
