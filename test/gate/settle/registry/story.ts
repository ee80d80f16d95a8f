/** Makes changes for real, and asks the look what became of them: of each once before it is made, and once after. */
import { onTestFinished } from "vitest";
import { isJsonObject, type Json, type JsonObject } from "../../../../src/action/json.ts";
import { type Looking, lookUp } from "../../../../src/gate/settle/look-up.ts";
import { type Service, startService } from "../../../sandbox/service.ts";
import { action } from "../../../support/rooms.ts";
import { looking } from "../looking.ts";

/**
 * The action, its parameters, the name under which later ones find its answer (`"$pool.Uid"`), and how many milliseconds it
 * takes until what it started is done. `wait` lets time pass.
 */
export type Step = readonly [action: string, params: JsonObject, as?: string | undefined, takesMs?: number];

/** What the look said of a change, before and after it was made. */
export interface Told {
  readonly action: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
}

/** Runs the steps one after the other, with no time between them: what is told apart by time alone is not told apart. */
export async function tell(steps: readonly Step[]): Promise<readonly Told[]> {
  const service = await startService();
  onTestFinished(() => service.close());
  const options = looking(service.to, service.now);
  const answers = new Map<string, JsonObject>();
  const told: Told[] = [];
  for (const [name, template, as, takesMs = 0] of steps) {
    const params = filled(template, answers);
    if (!isJsonObject(params)) throw new Error(`${name} has no parameters.`);
    if (name === "wait") {
      service.wait(Number(params.ms));
      continue;
    }
    const startedAt = service.now();
    const look = () => lookAt(options, service, name, params, startedAt);
    const before = await look();
    const answer = await service.ok(name, params);
    if (as !== undefined) answers.set(as, answer);
    service.wait(takesMs);
    const after = await look();
    const why = [before, after].map((one) => (one.kind === "happened" ? "" : one.why)).join(" | ");
    told.push({ action: name, before: before.kind, after: after.kind, why });
  }
  return told;
}

async function lookAt(options: Looking, service: Service, name: string, params: JsonObject, startedAt: Date) {
  const one = action(name);
  const long = 600_000;
  const { evidence } = await lookUp(
    options,
    {
      action: one,
      effect: one.effect,
      params,
      startedAt,
      lost: "certainty",
      // So long ago that nothing is waited for.
      lostAt: new Date(service.now().getTime() - long),
      operation: "op_0000000000000000000story",
      principal: undefined,
      confirmAccount: undefined,
    },
    10_000,
  );
  return evidence;
}

function filled(template: Json, answers: ReadonlyMap<string, JsonObject>): Json {
  if (Array.isArray(template)) return template.map((one: Json) => filled(one, answers));
  if (isJsonObject(template)) {
    return Object.fromEntries(Object.entries(template).map(([name, one]) => [name, filled(one, answers)]));
  }
  if (typeof template !== "string" || !template.startsWith("$")) return template;
  const [name = "", ...path] = template.slice(1).split(".");
  const value = path.reduce<Json | undefined>(
    (at, step) => (Array.isArray(at) ? at[Number(step)] : isJsonObject(at) ? at[step] : undefined),
    answers.get(name),
  );
  if (value === undefined) throw new Error(`${template} was not answered.`);
  return value;
}
