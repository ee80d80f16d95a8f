import { describe, expect, it, onTestFinished } from "vitest";
import { sandboxCredentials } from "../../src/credentials/sandbox.ts";
import { budgetsLeft } from "../../src/gate/budgets.ts";
import type { GateCall } from "../../src/gate/types.ts";
import { sandboxPolicy } from "../../src/policy/defaults.ts";
import type { ApprovalMode, BudgetUse, Policy } from "../../src/policy/types.ts";
import { createPermitOffice } from "../../src/wire/permit.ts";
import { createWire } from "../../src/wire/wire.ts";
import { openGate } from "../invariants/gates.ts";
import { facts } from "../ledger/facts.ts";
import { standingClock } from "../ledger/fixtures.ts";
import { action, askingClient, openRooms } from "../support/rooms.ts";
import { type Answerer, envelope, fault, startUpstream } from "../support/upstream.ts";

const POOL = "id:CreateWorkloadPool";
const ARGS = { WorkloadPoolName: "agent-a" };
const TASK = "cloudcontrol:CreateResource";
const USER = { TypeName: "Volcengine::IAM::User", TargetState: { UserName: "bot" }, ClientToken: "t" };

/** A rule's budget of two an hour, of which every call spends one. */
const BUDGET: BudgetUse = { rule: "pools", max: 2, perSeconds: 3600, items: 1 };

function spending(approval: ApprovalMode, budget = BUDGET): Policy {
  const allow = {
    verdict: "allow",
    rules: [budget.rule],
    approval,
    approvers: [],
    budgets: [budget],
  } as const;
  return { ...sandboxPolicy(), decide: () => allow };
}

async function open(policy: Policy, answer: Answerer = envelope({})) {
  const upstream = await startUpstream(answer);
  onTestFinished(() => upstream.close());
  const time = standingClock();
  const office = createPermitOffice();
  const wire = createWire({
    mode: "sandbox",
    redeem: office.redeem,
    credentials: async () => sandboxCredentials(),
    openSecrets: (facts) => facts.params,
    clock: time.clock,
    random: Math.random,
  });
  const target = {
    mode: "sandbox",
    account: "2100000000",
    region: "cn-beijing",
    profile: undefined,
    endpoint: upstream.url,
  } as const;
  const { call, gate, ledger } = await openGate({
    wire,
    issue: office.issue,
    target,
    policy: () => policy,
    clock: time.clock,
  });
  const left = async () => (await budgetsLeft(ledger, target, [BUDGET])).map((one) => one.left)[0];
  const statuses = async () => (await ledger.operations()).map(({ status }) => status);
  const check = () => gate.check({ action: action(POOL), args: ARGS, requester: askingClient });
  return { upstream, time, call, check, ledger, left, statuses };
}

const asking = (more: Partial<GateCall> = {}) => ({ requester: askingClient, ...more });

describe("a rule's budget", () => {
  it("is spent by what is sent, and then nothing more is sent until it is free", async () => {
    const { upstream, time, call, statuses } = await open(spending("none"));
    await call(POOL, ARGS);
    await call(POOL, ARGS);
    await expect(call(POOL, ARGS)).rejects.toMatchObject({
      code: "BUDGET_SPENT",
      retryable: true,
      operation: expect.stringMatching(/^op_/),
      message: expect.stringContaining("rule pools is 2 items within 1 hour; 0 are left"),
    });
    expect(upstream.arrived).toHaveLength(2);
    expect(await statuses()).toEqual(["refused", "succeeded", "succeeded"]);
    time.forward(3600);
    await call(POOL, ARGS);
    expect(upstream.arrived).toHaveLength(3);
  });

  it("is spent before anything is on the wire", async () => {
    const { upstream, call, left } = await open(spending("none"));
    let seen: number | undefined;
    const looked = upstream.next().then(async () => {
      seen = await left();
    });
    upstream.answerWith((arrived, response) => void looked.then(() => envelope({})(arrived, response)));
    await call(POOL, ARGS);
    expect(seen).toBe(1);
  });

  it.each<ApprovalMode>(["none", "ask"])(
    "is looked at by a check, which spends none and says what the call would be told: approval %s",
    async (approval) => {
      const { call, check, left, statuses, time, ledger } = await open(spending(approval));
      const fresh = { verdict: approval === "none" ? "allowed" : "asks", budgets: [{ ...BUDGET, left: 2 }] };
      expect(await check()).toMatchObject(fresh);
      expect(await left()).toBe(2);
      await ledger.start(facts("spent", { budgets: [{ ...BUDGET, items: 2 }] }));
      const short = await check();
      expect(short).toMatchObject({ verdict: "refused", budgets: [{ ...BUDGET, left: 0 }] });
      expect(await statuses()).toEqual(["started"]);
      const error: unknown = await call(POOL, ARGS, asking()).catch((caught: unknown) => caught);
      expect(error).toMatchObject({
        code: "BUDGET_SPENT",
        message: `${short.reason} Nothing was sent.`,
        hint: short.hint,
      });
      time.forward(3600);
      expect(await check()).toMatchObject(fresh);
    },
  );

  it("counts for reads that a rule with a budget allows: these leave a row as well", async () => {
    const { upstream, call, statuses } = await open(spending("none"));
    const read = () => call("id:GetWorkloadPool", ARGS);
    await read();
    await read();
    await expect(read()).rejects.toMatchObject({ code: "BUDGET_SPENT" });
    expect(upstream.arrived).toHaveLength(2);
    expect(await statuses()).toEqual(["refused", "succeeded", "succeeded"]);
  });

  it.each<[string, string, object, Answerer, string, number]>([
    ["refused by the service", POOL, ARGS, fault(409, "Duplicated", "there"), "failed", 2],
    ["not answered", POOL, ARGS, (_, response) => void response.destroy(), "unknown", 1],
    [
      "a task that failed",
      TASK,
      USER,
      envelope({ OperationStatus: "FAILED", TaskID: "task-1" }),
      "failed",
      1,
    ],
  ])(
    "after a call that was %s has what the ledger knows it to have",
    async (_, name, args, answer, status, rest) => {
      const { call, ledger, left, statuses } = await open(spending("none"), answer);
      await expect(call(name, args)).rejects.toThrow();
      expect(await statuses()).toEqual([status]);
      expect(await left()).toBe(rest);
      expect((await ledger.verify()).problems).toEqual([]);
    },
  );
});

