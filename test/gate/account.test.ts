import { describe, expect, it } from "vitest";
import { ModeMismatch, NetworkError } from "../../src/errors.ts";
import { createAccountGuard } from "../../src/gate/account.ts";
import { createPermitOffice, type Target } from "../../src/wire/permit.ts";
import type { Wire } from "../../src/wire/types.ts";
import { action } from "../support/rooms.ts";

const REAL: Target = {
  mode: "real",
  account: "2100000000",
  region: "cn-beijing",
  profile: undefined,
  endpoint: undefined,
};

/** A cloud that answers GetCallerIdentity with these accounts in turn; no real one may be asked in a test. */
function guarded(
  target: Target,
  pinned: string | undefined,
  accounts: readonly (number | string | Error)[],
  keys: readonly string[] = [],
) {
  const office = createPermitOffice();
  const asked: string[] = [];
  const queue = [...accounts];
  const wire: Wire = {
    async send(permit) {
      const { action: read, accessKeyId } = office.redeem(permit);
      asked.push(`${read.name} ${accessKeyId}`);
      const next = queue.shift();
      if (next instanceof Error) throw next;
      return { result: { AccountId: next ?? "" }, requestId: "r", attempts: 1, durationMs: 1 };
    },
    close: async () => undefined,
  };
  const callerIdentity = action("sts:GetCallerIdentity");
  const inUse = [...keys];
  const guard = createAccountGuard({
    target,
    pinned: () => pinned,
    callerIdentity,
    accessKeyId: async () => inUse.shift() ?? "AKLTEXAMPLE",
    issue: office.issue,
    wire,
  });
  return { guard, asked };
}

describe("the account pin", () => {
  it("lets pass what belongs to the pinned account, and asks once", async () => {
    const { guard, asked } = guarded(REAL, "2100000000", [2100000000]);
    await guard.ensure();
    await guard.ensure();
    expect(asked).toEqual(["GetCallerIdentity AKLTEXAMPLE"]);
  });

  it("asks again for another access key", async () => {
    const keys = ["AKLTONE", "AKLTONE", "AKLTTWO"];
    const { guard, asked } = guarded(REAL, "2100000000", [2100000000, 2100000001], keys);
    await guard.ensure();
    await guard.ensure();
    await expect(guard.ensure()).rejects.toMatchObject({ code: "MODE_MISMATCH" });
    expect(asked).toEqual(["GetCallerIdentity AKLTONE", "GetCallerIdentity AKLTTWO"]);
  });

  it("asks once for calls that come together", async () => {
    const { guard, asked } = guarded(REAL, "2100000000", [2100000000]);
    await Promise.all([guard.ensure(), guard.ensure(), guard.confirm("AKLTEXAMPLE")]);
    expect(asked).toEqual(["GetCallerIdentity AKLTEXAMPLE"]);
  });

  it("asks for the new key where asking showed that the old one had expired", async () => {
    const renewed = new ModeMismatch("The keys were renewed.", { retryable: true });
    const { guard, asked } = guarded(REAL, "2100000000", [renewed, 2100000000], ["AKLTOLD", "AKLTNEW"]);
    await guard.ensure();
    expect(asked).toEqual(["GetCallerIdentity AKLTOLD", "GetCallerIdentity AKLTNEW"]);
  });

  it.each([2100000001, "2100000000 ", "", "02100000000"])("stops the account %j", async (account) => {
    const { guard } = guarded(REAL, "2100000000", [account]);
    await expect(guard.ensure()).rejects.toMatchObject({ code: "MODE_MISMATCH" });
  });

  it("asks again after another account answered: nothing is remembered of a failure", async () => {
    const { guard, asked } = guarded(REAL, "2100000000", [1, 2100000000]);
    await expect(guard.ensure()).rejects.toMatchObject({ code: "MODE_MISMATCH" });
    await guard.ensure();
    expect(asked).toHaveLength(2);
  });

  it("stops everything where nobody could be asked", async () => {
    const { guard } = guarded(REAL, "2100000000", [new NetworkError("gone")]);
    await expect(guard.ensure()).rejects.toMatchObject({ code: "NETWORK_ERROR" });
  });

  it("stops everything where the policy pins no account, without asking", async () => {
    const { guard, asked } = guarded(REAL, undefined, [2100000000]);
    await expect(guard.ensure()).rejects.toMatchObject({ code: "MODE_MISMATCH" });
    expect(asked).toEqual([]);
  });

  it("asks about the key that is about to sign, where that is another than before", async () => {
    const { guard, asked } = guarded(REAL, "2100000000", [2100000000, 2100000000, 2100000001]);
    await guard.ensure();
    await guard.confirm("AKLTEXAMPLE");
    await guard.confirm("AKLTRENEWED");
    await expect(guard.confirm("AKLTOTHERS")).rejects.toMatchObject({ code: "MODE_MISMATCH" });
    expect(asked).toEqual([
      "GetCallerIdentity AKLTEXAMPLE",
      "GetCallerIdentity AKLTRENEWED",
      "GetCallerIdentity AKLTOTHERS",
    ]);
  });

  it("does not ask in the sandbox", async () => {
    const { guard, asked } = guarded({ ...REAL, mode: "sandbox" }, "2100000000", []);
    await guard.ensure();
    expect(asked).toEqual([]);
  });
});
