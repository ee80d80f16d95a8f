import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigInvalid } from "../../src/errors.ts";
import { fixedKeys, keyIdOf, keysText, parseKey, parseKeys } from "../../src/secrets/key-ring.ts";

const keyBytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const spellings = (key: Uint8Array) => [
  Buffer.from(key).toString("base64"),
  Buffer.from(key).toString("base64url"),
  Buffer.from(key).toString("base64").replace("=", ""),
  Buffer.from(key).toString("hex"),
  Buffer.from(key).toString("hex").toUpperCase(),
];

function problem(run: () => unknown): ConfigInvalid {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigInvalid) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("a key", () => {
  it("is read in hex, base64 and base64url, and has one id however it is spelt", () => {
    fc.assert(
      fc.property(keyBytes, (key) => {
        for (const spelt of spellings(key)) {
          const read = parseKey(` ${spelt}\n`);
          expect(Buffer.from(read.key).equals(Buffer.from(key))).toBe(true);
          expect(read.id).toBe(keyIdOf(key));
        }
      }),
    );
  });

  it("of another length or another alphabet is refused, and never quoted", () => {
    const odd = fc.oneof(
      fc.uint8Array({ minLength: 17, maxLength: 80 }).filter(({ length }) => length !== 32),
      fc.uint8Array({ minLength: 65, maxLength: 80 }),
    );
    fc.assert(
      fc.property(odd, (bytes) => {
        for (const text of [Buffer.from(bytes).toString("base64"), Buffer.from(bytes).toString("hex")]) {
          const error = problem(() => parseKey(text));
          expect(`${error.message} ${error.hint}`).not.toContain(text);
        }
      }),
    );
    for (const text of ["", "correct horse battery staple", `${"a".repeat(42)}!`, "🔑".repeat(8)])
      problem(() => parseKey(text));
  });
});

describe("a key file", () => {
  it("reads back what was written, newest first", () => {
    const filed = fc.record({
      id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/),
      key: keyBytes,
      retired: fc.option(fc.constant("2026-01-02T03:04:05.000Z"), { nil: undefined }),
    });
    const several = fc.uniqueArray(filed, {
      minLength: 1,
      maxLength: 6,
      comparator: (a, b) => a.id === b.id || Buffer.from(a.key).equals(Buffer.from(b.key)),
    });
    fc.assert(
      fc.property(several, (keys) => {
        const read = parseKeys(keysText(keys));
        expect(read.map(({ id, retired }) => ({ id, retired }))).toEqual(
          keys.map(({ id, retired }) => ({ id, retired })),
        );
        read.forEach(({ key }, at) => {
          expect(Buffer.from(key).equals(Buffer.from(keys[at]?.key ?? []))).toBe(true);
        });
      }),
    );
  });

  it("may be lines, with comments and with or without ids", () => {
    const [first, second] = [randomBytes(32), randomBytes(32)];
    const text = `# newest first\n\nspring ${first.toString("base64")} # made by us\r\n${second.toString("hex")}\n`;
    expect(parseKeys(text)).toMatchObject([{ id: "spring" }, { id: keyIdOf(second) }]);
    expect(Buffer.from(parseKeys(text)[0].key).equals(first)).toBe(true);
  });

  it.each([
    ["empty", ""],
    ["comments alone", "# nothing\n"],
    ["a line of three words", `a b ${"0".repeat(64)}`],
    ["a short key", "a MTIzNDU2Nzg="],
    ["an id with a slash", `a/b ${"0".repeat(64)}`],
    ["two of one id", `a ${"0".repeat(64)}\na ${"1".repeat(64)}`],
    ["one key twice", `a ${"0".repeat(64)}\nb ${"0".repeat(64)}`],
    ["broken JSON", '{"keys": [secretsecretsecret'],
    ["another format", '{"format":"else","version":1,"keys":[]}'],
    ["another version", '{"format":"idgate secret keys","version":2,"keys":[]}'],
    ["no keys", '{"format":"idgate secret keys","version":1,"keys":[]}'],
    ["keys that are no list", '{"format":"idgate secret keys","version":1,"keys":{}}'],
    ["more than belongs there", '{"format":"idgate secret keys","version":1,"keys":[],"note":1}'],
    [
      "a time that is none",
      `{"format":"idgate secret keys","version":1,"keys":[{"id":"a","key":"${"0".repeat(64)}","retired":"soon"}]}`,
    ],
  ])("that is %s is refused", (_what, text) => {
    expect(problem(() => parseKeys(text)).message).toContain("cannot be used");
  });

  it("is refused without a word of what stands in it", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9+/=]{12,60}$/), fc.boolean(), (secret, json) => {
        const text = json ? `{"keys":["${secret}"` : `id ${secret}`;
        fc.pre(!/^[0-9a-f]{64}$/i.test(secret) && !/^[A-Za-z0-9+/]{43}=?$/.test(secret));
        const { message, hint, cause } = problem(() => parseKeys(text));
        expect(`${message} ${hint} ${cause}`).not.toContain(secret);
      }),
    );
  });
});

it("the first key seals, and each is found by its id", () => {
  const [a, b] = [
    { id: "a", key: randomBytes(32) },
    { id: "b", key: randomBytes(32) },
  ];
  const keys = fixedKeys([a, b]);
  expect([keys.current(), keys.find("a"), keys.find("b"), keys.find("c")]).toEqual([a, a, b, undefined]);
});
