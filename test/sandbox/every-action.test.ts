import { describe, expect, it } from "vitest";
import { documented } from "../../src/sandbox/reference/index.ts";
import { sandboxActions } from "../../src/sandbox/services.ts";
import { startService } from "./service.ts";
import { Dice, parametersOf, Seen } from "./walk.ts";

const nameOf = (one: { readonly service: string; readonly name: string }) => `${one.service}:${one.name}`;
const SEED = process.env.SANDBOX_SEED ?? "1";
const STEPS = Number(process.env.SANDBOX_STEPS ?? 4000);
/** Creates come oftener, so that there is something to work on. */
const order = documented.flatMap((one) =>
  /^(Create|Add|Bind|Attach)/.test(one.name) ? [one, one, one] : [one],
);

describe("every documented action", () => {
  it("has a behaviour", () => {
    const known = new Set(sandboxActions.map(nameOf));
    expect(documented.map(nameOf).filter((name) => !known.has(name))).toEqual([]);
  });

  it(`answers what its facts allow, in the service's words: never with a failure of the sandbox's own (seed ${SEED})`, async () => {
    const service = await startService();
    try {
      const seen = new Seen();
      const dice = new Dice(SEED);
      const answered = new Set<string>();
      for (let step = 0; step < STEPS; step += 1) {
        const one = dice.pick(order);
        if (one === undefined) continue;
        if (dice.roll() < 0.1) service.wait(20_000);
        const params = parametersOf(one.input, seen, dice);
        const reply = await service.reply(nameOf(one), params);
        const told = `${nameOf(one)} ${JSON.stringify(params)} (step ${step}): ${reply.status} ${reply.message}`;
        expect(service.internalErrors, told).toEqual([]);
        expect(reply.status, told).toBeLessThan(500);
        if (reply.status !== 200) continue;
        answered.add(nameOf(one));
        seen.note(params);
        seen.note(reply.result);
      }
      // A walk that only ever fails proves nothing.
      expect(answered.size).toBeGreaterThan(documented.length / 3);
    } finally {
      await service.close();
    }
  }, 120_000);
});
