import { randomBytes } from "node:crypto";
import { chmodSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigInvalid } from "../../src/errors.ts";
import { fileKeys, readOwnFile, readPublicFile } from "../../src/secrets/key-file.ts";
import { ownFolder } from "../support/folder.ts";

const line = (id: string) => `${id} ${randomBytes(32).toString("hex")}\n`;

function keyFile(text: string): string {
  const file = join(ownFolder(), "keys");
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

describe("a file with a secret in it", () => {
  it.skipIf(process.platform === "win32")("is refused where others may read or write it", () => {
    const file = keyFile(line("a"));
    for (const mode of [0o640, 0o604, 0o620, 0o602, 0o644, 0o666, 0o601]) {
      chmodSync(file, mode);
      expect(() => readOwnFile(file, "The key")).toThrow(/other users/);
      expect(() => fileKeys(file, () => undefined)).toThrow(ConfigInvalid);
    }
    for (const mode of [0o600, 0o400]) {
      chmodSync(file, mode);
      expect(readOwnFile(file, "The key")).toContain("a ");
    }
    chmodSync(file, 0o644);
    expect(readPublicFile(file, "The key")).toContain("a ");
  });

  it("that is not there, a folder or far too large is said so, without its path", () => {
    const folder = ownFolder();
    const large = keyFile("x".repeat(300_000));
    for (const file of [join(folder, "nothing"), large]) {
      expect(() => readOwnFile(file, "The key")).toThrow(/^The key (?:cannot be read|is too large)/);
    }
    chmodSync(folder, 0o700);
    expect(() => readOwnFile(folder, "The key")).toThrow(/^The key cannot be read: EISDIR/);
  });
});

describe("keys in a file", () => {
  it("are read again when the file changes, for sealing and for a box of an unknown key", () => {
    const older = line("older");
    const file = keyFile(older);
    const keys = fileKeys(file, () => undefined);
    expect(keys.current().id).toBe("older");
    expect(keys.find("newer")).toBeUndefined();
    writeFileSync(`${file}.new`, line("newer") + older, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    expect(keys.find("newer")?.id).toBe("newer");
    expect(keys.current().id).toBe("newer");
    expect(keys.find("older")?.id).toBe("older");
  });

  it("stay in use where the file is broken or gone, and that is told once", () => {
    const file = keyFile(line("a"));
    const told: string[] = [];
    const keys = fileKeys(file, ({ message }) => void told.push(message));
    writeFileSync(file, "nothing of use\n");
    expect(keys.current().id).toBe("a");
    expect(keys.find("b")).toBeUndefined();
    expect(told).toHaveLength(1);
    rmSync(file);
    expect(keys.current().id).toBe("a");
    expect(told).toHaveLength(2);
    writeFileSync(file, line("b"), { mode: 0o600 });
    expect(keys.current().id).toBe("b");
  });
});
