/**
 * Every action against a recording service: what arrives there is what the reference documents, no more and no less,
 * and arguments that the reference does not allow never arrive. Nothing here is taken from the tools' schemas.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Action, qualifiedName } from "../../src/action/action.ts";
import type { JsonObject } from "../../src/action/json.ts";
import { createRuntime, type Runtime } from "../../src/cli/runtime.ts";
import { resolveConfig } from "../../src/config/config.ts";
import { InvalidArguments } from "../../src/errors.ts";
import { createLogger } from "../../src/log.ts";
import { type Documented, documented } from "../../src/sandbox/reference/index.ts";
import { actions } from "../../tools/index.ts";
import { allParameters, type Presence, validArguments } from "../support/arguments.ts";
import { arrivedPlain, withValuesOf } from "../support/described-request.ts";
import { comparable, documentedRequest } from "../support/documented-request.ts";
import { invalidArguments, type Mutation, unsaidArguments } from "../support/refusals.ts";
import { silentClient } from "../support/rooms.ts";
import { envelope, startUpstream, type Upstream } from "../support/upstream.ts";

/** Every run makes the same arguments. A failure names it. */
const SEED = 20_260_101;
const PRESENCES: readonly Presence[] = ["all", "some", "required"];

const reference = new Map(documented.map((one) => [`${one.service}:${one.name}`, one]));
const cases = actions.map((action): [string, Action, Documented] => {
  const found = reference.get(qualifiedName(action));
  if (found === undefined) throw new Error(`${qualifiedName(action)} is not documented`);
  return [qualifiedName(action), action, found];
});

let folder: string;
let upstream: Upstream;
let runtime: Runtime;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "idgate-test-"));
  upstream = await startUpstream(envelope({}));
  const config = resolveConfig({ endpoint: upstream.url, state: folder }, {});
  const destination = { write: () => undefined };
  const log = await createLogger({ level: "error", scrub: (value) => value, destination });
  runtime = await createRuntime(config, actions, {}, log);
});

afterAll(async () => {
  await runtime.close();
  await upstream.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("valid arguments arrive as the documented request, whole and alone", () => {
  it.each(cases)("%s", async (_, action, page) => {
    for (const presence of PRESENCES) {
      const property = fc.asyncProperty(validArguments(action, page, presence), async (args) => {
        const { outcome, arrived } = await call(action, args);
        expect(outcome).toMatchObject({ kind: "done" });
        expectDocumented(action, page, args, { outcome, arrived });
      });
      await fc.assert(property, { seed: SEED, numRuns: 1, unbiased: true });
    }
  });
});

describe("what a dry run describes is what arrives, less the signature and the secrets", () => {
  it.each(cases)("%s", async (_, action, page) => {
    for (const presence of ["all", "required"] as const) {
      const property = fc.asyncProperty(validArguments(action, page, presence), async (args) => {
        const { request } = await runtime.gate.check({ action, args, requester: silentClient });
        const { arrived } = await call(action, args);
        if (request === undefined) throw new Error("nothing is described");
        expect(arrived.map((one) => withValuesOf(request, one))).toStrictEqual(arrived.map(arrivedPlain));
        expect(arrived).toHaveLength(1);
      });
      await fc.assert(property, { seed: SEED, numRuns: 1, unbiased: true });
    }
  });
});

describe("arguments with one thing wrong are refused, and nothing arrives", () => {
  it.each(cases)("%s", async (_, action, page) => {
    for (const { what, args } of invalidArguments(action, page, everything(action, page))) {
      const { outcome, arrived } = await call(action, args);
      expect(outcome, `${what} (seed ${SEED})`).toBeInstanceOf(InvalidArguments);
      expect(arrived, what).toEqual([]);
    }
  });
});

describe("what the reference leaves open is refused, or arrives as it was asked for", () => {
  const open = cases.filter(([, action, page]) => sampleOfUnsaid(action, page).length > 0);

  it.each(open)("%s", async (_, action, page) => {
    for (const { what, args } of sampleOfUnsaid(action, page)) {
      const { outcome, arrived } = await call(action, args);
      if (outcome instanceof InvalidArguments) expect(arrived, what).toEqual([]);
      else expectDocumented(action, page, args, { outcome, arrived });
    }
  });
});

interface Called {
  readonly outcome: unknown;
  readonly arrived: Upstream["arrived"];
}

function everything(action: Action, page: Documented): JsonObject {
  const [args = {}] = fc.sample(allParameters(action, page), { seed: SEED, numRuns: 1 });
  return args;
}

function sampleOfUnsaid(action: Action, page: Documented): readonly Mutation[] {
  const all = unsaidArguments(action, page, everything(action, page));
  const length = Math.min(4, all.length);
  const some = fc.shuffledSubarray(all, { minLength: length, maxLength: length });
  return fc.sample(some, { seed: SEED, numRuns: 1 }).flat();
}

/** Calls through the gate. Tasks are not waited for: what comes after a change is not the change. */
async function call(action: Action, args: JsonObject): Promise<Called> {
  const before = upstream.arrived.length;
  const control = action.follow === undefined ? {} : { wait: 0 };
  const outcome: unknown = await runtime.gate
    .call({ action, args: { ...control, ...args }, requester: silentClient })
    .catch((error: unknown) => error);
  return { outcome, arrived: upstream.arrived.slice(before) };
}

function expectDocumented(action: Action, page: Documented, args: JsonObject, { outcome, arrived }: Called) {
  const expected = arrived.slice(0, 1).map((one) => documentedRequest(action, page, args, one));
  expect(arrived, `${qualifiedName(action)} ${JSON.stringify(args)}: ${inspect(outcome)}`).toHaveLength(1);
  expect(arrived.map(comparable)).toStrictEqual(expected);
}
