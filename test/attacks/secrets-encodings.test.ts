/** A service that repeats a secret encoded more than once, packed, spread or in disguise. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createEchoMask } from "../../src/secrets/echo.ts";

const VALUE = "tK9!xQ2#mZ7pLw4@Rb8v";
const HANDLE = "secret_AAAAAAAAAAAAAAAAAAAAAAAA";

const mask = createEchoMask([{ id: HANDLE, value: VALUE }]);
const base64 = (data: string | Buffer) => Buffer.from(data).toString("base64");
const each = (write: (code: number) => string) => [...VALUE].map((one) => write(one.charCodeAt(0))).join("");
const hex = (code: number) => code.toString(16).padStart(2, "0");

const FORMS: Readonly<Record<string, string>> = {
  "base64 of base64": base64(base64(VALUE)),
  "base64 of base64 of base64": base64(base64(base64(VALUE))),
  "a registry's settings": base64(JSON.stringify({ auths: { host: { auth: base64(`bot:${VALUE}`) } } })),
  "base64 behind letters of its alphabet": `Basic/${base64(base64(`bot:${VALUE}`))}`,
  "base64 in lines of mail": base64(`${"p".repeat(50)}${VALUE}${"q".repeat(50)}`).replace(
    /(.{64})/g,
    "$1\r\n",
  ),
  "gzip in base64": base64(gzipSync(`password ${VALUE} set`)),
  "zlib in hex": deflateSync(`password ${VALUE} set`).toString("hex"),
  "UTF-16 in base64": base64(Buffer.from(VALUE, "utf16le")),
  "UTF-16, the other way round": base64(Buffer.from(VALUE, "utf16le").swap16()),
  "UTF-16 as it is": [...VALUE].join("\0"),
  "hex in base64": base64(Buffer.from(VALUE).toString("hex")),
  "hex with colons": each((code) => `${hex(code)}:`),
  "zero-width characters between": [...VALUE].join("\u200b"),
  "soft hyphens between": [...VALUE].join("\u00ad"),
  "blanks between": [...VALUE].join(" "),
  "lines between": [...VALUE].join("\n"),
  "wide characters": each((code) => String.fromCharCode(code + 0xfee0)),
  capitals: VALUE.toUpperCase(),
  "small letters": VALUE.toLowerCase(),
  "octal escapes": each((code) => `\\${code.toString(8)}`),
  "escapes with braces": each((code) => `\\u{${hex(code)}}`),
  "quoted-printable": each((code) => `=${hex(code).toUpperCase()}`),
  "references without an end": each((code) => `&#x${hex(code)}`),
  "percent in percent, eight times": Array.from({ length: 8 }).reduce<string>(encodeURIComponent, VALUE),
};

describe("a secret that comes back", () => {
  it.each(Object.keys(FORMS))("as %s is not shown", (name) => {
    const form = FORMS[name] ?? "";
    for (const text of [form, `before ${form} after`, JSON.stringify({ said: form })]) {
      const shown = mask(text);
      expect(shown).not.toContain(form);
      expect(shown).toMatch(/\[secret_A{24}\]|left out/);
    }
  });

  it("is hidden without an error, however long it is", () => {
    const value = randomBytes(30_000).toString("base64");
    const shown = createEchoMask([{ id: HANDLE, value }])(`before ${value} after`);
    expect(shown).not.toContain(value.slice(100, 140));
  });
});

describe("what is no secret stays as it is beside a known one", () => {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  it.each([
    ["a public key", publicKey.export({ type: "spki", format: "pem" }).toString()],
    ["a key in base64", publicKey.export({ type: "spki", format: "der" }).toString("base64")],
    ["a token for the next page", base64(JSON.stringify({ last: "bot-17", at: 1_700_000_000 }))],
    ["a hash", randomBytes(32).toString("hex")],
    ["packed data", base64(gzipSync("nothing of interest in here"))],
    ["what only looks packed", base64(Buffer.concat([Buffer.from([0x1f, 0x8b]), randomBytes(64)]))],
    ["a TRN", "trn:iam::2100000000:role/AgentRole-2026"],
    ["a sentence", "The password was set; 100% of 24 characters, see https://example.com/?a=b&c=d."],
    ["a long random text", randomBytes(200_000).toString("base64")],
  ])("%s", (_name, text) => {
    expect(mask(text)).toBe(text);
  });
});
