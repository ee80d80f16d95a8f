/** Secrets inside text that is no JSON: cut or broken JSON, queries and settings, tokens and keys by their shape. */
import {
  isKeyMaterial,
  isProse,
  isTelling,
  KEY_IN_PROSE,
  looksRandom,
  MAY_HOLD_SHAPE,
  SHAPES,
} from "./look-alikes.ts";
import { fold, isHarmlessName, isSecretName } from "./names.ts";

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
/** `password: …`, as in a header or in YAML. */
const LINE = /(?<![\w.$-])([\w.$-]{1,64}):[ \t]{1,4}([^\s"'&;,=<>()[\]{}|]{6,4096})/g;
/** `password = "…"`, `Password: '…'`, `"Password" => "…"`, as in settings and code. */
const QUOTED = /(?<![\w.$-])([\w.$-]{1,64})["']?[ \t]{0,4}(?:=>|:=|[=:])[ \t]{0,4}(["'])/g;
/** `<Password>…</Password>`. */
const ELEMENT = /<([\w.:-]{1,64})(?:\s[^<>]{0,200})?>([^<>]{4,4096})<\//g;
/** `<add key="Password" value="…"/>`, `<input name="password" value="…">`. */
const ATTRIBUTE = /(?:key|name|id)=["']([\w.:$-]{1,64})["'][^<>]{0,200}?\bvalue=(["'])/g;
/** `密码：…`, with either colon and no blank. */
const HAN =
  /(密码|口令|密钥|私钥|令牌)(?:是|为)?\s{0,4}[:：=]\s{0,4}([^\s"'&;,=<>()[\]{}|\u0080-\uffff]{6,4096})/g;
/** `Authorization: Bearer …`, also without its name. */
const SCHEME = /(?<![\w-])(?:bearer|basic)[ \t]{1,3}([\w+/.~-]{16,4096}={0,2})/gi;
/** `https://user:password@host`. */
const USER_INFO = /:\/\/[^\s/?#@"'<>:]{0,256}:([^\s/?#@"'<>]{1,256})@/g;
/** `?code=…&sig=…`: in an address, names that say little elsewhere. */
const PARAMETER = /[?&#;]([\w.$-]{1,64})=([^\s"'&;#<>]{8,4096})/g;
const IN_ADDRESS: ReadonlySet<string> = new Set(["code", "sig", "ticket", "assertion", "samlresponse"]);
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/g;
const PRIVATE_KEY_END = /-----END [A-Z ]{0,40}PRIVATE KEY-----/g;
/** Base64 in lines that everybody may see. */
const PUBLIC_BLOCK = /-----BEGIN [A-Z ]{0,40}(?:CERTIFICATE|PUBLIC KEY)|X509Certificate/;

/** Where the secrets are, in order, none within another. `field` is the name of the field that holds the text. */
export function secretsInText(text: string, field: string | undefined): readonly SecretSpan[] {
  if (text.length < 6) return [];
  const spans: SecretSpan[] = [];
  const name = field === undefined ? "" : fold(field);
  // A token for the next page may well look like any other, and is of no use sealed.
  const harmless = field !== undefined && isHarmlessName(field);
  if (/[=:：]|<\//.test(text)) spans.push(...assigned(text));
  if (!harmless && MAY_HOLD_SHAPE.test(text)) spans.push(...shaped(text));
  if (text.includes("-----BEGIN")) spans.push(...privateKeys(text));
  if (!harmless && text.length >= 16) spans.push(...random(text, field ?? "", name));
  return spans.length < 2 ? spans : apart(spans);
}

function assigned(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const found of text.matchAll(MEMBER)) {
    if (!isSecretName(found[3] ?? "")) continue;
    const start = found.index + found[0].length;
    const end = closing(text, start, found[4] ?? "", found[5] ?? "");
    if (end > start) spans.push({ start, end, kind: found[3] ?? "" });
  }
  for (const pattern of [QUOTED, ATTRIBUTE]) {
    for (const found of text.matchAll(pattern)) {
      if (!isSecretName(ownName(found[1] ?? ""))) continue;
      const start = found.index + found[0].length;
      const end = closing(text, start, "", found[2] ?? "");
      if (isWritten(text.slice(start, end))) spans.push({ start, end, kind: ownName(found[1] ?? "") });
    }
  }
  for (const found of text.includes("</") ? text.matchAll(ELEMENT) : []) {
    const [whole, name = "", value = ""] = found;
    const end = found.index + whole.length - "</".length;
    if (isSecretName(ownName(name)) && isWritten(value))
      spans.push({ start: end - value.length, end, kind: ownName(name) });
  }
  const ending = (pattern: RegExp, accept: (name: string, value: string) => boolean) => {
    for (const found of text.matchAll(pattern)) {
      const [whole, name = "", value = ""] = found;
      const end = found.index + whole.length;
      if (accept(name, value)) spans.push({ start: end - value.length, end, kind: name });
    }
  };
  if (text.includes("=")) ending(SETTING, isSecretName);
  if (/:[ \t]/.test(text)) ending(LINE, (name, value) => /\d/.test(value) && isSecretName(name));
  if (/[?&#;]/.test(text)) ending(PARAMETER, isAddressSecret);
  ending(HAN, (_name, value) => /\d/.test(value));
  if (text.includes("://")) {
    for (const found of text.matchAll(USER_INFO)) {
      const end = found.index + found[0].length - 1;
      spans.push({ start: end - (found[1]?.length ?? 0), end, kind: "Password" });
    }
  }
  return spans;
}

/** Without its namespace. */
const ownName = (name: string): string => name.slice(name.lastIndexOf(":") + 1);

/** A sentence about a password is none. */
function isWritten(value: string): boolean {
  if (value.length < 4 || value.length > 4096 || !/\d/.test(value)) return false;
  return value.trim().split(/[ \t]/, 3).length < 3;
}

function isAddressSecret(name: string, value: string): boolean {
  const folded = fold(name);
  if (IN_ADDRESS.has(folded)) return /\d/.test(value);
  return (folded === "key" || isTelling(folded)) && looksRandom(value);
}

function shaped(text: string): SecretSpan[] {
  return SHAPES.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].map((found) => ({
      start: found.index,
      end: found.index + found[0].length,
      kind,
    })),
  );
}

function privateKeys(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  let covered = 0;
  for (const found of text.matchAll(PRIVATE_KEY)) {
    // Looked for from every one of many beginnings, an end that is far away makes the search quadratic.
    if (found.index < covered) continue;
    PRIVATE_KEY_END.lastIndex = found.index;
    const end = PRIVATE_KEY_END.exec(text) === null ? text.length : PRIVATE_KEY_END.lastIndex;
    spans.push({ start: found.index, end, kind: "PrivateKey" });
    covered = end;
  }
  return spans;
}

function random(text: string, field: string, folded: string): SecretSpan[] {
  if (isTelling(folded) && looksRandom(text)) return [{ start: 0, end: text.length, kind: field }];
  const spans: SecretSpan[] = [];
  if (/b(?:earer|asic)/i.test(text)) {
    for (const found of text.matchAll(SCHEME)) {
      const value = found[1] ?? "";
      const end = found.index + found[0].length;
      if (/\d/.test(value)) spans.push({ start: end - value.length, end, kind: "Authorization" });
    }
  }
  if (text.length < 32 || !isProse(folded) || PUBLIC_BLOCK.test(text)) return spans;
  for (const found of text.matchAll(KEY_IN_PROSE)) {
    const [word] = found;
    if (isKeyMaterial(word))
      spans.push({ start: found.index, end: found.index + word.length, kind: "SecretKey" });
  }
  return spans;
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
