import { describe, expect, it } from "vitest";
import type { Keys } from "../../src/credentials/provider.ts";
import { EARLY_MS, PAUSE_MS, renewing } from "../../src/credentials/renewal.ts";
import { CredentialsInvalid } from "../../src/errors.ts";

const HOUR = 3_600_000;
const START = Date.parse("2026-01-01T00:00:00Z");

/** A source whose keys are numbered, last as long as they are told, and come when they are let. */
function numbered(lasting: number | "for ever" = HOUR) {
  const state = {
    now: START,
    lasting,
    asked: 0,
    fails: false,
    repeats: false,
    logged: [] as string[],
  };
  const keys = (count: number): Keys => ({
    credentials: { accessKeyId: `AKLT${count}`, secretAccessKey: "s", sessionToken: `t${count}` },
    expiresAt: state.lasting === "for ever" ? undefined : state.now + state.lasting,
  });
  let last: Keys | undefined;
  const made = renewing({
    now: () => new Date(state.now),
    log: { warn: (_, message) => void state.logged.push(message) },
    async obtain() {
      state.asked += 1;
      await new Promise((resolve) => setImmediate(resolve));
      if (state.fails) throw new CredentialsInvalid("out of order");
      last = state.repeats && last !== undefined ? last : keys(state.asked);
      return last;
    },
  });
  const key = async () => (await made.source()).accessKeyId;
  return { state, ...made, key };
}

describe("keys", () => {
  it("are asked for once by many at a time, and kept", async () => {
    const { state, source } = numbered();
    const all = await Promise.all([source(), source(), source()]);
    expect(new Set(all).size).toBe(1);
    expect(await source()).toBe(all[0]);
    expect(state.asked).toBe(1);
  });

  it("are renewed five minutes before they expire, not sooner, once for everybody", async () => {
    const { state, source, key, expiresAt } = numbered();
    await key();
    state.now = START + HOUR - EARLY_MS - 1;
    expect(await key()).toBe("AKLT1");
    state.now += 1;
    const all = await Promise.all([source(), source(), source()]);
    expect(all.map(({ accessKeyId }) => accessKeyId)).toEqual(["AKLT2", "AKLT2", "AKLT2"]);
    expect(state.asked).toBe(2);
    expect(expiresAt()).toBe(state.now + HOUR);
  });

  it("that do not expire are never renewed", async () => {
    const { state, key } = numbered("for ever");
    await key();
    state.now += 1000 * HOUR;
    expect(await key()).toBe("AKLT1");
    expect(state.asked).toBe(1);
  });

  it("that have expired already are refused, and the clock is named", async () => {
    await expect(numbered(0).key()).rejects.toMatchObject({
      code: "CREDENTIALS_INVALID",
      hint: "Check this machine's clock.",
    });
  });

  it("that last less than five minutes are used, and renewed no oftener than each half minute", async () => {
    const { state, key } = numbered(2 * 60_000);
    await key();
    for (let second = 0; second < 60; second++) {
      await key();
      state.now += 1000;
    }
    expect(state.asked).toBe(2);
  });
});

describe("a renewal that fails", () => {
  it("leaves the old keys in use while they are good, is logged, and is tried again after a pause", async () => {
    const { state, key } = numbered();
    await key();
    state.now = START + HOUR - EARLY_MS;
    state.fails = true;
    expect(await key()).toBe("AKLT1");
    expect(state.logged).toEqual(["credentials could not be renewed; the old ones are still good"]);
    state.now += PAUSE_MS - 1;
    await key();
    expect(state.asked).toBe(2);
    state.now += 1;
    state.fails = false;
    expect(await key()).toBe("AKLT3");
  });

  it("is thrown once the old keys are over, at each ask anew", async () => {
    const { state, key } = numbered();
    await key();
    state.now = START + HOUR;
    state.fails = true;
    await expect(key()).rejects.toThrow("out of order");
    await expect(key()).rejects.toThrow("out of order");
    expect(state.asked).toBe(3);
    state.fails = false;
    expect(await key()).toBe("AKLT4");
  });

  it("at the first ask is thrown to all who wait, and not kept", async () => {
    const { state, source, key } = numbered();
    state.fails = true;
    const all = await Promise.allSettled([source(), source()]);
    expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(state.asked).toBe(1);
    state.fails = false;
    expect(await key()).toBe("AKLT2");
  });

  it("does not stop renewals for ever where the clock was set back", async () => {
    const { state, key } = numbered();
    await key();
    state.now = START + HOUR - 60_000;
    state.fails = true;
    await key();
    state.fails = false;
    state.now -= 2 * 60_000;
    expect(await key()).toBe("AKLT3");
  });
});

describe("keys that the service calls expired", () => {
  it("are renewed at once, however fresh they look", async () => {
    const { source } = numbered();
    const first = await source();
    expect((await source(first)).accessKeyId).toBe("AKLT2");
  });

  it("are renewed once for all who were rejected with them", async () => {
    const { state, source } = numbered();
    const first = await source();
    const all = await Promise.all([source(first), source(first), source(first)]);
    expect([...all, await source(first)].map(({ accessKeyId }) => accessKeyId)).toEqual(
      Array.from({ length: 4 }, () => "AKLT2"),
    );
    expect(state.asked).toBe(2);
  });

  it("are given again where no others can be had, and not asked for at each rejection", async () => {
    const { state, source } = numbered();
    const first = await source();
    state.repeats = true;
    expect(await source(first)).toEqual(first);
    expect(await source(first)).toEqual(first);
    expect(state.asked).toBe(2);
    state.now += PAUSE_MS;
    state.repeats = false;
    expect((await source(first)).accessKeyId).toBe("AKLT3");
  });

  it("are given again where the renewal fails, which is logged", async () => {
    const { state, source } = numbered();
    const first = await source();
    state.fails = true;
    expect(await source(first)).toEqual(first);
    expect(state.logged).toHaveLength(1);
  });
});
