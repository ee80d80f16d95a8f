import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { READY_CLIENT } from "../../../src/sandbox/oauth2/clients.ts";
import { html } from "../../../src/sandbox/oauth2/html.ts";
import { type Service, startService } from "../service.ts";

let service: Service;
let issuer: string;
beforeAll(async () => {
  service = await startService();
  issuer = `${service.to.url}/oauth2`;
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const CALLBACK = "http://127.0.0.1:9/cb";
const verifier = "v".repeat(43);
const challenge = createHash("sha256").update(verifier).digest("base64url");
const authorize = (more: Record<string, string> = {}) => {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: READY_CLIENT.id,
    redirect_uri: CALLBACK,
    state: "abc",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...more,
  });
  return fetch(`${issuer}/authorize?${query}`, { redirect: "manual" });
};
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${issuer}${path}`, { method: "POST", body: new URLSearchParams(form), headers, redirect: "manual" });
const ticketOf = async (page: Response) => /name="ticket" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
const allowed = async (more: Record<string, string> = {}) => {
  const answer = await post("/authorize", {
    ticket: await ticketOf(await authorize(more)),
    decision: "allow",
  });
  return new URL(answer.headers.get("location") ?? "").searchParams.get("code") ?? "";
};
const redeem = async (form: Record<string, string>) => {
  const answer = await post("/token", {
    grant_type: "authorization_code",
    redirect_uri: CALLBACK,
    code_verifier: verifier,
    client_id: READY_CLIENT.id,
    client_secret: READY_CLIENT.secret,
    ...form,
  });
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
};

describe("the authorization page", () => {
  it("says who asks for what, runs nothing, cannot be framed, and escapes what it shows", async () => {
    const page = await authorize({ scope: "read <script>alert(1)</script>" });
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    const text = await page.text();
    expect(text).toContain("<strong>The sandbox&#39;s client</strong> wants to act for you.");
    expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(text).not.toContain("<script");
    const style = /<style>([^<]*)<\/style>/.exec(text)?.[1] ?? "";
    expect(policy).toContain(createHash("sha256").update(style).digest("base64"));
  });

  it("never redirects for an unknown client or an address that it did not register", async () => {
    for (const more of [
      { client_id: "nobody" },
      { redirect_uri: "https://evil.example.com/" },
      { redirect_uri: "javascript:alert(1)" },
    ]) {
      const page = await authorize(more);
      expect([page.status, page.headers.get("location")]).toEqual([400, null]);
    }
  });

  it("tells the client what is wrong with the rest", async () => {
    const errorOf = async (more: Record<string, string>) => {
      const { searchParams } = new URL((await authorize(more)).headers.get("location") ?? "");
      expect(searchParams.get("state")).toBe("abc");
      return searchParams.get("error");
    };
    expect(await errorOf({ response_type: "token" })).toBe("unsupported_response_type");
    expect(await errorOf({ code_challenge_method: "plain" })).toBe("invalid_request");
  });

  it("takes one decision from its own form, in ten minutes", async () => {
    const ticket = await ticketOf(await authorize());
    const decide = async (form: Record<string, string>, headers: Record<string, string> = {}) =>
      (await post("/authorize", { decision: "allow", ...form }, headers)).status;
    expect(await decide({ ticket }, { origin: "https://evil.example.com" })).toBe(400);
    expect(await decide({ ticket: "00000000-0000-4000-8000-000000000000" })).toBe(400);
    expect(await decide({ ticket }, { origin: service.to.url })).toBe(303);
    expect(await decide({ ticket })).toBe(400);
    const late = await ticketOf(await authorize());
    service.wait(600_000);
    expect(await decide({ ticket: late })).toBe(400);
  });
});

describe("the token endpoint", () => {
  it("gives a token for a code once, to the client that proves it began", async () => {
    const code = await allowed({ scope: "read" });
    expect(await redeem({ code })).toMatchObject({ status: 200, token_type: "Bearer", scope: "read" });
    expect(await redeem({ code })).toMatchObject({ status: 400, error: "invalid_grant" });
    const wrong: Record<string, string>[] = [
      { code_verifier: "w".repeat(43) },
      { code_verifier: "" },
      { redirect_uri: "http://127.0.0.1:9/other" },
    ];
    for (const form of wrong) {
      expect(await redeem({ code: await allowed(), ...form })).toMatchObject({ error: "invalid_grant" });
    }
    const late = await allowed();
    service.wait(60_000);
    expect(await redeem({ code: late })).toMatchObject({ error: "invalid_grant" });
  });

  it("refuses unknown clients and grants, and narrows but never widens at a renewal", async () => {
    expect(await redeem({ client_secret: "guess" })).toMatchObject({ status: 401, error: "invalid_client" });
    expect(await redeem({ grant_type: "password" })).toMatchObject({ error: "unsupported_grant_type" });
    const given = await redeem({ code: await allowed({ scope: "read write" }) });
    const renew = {
      grant_type: "refresh_token",
      refresh_token: String("refresh_token" in given && given.refresh_token),
    };
    const narrowed = await redeem({ ...renew, scope: "read" });
    expect(narrowed).toMatchObject({ status: 200, scope: "read" });
    expect(await redeem(renew)).toMatchObject({ error: "invalid_grant" });
    const again = String("refresh_token" in narrowed && narrowed.refresh_token);
    expect(await redeem({ ...renew, refresh_token: again, scope: "read write" })).toMatchObject({
      error: "invalid_scope",
    });
  });

  it("takes clients by HTTP Basic too", async () => {
    const basic = Buffer.from(`${READY_CLIENT.id}:${READY_CLIENT.secret}`).toString("base64");
    const answer = await post(
      "/token",
      { grant_type: "client_credentials" },
      { authorization: `Basic ${basic}` },
    );
    expect(await answer.json()).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
  });
});

describe("registration and discovery", () => {
  it("publish where everything is, at the addresses of both standards", async () => {
    for (const path of [
      "/oauth2/.well-known/oauth-authorization-server",
      "/oauth2/.well-known/openid-configuration",
      "/.well-known/oauth-authorization-server/oauth2",
    ]) {
      expect(await (await fetch(service.to.url + path)).json()).toMatchObject({
        issuer,
        token_endpoint: `${issuer}/token`,
      });
    }
  });

  it("register a client that may then ask, and refuse addresses nobody should be sent to", async () => {
    const register = (body: unknown) =>
      fetch(`${issuer}/register`, { method: "POST", body: JSON.stringify(body) });
    const made = await register({ client_name: "app", redirect_uris: ["https://app.example.com/cb"] });
    expect(made.status).toBe(201);
    const { client_id } = (await made.json()) as { client_id: string };
    const page = await authorize({ client_id, redirect_uri: "https://app.example.com/cb" });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("<strong>app</strong>")]);
    expect((await authorize({ client_id })).status).toBe(400);
    for (const uri of ["javascript:alert(1)", "https://a.example.com/#x", "nonsense"]) {
      expect((await register({ redirect_uris: [uri] })).status).toBe(400);
    }
    expect((await register([])).status).toBe(400);
  });

  it("have nothing for pages of other sites", async () => {
    const from = (origin: string, path: string) =>
      fetch(`${issuer}${path}`, {
        method: "POST",
        headers: { origin },
        body: JSON.stringify({ redirect_uris: ["https://evil.example.com/"] }),
      });
    for (const path of ["/register", "/token", "/introspect"]) {
      for (const origin of ["https://evil.example.com", "http://127.0.0.1:1", "null"]) {
        expect((await from(origin, path)).status, `${origin} ${path}`).toBe(403);
      }
    }
    expect((await from(service.to.url, "/register")).status).toBe(201);
  });

  it("take no NUL, and fail on none", async () => {
    const callback = `${service.to.url}/api/v1/oauth2callback?state=%00`;
    expect((await fetch(callback)).status).toBe(400);
    expect((await fetch(`${issuer}/authorize?client_id=%00`)).status).toBe(400);
    const ask = (form: Record<string, string>, headers = {}) =>
      fetch(`${issuer}/token`, { method: "POST", body: new URLSearchParams(form), headers });
    expect((await ask({ client_id: "\0" })).status).toBe(400);
    const authorization = `Basic ${Buffer.from("\0:x").toString("base64")}`;
    expect((await ask({ grant_type: "client_credentials" }, { authorization })).status).toBe(401);
    expect(service.internalErrors).toEqual([]);
  });
});

describe("html", () => {
  it("escapes every text, in elements and in attributes", () => {
    expect(html`<a b="${`"><i>'&`}">${"<"}</a>${[html`<b>${">"}</b>`]}`.text).toBe(
      '<a b="&quot;&gt;&lt;i&gt;&#39;&amp;">&lt;</a><b>&gt;</b>',
    );
  });
});
