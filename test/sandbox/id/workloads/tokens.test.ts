import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, jwtVerify, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import type { JsonObject } from "../../../../src/action/json.ts";
import type { Sandbox } from "../../../../src/sandbox/sandbox.ts";
import { NOW, ok, outcome, sandbox } from "../../client.ts";

let box: Sandbox;
let issuer: string;
let workload: string;
const pool = { WorkloadPoolName: "agents" };
const agent = { ...pool, Name: "agent" };
const SECONDS = Math.floor(NOW.getTime() / 1000);

beforeAll(async () => {
  box = await sandbox();
  const { WorkloadPoolId } = await ok(box, "CreateWorkloadPool", pool);
  issuer = `${box.url}/workload-pools/${WorkloadPoolId}`;
  workload = String((await ok(box, "CreateWorkloadIdentity", agent)).Trn);
});
afterAll(() => box.close());

const tokenOf = (result: JsonObject): string => z.string().parse(result.WorkloadAccessToken);

/** Verifies a token as any third party would: by the pool's discovery document. */
async function verified(token: string, audience?: string) {
  const { DiscoveryUrl } = await ok(box, "GetWorkloadPool", pool);
  const discovery = await fetch(z.url().parse(DiscoveryUrl));
  const { jwks_uri } = z.object({ jwks_uri: z.url() }).parse(await discovery.json());
  const options = { issuer, currentDate: NOW, ...(audience === undefined ? {} : { audience }) };
  return jwtVerify(token, createRemoteJWKSet(new URL(jwks_uri)), options);
}

const userToken = (claims: Record<string, unknown>, key = "a-key-of-an-identity-provider-32") =>
  new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(key));

describe("GetWorkloadAccessToken", () => {
  it("answers a JWT that verifies against the pool's published key", async () => {
    const result = await ok(box, "GetWorkloadAccessToken", agent);
    expect(result.ExpiresAt).toBe("2026-03-01T13:00:00Z");
    const { payload, protectedHeader } = await verified(tokenOf(result));
    expect(protectedHeader).toMatchObject({ alg: "ES256", typ: "JWT" });
    expect(payload).toEqual({
      iss: issuer,
      sub: workload,
      aud: [issuer],
      iat: SECONDS,
      exp: SECONDS + 3600,
      jti: expect.any(String),
    });
  });

  it("takes audiences and a duration, and gives every token an id of its own", async () => {
    const params = { ...agent, Audience: ["https://a.example.com", "b"], DurationSeconds: 60 };
    const one = await ok(box, "GetWorkloadAccessToken", params);
    expect(one.ExpiresAt).toBe("2026-03-01T12:01:00Z");
    const { payload } = await verified(tokenOf(one), "b");
    expect(payload.aud).toEqual(["https://a.example.com", "b"]);
    const two = await ok(box, "GetWorkloadAccessToken", params);
    expect(decodeJwt(tokenOf(two)).jti).not.toBe(payload.jti);
  });

  it("bounds the duration and needs an identity that exists", async () => {
    for (const DurationSeconds of [0, -1, 43201]) {
      expect(await outcome(box, "GetWorkloadAccessToken", { ...agent, DurationSeconds })).toBe(
        "400 InvalidParameter.DurationSeconds",
      );
    }
    expect(await outcome(box, "GetWorkloadAccessToken", { ...agent, DurationSeconds: 43200 })).toBe("200");
    expect(await outcome(box, "GetWorkloadAccessToken", { Name: "agent" })).toBe("404 NotFound");
    expect(await outcome(box, "GetWorkloadAccessToken", pool)).toBe("400 MissingParameter.Name");
  });
});

describe("GetWorkloadAccessTokenForUserId", () => {
  it("names the user as subject and the workload as actor", async () => {
    const result = await ok(box, "GetWorkloadAccessTokenForUserId", { ...agent, UserId: "user-1" });
    const { payload } = await verified(tokenOf(result));
    expect(payload).toMatchObject({
      sub: "user-1",
      act: { sub: workload },
      user: { id: "user-1", via: "user-id" },
    });
    expect(await outcome(box, "GetWorkloadAccessTokenForUserId", agent)).toBe("400 MissingParameter.UserId");
  });
});

describe("GetWorkloadAccessTokenForJWT", () => {
  const forToken = (UserToken: string) =>
    outcome(box, "GetWorkloadAccessTokenForJWT", { ...agent, UserToken });

  it("takes the user out of the user's token", async () => {
    const token = await userToken({ sub: "user-2", iss: "https://login.example.com", exp: SECONDS + 1 });
    const result = await ok(box, "GetWorkloadAccessTokenForJWT", { ...agent, UserToken: token });
    const { payload } = await verified(tokenOf(result));
    expect(payload).toMatchObject({
      sub: "user-2",
      act: { sub: workload },
      user: { id: "user-2", via: "jwt", issuer: "https://login.example.com" },
    });
  });

  it("refuses what is no JWT, unsigned, expired, not valid yet, without expiry or subject", async () => {
    const good = { sub: "user-2", exp: SECONDS + 60 };
    const wrong = [
      "nonsense",
      "a.b.c",
      new UnsecuredJWT(good).encode(),
      (await userToken(good)).replace(/[^.]*$/, ""),
      await userToken({ ...good, exp: SECONDS }),
      await userToken({ ...good, nbf: SECONDS + 1 }),
      await userToken({ sub: "user-2" }),
      await userToken({ exp: SECONDS + 60 }),
      await userToken({ ...good, sub: "" }),
    ];
    for (const token of wrong) expect(await forToken(token)).toBe("400 InvalidParameter.UserToken");
    expect(await forToken(await userToken(good))).toBe("200");
    expect(await outcome(box, "GetWorkloadAccessTokenForJWT", agent)).toBe("400 MissingParameter.UserToken");
  });
});

describe("published documents", () => {
  it("are there for each pool and for nothing else", async () => {
    const status = async (path: string) => (await fetch(`${box.url}${path}`)).status;
    expect(await status("/workload-pools/00000000-0000-4000-8000-000000000000/.well-known/jwks")).toBe(404);
    expect(await status("/workload-pools/default/.well-known/jwks")).toBe(404);
    expect(await status("/.well-known/jwks")).toBe(404);
  });

  it("never hold the private key", async () => {
    await ok(box, "GetWorkloadAccessToken", agent);
    const { keys } = z
      .object({ keys: z.array(z.record(z.string(), z.unknown())).length(1) })
      .parse(await (await fetch(`${issuer}/.well-known/jwks`)).json());
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x", "y"]);
  });

  it("verify tokens from before a restart: the key is kept in the file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "idgate-sandbox-"));
    const file = join(folder, "state.db");
    const first = await sandbox({ file });
    await ok(first, "CreateWorkloadIdentity", { Name: "agent" });
    const token = tokenOf(await ok(first, "GetWorkloadAccessToken", { Name: "agent" }));
    await first.close();
    const second = await sandbox({ file });
    const { WorkloadPoolId } = await ok(second, "GetWorkloadPool");
    const keys = await fetch(`${second.url}/workload-pools/${WorkloadPoolId}/.well-known/jwks`);
    const set = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }).parse(await keys.json());
    await expect(jwtVerify(token, createLocalJWKSet(set), { currentDate: NOW })).resolves.toBeDefined();
    await second.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
