import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
let pool: string;
beforeAll(async () => {
  service = await startService();
  pool = textIn(await service.ok("id:CreateUserPool", { Name: "staff" }), "Uid");
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const create = (Name: string, more: JsonObject = {}) =>
  service.ok("id:CreateUserPoolClient", { UserPoolUid: pool, Name, ClientType: "WEB_APPLICATION", ...more });
const update = (client: JsonObject, more: JsonObject) => ({
  UserPoolUid: pool,
  ClientUid: client.Uid ?? null,
  ...more,
});

describe("clients of a user pool", () => {
  it("that can keep a secret get one, shown when created and when read, in no list", async () => {
    const client = await create("shop");
    expect(client.ClientSecret).toMatch(/^sandbox-secret-[0-9a-f]{64}$/);
    const shown = await service.ok("id:GetUserPoolClient", update(client, {}));
    expect(shown).toEqual(client);
    const listed = await service.ok("id:ListUserPoolClients", {
      UserPoolUid: pool,
      PageNumber: 1,
      PageSize: 10,
      Filter: { Name: "shop" },
    });
    expect(items(listed, "Data").map(({ Name }) => Name)).toEqual(["shop"]);
    expect(JSON.stringify(listed)).not.toContain("sandbox-secret");
  });

  it("that cannot keep a secret get none", async () => {
    expect(await create("page", { ClientType: "SINGLE_PAGE_APPLICATION" })).not.toHaveProperty(
      "ClientSecret",
    );
  });

  it.each([
    ["https://app.example.com/cb", "200"],
    ["http://127.0.0.1:8080/cb", "200"],
    ["com.example.app:/cb", "200"],
    ["http://app.example.com/cb", "400 InvalidParameter.AllowedCallbackUrls"],
    ["https://app.example.com/cb#here", "400 InvalidParameter.AllowedCallbackUrls"],
    ["javascript:alert(1)", "400 InvalidParameter.AllowedCallbackUrls"],
    ["/cb", "400 InvalidParameter.AllowedCallbackUrls"],
  ])("may be sent back to %s: %s", async (url, outcome) => {
    const client = await create(`back to ${url}`);
    const change = update(client, { AllowedCallbackUrls: [url] });
    expect(await service.outcome("id:UpdateUserPoolClient", change)).toBe(outcome);
  });

  it("in development may use plain http, and leave it behind with development", async () => {
    const client = await create("lab", {
      DevelopmentModeEnabled: true,
      AllowedCallbackUrls: ["http://lab.example.com/cb"],
    });
    const leave = update(client, { DevelopmentModeEnabled: false });
    expect(await service.outcome("id:UpdateUserPoolClient", leave)).toBe(
      "400 InvalidParameter.AllowedCallbackUrls",
    );
    const both = { ...leave, AllowedCallbackUrls: ["https://lab.example.com/cb"] };
    expect(await service.outcome("id:UpdateUserPoolClient", both)).toBe("200");
  });

  it("take origins, not addresses, for pages that call the pool", async () => {
    const client = await create("origins");
    const change = (AllowedCors: string) =>
      service.outcome("id:UpdateUserPoolClient", update(client, { AllowedCors: [AllowedCors] }));
    expect(await change("https://app.example.com")).toBe("200");
    expect(await change("https://app.example.com/path")).toBe("400 InvalidParameter.AllowedCors");
    expect(await change("*")).toBe("400 InvalidParameter.AllowedCors");
  });

  it("change one lifetime and keep the others", async () => {
    const client = await create("lives");
    const changed = await service.ok(
      "id:UpdateUserPoolClient",
      update(client, { IdToken: { LifeTimeSeconds: 60 }, RefreshToken: { IdleLifetimeSeconds: 120 } }),
    );
    expect(changed).toMatchObject({
      IdToken: { LifetimeSeconds: 60 },
      RefreshToken: { IdleLifetimeSeconds: 120, CombinedLifetimeSeconds: 2_592_000, Rotation: true },
    });
    const longer = update(client, { RefreshToken: { CombinedLifetimeSeconds: 60 } });
    expect(await service.outcome("id:UpdateUserPoolClient", longer)).toBe(
      "400 InvalidParameter.RefreshToken.IdleLifetimeSeconds",
    );
  });

  it("have names of their own and are listed by type", async () => {
    await create("twice");
    const again = { UserPoolUid: pool, Name: "twice", ClientType: "WEB_APPLICATION" };
    expect(await service.outcome("id:CreateUserPoolClient", again)).toBe("409 Duplicated");
    await create("phone", { ClientType: "NATIVE_APPLICATION" });
    const listed = await service.ok("id:ListUserPoolClients", {
      UserPoolUid: pool,
      PageNumber: 1,
      PageSize: 10,
      Filter: { ClientTypes: ["NATIVE_APPLICATION"] },
    });
    expect(items(listed, "Data").map(({ Name }) => Name)).toEqual(["phone"]);
  });

  it("have a login page that says where a person would sign in", async () => {
    const client = await create("door");
    const response = await fetch(textIn(client, "LoginPageUrl"));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("sign in to door");
    await service.ok("id:DeleteUserPoolClient", update(client, {}));
    expect((await fetch(textIn(client, "LoginPageUrl"))).status).toBe(400);
  });
});
