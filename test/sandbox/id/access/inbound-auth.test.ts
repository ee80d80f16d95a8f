import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const DAY = 24 * 60 * 60;
const inDays = (days: number) => Math.floor(service.now().getTime() / 1000) + days * DAY;
const create = (ConfigName: string, more: JsonObject = {}) =>
  service.ok("id:CreateInboundAuthConfig", { ConfigName, AuthType: "ApiKey", ...more });
const id = async (name: string, more: JsonObject = {}) =>
  textIn(await create(name, more), "InboundAuthConfigId");
const get = (InboundAuthConfigId: string) => service.ok("id:GetInboundAuthConfig", { InboundAuthConfigId });
const keysOf = async (config: string) => items(await get(config), "ApiKeyAuthConfigs");
const keyOf = async (config: string, name: string) =>
  textIn((await keysOf(config)).find(({ ApiKeyName }) => ApiKeyName === name) ?? {}, "ApiKey");
const check = (ApiKey: string) => service.outcome("id:CheckApiKey", { ApiKey });

describe("inbound auth configurations with API keys", () => {
  it("make the keys that are not given, and show all of them", async () => {
    const made = await create("partners", {
      InstanceId: "runtime-1",
      ApiKeyAuthConfigs: [{ ApiKeyName: "made" }, { ApiKeyName: "given", ApiKey: "SANDBOX-of-ours" }],
    });
    expect(made).toMatchObject({ AuthType: "ApiKey", InstanceId: "runtime-1", ConfigName: "partners" });
    expect(made.JwtAuthConfig).toBeUndefined();
    const [first, second] = items(made, "ApiKeyAuthConfigs");
    expect(first?.ApiKey).toMatch(/^SANDBOX[0-9a-f]{32}$/);
    expect(first?.ApiKeyMetadata).toEqual([
      { Location: "Header", ParameterName: "Authorization", Prefix: "Bearer" },
    ]);
    expect(second).toMatchObject({ ApiKeyName: "given", ApiKey: "SANDBOX-of-ours" });
    expect(await get(textIn(made, "InboundAuthConfigId"))).toEqual(made);
  });

  it("make different keys in one request", async () => {
    const config = await id("several", { ApiKeyAuthConfigs: [{ ApiKeyName: "a" }, { ApiKeyName: "b" }] });
    expect(await keyOf(config, "a")).not.toBe(await keyOf(config, "b"));
  });

  it.each([
    ["another type", { AuthType: "Basic" }, "400 InvalidParameter.AuthType"],
    ["an issuer", { JwtAuthConfig: { DiscoveryUrl: "https://i" } }, "400 InvalidParameter.JwtAuthConfig"],
    [
      "a key without a name",
      { ApiKeyAuthConfigs: [{ ApiKey: "x" }] },
      "400 MissingParameter.ApiKeyAuthConfigs.1.ApiKeyName",
    ],
    [
      "a key that has expired",
      { ApiKeyAuthConfigs: [{ ApiKeyName: "x", ExpiryTimestamp: 1 }] },
      "400 InvalidParameter.ApiKeyAuthConfigs.1.ExpiryTimestamp",
    ],
    [
      "two keys of one name",
      { ApiKeyAuthConfigs: [{ ApiKeyName: "x" }, { ApiKeyName: "x" }] },
      "409 Duplicated",
    ],
  ])("are refused with %s, and nothing of them is kept", async (_what, more, outcome) => {
    const given = { ConfigName: "refused", AuthType: "ApiKey", ...more };
    expect(await service.outcome("id:CreateInboundAuthConfig", given)).toBe(outcome);
    expect(await service.stored("id.inbound-auth-config")).not.toContain("refused");
  });

  it("check keys: what is there lets in, until it expires or is deleted", async () => {
    const config = await id("checked");
    const add = (ApiKeyAuthConfig: JsonObject) =>
      service.ok("id:CreateApiKey", { InboundAuthConfigId: config, ApiKeyAuthConfig });
    expect(await add({ ApiKeyName: "short", ExpiryTimestamp: inDays(1) })).toEqual({});
    await add({ ApiKeyName: "long", ExpiryTimestamp: 0 });
    const [short, long] = [await keyOf(config, "short"), await keyOf(config, "long")];
    expect([await check(short), await check(long)]).toEqual(["200", "200"]);
    expect(await check(`${short}0`)).toBe("404 NotFound");
    service.wait(DAY * 1000);
    expect([await check(short), await check(long)]).toEqual(["400 InvalidRequest", "200"]);
    await service.ok("id:DeleteApiKey", { InboundAuthConfigId: config, ApiKeyName: "long" });
    expect(await check(long)).toBe("404 NotFound");
  });

  it("never say a key in an error", async () => {
    const { message } = await service.reply("id:CheckApiKey", { ApiKey: "SANDBOX-guessed-key" });
    expect(message).not.toContain("guessed");
  });

  it("change one key by its name; the others and the key itself stay unless given", async () => {
    const config = await id("renewed", { ApiKeyAuthConfigs: [{ ApiKeyName: "a" }, { ApiKeyName: "b" }] });
    const before = await keyOf(config, "a");
    const update = (ApiKeyAuthConfig: JsonObject) =>
      service.outcome("id:UpdateInboundAuthConfig", { InboundAuthConfigId: config, ApiKeyAuthConfig });
    const expiry = inDays(9);
    expect(await update({ ApiKeyName: "a", ExpiryTimestamp: expiry })).toBe("200");
    expect(await keysOf(config)).toMatchObject([{ ApiKey: before, ExpiryTimestamp: expiry }, {}]);
    expect(await update({ ApiKeyName: "a", ApiKey: "SANDBOX-next" })).toBe("200");
    expect([await check(before), await check("SANDBOX-next")]).toEqual(["404 NotFound", "200"]);
    expect(await update({ ApiKeyName: "c" })).toBe("404 NotFound");
    expect(await update({ ApiKeyName: "a", ExpiryTimestamp: 5 })).toBe(
      "400 InvalidParameter.ApiKeyAuthConfig.ExpiryTimestamp",
    );
  });

  it("take their keys along when they are deleted", async () => {
    const config = await id("gone", { ApiKeyAuthConfigs: [{ ApiKeyName: "a" }] });
    const key = await keyOf(config, "a");
    await service.ok("id:DeleteInboundAuthConfig", { InboundAuthConfigId: config });
    expect(await check(key)).toBe("404 NotFound");
    const add = { InboundAuthConfigId: config, ApiKeyAuthConfig: { ApiKeyName: "b" } };
    expect(await service.outcome("id:CreateApiKey", add)).toBe("404 NotFound");
  });
});

