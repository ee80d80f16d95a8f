import { describe, expect, it } from "vitest";
import { openCredentials } from "../../src/credentials/open.ts";
import { ACCOUNT } from "../sandbox/client.ts";
import { envelope } from "../support/upstream.ts";
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
const GIVEN = {
  AccessKeyId: "AKTPEXAMPLE",
  SecretAccessKey: "example-secret",
  SessionToken: "example-token",
  ExpiredTime: "2026-01-01T01:00:00Z",
};
const own = (service: Awaited<ReturnType<typeof sandbox>>) => ({
  "access-key": service.to.accessKeyId,
  "secret-key": service.to.secretAccessKey,
});

describe("mode ramrolearn", () => {
  it.each([
    ["account and name", { "account-id": ACCOUNT, "role-name": "agents" }],
    ["its TRN", { "role-trn": ROLE }],
    [
      "account and name rather than its TRN",
      { "account-id": ACCOUNT, "role-name": "agents", "role-trn": "trn:iam::1:role/x" },
    ],
  ])("assumes the role by %s, with the profile's own keys", async (_, role) => {
    const service = await sandbox();
    await roleOfRoot(service);
    const env = cliEnvironment({ work: { mode: "RamRoleArn", ...own(service), ...role } });
    const { credentials, found } = openCredentials(
      options({ env, now: service.now, endpoint: service.to.url }),
    );
    const { accessKeyId, secretAccessKey, sessionToken = "" } = await credentials();
    expect(
      await service.ok("sts:GetCallerIdentity", {}, { accessKeyId, secretAccessKey, sessionToken }),
    ).toMatchObject({
      Trn: `trn:sts::${ACCOUNT}:assumed-role/agents/idgate`,
    });
    expect(found()).toMatchObject({
      provider: "cli-profile",
      profile: "work",
      expiresAt: service.now().getTime() + HOUR,
    });
  });

  it("signs for the profile's region", async () => {
    const sts = await upstream(envelope({ Credentials: GIVEN }));
    const keys = { "access-key": "SANDBOXEXAMPLE", "secret-key": "example", region: "cn-shanghai" };
    const env = cliEnvironment({ work: { mode: "ramrolearn", ...keys, "role-trn": ROLE } });
    await openCredentials(options({ env, endpoint: sts.url })).credentials();
    expect(sts.arrived[0]?.headers.authorization).toContain("/cn-shanghai/sts/request");
  });

  it.each([
    ["no keys", { "role-trn": ROLE }, /has no keys/],
    ["no role", { "access-key": "SANDBOXX", "secret-key": "example" }, /does not name a role/],
    [
      "a name without its account",
      { "access-key": "SANDBOXX", "secret-key": "example", "role-name": "agents" },
      /does not name a role/,
    ],
    [
      "a role that is none",
      { "access-key": "SANDBOXX", "secret-key": "example", "role-trn": "agents" },
      /TRN/,
    ],
  ])("with %s sends nothing", async (_, values, message) => {
    const sts = await upstream(envelope({ Credentials: GIVEN }));
    const env = cliEnvironment({ work: { mode: "ramrolearn", ...values } });
    expect((await failureOf({ env, endpoint: sts.url })).message).toMatch(message);
    expect(sts.arrived).toEqual([]);
  });
});

describe("mode oidc", () => {
  it("assumes the role with the token in the profile's file", async () => {
    const sts = await upstream(envelope({ Credentials: GIVEN }));
    const values = { "role-trn": ROLE, "oidc-token-file": ownFile("token", "a.b.c"), policy: "{}" };
    const env = cliEnvironment({ work: { mode: "OIDC", ...values } });
    const { credentials } = openCredentials(options({ env, endpoint: sts.url }));
    expect((await credentials()).accessKeyId).toBe("AKTPEXAMPLE");
    expect(Object.fromEntries(new URLSearchParams(sts.arrived[0]?.body))).toEqual({
      RoleTrn: ROLE,
      RoleSessionName: "idgate",
      OIDCToken: "a.b.c",
      Policy: "{}",
    });
  });

  it.each([
    ["no role", { "oidc-token-file": "/nowhere-example" }, /no role-trn/],
    ["no file", { "role-trn": ROLE }, /no oidc-token-file/],
    [
      "a file that is gone",
      { "role-trn": ROLE, "oidc-token-file": "/nowhere-example" },
      /token file of profile "work" does not exist/,
    ],
  ])("with %s says so, and no path", async (_, values, message) => {
    const { message: said } = await failureOf({ env: cliEnvironment({ work: { mode: "oidc", ...values } }) });
    expect(said).toMatch(message);
    expect(said).not.toMatch(/nowhere-example/);
  });
});

