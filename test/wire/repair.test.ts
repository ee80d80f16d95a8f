import { describe, expect, it } from "vitest";
import { CredentialsInvalid, ModeMismatch, OutcomeUnknown, ServiceError } from "../../src/errors.ts";
import type { Credentials } from "../../src/wire/types.ts";
import { bench, rejection } from "./harness.ts";
import { fault, type Reply, reset, result } from "./service.ts";

const NOW = Date.UTC(2026, 0, 1, 12);
const EFFECTS = ["read", "reveal", "create", "update", "delete", "issue"] as const;
const HOUR = 3_600_000;

/** `20260101T120000Z` as milliseconds. */
const signedFor = (date: unknown): number =>
  Date.parse(String(date).replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"));

/** A service that is `ahead` of this machine and refuses what is signed for a quarter of an hour off. */
function clocked(ahead: number, code = "InvalidTimestamp", status = 400): Reply {
  return (response, seen, socket) => {
    const theirs = NOW + ahead;
    const headers = { date: new Date(theirs).toUTCString() };
    const off = Math.abs(signedFor(seen.headers["x-date"]) - theirs) > 900_000;
    (off ? fault(status, code, "", headers) : result({ ok: true }))(response, seen, socket);
  };
}
const clock = () => new Date(NOW);

describe("a clock that is off", () => {
  it.each(EFFECTS.flatMap((effect) => [-2 * HOUR, 2 * HOUR].map((ahead) => [effect, ahead] as const)))(
    "is learnt by a %s from the Date of the refusal, %i ms, and kept",
    async (effect, ahead) => {
      const { service, slept, logged, call } = await bench([clocked(ahead)], { clock });
      expect(await call({ effect })).toMatchObject({ result: { ok: true }, attempts: 2 });
      expect(await call({ effect })).toMatchObject({ attempts: 1 });
      expect(service.seen).toHaveLength(3);
      expect(slept).toEqual([]);
      expect(logged).toContainEqual(
        expect.objectContaining({ level: "warn", fields: expect.objectContaining({ offsetMs: ahead }) }),
      );
    },
  );

  it.each(["SignatureDoesNotMatch", "SignatureNotMatch", "RequestTimeTooSkewed"])(
    "is what %s may mean where Date says so",
    async (code) => {
      const { call } = await bench([clocked(HOUR, code, 401)], { clock });
      expect(await call({ effect: "create" })).toMatchObject({ attempts: 2 });
    },
  );

  it("is not what a wrong signature means where Date agrees", async () => {
    const headers = { date: new Date(NOW).toUTCString() };
    const { service, call } = await bench([fault(401, "SignatureDoesNotMatch", "", headers)], { clock });
    await expect(call({})).rejects.toThrow(ServiceError);
    expect(service.seen).toHaveLength(1);
  });

  it.each([1, -1])("is not believed to be off by years (%i)", async (sign) => {
    const { service, call } = await bench([clocked(sign * 5 * 8766 * HOUR)], { clock });
    const error = await rejection(call({ effect: "create" }));
    expect(error).toMatchObject({ code: "SERVICE_ERROR", hint: expect.stringContaining("clock") });
    expect(service.seen).toHaveLength(1);
  });

  it("is set once a call; what did not help is forgotten", async () => {
    const headers = { date: new Date(NOW + HOUR).toUTCString() };
    const { service, call } = await bench([fault(401, "SignatureDoesNotMatch", "", headers)], { clock });
    await expect(call({})).rejects.toThrow(ServiceError);
    await expect(call({})).rejects.toThrow(ServiceError);
    const signed = service.seen.map(({ headers: sent }) => signedFor(sent["x-date"]) - NOW);
    expect(signed).toEqual([0, HOUR, 0, HOUR]);
  });

  it("is not taken from a fault of the service, behind which a change may have run", async () => {
    const { service, call } = await bench([clocked(HOUR, "InvalidTimestamp", 500)], { clock });
    await expect(call({ effect: "create" })).rejects.toThrow(OutcomeUnknown);
    expect(service.seen).toHaveLength(1);
  });

  it("does not undo the doubt of the attempt before", async () => {
    const { call } = await bench([reset, clocked(HOUR), reset, fault(409, "Duplicated")], { clock });
    const shape = { effect: "create", token: true, params: { ClientToken: "token-1" } } as const;
    await expect(call(shape)).rejects.toThrow(OutcomeUnknown);
  });
});

const keys = (name: string): Credentials => ({ accessKeyId: `SANDBOX${name}`, secretAccessKey: name });

/** Takes every key but one. */
function refusing(accessKeyId: string, code = "InvalidSecretToken", status = 401): Reply {
  return (response, seen, socket) => {
    const refused = seen.headers.authorization?.includes(`${accessKeyId}/`) === true;
    (refused ? fault(status, code) : result({ ok: true }))(response, seen, socket);
  };
}

/** A source that renews what is rejected, as a chain with temporary keys does. */
function renewing() {
  let current = keys("OLD");
  const rejected: Credentials[] = [];
  return {
    rejected,
    source: async (given?: Credentials) => {
      if (given !== undefined) {
        rejected.push(given);
        current = keys("NEW");
      }
      return current;
    },
  };
}

describe("keys that have expired", () => {
  it.each(EFFECTS)("are renewed and the %s is repeated", async (effect) => {
    const { source, rejected } = renewing();
    const { service, slept, call } = await bench([refusing("SANDBOXOLD")], { credentials: source });
    expect(await call({ effect })).toMatchObject({ result: { ok: true }, attempts: 2 });
    expect(rejected).toEqual([keys("OLD")]);
    expect(service.seen).toHaveLength(2);
    expect(slept).toEqual([]);
  });

  it.each([
    [401, "InvalidSecurityToken"],
    [403, "InvalidAccessKeyId"],
    [400, "ExpiredToken"],
    [403, "InvalidClientTokenId"],
  ])("show as %i %s as well", async (status, code) => {
    const { source } = renewing();
    const { call } = await bench([refusing("SANDBOXOLD", code, status)], { credentials: source });
    expect(await call({ effect: "create" })).toMatchObject({ attempts: 2 });
  });

  it("are not sent again where there are no others, and the hint says whose matter it is", async () => {
    const asked: (Credentials | undefined)[] = [];
    const { service, call } = await bench([refusing("SANDBOXOLD")], {
      credentials: async (rejected) => {
        asked.push(rejected);
        return keys("OLD");
      },
    });
    expect(await rejection(call({ effect: "create" }))).toMatchObject({
      code: "SERVICE_ERROR",
      hint: expect.stringContaining("operator"),
    });
    expect(asked).toEqual([undefined, keys("OLD")]);
    expect(service.seen).toHaveLength(1);
  });

  it("are renewed once a call, however many are refused", async () => {
    let made = 0;
    const { service, call } = await bench([fault(401, "InvalidSecretToken")], {
      credentials: async () => keys(String(made++)),
    });
    await expect(call({})).rejects.toThrow(ServiceError);
    expect(service.seen).toHaveLength(2);
  });

  it("that cannot be renewed fail as the source says", async () => {
    const { call } = await bench([refusing("SANDBOXOLD")], {
      credentials: async (rejected) => {
        if (rejected !== undefined) throw new CredentialsInvalid("The sign-in has ended.");
        return keys("OLD");
      },
    });
    await expect(call({ effect: "create" })).rejects.toThrow(CredentialsInvalid);
  });

  it("give way to keys whose account is confirmed first", async () => {
    const { source } = renewing();
    const confirmed: string[] = [];
    const { service, call } = await bench([refusing("SANDBOXOLD")], { credentials: source });
    const confirmAccount = async (accessKeyId: string) => void confirmed.push(accessKeyId);
    await call({ effect: "create", confirmAccount });
    expect(confirmed).toEqual(["SANDBOXOLD", "SANDBOXNEW"]);
    expect(service.seen).toHaveLength(2);
  });

  it("of another account are not used in their place", async () => {
    const { source } = renewing();
    const { service, call } = await bench([refusing("SANDBOXOLD")], { credentials: source });
    const confirmAccount = async (accessKeyId: string) => {
      if (accessKeyId === "SANDBOXNEW") throw new ModeMismatch("another account");
    };
    await expect(call({ effect: "create", confirmAccount })).rejects.toThrow(ModeMismatch);
    expect(service.seen).toHaveLength(1);
  });

  it("that show when their account is asked for are renewed there", async () => {
    const { source } = renewing();
    const { service, call } = await bench([result({ ok: true })], { credentials: source });
    const confirmAccount = async (accessKeyId: string) => {
      if (accessKeyId !== "SANDBOXOLD") return;
      await source(keys("OLD"));
      throw new ModeMismatch("changed", { retryable: true });
    };
    expect(await call({ effect: "create", confirmAccount })).toMatchObject({ attempts: 1 });
    expect(service.seen[0]?.headers.authorization).toContain("SANDBOXNEW/");
  });

  it("never answer a question about another key", async () => {
    const { source } = renewing();
    const { service, call } = await bench([refusing("SANDBOXOLD")], { credentials: source });
    await expect(call({ accessKeyId: "SANDBOXOLD" })).rejects.toThrow(ModeMismatch);
    expect(service.seen).toHaveLength(1);
  });

  it("and a clock that is off are both put right in one call", async () => {
    const { source } = renewing();
    const both: Reply = (response, seen, socket) => {
      const expired = seen.headers.authorization?.includes("SANDBOXOLD/") === true;
      const reply =
        expired && signedFor(seen.headers["x-date"]) !== NOW ? refusing("SANDBOXOLD") : clocked(HOUR);
      reply(response, seen, socket);
    };
    const { call } = await bench([both], { credentials: source, clock });
    expect(await call({ effect: "delete" })).toMatchObject({ result: { ok: true }, attempts: 3 });
  });
});
