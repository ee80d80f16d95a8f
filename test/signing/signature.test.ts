import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateKey } from "../../src/signing/key-file.ts";
import { isPublicKey, signStatement, verifyStatement } from "../../src/signing/signature.ts";
import { type Statement, statementBytes } from "../../src/signing/statement.ts";

const key = generateKey();
const STATEMENT: Statement = {
  operation: "op_00000000000000000000",
  digest: "d".repeat(64),
  preview: 'Target: sandbox\n  WorkloadPoolName: "agents"',
  expiresAt: "2026-03-02T12:00:00.000Z",
  approver: "alice",
};
const signature = signStatement(STATEMENT, key);

const anyStatement = fc.record({
  operation: fc.string({ unit: "binary" }),
  digest: fc.string({ unit: "binary" }),
  preview: fc.string({ unit: "binary" }),
  expiresAt: fc.string({ unit: "binary" }),
  approver: fc.string({ unit: "binary" }),
});

describe("a signature", () => {
  it("holds for what was signed, by the key that signed it", () => {
    expect(verifyStatement(STATEMENT, signature, key.publicKey)).toBe(true);
  });

  it("holds for any statement, whatever its texts are", () => {
    fc.assert(
      fc.property(anyStatement, (statement) => {
        expect(verifyStatement(statement, signStatement(statement, key), key.publicKey)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("fails when any character of any part of the statement is another", () => {
    const parts = Object.keys(STATEMENT).filter((part): part is keyof Statement => part in STATEMENT);
    for (const part of parts) {
      for (let at = 0; at < STATEMENT[part].length; at += 1) {
        const text = STATEMENT[part];
        const changed = `${text.slice(0, at)}${text[at] === "x" ? "y" : "x"}${text.slice(at + 1)}`;
        expect(verifyStatement({ ...STATEMENT, [part]: changed }, signature, key.publicKey)).toBe(false);
      }
    }
  });

  it("fails when any byte of it is another", () => {
    const bytes = Buffer.from(signature, "base64url");
    fc.assert(
      fc.property(fc.nat(63), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ flip, at);
        expect(verifyStatement(STATEMENT, changed.toString("base64url"), key.publicKey)).toBe(false);
      }),
    );
  });

  it("fails by another key, and by what is no key", () => {
    for (const other of [generateKey().publicKey, "", "AAAA", `${key.publicKey}=`, "é".repeat(43)]) {
      expect(verifyStatement(STATEMENT, signature, other)).toBe(false);
    }
    expect(isPublicKey(key.publicKey)).toBe(true);
    expect(isPublicKey(`${key.publicKey}A`)).toBe(false);
  });

  it("fails in another spelling of the same bytes, and where it is none", () => {
    for (const text of [`${signature}=`, `${signature} `, "", signature.slice(1), `${signature}AA`]) {
      expect(verifyStatement(STATEMENT, text, key.publicKey)).toBe(false);
    }
  });
});

describe("what is signed", () => {
  it("begins with its domain", () => {
    expect(Buffer.from(statementBytes(STATEMENT)).toString()).toMatch(/^idgate approval v1\n\["op_/);
  });

  it("is the same for no two statements, also where one part's end is another's beginning", () => {
    fc.assert(
      fc.property(anyStatement, anyStatement, (one, other) => {
        const same = Buffer.from(statementBytes(one)).equals(statementBytes(other));
        expect(same).toBe(JSON.stringify(Object.entries(one)) === JSON.stringify(Object.entries(other)));
      }),
    );
    const shifted = { ...STATEMENT, operation: "op_0", digest: `0000${STATEMENT.digest}` };
    const other = { ...STATEMENT, operation: "op_00000", digest: STATEMENT.digest };
    expect(Buffer.from(statementBytes(shifted)).equals(statementBytes(other))).toBe(false);
  });
});
