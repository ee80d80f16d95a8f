/** Secrets that a service hands out: to a model they are handles, and nothing that is written holds them. */
import { describe, expect, it } from "vitest";
import { type Action, qualifiedName } from "../../src/action/action.ts";
import { isJsonObject, type JsonObject } from "../../src/action/json.ts";
import { toolName } from "../../src/action/names.ts";
import { actions } from "../../tools/index.ts";
import { errorOf } from "../support/idgate.ts";
import { type Arrived, envelope } from "../support/upstream.ts";
import { secretiveAnswer } from "./answers.ts";
import { plant } from "./arguments.ts";
import { canaryOf } from "./canaries.ts";
import { holdsAll, leaks, SECRET_KEYS, watch } from "./watch.ts";

const keyOf = ({ name, version }: Pick<Action, "name" | "version">) => `${name} ${version}`;
const keyOfRequest = ({ action, version }: Arrived) => `${action} ${version}`;

describe("secrets that a service answers with are in nothing that is written", { timeout: 120_000 }, () => {
  it.each([0, 1, 2])(
    "by every action, declared or not, nested, in JSON in strings, echoed (part %i)",
    async (part) => {
      const among = actions.filter((_, at) => at % 3 === part);
      const answers = new Map(among.map((action) => [keyOf(action), secretiveAnswer(action, "answered")]));
      const { call, everywhere, upstream } = await watch({
        answer: (arrived, response) =>
          envelope(answers.get(keyOfRequest(arrived))?.answer ?? {})(arrived, response),
      });
      const sent = among.map((action) => plant(action, "answered"));
      const results = await Promise.all(
        sent.map(async ({ action, args }) => ({ action, result: await call(toolName(action), args) })),
      );
      const failed = results.filter(({ result }) => result.isError === true);
      // What a task's status says is no status that the reference names: it goes on, and is no error.
      expect(failed.map(({ action, result }) => [qualifiedName(action), result.content])).toEqual([]);
      // Each secret came as a handle, a mark or a word that it is left out: nothing was simply dropped.
      for (const { action, result } of results)
        expect(JSON.stringify(result), qualifiedName(action)).toMatch(/"\$secret":"secret_/);
      for (const { action, canaries } of sent.filter((one) => one.canaries.length > 0))
        expect(
          upstream.of(action.name).some((one) => holdsAll(one, canaries)),
          qualifiedName(action),
        ).toBe(true);
      const canaries = [...answers.values(), ...sent].flatMap((one) => one.canaries);
      expect(leaks(await everywhere(), [...canaries, ...Object.values(SECRET_KEYS)])).toEqual([]);
    },
  );

  it("by reads that somebody else pages through, counts or projects", async () => {
    const reads = actions.filter(({ effect, paging }) => effect === "read" && paging !== undefined);
    const answers = new Map(reads.map((action) => [keyOf(action), secretiveAnswer(action, "paged")]));
    const { call, everywhere } = await watch({
      answer: (arrived, response) =>
        envelope(answers.get(keyOfRequest(arrived))?.answer ?? {})(arrived, response),
    });
    for (const more of [{}, { count: true }, { fields: ["Undeclared", "Note", "Echoes", "Name"] }]) {
      await Promise.all(
        reads.map((action) => {
          const { args } = plant(action, "paged");
          return call("read_action", { action: qualifiedName(action), params: args, ...more });
        }),
      );
    }
    expect(
      leaks(
        await everywhere(),
        [...answers.values()].flatMap((one) => one.canaries),
      ),
    ).toEqual([]);
  });
});

describe("a secret of a change that starts a task", { timeout: 60_000 }, () => {
  const following = actions.filter(({ follow }) => follow !== undefined);

  it.each(["FAILED", "Failed"])("is in no task's message, code or id (%s)", async (status) => {
    const calls = new Map(following.map((action) => [action.name, plant(action, `task ${status}`)]));
    const looked: string[] = [];
    const { call, everywhere } = await watch({
      answer(arrived, response) {
        const began = /TASK-(\w+)/.exec(`${arrived.target} ${arrived.body}`)?.[1];
        const quoted = calls.get(began ?? arrived.action)?.canaries.join(" ") ?? "";
        if (began === undefined) {
          const id = `TASK-${arrived.action}`;
          return envelope({ TaskID: id, TaskUid: id, TaskId: id, Note: quoted })(arrived, response);
        }
        looked.push(began);
        const said = { ErrorCode: `Bad.${quoted}`, StatusMessage: `Cannot take ${quoted}.`, Message: quoted };
        const state = status === "FAILED" ? { OperationStatus: status } : { Status: status };
        envelope({ ...state, ...said })(arrived, response);
      },
    });
    const results = await Promise.all(
      [...calls.values()].map(({ action, args }) =>
        call(toolName(action), { ...args, wait: 5 }, { progressToken: action.name }),
      ),
    );
    expect(results.map((result) => errorOf(result).code)).toEqual(following.map(() => "TASK_FAILED"));
    expect(new Set(looked)).toEqual(new Set(calls.keys()));
    expect(
      leaks(
        await everywhere(),
        [...calls.values()].flatMap((one) => one.canaries),
      ),
    ).toEqual([]);
  });
});

describe("a secret that a handle stands for", { timeout: 60_000 }, () => {
  it("reaches the request that it is for, and is in nothing else, also where that is quoted back", async () => {
    const sealed = new Map([
      ["WorkloadAccessToken", canaryOf("a workload's token")],
      ["ClientSecret", canaryOf("a client's secret")],
      ["ApiKey", canaryOf("an API key")],
    ]);
    const canaries = [...sealed.values()];
    const { call, upstream, everywhere } = await watch({
      answer(arrived, response) {
        const answers: Readonly<Record<string, JsonObject>> = {
          GetWorkloadAccessToken: { WorkloadAccessToken: sealed.get("WorkloadAccessToken") ?? "" },
          GetUserPoolClient: { ClientSecret: sealed.get("ClientSecret") ?? "" },
          GetResourceApiKey: { ApiKey: sealed.get("ApiKey") ?? "" },
        };
        // What it was sent it quotes.
        const sent = canaries.filter((canary) => holdsAll(arrived, [canary]));
        const echoes = { Echo: sent.join(" "), Base64: sent.map(ENCODE).join(" ") };
        envelope({ ...answers[arrived.action], ...echoes })(arrived, response);
      },
    });
    const handleIn = async (tool: string, args: JsonObject, field: string) => {
      const { structuredContent = {} } = await call(tool, args);
      const handle = structuredContent[field];
      if (!isJsonObject(handle)) throw new Error(`${tool} gave no handle`);
      return handle;
    };
    const token = await handleIn("id_get_workload_access_token", { Name: "a" }, "WorkloadAccessToken");
    const client = await handleIn(
      "id_get_user_pool_client",
      { UserPoolUid: "p", ClientUid: "c" },
      "ClientSecret",
    );
    const key = await handleIn(
      "id_get_resource_api_key",
      { ProviderName: "p", IdentityToken: token },
      "ApiKey",
    );
    const provider = { OAuthProviderName: "p", ClientSecret: client };
    await call("iam_update_oauth_provider", provider);
    await call("id_create_api_key_credential_provider", { Name: "n", ApiKey: key });
    for (const [action, kind] of [
      ["GetResourceApiKey", "WorkloadAccessToken"],
      ["UpdateOAuthProvider", "ClientSecret"],
      ["CreateApiKeyCredentialProvider", "ApiKey"],
    ] as const) {
      const [arrived] = upstream.of(action);
      expect(arrived !== undefined && holdsAll(arrived, [sealed.get(kind) ?? "?"]), action).toBe(true);
    }
    expect(leaks(await everywhere(), canaries)).toEqual([]);
  });
});

const ENCODE = (value: string) => Buffer.from(value).toString("base64");