describe("a person", () => {
  it("is not asked about a call whose budget is spent: it is refused, and nothing waits", async () => {
    const { call, ledger, statuses } = await open(spending("ask", { ...BUDGET, items: 3 }));
    for (const more of [asking(), {}]) {
      await expect(call(POOL, ARGS, more)).rejects.toMatchObject({ code: "BUDGET_SPENT", retryable: false });
    }
    expect(await statuses()).toEqual(["refused", "refused"]);
    const [refused] = await ledger.operations();
    expect(refused?.reason).toContain("The budget of rule pools");
  });

  it("is not asked again about what waits already, as long as the budget is spent", async () => {
    const { time, call, ledger } = await open(spending("ask"));
    const first = await call(POOL, ARGS, asking());
    if (first.kind !== "ask") throw new Error("expected a question");
    for (const name of ["b", "c"]) {
      const asked = await call(POOL, { WorkloadPoolName: name }, asking());
      if (asked.kind !== "ask") throw new Error("expected a question");
      const answer = { operation: asked.operation, verdict: "approved" } as const;
      await call(POOL, { WorkloadPoolName: name }, asking({ answer }));
    }
    await expect(call(POOL, ARGS, asking())).rejects.toMatchObject({ code: "BUDGET_SPENT" });
    expect(await ledger.get(first.operation)).toMatchObject({ status: "pending" });
    time.forward(3600);
    expect(await call(POOL, ARGS, asking())).toMatchObject({ kind: "ask", operation: first.operation });
  });

  it("who said yes too late for the budget is not asked again: the same call runs once it is free", async () => {
    const { upstream, time, call, ledger } = await open(spending("ask"));
    const names = ["a", "b", "c"];
    const asked = await Promise.all(names.map((name) => call(POOL, { WorkloadPoolName: name }, asking())));
    const answers = asked.map((one, index) => {
      if (one.kind !== "ask") throw new Error("expected a question");
      const answer = { operation: one.operation, verdict: "approved" } as const;
      return { args: { WorkloadPoolName: names[index] }, answer };
    });
    const [first, second, third] = answers;
    if (first === undefined || second === undefined || third === undefined) throw new Error("three");
    await call(POOL, first.args, asking({ answer: first.answer }));
    await call(POOL, second.args, asking({ answer: second.answer }));
    const { operation } = third.answer;
    const late = call(POOL, third.args, asking({ answer: third.answer }));
    await expect(late).rejects.toMatchObject({
      code: "BUDGET_SPENT",
      operation,
      hint: expect.stringContaining("repeat exactly the same call"),
    });
    await expect(call(POOL, third.args, asking())).rejects.toMatchObject({ code: "BUDGET_SPENT", operation });
    expect(await ledger.get(operation)).toMatchObject({ status: "approved" });
    expect(upstream.arrived).toHaveLength(2);
    time.forward(3600);
    expect(await call(POOL, third.args, asking())).toMatchObject({ kind: "done", operation });
    expect(upstream.arrived).toHaveLength(3);
  });
});

describe("the budget of a rule in a policy file", () => {
  const POLICY = `
version: 1
account: "2100000000"
allow:
  - id: tagging
    actions: ["id:TagResources", "id:GetWorkloadPool"]
    budget: { max: 4, per: hour }
`;
  const tag = (...ResourceIds: readonly string[]) => ({
    ResourceType: "workloadpool",
    ResourceIds,
    Tags: [{ Key: "team", Value: "platform" }],
  });

  async function openFile() {
    const upstream = await startUpstream(envelope({}));
    onTestFinished(() => upstream.close());
    return { upstream, rooms: await openRooms({ policy: POLICY, endpoint: upstream.url }) };
  }

  it("is spent by a batch's items and by the reads that the rule names, and is the ledger's, not the process's", async () => {
    const { upstream, rooms } = await openFile();
    await rooms.run("id:TagResources", tag("wp-1", "wp-2"));
    await rooms.run("id:GetWorkloadPool", { WorkloadPoolName: "a" });
    await expect(rooms.run("id:TagResources", tag("wp-1", "wp-2"))).rejects.toMatchObject({
      code: "BUDGET_SPENT",
      message: expect.stringContaining(
        "rule tagging is 4 items within 1 hour; 1 is left and this call would spend 2",
      ),
    });
    const next = await openRooms({ policy: POLICY, endpoint: upstream.url, state: rooms.state });
    await next.run("id:TagResources", tag("wp-3"));
    await expect(next.run("id:TagResources", tag("wp-4"))).rejects.toMatchObject({ code: "BUDGET_SPENT" });
    expect(upstream.arrived).toHaveLength(3);
  });

  it("stays spent when the file changes otherwise", async () => {
    const { upstream, rooms } = await openFile();
    await rooms.run("id:TagResources", tag("wp-1", "wp-2", "wp-3", "wp-4"));
    const policy = `${POLICY}# a comment\n`;
    const next = await openRooms({ policy, endpoint: upstream.url, state: rooms.state });
    await expect(next.run("id:TagResources", tag("wp-5"))).rejects.toMatchObject({ code: "BUDGET_SPENT" });
  });
});
