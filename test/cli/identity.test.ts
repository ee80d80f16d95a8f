import { describe, expect, it, onTestFinished } from "vitest";
import { identityFor } from "../../src/cli/identity.ts";
import { type Environment, modeOf, resolveConfig } from "../../src/config/config.ts";
import { sandboxCredentials } from "../../src/credentials/sandbox.ts";
import { createLogger } from "../../src/log.ts";
import { cliEnvironment, ownFile, ROLE, upstream } from "../credentials/support.ts";
import { ACCOUNT, sandbox } from "../sandbox/client.ts";
import { ownFolder } from "../support/folder.ts";
import { openRooms } from "../support/rooms.ts";

const REAL = { VOLCENGINE_ACCESS_KEY: "AKLTEXAMPLE", VOLCENGINE_SECRET_KEY: "example" };
const OWN = { VOLCENGINE_ACCESS_KEY: "SANDBOXOWN", VOLCENGINE_SECRET_KEY: "example" };
const OFF = { VOLCENGINE_ECS_METADATA_DISABLED: "true" };

async function identity(flags: Parameters<typeof resolveConfig>[0], env: Environment = {}) {
  const lines: string[] = [];
  const log = await createLogger({
    level: "debug",
    scrub: (value) => value,
    destination: { write: (line: string) => void lines.push(line) },
  });
  const config = resolveConfig(flags, {});
  const found = await identityFor(config, modeOf(config), { HOME: ownFolder(), ...OFF, ...env }, log);
  return { ...found, logged: () => lines.join("") };
}

describe("the keys of a run", () => {
  it("with --sandbox are the sandbox's, whatever the environment has", async () => {
    for (const env of [REAL, OWN]) {
      const { credentials } = await identity({ sandbox: true }, env);
      expect(await credentials()).toEqual(sandboxCredentials());
    }
  });

  it("with a loopback endpoint are sandbox keys of the environment, or the sandbox's own, and no profile's", async () => {
    const flags = { endpoint: "http://127.0.0.1:1", profile: "work" };
    const profile = cliEnvironment({ work: { "access-key": "AKLTWORK", "secret-key": "example" } });
    expect(await (await identity(flags, { ...profile, ...OWN })).credentials()).toMatchObject({
      accessKeyId: "SANDBOXOWN",
    });
    expect(await (await identity(flags, { ...profile, ...REAL })).credentials()).toEqual(
      sandboxCredentials(),
    );
  });

  it("with a loopback endpoint and a role are the role's, and begin with SANDBOX too", async () => {
    const service = await sandbox({ clock: () => new Date() });
    onTestFinished(() => service.close());
    const Principal = { IAM: [`trn:iam::${ACCOUNT}:root`] };
    const trust = { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal }] };
    const root = await openRooms({ endpoint: service.url });
    const made = await root.run("iam:CreateRole", {
      RoleName: "agents",
      TrustPolicyDocument: JSON.stringify(trust),
    });
    expect(made).toMatchObject({ kind: "done" });
    const { credentials } = await identity({ endpoint: service.url, assumeRole: ROLE }, REAL);
    const { accessKeyId, sessionToken } = await credentials();
    expect(accessKeyId).toMatch(/^SANDBOXTEMP/);
    expect(sessionToken).toBeDefined();
  });

  it("of a profile bring its region and name along", async () => {
    const profile = { "access-key": "AKLTWORK", "secret-key": "example", region: "cn-shanghai" };
    expect(await identity({}, cliEnvironment({ work: profile }))).toMatchObject({
      region: "cn-shanghai",
      profile: "work",
    });
  });

  it("that are broken end the start; that wait for the network do not, and each ask tries again", async () => {
    await expect(identity({}, { VOLCENGINE_ACCESS_KEY: "AKLTHALF" })).rejects.toMatchObject({
      code: "CREDENTIALS_INVALID",
    });
    let answers = false;
    const sts = await upstream((_, response) => {
      if (!answers) {
        response.destroy();
        return;
      }
      const keys = {
        AccessKeyId: "AKTPNEW",
        SecretAccessKey: "s",
        SessionToken: "t",
        ExpiredTime: "2999-01-01T00:00:00Z",
      };
      response.end(JSON.stringify({ ResponseMetadata: {}, Result: { Credentials: keys } }));
    });
    const env = {
      VOLCENGINE_OIDC_ROLE_TRN: ROLE,
      VOLCENGINE_OIDC_TOKEN_FILE: ownFile("token", "a.b.c"),
      VOLCENGINE_OIDC_STS_ENDPOINT: sts.url,
    };
    const { credentials, logged } = await identity({}, env);
    expect(logged()).toMatch(/no credentials yet: STS could not be reached/);
    await expect(credentials()).rejects.toMatchObject({ retryable: true });
    answers = true;
    expect((await credentials()).accessKeyId).toBe("AKTPNEW");
  });

  it("are not asked for over TLS that is not verified", async () => {
    await expect(identity({}, { ...REAL, NODE_TLS_REJECT_UNAUTHORIZED: "0" })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
    });
  });
});
