/** Keys for a token: of the sandbox's own workloads, and of another issuer on loopback. */
import { createServer, type Server } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { ACCOUNT, type Reply, send } from "../client.ts";
import { keyIn, named, policy, statement } from "../iam/people.ts";
import { objectIn, type Service, startService, textIn } from "../service.ts";

const AUDIENCE = "gate";
const RoleTrn = `trn:iam::${ACCOUNT}:role/worker`;
const THUMBPRINT = "a".repeat(64);

let service: Service;
let others: Server[] = [];
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  for (const other of others) await new Promise((resolve) => other.close(resolve));
  others = [];
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

async function trusting(IssuerURL: string, Condition?: JsonObject): Promise<void> {
  await service.ok("iam:CreateOIDCProvider", {
    OIDCProviderName: "workloads",
    IssuerURL,
    ClientIDs: [AUDIENCE],
    Thumbprints: [THUMBPRINT],
  });
  const Principal = { Federated: [`trn:iam::${ACCOUNT}:oidc-provider/workloads`] };
  const one = { Effect: "Allow", Action: "sts:AssumeRoleWithOIDC", Principal };
  const TrustPolicyDocument = JSON.stringify({ Statement: [Condition ? { ...one, Condition } : one] });
  await service.ok("iam:CreateRole", { RoleName: "worker", TrustPolicyDocument });
  await policy(service, "read", statement("iam:ListRoles"));
  await service.ok("iam:AttachRolePolicy", { RoleName: "worker", ...named("read") });
}

/** A token of a workload of the sandbox, and its issuer. */
async function workload(): Promise<{ readonly issuer: string; token(audience?: string): Promise<string> }> {
  const { WorkloadPoolId } = await service.ok("id:CreateWorkloadPool", { WorkloadPoolName: "agents" });
  await service.ok("id:CreateWorkloadIdentity", { WorkloadPoolName: "agents", Name: "bot" });
  return {
    issuer: `${service.to.url}/workload-pools/${WorkloadPoolId}`,
    async token(audience = AUDIENCE) {
      const about = { WorkloadPoolName: "agents", Name: "bot", Audience: [audience] };
      return textIn(await service.ok("id:GetWorkloadAccessToken", about), "WorkloadAccessToken");
    },
  };
}

/** An unsigned form, with everything in the body. */
function ask(OIDCToken: string, more: Record<string, string> = {}): Promise<Reply> {
  const form = {
    Action: "AssumeRoleWithOIDC",
    Version: "2018-01-01",
    RoleTrn,
    OIDCToken,
    RoleSessionName: "bot-1",
  };
  return send(service.to.url, {
    method: "POST",
    path: "/",
    headers: { host: new URL(service.to.url).host, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...form, ...more }).toString(),
  });
}
const outcome = async (token: string, more = {}) => {
  const { status, code } = await ask(token, more);
  return code === undefined ? String(status) : `${status} ${code}`;
};

it("gives a workload of the sandbox the keys of a role that trusts its pool, for a time", async () => {
  const { issuer, token } = await workload();
  await trusting(issuer);
  const { status, result } = await ask(await token(), { DurationSeconds: "900" });
  expect(status).toBe(200);
  expect(result.OIDCTokenInfo).toMatchObject({ Issuer: issuer, ClientIds: [AUDIENCE] });
  const key = keyIn(objectIn(result, "Credentials"));
  expect(key.accessKeyId).toMatch(/^SANDBOX/);
  expect(await service.ok("sts:GetCallerIdentity", {}, key)).toMatchObject({
    Trn: `trn:sts::${ACCOUNT}:assumed-role/worker/bot-1`,
  });
  expect(await service.outcome("iam:ListRoles", {}, key)).toBe("200");
  expect(await service.outcome("iam:ListUsers", {}, key)).toBe("403 AccessDenied");
  service.wait(900_000);
  expect(await service.outcome("iam:ListRoles", {}, key)).toBe("401 InvalidSecretToken");
});

it("refuses a token for somebody else, one that was bent, and one that is over", async () => {
  const { issuer, token } = await workload();
  await trusting(issuer);
  expect(await outcome(await token("others"))).toBe("400 InvalidParameter");
  const good = await token();
  const [head = "", , signature = ""] = good.split(".");
  const claims = {
    iss: issuer,
    aud: AUDIENCE,
    sub: "root",
    iat: service.now().getTime() / 1000,
    exp: 9_999_999_999,
  };
  const bent = [head, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
  expect(await outcome(bent)).toBe("400 InvalidParameter");
  expect(await outcome("no token")).toBe("400 InvalidParameter");
  expect(await outcome(good)).toBe("200");
  service.wait(24 * 3_600_000);
  expect(await outcome(good)).toBe("400 InvalidParameter");
});

it("asks the conditions of the role", async () => {
  const { issuer, token } = await workload();
  await trusting(issuer, { StringEquals: { "oidc:aud": AUDIENCE }, StringLike: { "oidc:sub": "*/nobody" } });
  expect(await outcome(await token())).toBe("403 NoPermission");
  const Statement = [
    {
      Effect: "Allow",
      Action: "sts:AssumeRoleWithOIDC",
      Principal: { Federated: `trn:iam::${ACCOUNT}:oidc-provider/workloads` },
      Condition: { StringEquals: { "oidc:iss": issuer, "oidc:aud": AUDIENCE } },
    },
  ];
  await service.ok("iam:UpdateRole", {
    RoleName: "worker",
    TrustPolicyDocument: JSON.stringify({ Statement }),
  });
  expect(await outcome(await token())).toBe("200");
});

it("refuses issuers that the account has no provider for, and roles that trust others", async () => {
  const { issuer, token } = await workload();
  expect(await outcome(await token())).toBe("400 RoleNotExist");
  await service.ok("iam:CreateRole", { RoleName: "worker" });
  expect(await outcome(await token())).toBe("400 InvalidParameter");
  await service.ok("iam:DeleteRole", { RoleName: "worker" });
  await trusting(issuer);
  await service.ok("iam:CreateRole", { RoleName: "closed" });
  expect(await outcome(await token(), { RoleTrn: `trn:iam::${ACCOUNT}:role/closed` })).toBe(
    "403 NoPermission",
  );
  expect(await service.stored("sts:session")).toBe("[]");
});

it("verifies by the keys that another issuer on loopback publishes", async () => {
  const pair = await generateKeyPair("ES256");
  const stranger = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: "one", alg: "ES256" };
  let issuer = "";
  const other = createServer((request, response) => {
    const about = { issuer, jwks_uri: `${issuer}/keys` };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(request.url === "/keys" ? { keys: [jwk] } : about));
  });
  others.push(other);
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  if (address === null || typeof address === "string") throw new Error("There is no port.");
  issuer = `http://127.0.0.1:${address.port}`;
  await trusting(issuer);
  const token = (key: typeof pair) =>
    new SignJWT({ sub: "job" })
      .setProtectedHeader({ alg: "ES256", kid: "one" })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setIssuedAt(service.now().getTime() / 1000)
      .setExpirationTime(service.now().getTime() / 1000 + 600)
      .sign(key.privateKey);
  expect(await outcome(await token(pair))).toBe("200");
  expect(await outcome(await token(stranger))).toBe("400 InvalidParameter");
});
