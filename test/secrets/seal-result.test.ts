import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepFreeze, type JsonObject } from "../../src/action/json.ts";
import { SecretRefused } from "../../src/errors.ts";
import { createVault, type KnownSecret, sealResult, type Vault } from "../../src/secrets/index.ts";
import { actionWith } from "./support.ts";

const VALUE = "correct-horse-battery";

function seal(
  result: JsonObject,
  options: { output?: readonly string[]; opened?: readonly KnownSecret[]; vault?: Vault } = {},
) {
  const vault = options.vault ?? createVault();
  const action = actionWith({ output: options.output ?? [] });
  return { vault, ...sealResult(action, deepFreeze(result), vault, options.opened) };
}

describe("sealResult: what is a secret", () => {
  it("seals declared fields and tells where and what they were", () => {
    const { result, sealed, vault } = seal({ Grant: { Code: VALUE }, Id: "i" }, { output: ["Grant.Code"] });
    const [field] = sealed;
    expect(field).toMatchObject({ path: "Grant.Code", kind: "Code" });
    expect(result).toEqual({ Grant: { Code: { $secret: field?.handle } }, Id: "i" });
    expect(vault.open(field?.handle ?? "")).toEqual({ value: VALUE, kind: "Code", source: "id:GetExample" });
  });

  it("seals well-known names at any depth, each value under the kind that decides where it may go", () => {
    const { sealed } = seal({
      WorkloadAccessToken: "value-one",
      Credentials: { SecretAccessKey: "value-two", SessionToken: "value-three" },
      List: [{ ApiKeyAuthConfigs: [{ ApiKey: "value-four" }] }],
      ResourceModel: { LoginProfile: { Password: "value-five" } },
    });
    expect(sealed.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      "WorkloadAccessToken WorkloadAccessToken",
      "Credentials.SecretAccessKey SecretAccessKey",
      "Credentials.SessionToken SessionToken",
      "List[0].ApiKeyAuthConfigs[0].ApiKey ApiKey",
      "ResourceModel.LoginProfile.Password Password",
    ]);
  });

  it("seals a declared object as one", () => {
    const ResourceModel = { UserName: "u", LoginProfile: { Password: VALUE } };
    const { result, sealed, vault } = seal(
      { ResourceModel, StatusMessage: `password ${VALUE} set for u` },
      { output: ["ResourceModel"] },
    );
    const handle = sealed[0]?.handle ?? "";
    expect(result).toEqual({
      ResourceModel: { $secret: handle },
      StatusMessage: `password [${handle}] set for u`,
    });
    expect(JSON.parse(vault.open(handle).value)).toEqual(ResourceModel);
  });

  it("gives one value one handle", () => {
    const { result, sealed } = seal({ Secret: VALUE, ClientSecret: VALUE });
    expect(sealed).toHaveLength(1);
    expect(result.ClientSecret).toEqual(result.Secret);
  });

  it("leaves the rest, and does not copy what needs no sealing", () => {
    const plain = {
      NextToken: "n",
      List: [{ Name: "x", ApiKey: { Name: "y" } }],
      Secret: "",
      Password: null,
    };
    expect(seal(plain).result).toBe(plain);
  });

  it("seals secrets in JSON that is carried as text, and what the service dresses up as a handle", () => {
    const { result, sealed } = seal({
      Blob: JSON.stringify({ Password: VALUE }),
      Password: { $secret: "another-secret" },
    });
    expect(sealed).toHaveLength(2);
    expect(JSON.stringify(result)).not.toMatch(/correct-horse|another-secret/);
  });

  it("refuses the whole answer where one value can not be sealed", () => {
    const vault = createVault({ maxSecrets: 1 });
    expect(() => seal({ Password: "value-one", Secret: "value-two" }, { vault })).toThrow(SecretRefused);
  });
});

