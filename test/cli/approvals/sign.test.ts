import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { approveOperations } from "../../../src/cli/approvals/answer.ts";
import { requestSignature, signRequest } from "../../../src/cli/approvals/sign.ts";
import type { Operation } from "../../../src/ledger/types.ts";
import { loadPolicy } from "../../../src/policy/load.ts";
import { generateKey, sealKey } from "../../../src/signing/key-file.ts";
import { verifyStatement } from "../../../src/signing/signature.ts";
import { actions } from "../../../tools/index.ts";
import {
  capturePrinted,
  nobody,
  program,
  typing,
  type Waiting,
  waitingLedger,
} from "../../support/approvals.ts";
import { ownFolder } from "../../support/folder.ts";

const printed = capturePrinted();
const PASSPHRASE = "correct horse battery";
const SIGNED = { approval: "second-person", approvers: ["alice", "bob"], user: "carol" } as const;
const alice = generateKey();
const mallory = generateKey();
let sealed = "";
let foreign = "";
beforeAll(async () => {
  sealed = await sealKey(alice, "alice", PASSPHRASE);
  foreign = await sealKey(mallory, "mallory", PASSPHRASE);
});

function keyIn(folder: string, text = sealed): string {
  const file = join(folder, "approver.key");
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

function holds({ id, digest, preview = "", expiresAt = "", signature }: Operation): boolean {
  const statement = { operation: id, digest, preview, expiresAt, approver: "alice" };
  return verifyStatement(statement, signature?.value ?? "", alice.publicKey);
}

const POLICY = (key: string) => `
version: 1
account: "2100000000"
approvers:
  - { name: alice, key: "ed25519:${key}", user: alice }
  - { name: bob, key: "ed25519:${generateKey().publicKey}", user: bob }
allow:
  - { id: pools, actions: ["id:UpdateWorkloadPool"], approval: second-person }
`;

describe("idgate approvals approve --key", () => {
  it("shows the call, takes the word and the passphrase, and signs what was shown", async () => {
    const { state, flags, ledger, propose } = waitingLedger();
    const { id } = await propose(1, SIGNED);
    const terminal = typing("approve", PASSPHRASE);
    expect(await approveOperations(program, [id], { ...flags, key: keyIn(state) }, terminal)).toBe(0);
    expect(printed.out()).toContain("agents-1");
    expect(printed.out()).toContain("To be signed by: alice or bob");
    const operation = await ledger.get(id);
    expect(operation).toMatchObject({ status: "approved", answeredBy: "signature alice" });
    expect(operation !== undefined && holds(operation)).toBe(true);
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("says plainly what the signature proves where key and ledger have one owner", async () => {
    const { state, flags, propose } = waitingLedger();
    const { id } = await propose(1, SIGNED);
    await approveOperations(program, [id], { ...flags, key: keyIn(state) }, typing("approve", PASSPHRASE));
    expect(printed.out()).toContain("proves only that somebody with the passphrase at this account approved");
    expect(printed.out()).toContain("the policy and the key must belong to another user");
  });

  it("signs each of several, beside others that need no signature", async () => {
    const { state, flags, ledger, propose } = waitingLedger();
    const ids = [(await propose(1, SIGNED)).id, (await propose(2)).id, (await propose(3, SIGNED)).id];
    const given = { ...flags, key: keyIn(state) };
    expect(await approveOperations(program, ids, given, typing("approve 3", PASSPHRASE))).toBe(0);
    const [one, plain, other] = await Promise.all(ids.map((id) => ledger.get(id)));
    expect(one !== undefined && holds(one)).toBe(true);
    expect(other !== undefined && holds(other)).toBe(true);
    expect(one?.signature?.value).not.toBe(other?.signature?.value);
    expect(plain?.signature).toBeUndefined();
    expect(plain?.status).toBe("approved");
  });

  it.each<[string, (waiting: Waiting) => Record<string, unknown>, readonly string[], RegExp]>([
    ["without a key", () => ({}), ["approve"], /A second person must sign op_0+1: alice or bob/],
    [
      "with a wrong passphrase",
      ({ state }) => ({ key: keyIn(state) }),
      ["approve", "wrong"],
      /passphrase is wrong/,
    ],
    [
      "with a damaged key file",
      ({ state }) => ({ key: keyIn(state, sealed.slice(0, 90)) }),
      ["approve", PASSPHRASE],
      /or it is damaged: it is not JSON/,
    ],
    ["with a key file that is not there", ({ state }) => ({ key: join(state, "no") }), [], /ENOENT/],
    [
      "by somebody who is not named",
      ({ state }) => ({ key: keyIn(state, foreign) }),
      ["approve", PASSPHRASE],
      /is not mallory's to approve, but alice or bob's/,
    ],
  ])("records nothing %s", async (_, more, words, message) => {
    const waiting = waitingLedger();
    const { id } = await waiting.propose(1, SIGNED);
    const plain = await waiting.propose(2);
    const given = { ...waiting.flags, ...more(waiting) };
    await expect(approveOperations(program, [id], given, typing(...words))).rejects.toThrow(message);
    await expect(
      approveOperations(program, [id, plain.id], given, typing("approve 2", ...words.slice(1))),
    ).rejects.toThrow();
    expect(await waiting.ledger.get(id)).toMatchObject({ status: "pending" });
    expect(await waiting.ledger.get(plain.id)).toMatchObject({ status: "pending" });
  });

  it("is not for the one who asked", async () => {
    const { state, flags, ledger, propose } = waitingLedger();
    const { id } = await propose(1, { ...SIGNED, user: "Alice" });
    const given = { ...flags, key: keyIn(state) };
    await expect(approveOperations(program, [id], given, typing("approve", PASSPHRASE))).rejects.toThrow(
      /nobody approves a call of their own/,
    );
    expect(await ledger.get(id)).toMatchObject({ status: "pending" });
  });
});

describe("a signature that is made elsewhere", () => {
  async function request(waiting: Waiting, ids: readonly string[]): Promise<string> {
    const before = printed.out().length;
    expect(await requestSignature(program, ids, waiting.flags)).toBe(0);
    const file = join(waiting.state, "request.json");
    writeFileSync(file, printed.out().slice(before));
    return file;
  }
  async function sign(file: string, waiting: Waiting, ...words: string[]): Promise<string> {
    const before = printed.out().length;
    expect(
      await signRequest(program, file, { key: keyIn(waiting.state) }, typing(...words, PASSPHRASE)),
    ).toBe(0);
    return printed.out().slice(before).trim();
  }

  it("goes there as a file, comes back as a line, and is recorded without a terminal", async () => {
    const waiting = waitingLedger();
    const ids = [(await waiting.propose(1, SIGNED)).id, (await waiting.propose(2, SIGNED)).id];
    const line = await sign(await request(waiting, ids), waiting, "approve 2");
    expect(line).toMatch(/^idgate-approval-v1\.[\w-]+$/);
    expect(printed.err()).toContain("agents-1");
    expect(printed.err()).toContain("agents-2");
    expect(printed.err()).not.toContain("\u202e");
    expect(await approveOperations(program, ids, { ...waiting.flags, signature: line }, nobody)).toBe(0);
    for (const id of ids) {
      const operation = await waiting.ledger.get(id);
      expect(operation).toMatchObject({ status: "approved", answeredBy: "signature alice" });
      expect(operation !== undefined && holds(operation)).toBe(true);
    }
  });

  it("wants the name of what goes typed there as well", async () => {
    const waiting = waitingLedger();
    const gone = { ...SIGNED, action: "id:DeleteWorkloadPool", effect: "delete" };
    const file = await request(waiting, [(await waiting.propose(1, gone)).id]);
    const before = printed.out().length;
    expect(
      await signRequest(program, file, { key: keyIn(waiting.state) }, typing("approve", PASSPHRASE)),
    ).toBe(1);
    expect(printed.out().slice(before)).toBe("");
    expect(await sign(file, waiting, "agents-1")).toContain("idgate-approval-v1.");
  });

  it("is verified at once where a policy is given", async () => {
    const waiting = waitingLedger();
    const text = POLICY(alice.publicKey);
    const policy = join(waiting.state, "policy.yaml");
    writeFileSync(policy, text);
    const { version } = loadPolicy(text, { name: policy }, { actions });
    const { id } = await waiting.propose(1, { ...SIGNED, policyVersion: version });
    const signature = await sign(await request(waiting, [id]), waiting, "approve");
    const given = { ...waiting.flags, signature, policy };
    writeFileSync(policy, POLICY(mallory.publicKey));
    await expect(approveOperations(program, [id], given, nobody)).rejects.toThrow(/another policy file/);
    writeFileSync(policy, text);
    expect(await approveOperations(program, [id], given, nobody)).toBe(0);
    expect(printed.out()).toContain("Verified and recorded.");
  });

  it("is verified by the policy of the environment where none is named", async () => {
    const waiting = waitingLedger();
    const policy = join(waiting.state, "policy.yaml");
    writeFileSync(policy, POLICY(mallory.publicKey));
    const { id } = await waiting.propose(1, SIGNED);
    const signature = await sign(await request(waiting, [id]), waiting, "approve");
    const there = { ...program, env: { ...program.env, IDGATE_POLICY: policy } };
    const call = approveOperations(there, [id], { ...waiting.flags, signature }, nobody);
    await expect(call).rejects.toThrow(/another policy file/);
  });

  it("by another key than the policy's is not recorded where the policy is given", async () => {
    const waiting = waitingLedger();
    const text = POLICY(mallory.publicKey);
    const policy = join(waiting.state, "policy.yaml");
    writeFileSync(policy, text);
    const { version } = loadPolicy(text, { name: policy }, { actions });
    const { id } = await waiting.propose(1, { ...SIGNED, policyVersion: version });
    const signature = await sign(await request(waiting, [id]), waiting, "approve");
    await expect(
      approveOperations(program, [id], { ...waiting.flags, signature, policy }, nobody),
    ).rejects.toThrow(/none of alice's over this call/);
    expect(await waiting.ledger.get(id)).toMatchObject({ status: "pending" });
  });

  it("covers what it names and nothing else", async () => {
    const waiting = waitingLedger();
    const [one, other] = [await waiting.propose(1, SIGNED), await waiting.propose(2, SIGNED)];
    const plain = await waiting.propose(3);
    const signature = await sign(await request(waiting, [one.id]), waiting, "approve");
    const given = { ...waiting.flags, signature };
    await expect(approveOperations(program, [one.id, other.id], given, nobody)).rejects.toThrow(
      /does not cover op_0+2/,
    );
    await expect(approveOperations(program, [one.id, plain.id], given, nobody)).rejects.toThrow(
      /op_0+3 needs no signature/,
    );
    await expect(requestSignature(program, [plain.id], waiting.flags)).rejects.toThrow(/needs no signature/);
    for (const { id } of [one, other, plain]) {
      expect(await waiting.ledger.get(id)).toMatchObject({ status: "pending" });
    }
  });

  it.each(["approve", "idgate-approval-v1.AAAA", ""])("is refused as the text %j", async (signature) => {
    const waiting = waitingLedger();
    const { id } = await waiting.propose(1, SIGNED);
    const given = { ...waiting.flags, signature };
    await expect(approveOperations(program, [id], given, nobody)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
    });
    expect(await waiting.ledger.get(id)).toMatchObject({ status: "pending" });
  });

  it("is not made without a terminal, of a broken request, or of one that has ended", async () => {
    const waiting = waitingLedger();
    const { id } = await waiting.propose(1, SIGNED);
    const file = await request(waiting, [id]);
    const key = keyIn(ownFolder());
    await expect(signRequest(program, file, { key }, nobody)).rejects.toThrow(/terminal/);
    const text = readFileSync(file, "utf8");
    for (const broken of ["", "{}", text.slice(0, -10), text.replace('"version": 1', '"version": 2')]) {
      writeFileSync(file, broken);
      await expect(signRequest(program, file, { key }, typing("approve", PASSPHRASE))).rejects.toThrow(
        /no request/,
      );
    }
    writeFileSync(file, text.replace(/"expiresAt": "[^"]+"/, '"expiresAt": "2020-01-01T00:00:00.000Z"'));
    await expect(signRequest(program, file, { key }, typing("approve", PASSPHRASE))).rejects.toThrow(
      /has expired/,
    );
  });
});
