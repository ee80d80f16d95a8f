import { describe, expect, it } from "vitest";
import { defineAction } from "../../src/action/define.ts";
import { leftOut } from "../../src/action/left-out.ts";
import { notDone } from "../../src/wire/failure.ts";
import { testAction } from "./harness.ts";

const inPool = defineAction({
  ...testAction({}),
  absentMeans: { PoolName: "default" },
  alternatives: [{ of: ["PoolName", "PoolId"], required: false }],
});

const hint = (code: string, params: Record<string, string>) =>
  notDone(
    { action: inPool, params, effect: "read", target: TARGET, operation: undefined, digest: undefined },
    { kind: "error", code, status: 404, message: "", requestId: undefined },
  ).hint;

const TARGET = {
  mode: "sandbox",
  account: "2100000000",
  region: "cn-beijing",
  endpoint: "http://127.0.0.1:1",
  profile: undefined,
} as const;

describe("what was not found", () => {
  it("is said with what was left out: it may be in another pool", () => {
    expect(hint("NotFound", {})).toMatch(/does not exist.*taken as: PoolName "default"\.$/);
  });

  it("is said without what was given, in whichever form", () => {
    expect(hint("NotFound", { PoolName: "agents" })).not.toContain("Left out");
    expect(hint("NotFound", { PoolId: "p-1" })).not.toContain("Left out");
    expect(leftOut(inPool, {})).toEqual([["PoolName", "default"]]);
  });

  it("is the only failure that it is said of", () => {
    expect(hint("InvalidParameter.Name", {})).not.toContain("Left out");
    expect(hint("InternalError", {})).toBeUndefined();
  });
});
