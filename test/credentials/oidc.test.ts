import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openCredentials } from "../../src/credentials/open.ts";
import { ACCOUNT } from "../sandbox/client.ts";
import { named, policy, statement } from "../sandbox/iam/people.ts";
import { type Service, textIn } from "../sandbox/service.ts";
import { envelope } from "../support/upstream.ts";
import { failureOf, options, ownFile, ROLE, sandbox, upstream } from "./support.ts";

/** A sandbox with a workload whose token the role trusts. */
async function cluster() {
  const service = await sandbox();
  const { WorkloadPoolId } = await service.ok("id:CreateWorkloadPool", { WorkloadPoolName: "agents" });
  await service.ok("id:CreateWorkloadIdentity", { WorkloadPoolName: "agents", Name: "bot" });
  await service.ok("iam:CreateOIDCProvider", {
    OIDCProviderName: "workloads",
    IssuerURL: `${service.to.url}/workload-pools/${WorkloadPoolId}`,
    ClientIDs: ["idgate"],
    Thumbprints: ["a".repeat(64)],
  });
  const Principal = { Federated: [`trn:iam::${ACCOUNT}:oidc-provider/workloads`] };
  const trust = { Statement: [{ Effect: "Allow", Action: "sts:AssumeRoleWithOIDC", Principal }] };
  await service.ok("iam:CreateRole", { RoleName: "agents", TrustPolicyDocument: JSON.stringify(trust) });
  await policy(service, "read", statement("iam:ListRoles"));
  await service.ok("iam:AttachRolePolicy", { RoleName: "agents", ...named("read") });
  const file = ownFile("token", `${await token(service)}\n`);
  const env = {
    VOLCENGINE_OIDC_ROLE_TRN: ROLE,
    VOLCENGINE_OIDC_TOKEN_FILE: file,
    VOLCENGINE_OIDC_STS_ENDPOINT: service.to.url,
  };
  return { service, file, env };
}

async function token(service: Service): Promise<string> {
  const about = { WorkloadPoolName: "agents", Name: "bot", Audience: ["idgate"] };
  return textIn(await service.ok("id:GetWorkloadAccessToken", about), "WorkloadAccessToken");
}

describe("a role for the token in a file", () => {
  it("is assumed with the token, and its keys work until they are renewed", async () => {
    const { service, env } = await cluster();
    const { credentials, found } = openCredentials(options({ env, now: service.now }));
    const { accessKeyId, secretAccessKey, sessionToken = "" } = await credentials();
    const key = { accessKeyId, secretAccessKey, sessionToken };
    expect(await service.ok("sts:GetCallerIdentity", {}, key)).toMatchObject({
      Trn: `trn:sts::${ACCOUNT}:assumed-role/agents/idgate`,
    });
    expect(found()).toMatchObject({ provider: "oidc", expiresAt: service.now().getTime() + 3_600_000 });
  });

  it("takes the name of the session and a narrowing policy from the environment", async () => {
    const { service, env } = await cluster();
    const more = {
      VOLCENGINE_OIDC_ROLE_SESSION_NAME: "pod-7",
      VOLCENGINE_OIDC_ROLE_POLICY: JSON.stringify({ Statement: [statement("iam:ListUsers")] }),
    };
    const { credentials } = openCredentials(options({ env: { ...env, ...more }, now: service.now }));
    const { accessKeyId, secretAccessKey, sessionToken = "" } = await credentials();
    const key = { accessKeyId, secretAccessKey, sessionToken };
    expect(await service.ok("sts:GetCallerIdentity", {}, key)).toMatchObject({
      Trn: `trn:sts::${ACCOUNT}:assumed-role/agents/pod-7`,
    });
    expect(await service.outcome("iam:ListRoles", {}, key)).toBe("403 AccessDenied");
  });

  it("is assumed anew with the token that is in the file by then", async () => {
    const { service, file, env } = await cluster();
    const { credentials } = openCredentials(options({ env, now: service.now }));
    const first = await credentials();
    writeFileSync(file, "not.a.token");
    service.wait(56 * 60_000);
    // The new token is no good, the old keys still are.
    expect(await credentials()).toBe(first);
    writeFileSync(file, await token(service));
    service.wait(60_000);
    expect((await credentials()).accessKeyId).not.toBe(first.accessKeyId);
  });

  it("goes before the vendor CLI and after keys of the environment", async () => {
    const { service, env } = await cluster();
    const keys = { VOLCENGINE_ACCESS_KEY: "AKLTEXAMPLE", VOLCENGINE_SECRET_KEY: "example" };
    const broken = { VOLCENGINE_CLI_CONFIG_FILE: "/nowhere" };
    const provider = async (more: Record<string, string>) => {
      const { credentials, found } = openCredentials(options({ env: { ...env, ...more }, now: service.now }));
      await credentials();
      return found()?.provider;
    };
    expect(await provider(broken)).toBe("oidc");
    expect(await provider(keys)).toBe("environment");
  });
});

describe("OIDC that cannot work", () => {
  const TRN = { VOLCENGINE_OIDC_ROLE_TRN: ROLE };

  it.each<[string, Record<string, string>, RegExp]>([
    ["no token file", TRN, /VOLCENGINE_OIDC_TOKEN_FILE is not/],
    ["no role", { VOLCENGINE_OIDC_TOKEN_FILE: "/nowhere-example" }, /VOLCENGINE_OIDC_ROLE_TRN is not/],
    [
      "a file that is not there",
      { ...TRN, VOLCENGINE_OIDC_TOKEN_FILE: "/nowhere-example" },
      /does not exist/,
    ],
    ["a folder for a file", { ...TRN, VOLCENGINE_OIDC_TOKEN_FILE: "/" }, /cannot be read \(EISDIR\)/],
    [
      "an STS of somebody else's",
      { ...TRN, VOLCENGINE_OIDC_TOKEN_FILE: "/t", VOLCENGINE_OIDC_STS_ENDPOINT: "sts.example.com" },
      /VOLCENGINE_OIDC_STS_ENDPOINT cannot be used/,
    ],
  ])("for %s is an error that skips to nothing else", async (_, env, message) => {
    const error = await failureOf({ env });
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/nowhere-example/);
    expect(error.tried.map(({ provider }) => provider)).toEqual(["environment", "oidc"]);
  });

  it.each([
    ["nothing", "", /is empty/],
    ["a line end alone", " \n", /is empty/],
    ["two lines", "a.b.c\nhunter2", /holds no token/],
    ["letters beyond ASCII", "hünter2", /holds no token/],
    ["more than any token", "x".repeat(2_000_000), /too large/],
  ])("sends no token from a file that holds %s", async (_, text, message) => {
    const sts = await upstream(envelope({}));
    const env = {
      ...TRN,
      VOLCENGINE_OIDC_TOKEN_FILE: ownFile("token", text),
      VOLCENGINE_OIDC_STS_ENDPOINT: sts.url,
    };
    const error = await failureOf({ env });
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/hunter2|hünter/);
    expect(sts.arrived).toEqual([]);
  });

  it("says so where STS refuses the token, and does not say the token", async () => {
    const { service, file, env } = await cluster();
    writeFileSync(file, "hunter2.hunter2.hunter2");
    const error = await failureOf({ env, now: service.now });
    expect(error.message).toMatch(/STS refused AssumeRoleWithOIDC: InvalidParameter \(HTTP 400\)/);
    expect(`${error.message} ${error.hint}`).not.toMatch(/hunter2/);
  });
});
