import { describe, expect, it } from "vitest";
import { defineAction } from "../../src/action/define.ts";
import type { JsonObject } from "../../src/action/json.ts";
import { createVault, redactParams, sealResult } from "../../src/secrets/index.ts";

const action = defineAction({
  service: "cloudcontrol",
  name: "GetTask",
  family: "test",
  effect: "reveal",
  zh: "测试",
  title: "Test",
  summary: "Test.",
  input: () => ({}),
  output: () => ({}),
});
const VALUE = "c0rrect-Horse!42";
const JWT = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJib3QifQ.c2lnbmF0dXJlLWV4YW1wbGU";
const PEM = `-----BEGIN RSA PRIVATE KEY-----\n${"QUJD".repeat(20)}\n-----END RSA PRIVATE KEY-----`;

function seal(result: JsonObject) {
  const vault = createVault();
  const sealed = sealResult(action, result, vault);
  return { ...sealed, opened: sealed.sealed.map(({ handle }) => vault.open(handle).value) };
}

describe("a secret in text that is no JSON", () => {
  it.each([
    ["words before JSON", `made: {"Password":"${VALUE}","UserName":"bot"}`],
    ["JSON that was cut", `{"UserName":"bot","Password":"${VALUE}","Descri`],
    ["JSON that was cut in the secret", `{"UserName":"bot","ClientSecret":"${VALUE}`],
    ["JSON with a comma too many", `{"LoginProfile":{"Password":"${VALUE}",},}`],
    ["JSON in a string in a text", `body was ${JSON.stringify(JSON.stringify({ Password: VALUE }))}`],
    ["another language's quotes", `{'Password': '${VALUE}'}`],
    ["a query", `https://id.example.com/cb?client_secret=${VALUE}&x=1`],
    ["settings", `USER=bot\nAPP_PASSWORD=${VALUE}\nMODE=x`],
    ["an element of XML", `<Profile><Password>${VALUE}</Password></Profile>`],
    ["an element with a namespace", `<ns:SecretAccessKey xmlns:ns="urn:x">${VALUE}</ns:SecretAccessKey>`],
    ["an attribute", `<add key="Password" value="${VALUE}"/>`],
    ["a form", `<input type="password" name="password" value="${VALUE}">`],
    ["settings with blanks and quotes", `user = "bot"\npassword = "${VALUE}"`],
    ["YAML with quotes", `user: bot\npassword: '${VALUE}'`],
    ["a script's object", `{UserName: "bot", Password: "${VALUE}"}`],
    ["a Ruby hash", `{"Password" => "${VALUE}"}`],
    ["Chinese", `用户 bot，密码：${VALUE}`],
    ["more JSON than is looked into", `{"Password":"${VALUE}","Pad":"${"x".repeat(1_100_000)}"}`],
    [
      "a fifth string in a string",
      [1, 2, 3, 4, 5].reduce((text) => JSON.stringify({ v: text }), `{"Password":"${VALUE}"}`),
    ],
  ])("as %s is sealed", (_, text) => {
    const { result, opened } = seal({ StatusMessage: text, Note: `again ${VALUE}` });
    expect(opened).toContain(VALUE);
    expect(JSON.stringify(result)).not.toContain(VALUE);
    expect(typeof result.StatusMessage).toBe("string");
  });

  it.each([
    `<Password>must have 8 to 32 characters</Password>`,
    `password: "has to be 8 to 32 characters long"`,
    `<input name="password" value="">`,
    `<Token>none</Token>`,
    `密码：长度须为8至32个字符，且包含三类字符`,
    `<NextToken>eyJwYWdlIjoy17</NextToken>`,
  ])("is not found in %j", (text) => {
    expect(seal({ StatusMessage: text }).result.StatusMessage).toBe(text);
  });

  it("is looked for in one pass, however many keys begin in it", () => {
    const begins = "-----BEGIN PRIVATE KEY-----".repeat(37_000);
    const { result } = seal({ StatusMessage: `${begins}-----END PRIVATE KEY----- and more` });
    expect(result.StatusMessage).toMatch(/^\[.*\] and more$/);
  }, 8_000);

  it("is known by its shape", () => {
    const { result, opened } = seal({ a: `got ${JWT}.`, b: `key:\n${PEM}\nend`, c: [JWT] });
    expect(opened).toEqual([JWT, PEM]);
    expect(result.a).toMatch(/^got \[secret_[\w-]+\]\.$/);
    expect(JSON.stringify(result)).not.toMatch(/eyJ|QUJD/);
  });

  it("is sealed under names that nobody listed", () => {
    const names = [
      "AuthToken",
      "bearer_token",
      "ScimToken",
      "Jwt",
      "Authorization",
      "DB_PWD",
      "passcode",
      "signing-key",
    ];
    const { opened } = seal(Object.fromEntries(names.map((name, at) => [name, `value-${at}-example`])));
    expect(opened).toHaveLength(names.length);
  });
});

