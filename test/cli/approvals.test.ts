import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answerApproval, type Terminal } from "../../src/cli/approvals.ts";
import type { Program } from "../../src/cli/context.ts";
import { createLedger } from "../../src/ledger/ledger.ts";
import type { Ledger } from "../../src/ledger/types.ts";
import { ownFolder } from "../support/folder.ts";

const program: Program = {
  families: async () => [],
  prompts: async () => [],
  catalogue: () => ({ entries: [], usual: [], definitions: () => new Map() }),
  argv: [],
  env: {},
  binary: new URL("file:///idgate/bin.js"),
};

function typing(answer: string): Terminal & { questions: string[] } {
  const questions: string[] = [];
  return {
    interactive: true,
    questions,
    ask: async (question) => {
      questions.push(question);
      return answer;
    },
  };
}

async function pending(state: string): Promise<{ id: string; ledger: Ledger }> {
  const folder = join(state, "sandbox");
  const ledger = createLedger({
    file: join(folder, "ledger.db"),
    keyFile: join(folder, "ledger.key"),
    clock: () => new Date(),
  });
  const operation = await ledger.propose(
    {
      id: "op_00000000000000000000",
      action: "id:DeleteWorkloadPool",
      effect: "delete",
      digest: "d".repeat(64),
      params: { WorkloadPoolName: "agents" },
      target: { mode: "sandbox" },
      requester: "stdio test/1",
      rules: ["remove-pools"],
      policyVersion: "v1",
    },
    'Target: sandbox\n  WorkloadPoolName: "agents\u202e"',
    new Date(Date.now() + 60_000),
  );
  return { id: operation.id, ledger };
}

describe("idgate approvals on a terminal", () => {
  let printed = "";
  beforeEach(() => {
    printed = "";
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });
  afterEach(() => vi.restoreAllMocks());

  it("shows the preview with what hides made visible, then takes the typed word", async () => {
    const state = ownFolder();
    const { id, ledger } = await pending(state);
    const terminal = typing("approve");
    const code = await answerApproval(program, id, "approve", { state, sandbox: true }, terminal);
    expect(code).toBe(0);
    expect(printed).toContain("WorkloadPoolName");
    expect(printed).not.toContain("\u202e");
    expect(terminal.questions).toHaveLength(1);
    expect(await ledger.get(id)).toMatchObject({
      status: "approved",
      answeredBy: expect.stringMatching(/^terminal /),
    });
    await ledger.close();
  });

  it.each(["", "y", "yes", "deny", "APPROVE"])("leaves it pending when %j is typed", async (answer) => {
    const state = ownFolder();
    const { id, ledger } = await pending(state);
    expect(await answerApproval(program, id, "approve", { state, sandbox: true }, typing(answer))).toBe(1);
    expect(await ledger.get(id)).toMatchObject({ status: "pending" });
    await ledger.close();
  });

  it("denies for good", async () => {
    const state = ownFolder();
    const { id, ledger } = await pending(state);
    expect(await answerApproval(program, id, "deny", { state, sandbox: true }, typing("deny"))).toBe(0);
    expect(await ledger.get(id)).toMatchObject({ status: "rejected" });
    expect(await answerApproval(program, id, "approve", { state, sandbox: true }, typing("approve"))).toBe(1);
    expect(await ledger.get(id)).toMatchObject({ status: "rejected" });
    await ledger.close();
  });

  it("takes an approval back, as long as nothing has run", async () => {
    const state = ownFolder();
    const { id, ledger } = await pending(state);
    await answerApproval(program, id, "approve", { state, sandbox: true }, typing("approve"));
    expect(await answerApproval(program, id, "deny", { state, sandbox: true }, typing("deny"))).toBe(0);
    expect(await ledger.get(id)).toMatchObject({ status: "rejected" });
    expect((await ledger.verify()).problems).toEqual([]);
    await ledger.close();
  });

  it("wants a terminal", async () => {
    const state = ownFolder();
    const { id, ledger } = await pending(state);
    const none: Terminal = { interactive: false, ask: async () => "approve" };
    await expect(answerApproval(program, id, "approve", { state, sandbox: true }, none)).rejects.toThrow(
      /terminal/,
    );
    expect(await ledger.get(id)).toMatchObject({ status: "pending" });
    await ledger.close();
  });

  it("says of an operation that is not there that it is not there", async () => {
    const state = ownFolder();
    const { ledger } = await pending(state);
    await expect(
      answerApproval(program, "op_nothing", "approve", { state, sandbox: true }, typing("approve")),
    ).rejects.toThrow(/no operation op_nothing/);
    await ledger.close();
  });
});
