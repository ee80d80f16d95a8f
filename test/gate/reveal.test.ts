/** What becomes of stored secrets: without a policy they are left out, and a policy may have a model see them. */
import { describe, expect, it, onTestFinished } from "vitest";
import type { JsonObject } from "../../src/action/json.ts";
import { outputSchema } from "../../src/action/parse.ts";
import { readOnlyPolicy } from "../../src/policy/defaults.ts";
import { createVault } from "../../src/secrets/index.ts";
import { createPermitOffice } from "../../src/wire/permit.ts";
import type { Wire } from "../../src/wire/types.ts";
import { openGate } from "../invariants/gates.ts";
import { action, askingClient, openRooms, silentClient } from "../support/rooms.ts";
import { envelope, startUpstream } from "../support/upstream.ts";

const SECRET = "s3cr3t-Of-The-Provider!";
const ANSWER: JsonObject = {
  ProviderName: "feishu",
  ClientId: "cli_1",
  ClientSecret: SECRET,
  Description: `the secret is ${SECRET}, really`,
  Extra: [{ Password: "another-1" }, "ghp_0123456789abcdefghijABCDEFGHIJ012345"],
};

describe("a real account without a policy", () => {
  async function call(name: string, answer: JsonObject, more = {}) {
    const office = createPermitOffice();
    const sent: string[] = [];
    const wire: Wire = {
      async send(permit) {
        sent.push(office.redeem(permit).action.name);
        return { result: answer, requestId: "r", attempts: 1, durationMs: 1 };
      },
      close: async () => undefined,
    };
    const target = {
      mode: "real",
      account: undefined,
      region: "cn-beijing",
      profile: undefined,
      endpoint: undefined,
    } as const;
    const policy = readOnlyPolicy();
    const vault = createVault({ maxSecrets: 1 });
    const gate = await openGate({ wire, issue: office.issue, target, policy: () => policy, vault, ...more });
    return { run: (args: JsonObject) => gate.call(name, args), sent, vault, ...gate };
  }

  it("answers what reveals a stored secret without it, says so, and makes no handle", async () => {
    const { run, vault, ledger } = await call("iam:GetOAuthProvider", ANSWER);
    const done = await run({ OAuthProviderName: "feishu" });
    if (done.kind !== "done") throw new Error("not done");
    expect(done.result).toEqual({
      ProviderName: "feishu",
      ClientId: "cli_1",
      Description: "the secret is [withheld], really",
      Extra: [{}, "[withheld]"],
    });
    expect(done.notes.join(" ")).toMatch(
      /3 secret values are left out \(.*ClientSecret.*\): this server has no policy\./,
    );
    expect(outputSchema(action("iam:GetOAuthProvider")).safeParse(done.result).success).toBe(true);
    expect(vault.canSeal()).toBe(true);
    expect(await ledger.operations()).toEqual([]);
  });

  it.each([
    ["id:CheckApiKey", { ApiKey: "a-key-that-was-typed" }],
    ["id:GetIdentityProviderFeishuScopes", { UserPoolUid: "up", Uid: "u" }],
    ["id:GetResourceApiKey", { ProviderName: "p", IdentityToken: "t-1234567" }],
    ["cloudcontrol:GetResource", { TypeName: "Volcengine::IAM::Accesskey", Identifier: "i" }],
  ])("refuses %s, whose answer is the secret or may hold one anywhere", async (name, args) => {
    const { run, sent } = await call(name, {});
    await expect(run(args)).rejects.toMatchObject({ code: expect.stringMatching(/REFUSED|INVALID/) });
    expect(sent).toEqual([]);
  });

  it("sends nothing but plain reads while it only tries", async () => {
    const { run, sent } = await call("iam:GetOAuthProvider", ANSWER, { dryRun: true });
    expect((await run({ OAuthProviderName: "feishu" })).kind).toBe("dry run");
    expect(sent).toEqual([]);
  });
});

describe("an action that the policy names in secrets.reveal", () => {
  const policy = (reveal: string) => `
version: 1
account: "2100000000"
secrets: { reveal: [${reveal}] }
allow:
  - { id: look, actions: ["iam:GetOAuthProvider", "iam:CreateAccessKey"], approval: ask }
`;
  async function run(reveal: string, name: string, args: JsonObject, answer: JsonObject) {
    const upstream = await startUpstream(envelope(answer));
    onTestFinished(() => upstream.close());
    const rooms = await openRooms({ policy: policy(reveal), endpoint: upstream.url });
    const asked = await rooms.run(name, args, { requester: askingClient });
    if (asked.kind !== "ask") throw new Error("not asked");
    const done = await rooms.run(name, args, {
      requester: askingClient,
      answer: { operation: asked.operation, verdict: "approved" },
    });
    if (done.kind !== "done") throw new Error("not done");
    const entries: unknown[] = [];
    for await (const entry of rooms.ledger.entries()) entries.push(entry);
    return { asked, done, rooms, ledger: JSON.stringify(entries) };
  }

  it("shows its secret, says so, and the ledger has a row without the value", async () => {
    const { done, ledger, rooms, asked } = await run(
      '"iam:GetOAuthProvider"',
      "iam:GetOAuthProvider",
      { OAuthProviderName: "feishu" },
      ANSWER,
    );
    expect(done.result).toMatchObject({
      ClientSecret: SECRET,
      Description: `the secret is ${SECRET}, really`,
    });
    expect(done.notes.join(" ")).toMatch(
      /2 secret values are shown, because the operator's policy says so: .*ClientSecret/,
    );
    expect(asked.preview).toContain("IN CLEAR");
    expect(ledger).toContain('"event":"shown"');
    expect(ledger).toContain("ClientSecret");
    expect(ledger + rooms.logged()).not.toContain(SECRET);
    // What nobody declared and only looks like a credential is sealed all the same.
    expect(JSON.stringify(done.result)).not.toContain("ghp_");
  });

  it("shows no other action's secrets", async () => {
    const { done, asked } = await run(
      '"iam:GetOAuthProvider"',
      "iam:CreateAccessKey",
      { UserName: "bot" },
      {
        AccessKey: { AccessKeyId: "AKLTEXAMPLE", SecretAccessKey: SECRET },
      },
    );
    expect(JSON.stringify(done.result)).not.toContain(SECRET);
    expect(asked.preview).not.toContain("IN CLEAR");
  });

  it("shows no generated secret, whoever repeats it", async () => {
    const upstream = await startUpstream(envelope({}));
    onTestFinished(() => upstream.close());
    const rooms = await openRooms({
      policy: `version: 1\naccount: "2100000000"\nsecrets: { reveal: ["cloudidentity:ResetPassword"] }\nallow: [{ id: a, actions: ["cloudidentity:ResetPassword"], approval: none }]`,
      endpoint: upstream.url,
    });
    const { handle } = await rooms.gate.generateSecret({ form: "password" }, silentClient);
    upstream.answerWith((arrived, response) => {
      const { Password } = JSON.parse(arrived.body ?? "{}");
      envelope({ Password })(arrived, response);
    });
    const args = {
      UserId: "u",
      GenerateRandomPassword: false,
      PasswordResetRequired: false,
      Password: { $secret: handle },
    };
    const done = await rooms.run("cloudidentity:ResetPassword", args);
    expect(done).toMatchObject({ kind: "done", result: { Password: { $secret: handle } } });
  });
});
