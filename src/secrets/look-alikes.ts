/** What looks like a credential by itself, whoever put it there and whatever the field is called. */

export interface Shape {
  readonly kind: string;
  /** INVARIANT: every repetition has a bound, and none can begin twice at one place: a hostile text is not slow to search. */
  readonly pattern: RegExp;
}

/** Keys that their makers gave a prefix, so that they can be found (the makers' documentation of secret scanning). */
const PREFIXED: readonly string[] = [
  "gh[pousr]_[A-Za-z0-9]{30,255}",
  "github_pat_\\w{22,255}",
  "gl(?:pat|dt|rt|ptt|soat)-[\\w-]{20,255}",
  "xox[abeoprs]-[\\w-]{10,255}",
  "xapp-[\\w-]{10,255}",
  "AIza[\\w-]{35}",
  "GOCSPX-[\\w-]{20,60}",
  "ya29\\.[\\w-]{20,2048}",
  "sk-[\\w-]{20,255}",
  "[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}",
  "whsec_[A-Za-z0-9+/=]{16,255}",
  "npm_[A-Za-z0-9]{36}",
  "pypi-[\\w-]{40,500}",
  "hf_[A-Za-z0-9]{30,100}",
  "SG\\.[\\w-]{16,32}\\.[\\w-]{32,64}",
  "do[opr]_v1_[a-f0-9]{64}",
  "shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}",
  "dckr_pat_[\\w-]{20,100}",
  "hv[sbr]\\.[\\w-]{20,500}",
  "AGE-SECRET-KEY-1[0-9A-Z]{58}",
];

/** A private key in DER as Base64 without its PEM frame: a sequence that begins with a version number (RFC 5958, 8017, 5915). */
const DER_PRIVATE_KEY =
  /(?<![\w+/=-])(?:MII[A-Za-z0-9+/]{3}IBA[AD]|MI[GH][A-Za-z0-9+/]AgEAM|MHcCAQEE|MC4CAQAw)[A-Za-z0-9+/\s]{20,20000}={0,2}/g;

export const SHAPES: readonly Shape[] = [
  { kind: "ApiKey", pattern: new RegExp(`(?<![\\w-])(?:${PREFIXED.join("|")})(?![\\w-])`, "g") },
  { kind: "PrivateKey", pattern: DER_PRIVATE_KEY },
  { kind: "Token", pattern: /(?<![\w-])eyJ[\w-]{5,4096}\.[\w-]{5,65536}\.[\w-]{5,4096}/g },
];

/** Whether any shape may be there: one look at a text, which nearly always says no. */
export const MAY_HOLD_SHAPE: RegExp =
  /gh[pousr]_|github_|gl[a-z]{2,4}-|xox|xapp-|AIza|GOCSPX|ya29|sk-|[rs]k_|whsec|npm_|pypi-|hf_|SG\.|_v1_|shp|dckr|hv[sbr]\.|AGE-S|M(?:I[IGH]|HcC|C4C)|eyJ/;

/** Endings of names, folded, that promise a credential: what is random under one is taken for it. */
const TELLING =
  /(?:keys?|tokens?|credentials?|auth|secrets?|passcodes?|pass|signatures?|sign|bearer|cookies?|session|otp|pwd|jwt|hmac|salt|seed|license|connectionstring|webhook)(?:value|text|data|string|plain|raw|pem|b64|base64)?$/;
/** … but for what everybody may see: names of names, names of things (id, iam:GetOAuthProvider), and what signs in public. */
const PUBLIC =
  /^(?:(?:tag|action|resource|parentresource|idpidentity|identity|public|access|partition|sort|primary|foreign|object|cache)?keys?|hostkeys?|(?:\w{0,40})publickeys?)(?:pem|data|b64|base64)?$/;

export function isTelling(folded: string): boolean {
  return TELLING.test(folded) && !PUBLIC.test(folded);
}

const UUID = /^\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\}?$/i;
/** Identifiers that every cloud prints beside its keys: they open nothing. */
const KEY_ID = /^(?:AK(?:LT|TP|IA|AP)|A(?:SIA|BIA|CCA|GPA|IDA|NPA|NVA|ROA)|SANDBOX|LTAI)[\w-]{6,128}$/;
const SHORTEST = 16;
const LONGEST = 1024;

/**
 * Whether a text looks drawn by chance: one word with digits in it, whose kinds of characters change too often for words that
 * people or services make up. UUIDs, key ids, dates, addresses and other structured names are none.
 */
export function looksRandom(text: string): boolean {
  if (text.length < SHORTEST || text.length > LONGEST) return false;
  if (!/^[\w+/=.~!@#$%^&*?-]+$/.test(text) || UUID.test(text) || KEY_ID.test(text)) return false;
  // Dates and times; addresses of mail and hosts.
  if (/^\d{4}-?\d\d-?\d\dT?/.test(text) || /^[^@]+@[\w-]+(?:\.[\w-]+)+$/.test(text)) return false;
  if (/^[\w-]+(?:\.[\w-]+){2,}$/.test(text)) return false;
  const digits = text.match(/\d/g)?.length ?? 0;
  if (digits < 2 || digits === text.length) return false;
  if (/^[0-9a-f]+$/i.test(text) && text.length < 32) return false;
  let changes = 0;
  let before = kindOf(text.charCodeAt(0));
  for (let at = 1; at < text.length; at += 1) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind !== before && kind !== OTHER && before !== OTHER) changes += 1;
    before = kind;
  }
  return changes / text.length >= (text.length < 24 ? 0.25 : 0.2);
}

// Of random Base64 more than half of all neighbours differ, of hex and of small letters with digits two fifths; the longer, the surer.
const OTHER = 3;

function kindOf(code: number): number {
  if (code >= 48 && code <= 57) return 0;
  if (code >= 65 && code <= 90) return 1;
  return code >= 97 && code <= 122 ? 2 : OTHER;
}

/** Fields in which people and services write what they like, sentences with a key in them too. */
const PROSE =
  /(?:description|message|reason|comment|remarks?|notes?|displayname|values?|result|errors?|details?|output|text|content|body|attributes?|config|properties)$/;
/** The secret key of a cloud account and its like: 40 to 88 characters of Base64 or the like, alone among other characters. */
export const KEY_IN_PROSE: RegExp = /(?<![\w+/=.:-])[\w+/]{32,88}={0,2}(?![\w+/=.:-])/g;

export function isProse(folded: string): boolean {
  return PROSE.test(folded);
}

/** Whether a word that stands among others is a key: all three kinds of characters, as no hash and no long name has them. */
export function isKeyMaterial(word: string): boolean {
  return /[a-z]/.test(word) && /[A-Z]/.test(word) && looksRandom(word);
}
