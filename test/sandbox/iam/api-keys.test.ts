import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { items } from "../client.ts";
import { objectIn, type Service, startService, textIn } from "../service.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
  await service.ok("iam:CreateUser", { UserName: "alice" });
});
afterEach(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const create = async (params: JsonObject = {}): Promise<JsonObject> =>
  objectIn(await service.ok("iam:CreateApiKey", params), "ApiKey");
const list = (params: JsonObject = {}) => service.ok("iam:ListApiKeys", params);

describe("API keys of iam", () => {
  it("show their secret once, and it is not kept", async () => {
    const key = await create({ UserName: "alice", Name: "batch", PermissionsBoundary: "read" });
    expect(key).toEqual({
      Id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      Name: "batch",
      PermissionsBoundary: "read",
      Status: "active",
      Secret: expect.stringMatching(/^sandbox-secret-/),
      CreateDate: "20260301T120000Z",
      UpdateDate: "20260301T120000Z",
    });
    const { Secret, ...shown } = key;
    expect(await list({ UserName: "alice" })).toEqual({ ApiKeys: [shown], Total: 1 });
    expect(await service.stored("iam:api-key")).not.toContain(String(Secret));
  });

  it("are of the account where no user is named, which then are its own", async () => {
    const own = await create({ Name: "of the account" });
    const hers = await create({ UserName: "alice", Name: "of alice" });
    expect(items(await list(), "ApiKeys").map(({ Id }) => Id)).toEqual([own.Id]);
    expect(items(await list({ UserName: "alice" }), "ApiKeys").map(({ Id }) => Id)).toEqual([hers.Id]);
    const wrong = { Id: hers.Id ?? null };
    expect(await service.outcome("iam:DeleteApiKey", wrong)).toBe("404 ApiKeyNotExist");
    expect(await service.outcome("iam:CreateApiKey", { UserName: "nobody" })).toBe("404 UserNotExist");
  });

  it("are changed and deleted", async () => {
    const Id = textIn(await create({ UserName: "alice", Name: "a" }), "Id");
    const key = { Id, UserName: "alice" };
    await service.ok("iam:UpdateApiKey", { ...key, Status: "inactive" });
    expect(items(await list({ UserName: "alice" }), "ApiKeys")).toMatchObject([
      { Name: "a", Status: "inactive" },
    ]);
    expect(await service.outcome("iam:UpdateApiKey", { ...key, Status: "off" })).toBe("400 InvalidParameter");
    await service.ok("iam:DeleteApiKey", key);
    expect(await service.outcome("iam:DeleteApiKey", key)).toBe("404 ApiKeyNotExist");
  });

  it("are listed up to a thousand at a time", async () => {
    for (const Name of ["a", "b", "c"]) await create({ Name });
    const page = await list({ Limit: 1000, Offset: 1 });
    expect(items(page, "ApiKeys").map(({ Name }) => Name)).toEqual(["b", "c"]);
    expect(page.Total).toBe(3);
    expect(await service.outcome("iam:ListApiKeys", { Limit: 1001 })).toBe("400 InvalidParameter");
  });
});
