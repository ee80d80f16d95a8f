import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { terminalOn } from "../../src/cli/approvals/terminal.ts";
import { createLedger } from "../../src/ledger/ledger.ts";
import { ownFolder } from "../support/folder.ts";
import { BINARY, runCommand } from "../support/idgate.ts";

/** C1 controls, escape sequences, text that runs backwards, text that is not there, and a line of its own. */
const HOSTILE =
  "\u009b2J\u001b]0;owned\u0007\u202eevil\u2066\u200b\ufeff\u{e0041}\u2028\r\n2026-01-01  succeeded  op_forged";
const HIDES = /(?!\n)[\p{C}\p{Zl}\p{Zp}]/u;

async function hostileLedger(rows = 1) {
  const state = ownFolder();
  const folder = join(state, "sandbox");
  const ledger = createLedger({
    file: join(folder, "ledger.db"),
    keyFile: join(folder, "ledger.key"),
    clock: () => new Date(),
  });
  for (let row = 0; row < rows; row += 1) {
    const facts = {
      id: `op_${String(row).padStart(20, "0")}`,
      action: "id:DeleteWorkloadPool",
      effect: "delete",
      digest: String(row).padStart(64, "0"),
      params: { WorkloadPoolName: HOSTILE, [HOSTILE]: HOSTILE },
      target: { mode: "sandbox" },
      requester: HOSTILE,
      rules: [HOSTILE],
      policyVersion: HOSTILE,
    };
    if (row === 0) await ledger.propose(facts, HOSTILE, new Date(Date.now() + 60_000));
    else await ledger.refuse(facts, HOSTILE);
  }
  await ledger.close();
  return { flags: ["--sandbox", "--state", state], first: `op_${"0".repeat(20)}` };
}

describe("a ledger with hostile text", () => {
  it.each([
    ["audit list", ["audit", "list"]],
    ["audit list --json", ["audit", "list", "--json"]],
    ["audit export", ["audit", "export"]],
    ["audit verify", ["audit", "verify"]],
    ["approvals list", ["approvals", "list", "--all"]],
    ["approvals list --json", ["approvals", "list", "--all", "--json"]],
    ["approvals show", ["approvals", "show", `op_${"0".repeat(20)}`]],
    ["approvals show --json", ["approvals", "show", `op_${"0".repeat(20)}`, "--json"]],
  ])("does nothing to the terminal through %s", async (_, command) => {
    const { flags } = await hostileLedger(3);
    const { code, stdout, stderr } = await runCommand([...command, ...flags]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).not.toMatch(HIDES);
  });

  it("gives as many lines as there are operations", async () => {
    const { flags } = await hostileLedger(3);
    const { stdout } = await runCommand(["audit", "list", ...flags]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(3);
  });

  it("is exported as it is, once it is parsed", async () => {
    const { flags } = await hostileLedger(2);
    const { stdout } = await runCommand(["audit", "export", ...flags]);
    const entries = stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(entries).toHaveLength(2);
    expect(entries[1]).toMatchObject({ body: { reason: HOSTILE, requester: HOSTILE } });
  });
});

describe("output that is not read", () => {
  it("is no failure of audit export | head, and no stack trace", async () => {
    const { flags } = await hostileLedger(400);
    const child = spawn(process.execPath, [BINARY, "audit", "export", ...flags], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    await once(child.stdout, "data");
    child.stdout.destroy();
    const [code] = await once(child, "close");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it("on a disk that is full is told in one line", async () => {
    const { flags } = await hostileLedger(2);
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [BINARY, "audit", "export", ...flags], {
      stdio: ["ignore", full, "pipe"],
    });
    let stderr = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const [code] = await once(child, "close");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "idgate: Standard output cannot be written: ENOSPC.\n",
    });
  });
});

describe("a question on a terminal", () => {
  it.each([
    ["Ctrl-C", (input: PassThrough) => void input.write("appro\u0003")],
    ["Ctrl-D", (input: PassThrough) => void input.write("\u0004")],
    ["a terminal that is closed", (input: PassThrough) => void input.end()],
  ])("that is ended by %s has no answer, and does not wait for ever", async (_, end) => {
    const input = new PassThrough();
    const asked = terminalOn(input, new PassThrough()).ask("Type approve: ");
    end(input);
    expect(await asked).toBe("");
  });

  it("is answered with what is typed", async () => {
    const input = new PassThrough();
    const asked = terminalOn(input, new PassThrough()).ask("Type approve: ");
    input.write("approve\r");
    expect(await asked).toBe("approve");
  });
});
