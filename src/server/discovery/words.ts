/** From text to the words that the search compares: one way for what is searched and for what is asked. */

/** Longer texts are cut: a question of many pages must not take many pages' time. */
const TEXT_LIMIT = 4000;

/** Names that are one word however they are capitalised. */
const ODD_CASE = /OAuth(?:2(?:\.0)?)?|IdPs?|GitHub|GitLab|OpenAI|DingTalk|WeCom|WeChat|LinkedIn/g;
/** The seams inside a name: `poolName`, `OIDCProvider`; the plural of an acronym (`URLs`) has none. */
const SEAM = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?!s(?:\b|[A-Z_]))[a-z])/g;
const RUN = /[a-z0-9]+|\p{Script=Han}+|[\p{L}\p{N}]+/gu;
/** U+2E80, the first block of Chinese radicals. */
const FIRST_HAN = 0x2e80;
const HAN = /^\p{Script=Han}/u;

/** Spellings of one thing, each from the beginning of a word; the first that fits counts. Text is lower case by then. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/e[- ]mail/, "email"],
  [/oauth ?2(?:\.0)?(?![a-z0-9])/, "oauth"],
  [/open ?id connect\b/, "oidc"],
  [/single[- ]sign[- ]?(?:on|in)\b/, "sso"],
  [/(?:(?:multi|two|2)[- ]?factor(?:[- ]auth(?:entication)?)?|2fa|totp)\b/, "mfa"],
  [/(?:sign|log)(?:s|ing|ed|ging|ged)?[- ]?(?:in|on)s?\b/, "login"],
  [/(?:sign|log)(?:s|ing|ed|ging|ged)?[- ]?(?:out|off)\b/, "logout"],
  [/(?:self[- ])?sign(?:s|ing|ed)?[- ]?ups?\b/, "signup"],
  [/(?:white|allow(?:ed)?)[- ]?lists?\b/, "allowlist"],
  [/(?:block|black|deny)[- ]?lists?\b/, "blocklist"],
  // “Users of the user pool” asks for users, once.
  [/user ?pools?\b/, "userpool"],
  [/meta[- ]data\b/, "metadata"],
  [/pass words?\b/, "password"],
  [/(?:we ?chat work|work we ?chat|wxwork)\b/, "wecom"],
  [/run[- ]?time\b/, "runtime"],
  [/web hooks?\b/, "webhook"],
];

// One pass over a text instead of one for each: this was most of what building the index cost.
const ANY_SPELLING = new RegExp(`\\b(?:${SPELLINGS.map(([{ source }]) => `(${source})`).join("|")})`, "g");

/** The word for what matched, by the first group that is there. */
function spelled(...match: readonly unknown[]): string {
  return SPELLINGS[match.indexOf(match[0], 1) - 1]?.[1] ?? "";
}

const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the of to in for on with by from at as into onto is are was were be been being am it its it's this that
  these those there here my our your his her their mine yours me us i we you he she they him them one ones someone
  somebody anyone do does did doing done has have had having can could would should will shall may might must
  want wants need needs please pls help let lets let's like just now then so and or but if than too also only up
  out off about over under again what what's where when why how whose tell some any each every no not don't
  doesn't cannot can't i'm i've we're s t re ve ll d m use uses used using way thing things something stuff via per etc eg ie`
    .split(/\s+/)
    .flatMap((word) => [word, word.replace("'", "")]),
);

/** Politeness and grammar, as a pattern; what stays still makes sense side by side. */
export const STOP_HAN =
  "我们|我想要?|想要|我要|你们|咱们|他们|她们|请问|麻烦|帮忙|帮我|怎么样?|怎样|如何|为什么|能不能|可不可以|可以|是否|是不是|有没有|需要|应该|一下子?|一个|一条|一段|一项|一位|某个|某一|自己的|[新旧老]的|原来的|单独的|独立的|这几个|那几个|好几个|这个|那个|这些|那些|这里|那里|什么|的话|之后|之前|已经|现在|然后|以及|或者|并且|因为|所以|如果|里面|里边|[里我你他她它请帮吗呢吧啊呀了的地得把给被让将和与及或在到对向跟就都也还又很太再之其某该此]";