describe("inbound auth configurations with JWTs", () => {
  const JWT = { DiscoveryUrl: "https://issuer.example/.well-known/openid-configuration" };

  it("keep issuer, audiences and clients, and have no keys", async () => {
    const made = await create("staff", { AuthType: "JWT", JwtAuthConfig: JWT });
    expect(made).toMatchObject({
      AuthType: "Jwt",
      JwtAuthConfig: { ...JWT, AllowedAudiences: [], AllowedClients: [] },
    });
    expect(made.ApiKeyAuthConfigs).toBeUndefined();
    const add = {
      InboundAuthConfigId: made.InboundAuthConfigId ?? "",
      ApiKeyAuthConfig: { ApiKeyName: "a" },
    };
    expect(await service.outcome("id:CreateApiKey", add)).toBe("400 InvalidRequest");
  });

  it("need the address of an issuer", async () => {
    const outcome = (JwtAuthConfig: JsonObject) =>
      service.outcome("id:CreateInboundAuthConfig", { AuthType: "Jwt", JwtAuthConfig });
    expect(await outcome({})).toBe("400 MissingParameter.JwtAuthConfig.DiscoveryUrl");
    expect(await outcome({ DiscoveryUrl: "issuer" })).toBe("400 InvalidParameter.JwtAuthConfig.DiscoveryUrl");
  });

  it("change what is given of the issuer and keep the rest", async () => {
    const config = await id("moved", { AuthType: "Jwt", JwtAuthConfig: { ...JWT, AllowedClients: ["a"] } });
    const JwtAuthConfig = { AllowedAudiences: ["agents"] };
    await service.ok("id:UpdateInboundAuthConfig", { InboundAuthConfigId: config, JwtAuthConfig });
    expect((await get(config)).JwtAuthConfig).toEqual({
      ...JWT,
      AllowedAudiences: ["agents"],
      AllowedClients: ["a"],
    });
  });
});

describe("instances", () => {
  it("are put before a configuration once, and taken off again", async () => {
    const config = await id("attached");
    const one = { InboundAuthConfigId: config, InstanceId: "runtime-7" };
    await service.ok("id:AttachInboundAuthConfig", one);
    expect(await service.outcome("id:AttachInboundAuthConfig", one)).toBe("409 Duplicated");
    await service.ok("id:AttachInboundAuthConfig", { ...one, InstanceId: "runtime-8" });
    const of = async (InstanceId: string) =>
      items(
        await service.ok("id:ListInboundAuthConfigs", { InstanceId, PageNumber: 1, PageSize: 10 }),
        "InboundAuthConfigs",
      ).map(({ ConfigName }) => ConfigName);
    expect(await of("runtime-8")).toEqual(["attached"]);
    await service.ok("id:DetachInboundAuthConfig", one);
    expect(await of("runtime-7")).toEqual([]);
    expect((await get(config)).InstanceId).toBe("runtime-8");
    expect(await service.outcome("id:DetachInboundAuthConfig", one)).toBe("404 NotFound");
  });
});

describe("inbound auth configurations together", () => {
  it("are listed by type and read by their ids", async () => {
    const jwt = await service.ok("id:ListInboundAuthConfigs", {
      AuthType: "jwt",
      PageNumber: 1,
      PageSize: 1,
    });
    expect(items(jwt, "InboundAuthConfigs")).toHaveLength(1);
    expect(jwt.TotalCount).toBe(2);
    const [a, b] = [await id("batch-a", { ApiKeyAuthConfigs: [{ ApiKeyName: "k" }] }), await id("batch-b")];
    const both = await service.ok("id:BatchGetInboundAuthConfig", { InboundAuthConfigIds: [a, b, a] });
    expect(items(both, "InboundAuthConfigs")).toEqual([await get(a), await get(b)]);
    expect(
      await service.outcome("id:BatchGetInboundAuthConfig", { InboundAuthConfigIds: [a, "iac-none"] }),
    ).toBe("404 NotFound");
  });
});