describe("what is no secret", () => {
  it("stays: pages, comparisons, prose and public keys", () => {
    const plain = {
      NextToken: JWT,
      NextPageToken: "n",
      ClientToken: "c",
      PageToken: "p",
      Policy: 'permit(principal, action, resource) when { context.token == "abcdef" };',
      Description: "Password: at least 8 characters. The Secret is made by the service.",
      Certificate: "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----",
      Url: "https://id.example.com/?client_id=abcdef&state=12345678",
    };
    expect(seal(plain).result).toBe(plain);
  });

  it("is not taken out of sentences for having stood behind a name once", () => {
    const { result } = seal({ a: "Password=required", b: "a name is required" });
    expect(result.b).toBe("a name is required");
  });

  it("cannot be used to hide from a person what a call would do", () => {
    const params = { Description: 'Password="and grants everything to everybody" token=everything' };
    expect(redactParams(action, params, new Uint8Array(32))).toEqual(params);
  });
});

describe("a text made to be slow to search", () => {
  it.each([
    '"Password":"',
    "Password=",
    "eyJ",
    "eyJaaaaa.",
    "-----BEGIN PRIVATE KEY-----",
    '\\\\\\"a\\\\\\":\\\\\\"',
    "a.b-",
    '"',
    "\\",
  ])("of %j over and over is looked through", (unit) => {
    expect(seal({ m: unit.repeat(Math.ceil(1_500_000 / unit.length)) }).result).toHaveProperty("m");
  });
});

describe("the vault", () => {
  it("keeps room for what the service issues, however often a model asks for a secret", () => {
    const vault = createVault({ maxSecrets: 100 });
    const generate = () => vault.seal("x", { kind: "generated", source: "generate_secret" });
    const loop = () => {
      for (let at = 0; at < 200; at += 1) generate();
    };
    expect(loop).toThrow(/of generate_secret/);
    expect(vault.canSeal()).toBe(true);
    expect(() =>
      vault.seal("y", { kind: "WorkloadAccessToken", source: "id:GetWorkloadAccessToken" }),
    ).not.toThrow();
  });

  it("is not filled by answers that are withheld", () => {
    const vault = createVault({ maxSecrets: 100 });
    const page = { Rows: Array.from({ length: 80 }, (_, at) => ({ Password: `password-${at}` })) };
    for (let at = 0; at < 5; at += 1) expect(() => sealResult(action, page, vault)).toThrow(/can be sealed/);
    expect(vault.canSeal(100)).toBe(true);
  });

  it("refuses a page of more secrets than anybody would ask for", () => {
    const page = { Rows: Array.from({ length: 5_001 }, (_, at) => ({ Password: `password-${at}` })) };
    expect(() => sealResult(action, page, createVault())).toThrow(/more than 5000 secrets/);
  });

  it("does not grow beyond its bytes", () => {
    const vault = createVault();
    const big = "x".repeat(64 * 1024);
    const fill = () => {
      for (let at = 0; at < 5_000; at += 1) vault.seal(big, { kind: "k", source: `s${at}` });
    };
    expect(fill).toThrow(/the vault is full/);
  });
});
