/** Addresses that a user has to open: shown as they are, and sealed like any secret where there is one in them. */
import { expect, it, onTestFinished } from "vitest";
import type { JsonObject } from "../../src/action/json.ts";
import { openRooms, type Rooms } from "../support/rooms.ts";
import { envelope, startUpstream } from "../support/upstream.ts";

const ADDRESS =
  "https://login.example.com/authorize?client_id=a&state=Zx81kQpLm20Yt7&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8U";
const JWT = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJib3QifQ.c2lnbmF0dXJlLWV4YW1wbGU";
const IDENTITY = "wat-9Xk2Lm4Qp8Rt6Vw1Yz3";
const POLICY = `
version: 1
account: "2100000000"
hosts: [login.example.com]
allow:
  - id: tokens
    actions: ["id:GetResourceOauth2Token", "id:PrepareIdentityProviderSSODebug"]
    approval: none
`;

async function ask(result: JsonObject) {
  const upstream = await startUpstream(envelope(result));
  onTestFinished(() => upstream.close());
  const rooms = await openRooms({ policy: POLICY, endpoint: upstream.url });
  const args = { ProviderName: "mail", IdentityToken: IDENTITY };
  return done(rooms, "id:GetResourceOauth2Token", args);
}

async function done(rooms: Rooms, name: string, args: JsonObject) {
  const outcome = await rooms.run(name, args);
  if (outcome.kind !== "done") throw new Error("not done");
  return outcome;
}

it("an address for the user's consent is shown whole, with what to do with it", async () => {
  const { result, notes } = await ask({ AuthorizationUrl: ADDRESS, SessionUri: "urn:session:9Xk2Lm4Qp8" });
  expect(result.AuthorizationUrl).toBe(ADDRESS);
  expect(result.SessionUri).toEqual({ $secret: expect.stringMatching(/^secret_/) });
  expect(notes.join(" ")).toContain(
    "AuthorizationUrl is for the user: show it to them exactly as it is and whole, and never open it yourself.",
  );
});

it.each([
  ["a token in its query", `${ADDRESS}&access_token=2YotnFZFEjr1zCsicMWpAA`],
  ["a token behind #", `${ADDRESS}#id_token=2YotnFZFEjr1zCsicMWpAA`],
  ["a JWT", `${ADDRESS}&login=${JWT}`],
  [
    "a JWT, encoded twice",
    `${ADDRESS}&to=${encodeURIComponent(encodeURIComponent(`https://b.example.com/?login=${JWT}`))}`,
  ],
  ["a client's secret", `${ADDRESS}&client_secret=abcd1234`],
  ["a code", `https://a.example.com/cb?code=SplxlOBeZQQYbYS6WxSbIA`],
  ["a password before its host", "https://bot:hunter2@login.example.com/"],
  [
    "the session that is sealed beside it",
    `${ADDRESS}&request_uri=${encodeURIComponent("urn:session:9Xk2Lm4Qp8")}`,
  ],
  ["the token that the caller sent", `${ADDRESS}&hint=${Buffer.from(IDENTITY).toString("base64")}`],
  ["another scheme than the web's", "javascript:fetch('https://evil.example.com')"],
  ["letters that are no letters of an address", `${ADDRESS}\u202e`],
])("an address with %s is sealed whole", async (_, address) => {
  const { result, notes } = await ask({ AuthorizationUrl: address, SessionUri: "urn:session:9Xk2Lm4Qp8" });
  expect(result.AuthorizationUrl).toEqual({ $secret: expect.stringMatching(/^secret_/) });
  expect(JSON.stringify(result)).not.toContain("authorize?");
  expect(notes.join(" ")).not.toContain("is for the user");
});

it("consent: the page is opened by a person, and the token comes as a handle", async () => {
  const rooms = await openRooms();
  await done(rooms, "id:CreateWorkloadIdentity", { Name: "agent" });
  await done(rooms, "id:CreateOauth2CredentialProvider", {
    Name: "mail",
    Vendor: 0,
    Config: {
      ClientId: "mail-client",
      ClientSecret: "mail-secret-typed",
      Flow: "USER_FEDERATION",
      Scopes: ["mail"],
    },
  });
  const token = await done(rooms, "id:GetWorkloadAccessTokenForUserId", { Name: "agent", UserId: "alice" });
  const args = { ProviderName: "mail", IdentityToken: token.result.WorkloadAccessToken ?? null };
  const { result } = await done(rooms, "id:GetResourceOauth2Token", args);
  const address = String(result.AuthorizationUrl);
  const page = await (await fetch(address)).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const body = new URLSearchParams({ ticket, decision: "allow", user: "alice@example.com" });
  const back = await fetch(new URL("/oauth2/authorize", address), { method: "POST", body });
  expect(back.status).toBe(200);
  const given = await done(rooms, "id:GetResourceOauth2Token", {
    ...args,
    SessionUri: result.SessionUri ?? null,
  });
  expect(given.result.AccessToken).toEqual({ $secret: expect.stringMatching(/^secret_/) });
  expect(given.result).not.toHaveProperty("AuthorizationUrl");
});