describe("mode ecsrole", () => {
  it("takes the role of the instance that the profile names", async () => {
    const { url, asked } = await instance(GIVEN, "unasked");
    const env = cliEnvironment({ work: { mode: "EcsRole", "role-name": "worker" } });
    const { credentials, found } = openCredentials(options({ env, metadata: url }));
    expect((await credentials()).accessKeyId).toBe("AKTPEXAMPLE");
    expect(asked).toEqual(["PUT /latest/api/token", "GET /volcstack/latest/iam/security_credentials/worker"]);
    expect(found()).toMatchObject({ provider: "cli-profile", profile: "work" });
  });

  it("is an error without a role, switched off, or away from an instance", async () => {
    const named = { mode: "ecsrole", "role-name": "worker" };
    const said = async (values: object, more: Record<string, string> = {}) =>
      (await failureOf({ env: { ...cliEnvironment({ work: values }), ...more } })).message;
    expect(await said({ mode: "ecsrole" })).toMatch(/no role-name/);
    expect(await said(named, { VOLCENGINE_ECS_METADATA_DISABLED: "true" })).toMatch(
      /switches the instance role off/,
    );
    expect(await said(named)).toMatch(/does not answer \(ECONNREFUSED\)/);
    expect(await said({ ...named, "role-name": "../../token" })).toMatch(/a name that no role has/);
  });
});

describe.each(["sso", "console-login"])("mode %s", (mode) => {
  const kept = { "access-key": "AKTPEXAMPLE", "secret-key": "example", "session-token": "example-token" };
  const expiring = (at: string) => ({ "sts-expiration": Date.parse(at) / 1000 });

  it("takes what a sign-in left in the profile", async () => {
    const env = cliEnvironment({ work: { mode, ...kept, ...expiring("2026-01-01T00:30:00Z") } });
    const { credentials, found } = openCredentials(options({ env }));
    expect((await credentials()).sessionToken).toBe("example-token");
    expect(found()?.expiresAt).toBe(Date.parse("2026-01-01T00:30:00Z"));
  });

  it("opens no browser: the operator is sent to the vendor CLI", async () => {
    const { message, hint } = await failureOf({ env: cliEnvironment({ work: { mode } }) });
    expect(message).toContain(`has mode ${mode}, which takes a browser, and holds no temporary keys.`);
    expect(hint).toBe(
      "idgate opens no browser. Sign in with the vendor CLI, or use a profile of another mode.",
    );
  });

  it("takes no keys that last for ever for those of a sign-in, and none that have expired", async () => {
    const { "session-token": _, ...lasting } = kept;
    const said = async (values: object) =>
      (await failureOf({ env: cliEnvironment({ work: { mode, ...values } }) })).message;
    expect(await said(lasting)).toMatch(/holds no temporary keys/);
    expect(await said({ ...kept, ...expiring("2025-12-31T00:00:00Z") })).toMatch(/expired at 2025-12-31/);
  });
});

describe("a mode that nobody knows", () => {
  it("is an error that names those there are", async () => {
    const error = await failureOf({ env: cliEnvironment({ work: { mode: "magic" } }) });
    expect(error.message).toMatch(/has mode "magic", which is not supported/);
    expect(error.hint).toBe("Supported are ak, ramrolearn, oidc, ecsrole, sso, console-login.");
  });
});
