/** A sandbox's ledger with operations that wait, and terminals that type. */
import { join } from "node:path";
import { afterEach, beforeEach, onTestFinished, vi } from "vitest";
import type { Terminal } from "../../src/cli/approvals/terminal.ts";
import type { Program } from "../../src/cli/context.ts";
import { createLedger } from "../../src/ledger/ledger.ts";
import type { Ledger, Operation, OperationFacts } from "../../src/ledger/types.ts";
import { ownFolder } from "./folder.ts";

export const program: Program = {
  families: async () => (await import("../../tools/index.ts")).families,
  prompts: async () => [],
  catalogue: () => ({ entries: [], usual: [], definitions: () => new Map() }),
  argv: [],
  env: {},
  binary: new URL("file:///idgate/bin.js"),
};

/** Answers what is asked with the words given, in their order, and with "" after the last. */
export function typing(...words: string[]): Terminal & { questions: string[]; hidden: string[] } {
  const questions: string[] = [];
  const hidden: string[] = [];
  const left = [...words];
  return {
    interactive: true,
    questions,
    hidden,
    ask: async (question) => {
      questions.push(question);
      return left.shift() ?? "";
    },
    askHidden: async (question) => {
      hidden.push(question);
      return left.shift() ?? "";
    },
  };
}

export const nobody: Terminal = {
  interactive: false,
  ask: async () => "approve",
  askHidden: async () => "correct horse battery",
};

export interface Waiting {
  readonly state: string;
  readonly flags: { readonly state: string; readonly sandbox: true };
  readonly ledger: Ledger;
  /** Writes an operation that waits; its id ends in `label`. */
  propose(label: number, more?: Partial<OperationFacts>, seconds?: number): Promise<Operation>;
}

export function waitingLedger(): Waiting {
  const state = ownFolder();
  const folder = join(state, "sandbox");
  const ledger = createLedger({
    file: join(folder, "ledger.db"),
    keyFile: join(folder, "ledger.key"),
    clock: () => new Date(),
  });
  onTestFinished(() => ledger.close());
  return {
    state,
    flags: { state, sandbox: true },
    ledger,
    propose: (label, more = {}, seconds = 60) =>
      ledger.propose(
        {
          id: `op_${String(label).padStart(20, "0")}`,
          action: "id:UpdateWorkloadPool",
          effect: "update",
          digest: String(label).padStart(64, "0"),
          params: { WorkloadPoolName: `agents-${label}` },
          target: { mode: "sandbox" },
          requester: "stdio test/1",
          rules: ["pools"],
          policyVersion: "v1",
          ...more,
        },
        `Target: sandbox\n  WorkloadPoolName: "agents-${label}\u202e"`,
        new Date(Date.now() + seconds * 1000),
      ),
  };
}

/** What the running tests print, by stream. */
export function capturePrinted(): { readonly out: () => string; readonly err: () => string } {
  let out = "";
  let err = "";
  beforeEach(() => {
    out = "";
    err = "";
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      out += String(text);
      return true;
    });
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      err += String(text);
      return true;
    });
  });
  afterEach(() => vi.restoreAllMocks());
  return { out: () => out, err: () => err };
}