describe("sealResult: echoes", () => {
  const opened = [{ id: "secret_AAAAAAAAAAAA", value: VALUE }];
  const MARK = "[secret_AAAAAAAAAAAA]";

  it("marks an opened value wherever it comes back", () => {
    const { result } = seal(
      { Message: `set ${VALUE}, really ${VALUE}`, [`key-${VALUE}`]: [VALUE], Deep: [{ x: VALUE }] },
      { opened },
    );
    expect(result).toEqual({
      Message: `set ${MARK}, really ${MARK}`,
      [`key-${MARK}`]: [MARK],
      Deep: [{ x: MARK }],
    });
  });

  it("uses the handle it came from where a secret field carries it, and seals nothing twice", () => {
    const { result, sealed } = seal({ ClientSecret: VALUE }, { opened });
    expect(result).toEqual({ ClientSecret: { $secret: "secret_AAAAAAAAAAAA" } });
    expect(sealed).toEqual([]);
  });

  it("marks echoes of what it has just sealed", () => {
    const { result, sealed } = seal({ Note: `token: ${VALUE}`, Token: VALUE });
    expect(result.Note).toBe(`token: [${sealed[0]?.handle}]`);
  });

  it("marks a number that was opened as text", () => {
    const pin = [{ id: "secret_AAAAAAAAAAAA", value: "493817" }];
    expect(seal({ Pin: 493817, Other: 4938170 }, { opened: pin }).result).toEqual({
      Pin: MARK,
      Other: `${MARK}0`,
    });
  });

  it("takes a short value only where it is the whole text", () => {
    const short = [{ id: "secret_AAAAAAAAAAAA", value: "ab" }];
    expect(seal({ a: "ab", b: "cab", c: "abc" }, { opened: short }).result).toEqual({
      a: MARK,
      b: "cab",
      c: "abc",
    });
  });

  it("gets through text made to be slow to search", () => {
    const value = "\\\\\\a\\b\\\\cdef%25&amp;";
    for (const unit of ["\\", "%25", "&amp;", "a", "&#0000092;"]) {
      const m = unit.repeat(100_000);
      expect(seal({ m }, { opened: [{ id: "secret_AAAAAAAAAAAA", value }] }).result).toEqual({ m });
    }
  });

  it("finds the longer of two secrets first, and keeps two keys that held the same secret", () => {
    const two = [{ id: "secret_BBBBBBBBBBBB", value: "correct" }, ...opened];
    expect(seal({ m: `${VALUE} correct` }, { opened: two }).result).toEqual({
      m: `${MARK} [secret_BBBBBBBBBBBB]`,
    });
    const keys = { [VALUE]: 1, [Buffer.from(VALUE).toString("hex")]: 2 };
    expect(seal(keys, { opened }).result).toEqual({ [MARK]: 1, [`${MARK} (2)`]: 2 });
  });

  const odd = 'p"a\\s\\\\s/w+o r&d<é>😀%\n=';
  const ascii = (text: string) =>
    text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const everyPercent = (text: string) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const ENCODINGS: readonly (readonly [string, (text: string) => string])[] = [
    ["as it is", (text) => text],
    ["JSON", (text) => JSON.stringify(text)],
    ["JSON in JSON", (text) => JSON.stringify(JSON.stringify(text))],
    ["JSON in ASCII", (text) => ascii(JSON.stringify(text))],
    [
      "JSON as Go writes it",
      (text) => JSON.stringify(text).replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
    ],
    ["JSON with escaped slashes", (text) => JSON.stringify(text).replaceAll("/", "\\/")],
    ["a URL component", (text) => encodeURIComponent(text)],
    ["a URL component, twice", (text) => encodeURIComponent(encodeURIComponent(text))],
    ["a form", (text) => new URLSearchParams({ v: text }).toString().slice(2)],
    ["percent signs throughout", everyPercent],
    ["percent signs in capitals", (text) => everyPercent(text).toUpperCase()],
    [
      "HTML",
      (text) => text.replace(/[<>&"]/g, (c) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[c] ?? "&quot;"),
    ],
    ["HTML by number", (text) => text.replace(/[^a-z]/gu, (c) => `&#${c.codePointAt(0)};`)],
    ["base64", (text) => Buffer.from(text).toString("base64")],
    ["base64 without padding", (text) => Buffer.from(text).toString("base64").replaceAll("=", "")],
    ["base64url", (text) => Buffer.from(text).toString("base64url")],
    ["base64 behind one byte", (text) => Buffer.from(`u:${text}`).toString("base64")],
    ["base64 amid others", (text) => Buffer.from(`user:${text}@host`).toString("base64url")],
    ["hex", (text) => Buffer.from(text).toString("hex")],
    ["HEX", (text) => Buffer.from(text).toString("hex").toUpperCase()],
  ];

  describe.each(ENCODINGS)("%s", (_, encode) => {
    it.each([VALUE, odd])("hides %j", (value) => {
      const before = encode(value);
      const { result } = seal({ m: `<<${before}>>` }, { opened: [{ id: "secret_AAAAAAAAAAAA", value }] });
      expect(result.m).toContain(MARK);
      // A few bits of a neighbouring character may stay with base64, never more.
      expect(String(result.m).replace(MARK, "").length).toBeLessThanOrEqual(4 + before.length - value.length);
      expect(result.m).not.toContain(before);
    });
  });

  it("never lets a value of six or more characters through, in any encoding, anywhere in any shape", () => {
    const value = fc
      .string({ unit: "grapheme", minLength: 6, maxLength: 24 })
      .filter((text) => text.isWellFormed());
    const noise = fc.stringMatching(/^[ .,;!]{0,5}$/);
    const place = fc.record({
      encode: fc.constantFrom(...ENCODINGS.map(([, encode]) => encode)),
      before: noise,
      after: noise,
      how: fc.constantFrom("text", "key", "list", "nested"),
    });
    fc.assert(
      fc.property(
        value,
        fc.array(place, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        (secret, places, fresh) => {
          const entries = places.map(
            ({ encode, before, after, how }, index): [string, JsonObject[string]] => {
              const text = `${before}${encode(secret)}${after}`;
              if (how === "key") return [`k${index}`, { [text]: index }];
              if (how === "list") return [`k${index}`, ["x", [text]]];
              return [`k${index}`, how === "nested" ? { a: { b: text } } : text];
            },
          );
          const input: JsonObject = {
            ...Object.fromEntries(entries),
            ...(fresh ? { ClientSecret: secret } : {}),
          };
          const known = fresh ? [] : [{ id: "secret_AAAAAAAAAAAA", value: secret }];
          const before = JSON.stringify(input);
          const { result } = seal(input, { opened: known });
          const shown = JSON.stringify(result).replaceAll(/\[?"?secret_[\w-]+"?\]?/g, "");
          for (const { encode } of places) expect(shown).not.toContain(encode(secret));
          expect(JSON.stringify(input)).toBe(before);
        },
      ),
    );
  });
});
