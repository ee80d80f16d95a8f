/** Credentials where nobody said that there are any, known by their makers' shapes, by chance under a telling name, by their place. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineAction } from "../../src/action/define.ts";
import type { Json, JsonObject } from "../../src/action/json.ts";
import { createVault, sealResult } from "../../src/secrets/index.ts";

const action = defineAction({
  service: "id",
  name: "GetThing",
  family: "test",
  effect: "read",
  zh: "测试",
  title: "Test",
  summary: "Test.",
  input: () => ({}),
  output: () => ({}),
});

function seal(result: JsonObject) {
  const vault = createVault();
  const { result: clean, sealed } = sealResult(action, result, vault);
  return { clean, sealed, opened: sealed.map(({ handle }) => vault.open(handle).value) };
}

const letters = (count: number, seed = 7): string => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return alphabet.charAt(state % alphabet.length);
  }).join("");
};
const hex = (count: number) =>
  Buffer.from(letters(count))
    .toString("hex")
    .replaceAll(/[^0-9a-f]/g, "")
    .slice(0, count);

// Put together here, so that no scanner of repositories takes an example for the real thing.
const SHAPED: readonly (readonly [string, string])[] = [
  ["GitHub", `ghp_${letters(36)}`],
  ["GitHub, by OAuth", `gho_${letters(36)}`],
  ["GitHub, fine-grained", `github_pat_${letters(22)}_${letters(59)}`],
  ["GitLab", `glpat-${letters(20)}`],
  ["Slack", `xoxb-${"1234567890"}-${letters(24)}`],
  ["Google", `AIza${letters(35)}`],
  ["Google, OAuth client", `GOCSPX-${letters(28)}`],
  ["OpenAI", `sk-${letters(48)}`],
  ["OpenAI, of a project", `sk-proj-${letters(60)}`],
  ["Stripe", `sk_live_${letters(24)}`],
  ["npm", `npm_${letters(36)}`],
  ["SendGrid", `SG.${letters(22)}.${letters(43)}`],
  ["DigitalOcean", `dop_v1_${hex(64)}`],
  ["a JWT", `eyJ${letters(20)}.eyJ${letters(30)}.${letters(43)}`],
  ["a private key without its frame", `MIIEpAIBAAKCAQEA${letters(400)}`],
  ["an elliptic one", `MHcCAQEEI${letters(100)}`],
];

describe("a credential in a field that is not known for one", () => {
  it.each(SHAPED)("of %s is sealed by its shape, alone and in a sentence", (_, value) => {
    const { clean, sealed, opened } = seal({
      Owner: value,
      Note: `use ${value}, please`,
      Tags: [{ Key: "a", Value: value }],
    });
    expect(opened).toEqual([value]);
    expect(JSON.stringify(clean)).not.toContain(value);
    expect(clean.Note).toMatch(/^use \[secret_[\w-]{24}\], please$/);
    expect(sealed).toMatchObject([{ path: "Owner", guessed: true }]);
  });

  const key = `${letters(20)}/${letters(19, 11)}`;
  it.each<[string, string, Json]>([
    ["under a telling name", key, { Integration: { webhookSigningKeyValue: key } }],
    ["under a telling name of hex", hex(40), { license: hex(40) }],
    ["in a pair under a telling name", key, { Attributes: [{ Name: "partner-auth", Value: key }] }],
    ["in JSON in a text", key, { Result: JSON.stringify({ rows: [{ sessionCookie: key }] }) }],
    ["in a message, beside its id", key, { StatusMessage: `made AKIAIOSFODNN7EXAMPLE ${key} for bot` }],
    ["in a bearer scheme", letters(32), { Header: `Bearer ${letters(32)}` }],
    ["in an address, for the user of it", "hunter22", { Link: "https://bot:hunter22@repo.example.com/x" }],
    [
      "in an address, as a code",
      "SplxlOBeZQQYbYS6WxSbIA",
      { Link: "https://a.example.com/cb?state=1&code=SplxlOBeZQQYbYS6WxSbIA" },
    ],
    [
      "in an address, as a signature",
      letters(43),
      { Link: `https://blob.example.com/f?sp=r&sig=${letters(43)}` },
    ],
    [
      "in an address, behind #",
      "2YotnFZFEjr1zCsicMWpAA",
      { Link: "https://a.example.com/#access_token=2YotnFZFEjr1zCsicMWpAA&x=1" },
    ],
    ["in a line of YAML", "tr0ub4dor-3", { Config: "user: bot\npassword: tr0ub4dor-3\nport: 80" }],
    ["under a name in wide letters", key, { Ｄeploy＿Ｔoken: key }],
    ["under a Chinese name", "三只小猪12", { Extra: [{ 密码: "三只小猪12" }] }],
  ])("%s is sealed", (_, value, fields) => {
    const { clean, opened } = seal({ Fields: fields });
    expect(opened).toEqual([value]);
    expect(JSON.stringify(clean)).not.toContain(value);
  });

  it("stays text where text was, so that the answer fits its schema", () => {
    const { clean } = seal({ SigningSeed: letters(40) });
    expect(clean.SigningSeed).toMatch(/^\[secret_[\w-]{24}\]$/);
  });

  it("that is random is found under a telling name, if it has two digits", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        fc.constantFrom("base64", "base64url"),
        (bytes, how) => {
          // Evenly spread, as drawn bytes are; fast-check likes small ones.
          const value = createHash("sha512")
            .update(bytes)
            .digest(how === "base64" ? "base64" : "base64url")
            .slice(0, bytes.length);
          fc.pre((value.match(/\d/g) ?? []).length >= 2);
          expect(seal({ PartnerKeys: [value], hmac: value }).opened).toEqual([value]);
        },
      ),
      { numRuns: 300, seed: 20_260_101 },
    );
  });
});

describe("a text made to be slow to look through", () => {
  it.each([
    "sk-",
    "ghp_",
    "eyJa.",
    "AIza",
    "MIIEpAIBAAKCAQEA",
    "MIIaaaIBAA",
    "SG.a.",
    "://a:",
    "://aaaaaaaa",
    "?code=",
    "&sig=a1",
    "password: ",
    "Bearer ",
    "basic basic",
    "a1B",
    "aB3/",
    "密码: ",
    "-----BEGIN CERTIFICATE-----",
    "pypi-",
    "xox",
    "hvs.",
  ])("of %j over and over is looked through", (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    expect(seal({ Description: text, SigningKey1: text, Note: `${text}!` })).toHaveProperty("clean");
  });
});
