import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createLedger } from "../../src/ledger/ledger.ts";
import { ownFolder } from "../support/folder.ts";
import { runCommand } from "../support/idgate.ts";

/** What a person sees of a failure: a few lines that say what is wrong; never a stack. */
function expectReadable({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) {
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^(?:idgate|error): .{10}/);
  expect(stderr).not.toMatch(/^\s+at |node:internal|Error:|\.js:\d/m);
  expect(stderr.split("\n").length).toBeLessThan(6);
}

describe("a command line that cannot be meant", () => {
  it.each([
    ["an unknown command", ["destroy"]],
    ["an unknown flag", ["audit", "list", "--nope"]],
    ["a flag without its value", ["audit", "list", "--state"]],
    ["an empty --state", ["audit", "list", "--state", ""]],
    ["a blank --state", ["audit", "verify", "--state", "  "]],
    ["a --limit that is no number", ["audit", "list", "--limit", "many"]],
    ["a --limit below one", ["audit", "list", "--limit", "0"]],
    ["an operation too many", ["approvals", "show", "a", "b"]],
    ["an approval without a terminal", ["approvals", "approve", "op_1"]],
    ["a port that is none", ["sandbox", "--port", "65536"]],
    ["a port with letters", ["sandbox", "--port", "80x"]],
    ["an account that is none", ["sandbox", "--account", "-1"]],
    ["an account too long for the sandbox", ["sandbox", "--account", "1".repeat(16)]],
    ["empty --data", ["sandbox", "--data", ""]],
    ["--data that is a folder", ["sandbox", "--data", "/"]],
    ["--data that is a device", ["sandbox", "--data", "/dev/null"]],
    ["--data below a file", ["sandbox", "--data", "/dev/null/x.db"]],
  ])("%s", async (_, args) => {
    expectReadable(await runCommand(args));
  });

  it("an environment that cannot be meant", async () => {
    expectReadable(await runCommand(["audit", "list"], { IDGATE_SANDBOX: "perhaps" }));
    expectReadable(await runCommand(["audit", "list"], { IDGATE_LOG_LEVEL: "loud" }));
  });
});

describe("a state folder that cannot be used", () => {
  const prepare: readonly (readonly [string, (folder: string) => void | Promise<void>])[] = [
    ["that is not there", () => undefined],
    ["whose ledger is a folder", (folder) => void mkdirSync(join(folder, "ledger.db"), { recursive: true })],
    [
      "whose ledger is text",
      (folder) => writeFileSync(join(folder, "ledger.db"), "text, not a database".repeat(99)),
    ],
    [
      "whose ledger leads nowhere",
      (folder) => symlinkSync(join(folder, "elsewhere", "ledger.db"), join(folder, "ledger.db")),
    ],
    [
      "whose key is another",
      async (folder) => {
        const [file, keyFile] = [join(folder, "ledger.db"), join(folder, "ledger.key")];
        const ledger = createLedger({ file, keyFile, clock: () => new Date() });
        await ledger.secretEvent({ handle: "secret_AAAAAAAAAAAA", event: "generated" });
        await ledger.close();
        writeFileSync(keyFile, "short");
      },
    ],
  ];

  it.each(prepare)("%s", async (_, make) => {
    const state = ownFolder();
    mkdirSync(join(state, "sandbox"));
    await make(join(state, "sandbox"));
    for (const command of [
      ["audit", "list"],
      ["audit", "verify"],
      ["audit", "export"],
      ["approvals", "list"],
      ["approvals", "show", "op_1"],
    ])
      expectReadable(await runCommand([...command, "--sandbox", "--state", state]));
  });
});
