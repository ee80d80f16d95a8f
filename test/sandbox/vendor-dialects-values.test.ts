/**
 * What the vendor's SDKs put into their requests beside the signature: regions of the older ones, how they write flags
 * and empty lists, which way they send a call.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { ACCOUNT, type CallOptions, call, flattened, items, ok, outcome, sandbox, sign } from "./client.ts";
import { exchange } from "./exchange.ts";
import { objectIn, textIn } from "./service.ts";

let box: Sandbox;
beforeAll(async () => {
  box = await sandbox();
});
afterAll(() => box.close());

const PASSWORD = "Abcdef12345!";
const TRUST = JSON.stringify({
  Statement: [
    { Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { IAM: [`trn:iam::${ACCOUNT}:root`] } },
  ],
});

/** With GET, as the older SDKs for Python, Go and Node call iam and sts; they sign for cn-north-1. */
const older = (query: Readonly<Record<string, string>>, service = "iam"): CallOptions => ({
  service,
  region: "cn-north-1",
  method: "GET",
  query,
});
const form = (body: string): CallOptions => ({
  service: "iam",
  raw: { body, type: "application/x-www-form-urlencoded; charset=utf-8" },
});

describe("the region of the vendor's older SDKs, cn-north-1", () => {
  it("is good for iam and sts, which are of no region, also with temporary keys", async () => {
    await ok(box, "CreateUser", {}, older({ UserName: "elder", DisplayName: "a b+c é(~*')" }));
    const { User } = await ok(box, "GetUser", {}, older({ UserName: "elder" }));
    expect(User).toMatchObject({ UserName: "elder", DisplayName: "a b+c é(~*')" });
    expect(await outcome(box, "GetUser", {}, older({ UserName: "nobody" }))).toBe("404 UserNotExist");

    await ok(
      box,
      "CreateRole",
      {},
      older({ RoleName: "elders", DisplayName: "r", TrustPolicyDocument: TRUST }),
    );
    const assume = {
      RoleTrn: `trn:iam::${ACCOUNT}:role/elders`,
      RoleSessionName: "old",
      DurationSeconds: "900",
    };
    const keys = objectIn(await ok(box, "AssumeRole", {}, older(assume, "sts")), "Credentials");
    const as = {
      url: box.url,
      accessKeyId: textIn(keys, "AccessKeyId"),
      secretAccessKey: textIn(keys, "SecretAccessKey"),
      sessionToken: textIn(keys, "SessionToken"),
    };
    const who = await ok(as, "GetCallerIdentity", {}, older({}, "sts"));
    expect(who).toMatchObject({ IdentityType: "AssumedRole" });
  });

  it("is refused for a service of a region, and no other region is taken for iam", async () => {
    const pools = { PageNumber: 1, PageSize: 10 };
    expect(await outcome(box, "ListWorkloadPools", pools, { region: "cn-north-1" })).toBe(
      "401 SignatureNotMatch",
    );
    const elsewhere: CallOptions = { ...older({}), region: "cn-shanghai" };
    expect(await outcome(box, "ListUsers", {}, elsewhere)).toBe("401 SignatureDoesNotMatch");
  });

  it("is part of what is signed", async () => {
    const sent = sign(box, "ListUsers", {}, older({}));
    const authorization = sent.headers.authorization?.replace("cn-north-1", "cn-beijing") ?? "";
    const { status } = await exchange(box.url, { ...sent, headers: { ...sent.headers, authorization } });
    expect(status).toBe(401);
  });
});

describe("a JSON action of iam", () => {
  it("is understood as a query and as a form, as the older SDKs send it", async () => {
    await ok(box, "CreateUser", {}, older({ UserName: "opener" }));
    const login = {
      UserName: "opener",
      Password: PASSWORD,
      LoginAllowed: "True",
      PasswordResetRequired: "False",
    };
    const made = await ok(box, "CreateLoginProfile", {}, older(login));
    expect(made.LoginProfile).toMatchObject({ LoginAllowed: true, PasswordResetRequired: false });
    const updated = await ok(box, "UpdateLoginProfile", {}, form("UserName=opener&LoginAllowed=false"));
    expect(updated.LoginProfile).toMatchObject({ LoginAllowed: false });
    const json = { UserName: "opener", LoginAllowed: true };
    const again = await ok(box, "UpdateLoginProfile", json, { service: "iam" });
    expect(again.LoginProfile).toMatchObject({ LoginAllowed: true });
  });

  it("takes a flag as a text only out of a query or a form, and no other word for it", async () => {
    const json = { UserName: "opener", LoginAllowed: "true" };
    expect(await outcome(box, "UpdateLoginProfile", json, { service: "iam" })).toBe("400 InvalidParameter");
    const query = older({ UserName: "opener", LoginAllowed: "yes" });
    expect(await outcome(box, "UpdateLoginProfile", {}, query)).toBe("400 InvalidParameter");
  });

  it("stays the exception: another service's wants its JSON", async () => {
    const get: CallOptions = { method: "GET", query: { WorkloadPoolName: "default" } };
    expect(await outcome(box, "GetWorkloadPool", {}, get)).toBe("400 InvalidRequest");
  });
});

describe("a list in a query", () => {
  const role = (RoleName: string) => ({ RoleName, DisplayName: "r", TrustPolicyDocument: TRUST });
  const create = (query: Readonly<Record<string, string>>) =>
    ok(box, "CreateRole", {}, { service: "iam", method: "GET", query });

  it("is empty where the Go SDK gives its name alone", async () => {
    const { Role } = await create({ ...role("bare"), Tags: "" });
    expect(Role).toMatchObject({ RoleName: "bare", Tags: [] });
  });

  it("counts from 1 where it has items", async () => {
    const { Role } = await create({
      ...role("tagged"),
      ...flattened({ Tags: [{ Key: "a", Value: "b c+" }] }),
    });
    expect(Role).toMatchObject({ Tags: [{ Key: "a", Value: "b c+" }] });
  });

  it("is refused where a text stands in its place", async () => {
    const query = { ...role("wrong"), Tags: "a" };
    const { code, message } = await call(box, "CreateRole", {}, { service: "iam", method: "GET", query });
    expect(`${code} ${message}`).toMatch(/^InvalidParameter .*Tags.*must be a list/);
  });
});

describe("the misspelt parameter of the SDK's BindCredentialProvider", () => {
  const provider = { ProviderName: "weather", ProviderType: "api_key" };
  const bound = async () =>
    items(await ok(box, "ListCredentialProviderBindings", { PageNumber: 1, PageSize: 10 }), "Bindings");

  it("means Resource, to bind and to unbind", async () => {
    await ok(box, "CreateApiKeyCredentialProvider", { Name: "weather", ApiKey: "k" });
    const answer = await ok(box, "BindCredentialProvider", { ...provider, Reousrce: "agent-1" });
    expect(answer).toMatchObject({ Resource: "agent-1" });
    expect(await bound()).toMatchObject([{ Resource: "agent-1" }]);
    await ok(box, "UnBindCredentialProvider", { ...provider, Reousrce: "agent-1" });
    expect(await bound()).toEqual([]);
  });

  it("is refused beside the right one", async () => {
    const both = { ...provider, Resource: "agent-1", Reousrce: "agent-2" };
    expect(await outcome(box, "BindCredentialProvider", both)).toBe("400 InvalidParameter.Reousrce");
  });
});
