import { describe, expect, it } from "vitest";
import { defineAction } from "../../src/action/define.ts";
import { createEchoMask, createVault, sealResult } from "../../src/secrets/index.ts";

const action = defineAction({
  service: "id",
  name: "ListProviders",
  family: "test",
  effect: "reveal",
  zh: "测试",
  title: "Test",
  summary: "Test.",
  input: () => ({}),
  output: () => ({}),
});
const ID = "secret_AAAAAAAAAAAA";
const MARK = `[${ID}]`;
const secretOf = (index: number) => `s3cr3t-Value-${String(index).padStart(5, "0")}-abcdefghijkl`;

describe("an answer with thousands of secrets", () => {
  it("is sealed, every one, with their echoes, by a process that survives it", () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => ({
      Name: `provider-${index}`,
      ClientSecret: secretOf(index),
      Description: index % 1000 === 0 ? `made with ${secretOf(index)}` : "some text ".repeat(20),
    }));
    const { result, sealed } = sealResult(action, { Rows: rows }, createVault());
    expect(sealed).toHaveLength(5_000);
    expect(JSON.stringify(result)).not.toContain("s3cr3t");
  });

  it("shows nothing of a text that echoes more of them than can be searched for", () => {
    const known = Array.from({ length: 3_000 }, (_, index) => ({ id: ID, value: secretOf(index) }));
    const mask = createEchoMask(known);
    const shown = [
      mask(known.map(({ value }) => value).join(" ")),
      ...known.map(({ value }) => mask(`x ${value}`)),
    ];
    expect(shown.join("\n")).not.toContain("s3cr3t");
    expect(mask("nothing of the kind")).toBe("nothing of the kind");
  });
});

describe("a piece of a secret", () => {
  it.each([
    ["a password", "aZ3!kq9+XwPb#7mT@eRu5vYs"],
    ["a token", "p0Kd-9fQxA2_mZt7LwYHUaMEdNbmexEmsBaITuvQ3bk"],
    ["a password with a slash and a dot", "aZ3kq9XwPb7m/T.Rru5vYs2Kd8Q"],
    ["a password in another script too", "aZ3kq9XwPb7mé密éTRru5vYs2Kd8Q"],
  ])("of %s is hidden: its beginning, its end, both halves in two fields", (_, value) => {
    const half = Math.floor(value.length / 2);
    const mask = createEchoMask([{ id: ID, value }]);
    const [start, end] = [value.slice(0, half), value.slice(half)];
    expect(mask(`starts with ${start}…`)).toBe(`starts with ${MARK}…`);
    expect(mask(`…${end}`)).toBe(`…${MARK}`);
    expect(mask(end)).toBe(MARK);
  });

  it("of a JWT is hidden, be it a small one of a long token; its header is no secret", () => {
    const [header, payload, signature] = [
      "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9",
      `eyJzdWIi${"Kx8vQ2mZ".repeat(120)}`,
      "p0Kd9fQxA2mZt7LwYHUaMEdNbmexEmsBaITuvQ3bk",
    ];
    const mask = createEchoMask([{ id: ID, value: `${header}.${payload}.${signature}` }]);
    expect(mask(`bad token ${header}.${payload.slice(0, 200)}…`)).toBe(`bad token ${header}.${MARK}…`);
    expect(mask(`signed ${signature}`)).toBe(`signed ${MARK}`);
  });

  it("does not take an account number, a host or a word in it for the secret", () => {
    const mask = createEchoMask([
      { id: ID, value: "ak-2100000000-Zx81kQpLw" },
      { id: ID, value: "https://id.example.com/session/Q1w2E3r4T5y6" },
      { id: ID, value: "correct horse battery staple" },
    ]);
    for (const text of ["trn:iam::2100000000:user/bot", "https://id.example.com/session", "battery staple"])
      expect(mask(text)).toBe(text);
  });
});

describe("an echo behind escapes of several kinds at once", () => {
  const value = 'aB3"x\\y <Q>&9é';
  const json = JSON.stringify(value).slice(1, -1);
  it.each([
    ["JSON, then a URL", encodeURIComponent(json)],
    ["a URL, then JSON in ASCII", encodeURIComponent(value).replaceAll("%", "\\u0025")],
  ])("%s: is hidden, or the whole text is", (_, echo) => {
    const shown = createEchoMask([{ id: ID, value }])(`was ${echo} there`);
    expect(shown).not.toContain(echo);
  });
});

describe("a text made to be slow or fatal to search", () => {
  it.each(["%25", "%41", "\\u0041", "\\\\u00", "&amp;", "&#65;", "\\", "aB3xYz9q"])(
    "of a million %j is looked through",
    (unit) => {
      const mask = createEchoMask([{ id: ID, value: "aB3xYz9qLm7Kp2" }]);
      expect(mask(unit.repeat(1_000_000)).length).toBeGreaterThan(0);
    },
  );
});