const STOP_HAN_WORD = new RegExp(STOP_HAN);

/** Whether a word is a Chinese one. */
export function isHan(word: string): boolean {
  // Asked of every word of every text: most are settled without the pattern.
  return word.charCodeAt(0) >= FIRST_HAN && HAN.test(word);
}

/** Whether a word says nothing by itself. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** One run of text: a plain word in lower case, or Chinese characters that stand together. */
export interface Run {
  readonly text: string;
  readonly han: boolean;
}

/**
 * Text as runs: full-width forms and case do not matter, names come apart at their seams, spellings of one thing
 * become one. Stop words are still in it, since some of them say something in a question (“who”).
 */
export function runs(text: string): readonly Run[] {
  const plain = text
    .slice(0, TEXT_LIMIT)
    .normalize("NFKC")
    .replace(ODD_CASE, (name) => ` ${name.toLowerCase()} `)
    .replace(SEAM, " ")
    .toLowerCase()
    .replace(/_/g, " ")
    .replace(ANY_SPELLING, spelled)
    .replace(/单点登[录陆]/g, " sso ")
    .replace(/用户池/g, " userpool ")
    .replace(/(?<=[a-z])['’](?=[a-z])/g, "");
  return (plain.match(RUN) ?? []).map((run) => ({ text: run, han: isHan(run) }));
}

/** Chinese without what says nothing, in pieces that belong together. */
export function hanPieces(run: string): readonly string[] {
  return run.split(STOP_HAN_WORD).filter((piece) => piece !== "");
}

/** Chinese has no spaces: two characters side by side stand for a word, one where there is but one. */
export function bigrams(piece: string): readonly string[] {
  const characters = [...piece];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

/** The words of a text as they are kept and compared, in order, repeats included. */
export function words(text: string): readonly string[] {
  const found: string[] = [];
  for (const { text: run, han } of runs(text)) {
    if (han) for (const piece of hanPieces(run)) found.push(...bigrams(piece));
    else if (!isStopWord(run)) found.push(stem(run));
  }
  return found;
}

/**
 * The form in which the forms of an English word meet: `policies`, `creating` and `created` become `policy`,
 * `creat` and `creat`. Light: it may leave two forms apart, but seldom takes two words for one.
 */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = /^[a-z]+$/.test(word) ? bare(american(word)) : word;
  if (stems.size < STEMS_KEPT) stems.set(word, made);
  return made;
}

const STEMS_KEPT = 10_000;
const stems = new Map<string, string>();

function american(word: string): string {
  return word.replace(/(?<=[a-z]{3})is(?=e[sd]?$|ing$|ations?$)/, "iz").replace(/our(?=s?$)/, "or");
}

const VOWEL = /[aeiouy]/;

function bare(word: string): string {
  let rest = word;
  if (rest.length > 4 && rest.endsWith("ies")) rest = `${rest.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|zz)es$/.test(rest)) rest = rest.slice(0, -2);
  else if ((rest.length > 3 && /[^suia]s$/.test(rest)) || /^i[dp]s$/.test(rest)) rest = rest.slice(0, -1);
  rest = withoutEnding(withoutEnding(rest, "ing"), "ed");
  if (rest.length > 4 && rest.endsWith("ied")) rest = `${rest.slice(0, -3)}y`;
  return rest.length > 3 && rest.endsWith("e") ? rest.slice(0, -1) : rest;
}

function withoutEnding(word: string, ending: "ing" | "ed"): string {
  if (!word.endsWith(ending) || (ending === "ed" && word.endsWith("ied"))) return word;
  const rest = word.slice(0, -ending.length);
  if (rest.length < 3 || !VOWEL.test(rest)) return word;
  return /([bgmnprt])\1$/.test(rest) ? rest.slice(0, -1) : rest;
}
