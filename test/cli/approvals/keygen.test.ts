import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { makeKey } from "../../../src/cli/approvals/keygen.ts";
import { terminalOn } from "../../../src/cli/approvals/terminal.ts";
import { loadPolicy } from "../../../src/policy/load.ts";
import { openKey, parseKeyFile } from "../../../src/signing/key-file.ts";
import { actions } from "../../../tools/index.ts";
import { capturePrinted, nobody, program, typing } from "../../support/approvals.ts";
import { ownFolder } from "../../support/folder.ts";

const printed = capturePrinted();
const PASSPHRASE = "correct horse battery";

describe("idgate approvals keygen", () => {
  it("makes a key for its owner alone, under the passphrase, and prints a line that a policy takes", async () => {
    const out = join(ownFolder(), "alice.key");
    const terminal = typing(PASSPHRASE, PASSPHRASE);
    expect(await makeKey(program, { out, name: "alice" }, terminal)).toBe(0);
    expect(terminal.questions).toEqual([]);
    expect(terminal.hidden).toHaveLength(2);
    if (process.platform !== "win32") expect(statSync(out).mode & 0o777).toBe(0o600);
    const file = parseKeyFile(readFileSync(out, "utf8"));
    const key = await openKey(file, PASSPHRASE);
    const line =
      printed
        .out()
        .split("\n")
        .find((one) => one.startsWith("  - { name:")) ?? "";
    const policy = loadPolicy(
      `version: 1\naccount: "2100000000"\napprovers:\n${line}\n`,
      { name: "policy.yaml" },
      { actions },
    );
    expect(policy.approvers).toMatchObject([{ name: "alice", key: key.publicKey, user: expect.any(String) }]);
    expect(printed.out()).not.toContain(PASSPHRASE);
  });

  it("writes over nothing", async () => {
    const out = join(ownFolder(), "alice.key");
    writeFileSync(out, "mine");
    await expect(makeKey(program, { out, name: "alice" }, typing(PASSPHRASE, PASSPHRASE))).rejects.toThrow(
      /is there already/,
    );
    expect(readFileSync(out, "utf8")).toBe("mine");
  });

  it("says that the file cannot be written before it asks for a passphrase", async () => {
    const out = join(ownFolder(), "nowhere", "alice.key");
    await expect(makeKey(program, { out, name: "alice" }, typing())).rejects.toThrow(
      /cannot be written: ENOENT, there is no such file or folder/,
    );
  });

  it.each([
    ["is too short", ["short", "short"], /fewer than 12 characters/],
    ["is not typed twice alike", [PASSPHRASE, `${PASSPHRASE}!`], /differ/],
    ["is not given", [], /fewer than 12 characters/],
  ])("makes nothing where the passphrase %s", async (_, words, message) => {
    const out = join(ownFolder(), "alice.key");
    await expect(makeKey(program, { out, name: "alice" }, typing(...words))).rejects.toThrow(message);
    expect(existsSync(out)).toBe(false);
  });

  it("wants a terminal, and a name that a policy takes", async () => {
    const out = join(ownFolder(), "alice.key");
    await expect(makeKey(program, { out, name: "alice" }, nobody)).rejects.toThrow(/terminal/);
    for (const name of ["", "al ice", "a\u202eb", "x".repeat(65), "{}"]) {
      await expect(makeKey(program, { out, name }, typing(PASSPHRASE, PASSPHRASE))).rejects.toThrow(/name/);
    }
    expect(existsSync(out)).toBe(false);
  });
});

describe("a passphrase at a terminal", () => {
  it("is not shown as it is typed, nor when it is edited", async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    let shown = "";
    output.on("data", (chunk: Buffer) => {
      shown += chunk.toString("utf8");
    });
    const asked = terminalOn(input, output).askHidden("Passphrase: ");
    input.write("correct horsf\u007fe battery\r");
    expect(await asked).toBe("correct horse battery");
    expect(shown).toBe("Passphrase: \n");
  });

  it("is asked for only once the terminal itself echoes no more", async () => {
    const happened: string[] = [];
    const setRawMode = (raw: boolean) => void happened.push(raw ? "no echo" : "echo");
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode });
    const output = new PassThrough();
    output.on("data", (chunk: Buffer) => void happened.push(chunk.toString("utf8")));
    const asked = terminalOn(input, output).askHidden("Passphrase: ");
    input.write("correct horse battery\r");
    expect(await asked).toBe("correct horse battery");
    expect(happened.slice(0, 2)).toEqual(["no echo", "Passphrase: "]);
  });

  it("is empty where Ctrl-C or the end of the input closes the question", async () => {
    for (const end of ["secret\u0003", "\u0004"]) {
      const input = new PassThrough();
      const asked = terminalOn(input, new PassThrough()).askHidden("Passphrase: ");
      input.write(end);
      expect(await asked).toBe("");
    }
  });
});
