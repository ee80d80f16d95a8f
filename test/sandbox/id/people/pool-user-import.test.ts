import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
let pool: string;
let ConnectionUid: string;
let count = 0;
beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  count += 1;
  pool = textIn(await service.ok("id:CreateUserPool", { Name: `pool ${count}` }), "Uid");
  const wecom = {
    Name: "office",
    AgentId: "1",
    CorpId: "corp",
    Secret: "secret",
    Enabled: true,
    AuthorizationEndpoint: "https://office.example/authorize",
    TokenEndpoint: "https://office.example/token",
    UserEndpoint: "https://office.example/user",
    DetailedUserInfoEndpoint: "https://office.example/detail",
  };
  ConnectionUid = textIn(await call("CreateIdentityProviderWeCom", wecom), "Uid");
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const call = (action: string, more: JsonObject = {}) =>
  service.ok(`id:${action}`, { UserPoolUid: pool, ...more });
const outcome = (action: string, more: JsonObject = {}) =>
  service.outcome(`id:${action}`, { UserPoolUid: pool, ...more });
const file = (...lines: string[]) => Buffer.from(lines.join("\n")).toString("base64");
const user = async (more: JsonObject) => textIn(await call("CreateUser", more), "Uid");
const federated = (identifier: string, more: JsonObject) =>
  user({
    ExternalProviderConnectionUid: ConnectionUid,
    ExternalProviderUserIdentifier: identifier,
    ...more,
  });

describe("users out of a CSV file", () => {
  it("are created row by row, custom attributes among the columns", async () => {
    await call("CreateUserPoolCustomAttribute", { Name: "site", DataType: "String", Mutability: "Mutable" });
    const UsersCsvB64 = file(
      "Name,Email,EmailVerified,site",
      '"Doe, a",a@example.com,true,north',
      "b,a@example.com,,",
      "c,c@example.com,false,",
    );
    const answer = await call("CreateUsersCSV", { UsersCsvB64 });
    expect(answer).toMatchObject({
      SuccessCount: 2,
      ErrorsStructured: [{ Index: 1, Field: "Email", ErrorType: "Duplicated" }],
    });
    expect(items(await call("ListUsers"), "Data")).toMatchObject([
      { Name: "Doe, a", EmailVerified: true, CustomAttributes: [{ Name: "site", Value: "north" }] },
      { Name: "c", EmailVerified: false },
    ]);
  });

  it("come in a file that can be read, with columns that are known", async () => {
    expect(await outcome("CreateUsersCSV")).toBe("400 MissingParameter.UsersCsvB64");
    const bad = "400 InvalidParameter.UsersCsvB64";
    expect(await outcome("CreateUsersCSV", { UsersCsvB64: "???" })).toBe(bad);
    expect(await outcome("CreateUsersCSV", { UsersCsvB64: file("Name,Shoe", "a,44") })).toBe(bad);
    expect(await outcome("CreateUsersCSV", { UsersCsvB64: file("Name,Name", "a,b") })).toBe(bad);
    expect(await outcome("CreateUsersCSV", { UsersCsvB64: file("Name", "a,b") })).toBe(bad);
    expect(await outcome("GetUserCSVTemplate")).toBe("200");
  });
});

describe("federated users", () => {
  it("may share addresses until they are converted; clashes are named", async () => {
    const native = await user({ Email: "same@example.com" });
    const clash = await federated("1", { Email: "same@example.com" });
    const free = await federated("2", { Email: "free@example.com" });
    const duplicated = { Filter: { EmailIsDuplicated: true } };
    expect(await call("ListUsers", duplicated)).toMatchObject({ TotalCount: 2 });
    const answer = await call("BatchConvertFederatedUsersToNativeUsers", { UserUids: [clash, free] });
    expect(answer).toEqual({
      ConflictUsers: [{ Field: "Email", UserUids: [clash, native] }],
      SuccessfulUids: [free],
    });
    expect(await call("GetUser", { UserUid: free })).toMatchObject({ ExternalIdentities: [] });
    expect(await outcome("CreateUser", { Email: "free@example.com" })).toBe("409 Duplicated");
    expect(await call("GetUser", { UserUid: clash })).toMatchObject({
      Connection: ConnectionUid,
      ExternalIdentities: [{ ExternalProviderUserIdentifier: "1", LinkSource: "Create" }],
    });
  });
});

describe("an account at an identity provider", () => {
  it("belongs to one user, to whom it can be linked and from whom it can be taken", async () => {
    const x = await user({ Name: "x" });
    const taken = await federated("1", { Name: "y" });
    const link = (ExternalProviderUserId: string, UserPoolUserUid = x) => ({
      ConnectionUid,
      ExternalProviderUserId,
      UserPoolUserUid,
    });
    expect(await outcome("LinkIdentityProviderToUser", link("1"))).toBe("409 Duplicated");
    expect(await outcome("LinkIdentityProviderToUser", { ...link("2"), ConnectionUid: "gone" })).toBe(
      "404 NotFound",
    );
    await call("LinkIdentityProviderToUser", link("2"));
    const found = { Filter: { ExternalProviderUserIdentifiersOr: ["2", "3"] } };
    expect(items(await call("ListUsers", found), "Data")).toMatchObject([
      { Uid: x, ExternalIdentities: [{ ConnectionUid, LinkSource: "Link", Provider: "WeCom" }] },
    ]);
    await call("DisableIdentityProviderForUser", link("2"));
    expect(await outcome("DisableIdentityProviderForUser", link("2"))).toBe("404 NotFound");
    await call("DisableIdentityProviderForUser", link("1", taken));
    expect(await outcome("LinkIdentityProviderToUser", link("1"))).toBe("200");
  });
});
