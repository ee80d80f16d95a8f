/** The comparison behind the soak finds what it is there to find. */
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import * as z from "zod";

interface Request {
  readonly time: string;
  readonly changed: boolean;
  readonly fault?: string;
}
interface Row {
  readonly status: string;
  readonly startedAt: string;
  readonly tookEffect?: boolean;
}
type Belief = "done" | "there" | "not done" | "unsettled";
type Compare = (records: unknown) => { readonly mismatches: readonly { readonly kind: string }[] };

const FILE = pathToFileURL("scripts/soak/compare.mjs").href;
const loaded: unknown = await import(FILE);
const { compare } = z
  .object({ compare: z.custom<Compare>((value) => typeof value === "function") })
  .parse(loaded);

const ACTION = "iam:CreateUser";

/** The kinds of mismatch of one change, as the three accounts tell it. */
function found(
  belief: Belief,
  requests: readonly Request[],
  rows: readonly Row[],
  kind: "create" | "update" = "create",
): readonly string[] {
  const params = { UserName: "one" };
  const { mismatches } = compare({
    stories: [{ kind, action: ACTION, mark: "one", belief, lost: 1 }],
    requests: requests.map((request) => ({ service: "iam", action: "CreateUser", params, ...request })),
    operations: rows.map((row, at) => ({ id: `op_${at}`, action: ACTION, params, course: [], ...row })),
  });
  return mismatches.map(({ kind }) => kind);
}

const made = { time: "2026-01-01T00:00:01.000Z", changed: true };
const refused = { time: "2026-01-01T00:00:01.000Z", changed: false };
const startedAt = "2026-01-01T00:00:00.000Z";
const later = "2026-01-01T00:00:02.000Z";

describe("the comparison of agents, sandbox and ledger", () => {
  it.each<[string, Belief, readonly Request[], readonly Row[]]>([
    ["one made change", "done", [made], [{ status: "succeeded", startedAt }]],
    ["one that was refused", "not done", [refused], [{ status: "failed", tookEffect: false, startedAt }]],
    ["one that was never sent", "not done", [], [{ status: "failed", tookEffect: false, startedAt }]],
    [
      "a refused attempt, then a made change",
      "done",
      [refused, { time: later, changed: true }],
      [
        { status: "failed", tookEffect: false, startedAt },
        { status: "succeeded", startedAt: later },
      ],
    ],
    [
      "a task that failed, then one that did not",
      "done",
      [
        { ...made, fault: "task-fail:InternalError" },
        { time: later, changed: true },
      ],
      [
        { status: "failed", tookEffect: true, startedAt },
        { status: "succeeded", startedAt: later },
      ],
    ],
    ["a change that an agent never heard of", "unsettled", [made], [{ status: "succeeded", startedAt }]],
  ])("has nothing against %s", (_what, belief, requests, rows) => {
    expect(found(belief, requests, rows)).toEqual([]);
  });

  it.each<[string, Belief, readonly Request[], readonly Row[], readonly string[]]>([
    ["done twice", "done", [made, made], [{ status: "succeeded", startedAt }], ["done twice"]],
    ["told and not made", "done", [], [], ["lost"]],
    ["made and told not to be", "not done", [made], [{ status: "succeeded", startedAt }], ["told wrong"]],
    [
      "sent before it was written down",
      "done",
      [made],
      [{ status: "succeeded", startedAt: later }],
      ["not in the ledger", "wrong in the ledger"],
    ],
    ["sent and never written down", "done", [made], [], ["not in the ledger"]],
    [
      "succeeded, and nothing happened",
      "unsettled",
      [refused],
      [{ status: "succeeded", startedAt }],
      ["wrong in the ledger"],
    ],
    [
      "failed, and it happened",
      "done",
      [made],
      [{ status: "failed", tookEffect: false, startedAt }],
      ["wrong in the ledger"],
    ],
    [
      "made by another operation than the one that says so",
      "done",
      [made, { time: later, changed: false }],
      [
        { status: "failed", tookEffect: false, startedAt },
        { status: "succeeded", startedAt: later },
      ],
      ["wrong in the ledger", "wrong in the ledger"],
    ],
    ["unknown in the end", "unsettled", [made], [{ status: "unknown", startedAt }], ["left open"]],
    ["started in the end", "unsettled", [], [{ status: "started", startedAt }], ["left open"]],
  ])("finds what is %s", (_what, belief, requests, rows, kinds) => {
    expect(found(belief, requests, rows)).toEqual(kinds);
  });

  it("counts the same value set again by an operation of its own as no second change", () => {
    const requests = [made, { time: later, changed: true }];
    const rows = [
      { status: "succeeded", startedAt },
      { status: "succeeded", startedAt: later },
    ];
    expect(found("done", requests, rows, "update")).toEqual([]);
    expect(found("done", requests, rows, "create")).toEqual(["done twice"]);
    expect(found("done", [made, made], rows.slice(0, 1), "update")).toEqual(["done twice"]);
  });

  it("finds a change that nobody asked for", () => {
    const params = { UserName: "stranger" };
    const request = { ...made, service: "iam", action: "CreateUser", params };
    const { mismatches } = compare({ stories: [], requests: [request], operations: [] });
    expect(mismatches.map(({ kind }) => kind)).toEqual(["nobody asked"]);
  });
});
