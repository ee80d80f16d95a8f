/** Calls that are judged, shown, asked about or refused, and not sent: their secrets are nowhere, in no place and in no request. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Action, qualifiedName } from "../../src/action/action.ts";
import type { Json, JsonObject } from "../../src/action/json.ts";
import { toolName } from "../../src/action/names.ts";
import { actions } from "../../tools/index.ts";
import { errorOf } from "../support/idgate.ts";
import { type Planted, plant, takes, withSecrets } from "./arguments.ts";
import { canaryOf } from "./canaries.ts";
import { leaks, SECRET_KEYS, type Watched, type WatchOptions, watch } from "./watch.ts";

const secretive = actions.filter(({ secrets }) => secrets.input.length > 0);
const HOSTS =
  '["issuer.example.com", "idp.example.com", "app.example.com", "smtp.example.com", "login.example.com"]';

/** A policy that treats every action that takes a secret alike. */
const policy = (terms: string) => `
version: 1
account: "2100000000"
hosts: ${HOSTS}
allow:
  - id: direct
    actions: ${JSON.stringify(secretive.filter(({ freeForm }) => freeForm.length === 0).map(qualifiedName))}
    ${terms}
  - id: control
    actions: ["cloudcontrol:CreateResource", "cloudcontrol:UpdateResource"]
    types: ["Volcengine::IAM::User"]
    only: [TargetState, PatchDocument, Identifier]
    ${terms}
`;

/** Makes one call of each action and expects that no secret of it is anywhere, nor in a request. */
async function expectNowhere(
  options: WatchOptions,
  planted: readonly Planted[],
  call: (watched: Watched, planted: Planted) => Promise<unknown>,
) {
  const watched = await watch(options);
  await Promise.all(planted.map((one) => call(watched, one)));
  const canaries = [...planted.flatMap((one) => one.canaries), ...Object.values(SECRET_KEYS)];
  const places = new Map<string, Buffer>(await watched.everywhere());
  // The session token is in every request's header, where it belongs.
  for (const { action, target, body } of watched.upstream.arrived)
    places.set(`a request for ${action}`, Buffer.from(`${target}\n${body}`));
  expect(leaks(places, canaries)).toEqual([]);
}

const each = (run: string) => secretive.map((action) => plant(action, run));

/** Calls the action's own tool and expects one of these codes. */
const failing =
  (...codes: readonly string[]) =>
  async ({ call }: Watched, { action, args }: Planted) => {
    const result = await call(toolName(action), args);
    expect(codes, qualifiedName(action)).toContain(errorOf(result).code);
  };

/** Calls a discovery tool with the action and expects a judgement, not an error. */
const asking =
  (tool: string, more: JsonObject = {}) =>
  async ({ call }: Watched, { action, args }: Planted) => {
    const result = await call(tool, { action: qualifiedName(action), params: args, ...more });
    expect([result.isError, result.structuredContent === undefined], qualifiedName(action)).toEqual([
      undefined,
      false,
    ]);
  };

describe("the secrets of a call that is not sent are nowhere", { timeout: 120_000 }, () => {
  it("where the policy allows nothing", async () => {
    const nothing = 'version: 1\naccount: "2100000000"\nreads: listed\nallow: []\n';
    await expectNowhere({ policy: nothing }, each("refused"), failing("REFUSED_BY_POLICY"));
  });

  it("where it waits for a person, whom the client cannot ask", async () => {
    const call = failing("APPROVAL_PENDING", "REFUSED_BY_POLICY");
    await expectNowhere({ policy: policy("approval: ask") }, each("pending"), call);
  });

  it("where the client's user sees the whole preview, and says no", async () => {
    const questions: string[] = [];
    const user = (question: string): JsonObject => {
      questions.push(question);
      return { action: "accept", content: { decision: "reject" } };
    };
    // What is too long for a question waits; what has an address that no rule names is refused.
    const call = failing("APPROVAL_REJECTED", "APPROVAL_PENDING", "REFUSED_BY_POLICY");
    await expectNowhere({ policy: policy("approval: ask"), user }, each("rejected"), call);
    expect(questions.length).toBeGreaterThan(secretive.length / 2);
  });

  it("where a budget is spent", async () => {
    const codes: string[] = [];
    const spent = "approval: none\n    budget: {max: 1, per: hour}";
    await expectNowhere({ policy: policy(spent) }, each("budget"), async ({ call }, { action, args }) => {
      // One call takes all that there is.
      if (codes.length === 0) await call("id_check_api_key", { ApiKey: "one-that-is-sent" });
      codes.push(errorOf(await call(toolName(action), args)).code);
    });
    expect(codes.filter((code) => code === "BUDGET_SPENT").length).toBeGreaterThan(secretive.length / 3);
  });

  it("where the server sends nothing", async () => {
    await expectNowhere({ flags: ["--dry-run"] }, each("dry run"), failing("DRY_RUN"));
  });

  it("where the call is only tried", async () => {
    await expectNowhere({}, each("tried"), asking("change_action", { dryRun: true }));
  });

  it("where it is only asked what the policy makes of it", async () => {
    await expectNowhere({}, each("asked"), asking("check_policy"));
    await expectNowhere({ policy: policy("approval: ask") }, each("asked a policy"), asking("check_policy"));
  });

  it("where the ledger cannot be written", async () => {
    const prepare = (state: string) => mkdirSync(join(state, "sandbox", "ledger.db"), { recursive: true });
    await expectNowhere({ prepare }, each("no ledger"), failing("LEDGER_UNAVAILABLE", "LEDGER_BROKEN"));
  });
});

/** The action's arguments and one thing more, or in another's place, that holds a secret. */
function wrong(
  action: Action,
  what: string,
  change: (args: JsonObject, canary: string) => JsonObject,
): Planted {
  const { args, canaries } = plant(action, what);
  const canary = canaryOf(`${what} ${qualifiedName(action)}`);
  return { action, args: change(args, canary), canaries: [...canaries, canary] };
}

const invalid = failing("INVALID_ARGUMENTS");

describe("the secrets of a call that is not understood are nowhere", { timeout: 120_000 }, () => {
  it("under a name that no action has, beside what it takes", async () => {
    const planted = actions.map((action) =>
      wrong(action, "unknown key", (args, canary) => ({ ...args, NewPasswort: canary })),
    );
    await expectNowhere({}, planted, invalid);
  });

  it.each<readonly [string, (canary: string) => Json]>([
    ["an object", (canary) => ({ value: canary })],
    ["a list", (canary) => [canary, [canary]]],
    ["a handle of nobody's", (canary) => ({ $secret: canary })],
    ["a text that is too long", (canary) => canary.repeat(9_000)],
  ])("in %s where text belongs", async (what, make) => {
    const planted = secretive.flatMap((action) => {
      const one = wrong(action, what, (args, canary) =>
        withSecrets(args, action.secrets.input.slice(0, 1), () => make(canary)),
      );
      return takes(action, one.args) ? [] : [one];
    });
    expect(planted.length).toBeGreaterThan(secretive.length / 2);
    await expectNowhere({}, planted, invalid);
  });

  it("as the value of every other parameter, whatever that is", async () => {
    const planted = actions.flatMap((action) => {
      const one = wrong(action, "elsewhere", (args, canary) =>
        Object.fromEntries(Object.keys(args).map((name) => [name, { [name]: { Password: canary } }])),
      );
      return takes(action, one.args) ? [] : [one];
    });
    expect(planted.length).toBeGreaterThan(actions.length / 2);
    await expectNowhere({}, planted, invalid);
  });
});
