import { writeFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { openCredentials } from "../../src/credentials/open.ts";
import { createPermitOffice } from "../../src/wire/permit.ts";
import type { Credentials } from "../../src/wire/types.ts";
import { createWire } from "../../src/wire/wire.ts";
import { ACCOUNT } from "../sandbox/client.ts";
import type { Service } from "../sandbox/service.ts";
import { action } from "../support/rooms.ts";
import { envelope, fault } from "../support/upstream.ts";
import {
  cliEnvironment,
  failureOf,
  instance,
  options,
  ownFile,
  ROLE,
  roleOfRoot,
  sandbox,
  upstream,
} from "./support.ts";

const HOUR = 3_600_000;
const rootOf = (service: Service) => ({
  VOLCENGINE_ACCESS_KEY: service.to.accessKeyId,
  VOLCENGINE_SECRET_KEY: service.to.secretAccessKey,
});
const assumeRole = { trn: ROLE };

/** A sandbox whose root assumes a role on top of the environment's keys. */
async function assumed(more: { sessionName?: string } = {}) {
  const service = await sandbox();
  await roleOfRoot(service);
  const opened = openCredentials(
    options({
      env: rootOf(service),
      endpoint: service.to.url,
      now: service.now,
      assumeRole: { ...assumeRole, ...more },
    }),
  );
  return { service, ...opened };
}

async function whoIs(service: Service, { accessKeyId, secretAccessKey, sessionToken = "" }: Credentials) {
  const { Trn } = await service.ok(
    "sts:GetCallerIdentity",
    {},
    { accessKeyId, secretAccessKey, sessionToken },
  );
  return Trn;
}

describe("a role on top of the chain", () => {
  it("is assumed with the keys that were found, and they sign nothing else", async () => {
    const { service, credentials, found } = await assumed();
    expect(await whoIs(service, await credentials())).toBe(`trn:sts::${ACCOUNT}:assumed-role/agents/idgate`);
    expect(found()).toEqual({
      provider: "environment",
      profile: undefined,
      region: undefined,
      expiresAt: service.now().getTime() + HOUR,
      role: ROLE,
    });
  });

  it("has a session of the name that the operator gave", async () => {
    const { service, credentials } = await assumed({ sessionName: "host-7" });
    expect(await whoIs(service, await credentials())).toBe(`trn:sts::${ACCOUNT}:assumed-role/agents/host-7`);
  });

  it("is assumed anew before its keys expire, and when the service rejects them", async () => {
    const { service, credentials } = await assumed();
    const first = await credentials();
    service.wait(HOUR - 5 * 60_000);
    const second = await credentials();
    expect(second.accessKeyId).not.toBe(first.accessKeyId);
    expect((await credentials(first)).accessKeyId).toBe(second.accessKeyId);
    expect((await credentials(second)).accessKeyId).not.toBe(second.accessKeyId);
  });

  it("is assumed with the place's new keys once STS calls the old ones expired", async () => {
    const profile = (key: string) => ({
      work: { "access-key": key, "secret-key": "example", "session-token": "example-token" },
    });
    const env = cliEnvironment(profile("SANDBOXOLD"));
    const file = env.VOLCENGINE_CLI_CONFIG_FILE ?? "";
    const given = {
      AccessKeyId: "SANDBOXNEW",
      SecretAccessKey: "s",
      SessionToken: "t",
      ExpiredTime: "2026-01-01T01:00:00Z",
    };
    const sts = await upstream((arrived, response) => {
      writeFileSync(file, JSON.stringify({ current: "other", profiles: profile("SANDBOXRENEWED") }));
      const known = arrived.headers.authorization?.includes("SANDBOXRENEWED");
      const answer = known ? envelope({ Credentials: given }) : fault(401, "InvalidSecretToken", "over");
      answer(arrived, response);
    });
    const { credentials } = openCredentials(options({ env, endpoint: sts.url, assumeRole }));
    expect((await credentials()).accessKeyId).toBe("SANDBOXNEW");
    expect(sts.arrived).toHaveLength(2);
  });

  it("says what is wrong with the keys beneath it as if there were no role", async () => {
    const error = await failureOf({ env: { VOLCENGINE_ACCESS_KEY: "SANDBOXHALF" }, assumeRole });
    expect(error.message).toMatch(/an access key but no secret key/);
    expect(error.tried).toHaveLength(1);
  });

  it("has its account confirmed for each new key of its own, before that signs anything", async () => {
    const { service, credentials } = await assumed();
    const office = createPermitOffice();
    const wire = createWire({
      mode: "sandbox",
      redeem: office.redeem,
      credentials,
      openSecrets: (facts) => facts.params,
      clock: service.now,
      random: () => 0.5,
    });
    onTestFinished(() => wire.close());
    const confirmed: string[] = [];
    const send = () =>
      wire.send(
        office.issue({
          action: action("iam:ListRoles"),
          params: {},
          effect: "read",
          target: {
            mode: "sandbox",
            account: ACCOUNT,
            region: "cn-beijing",
            profile: undefined,
            endpoint: service.to.url,
          },
          operation: undefined,
          digest: undefined,
          confirmAccount: async (accessKeyId) => void confirmed.push(accessKeyId),
        }),
      );
    await send();
    const { accessKeyId: first } = await credentials();
    service.wait(HOUR);
    await send();
    const { accessKeyId: second } = await credentials();
    expect(confirmed).toEqual([first, second]);
    expect(first).not.toBe(second);
    expect(confirmed).not.toContain(service.to.accessKeyId);
  });
});

describe("what was found nowhere", () => {
  it("is told place by place, each with why, in the message and as a list", async () => {
    const error = await failureOf({ env: { VOLCENGINE_ECS_METADATA_DISABLED: "true" } });
    expect(error.tried).toEqual([
      { provider: "environment", why: "VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY are not set" },
      { provider: "oidc", why: "VOLCENGINE_OIDC_ROLE_TRN and VOLCENGINE_OIDC_TOKEN_FILE are not set" },
      { provider: "cli-profile", why: "there is no configuration file with a profile" },
      { provider: "shared-file", why: "there is no file" },
      { provider: "instance-role", why: "VOLCENGINE_ECS_METADATA_DISABLED switches it off" },
    ]);
    for (const { why } of error.tried) expect(error.message).toContain(why);
  });

  it("is told also where a later place is broken", async () => {
    const env = cliEnvironment({ work: { mode: "ak", "access-key": "AKLTEXAMPLE" } });
    const error = await failureOf({ env });
    expect(error.message).toMatch(/no secret key\. Tried before: the environment: .* are not set; OIDC: /);
    expect(error.tried.at(-1)).toEqual({
      provider: "cli-profile",
      why: 'Profile "work" of the vendor CLI sets an access key but no secret key.',
    });
  });

  it("is told also to a user without a home folder", async () => {
    const { tried } = await failureOf({ homeDir: undefined });
    expect(tried.map(({ provider }) => provider)).toEqual([
      "environment",
      "oidc",
      "cli-profile",
      "shared-file",
      "instance-role",
    ]);
  });

  it("with a profile that was chosen is that profile alone", async () => {
    const { tried } = await failureOf({ profile: "work", env: { VOLCENGINE_ACCESS_KEY: "AKLTHALF" } });
    expect(tried.map(({ provider }) => provider)).toEqual(["cli-profile"]);
  });
});

describe("the place that gave keys", () => {
  const keys = (expiry: string) => ({
    AccessKeyId: "AKTPEXAMPLE",
    SecretAccessKey: "example-secret",
    SessionToken: "example-token",
    ExpiredTime: expiry,
  });

  it("is the only one that is asked again, whatever was configured meanwhile", async () => {
    const { url } = await instance(keys("2026-01-01T01:00:00Z"));
    const file = ownFile("config.json", "{}");
    let now = new Date("2026-01-01T00:00:00Z");
    const env = { VOLCENGINE_CLI_CONFIG_FILE: file };
    const { credentials, found } = openCredentials(options({ metadata: url, env, now: () => now }));
    await credentials();
    const profiles = { work: { "access-key": "AKLTOTHER", "secret-key": "example" } };
    writeFileSync(file, JSON.stringify({ current: "work", profiles }));
    now = new Date("2026-01-01T00:58:00Z");
    expect((await credentials()).accessKeyId).toBe("AKTPEXAMPLE");
    expect(found()?.provider).toBe("instance-role");
  });

  it("is not left for a later one where it has gone", async () => {
    const { url, asked } = await instance(keys("2026-01-01T02:00:00Z"));
    const temporary = {
      "access-key": "AKTPPROFILE",
      "secret-key": "example",
      "session-token": "example-token",
      "sts-expiration": Date.parse("2026-01-01T00:10:00Z") / 1000,
    };
    const env = cliEnvironment({ work: temporary });
    let now = new Date("2026-01-01T00:00:00Z");
    const { credentials } = openCredentials(options({ metadata: url, env, now: () => now }));
    await credentials();
    writeFileSync(env.VOLCENGINE_CLI_CONFIG_FILE ?? "", "{}");
    now = new Date("2026-01-01T00:11:00Z");
    await expect(credentials()).rejects.toThrow(/has no profile "work"/);
    expect(asked).toEqual([]);
  });
});

describe("opening", () => {
  it("reads nothing and dials nothing", async () => {
    const { url, asked } = await instance({});
    const readFile = () => Promise.reject(new Error("it was read"));
    const { found } = openCredentials(options({ metadata: url, readFile, assumeRole }));
    expect(found()).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it("with keys in the environment reads no file and dials nothing", async () => {
    const { url, asked } = await instance({});
    const readFile = () => Promise.reject(new Error("it was read"));
    const env = { VOLCENGINE_ACCESS_KEY: "AKLTEXAMPLE", VOLCENGINE_SECRET_KEY: "example" };
    await openCredentials(options({ metadata: url, readFile, env })).credentials();
    expect(asked).toEqual([]);
  });
});
