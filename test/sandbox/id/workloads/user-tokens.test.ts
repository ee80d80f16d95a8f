/** Tokens of users whose issuers can be asked: the sandbox itself, and servers on loopback. */
import { createServer, type Server } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
let server: Server;
let issuer: string;
let sign: (claims: Record<string, unknown>, forged?: boolean) => Promise<string>;
beforeAll(async () => {
  service = await startService();
  await service.ok("id:CreateWorkloadIdentity", { Name: "agent" });
  const [real, false_] = [await generateKeyPair("ES256"), await generateKeyPair("ES256")];
  const keys = [{ ...(await exportJWK(real.publicKey)), kid: "one", alg: "ES256" }];
  server = createServer((request, response) => {
    const documents: Record<string, unknown> = {
      "/idp/.well-known/openid-configuration": { issuer, jwks_uri: `${issuer}/keys` },
      "/idp/keys": { keys },
    };
    const found = documents[request.url ?? ""];
    response.writeHead(found === undefined ? 404 : 200).end(JSON.stringify(found ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  issuer = `http://127.0.0.1:${address.port}/idp`;
  sign = (claims, forged = false) =>
    new SignJWT({ iss: issuer, sub: "alice", exp: service.now().getTime() / 1000 + 60, ...claims })
      .setProtectedHeader({ alg: "ES256", kid: "one" })
      .sign((forged ? false_ : real).privateKey);
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
  await new Promise((resolve) => server.close(resolve));
});

const exchange = (UserToken: string) =>
  service.outcome("id:GetWorkloadAccessTokenForJWT", { Name: "agent", UserToken });
const REFUSED = "400 InvalidParameter.UserToken";

describe("a user's token", () => {
  it("is held against the keys that its issuer publishes on loopback", async () => {
    expect(await exchange(await sign({}))).toBe("200");
    expect(await exchange(await sign({}, true))).toBe(REFUSED);
  });

  it("passes by its form where nobody answers at its issuer", async () => {
    expect(await exchange(await sign({ iss: "http://127.0.0.1:1/idp" }, true))).toBe("200");
    expect(await exchange(await sign({ iss: "https://login.example.com" }, true))).toBe("200");
  });

  it("of the sandbox itself has to bear its signature", async () => {
    const own = await service.ok("id:GetWorkloadAccessToken", { Name: "agent" });
    expect(await exchange(textIn(own, "WorkloadAccessToken"))).toBe("200");
    const { Uid } = await service.ok("id:CreateUserPool", { Name: "staff" });
    const { port } = new URL(service.to.url);
    const claimed = [
      `127.0.0.1:${port}/user-pools`,
      `127.0.0.1:${port}/user-pools/x`,
      `localhost:${port}/user-pools`,
    ];
    for (const at of claimed)
      expect(await exchange(await sign({ iss: `http://${at}/${Uid}` }))).toBe(REFUSED);
  });
});
