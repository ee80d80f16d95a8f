import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { items } from "../client.ts";
import { objectIn, type Service, startService, textIn } from "../service.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
  for (const UserName of ["alice", "bob"]) await service.ok("iam:CreateUser", { UserName });
});
afterEach(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const User = { ResourceType: "User" };
const tag = (ResourceNames: readonly string[], ...Tags: readonly JsonObject[]) =>
  service.outcome("iam:TagResources", { ...User, ResourceNames, Tags });
const list = (more: JsonObject = {}) => service.ok("iam:ListTagsForResources", { ...User, ...more });
const rows = async (more: JsonObject = {}) =>
  items(await list(more), "ResourceTags").map((row) => `${row.ResourceName} ${row.TagKey}=${row.TagValue}`);

describe("tags of iam", () => {
  it("are those of the user's own record", async () => {
    expect(await tag(["alice", "bob"], { Key: "team", Value: "data" }, { Key: "spare" })).toBe("200");
    expect(await tag(["alice"], { Key: "team", Value: "ops" })).toBe("200");
    const user = objectIn(await service.ok("iam:GetUser", { UserName: "alice" }), "User");
    expect(user.Tags).toEqual([
      { Key: "spare", Value: "" },
      { Key: "team", Value: "ops" },
    ]);
    expect(await rows()).toEqual(["alice spare=", "alice team=ops", "bob team=data", "bob spare="]);
    const untag = { ...User, ResourceNames: ["alice"], TagKeys: ["spare", "never there"] };
    expect(await service.outcome("iam:UntagResources", untag)).toBe("200");
    expect(await rows({ ResourceNames: ["alice"] })).toEqual(["alice team=ops"]);
  });

  it("are listed of who has one of the values", async () => {
    await tag(["alice"], { Key: "team", Value: "data" }, { Key: "level", Value: "1" });
    await tag(["bob"], { Key: "team", Value: "ops" });
    expect(await rows({ TagFilters: [{ Key: "team", Values: ["ops", "sales"] }] })).toEqual(["bob team=ops"]);
    expect(await rows({ TagFilters: [{ Key: "level" }] })).toEqual(["alice team=data", "alice level=1"]);
  });

  it("are listed page by page", async () => {
    await tag(["alice", "bob"], { Key: "a", Value: "1" }, { Key: "b", Value: "2" });
    const first = await list({ MaxResults: 3 });
    expect(items(first, "ResourceTags")).toHaveLength(3);
    const second = await list({ MaxResults: 3, NextToken: textIn(first, "NextToken") });
    expect(items(second, "ResourceTags")).toMatchObject([{ ResourceName: "bob", TagKey: "b" }]);
    expect(second).not.toHaveProperty("NextToken");
    expect(await list()).not.toHaveProperty("NextToken");
  });

  it("fail as a whole where one of the users is not there", async () => {
    expect(await tag(["alice", "nobody"], { Key: "a", Value: "1" })).toBe("404 UserNotExist");
    expect(await rows()).toEqual([]);
    expect(await tag(["alice"])).toBe("400 InvalidParameter");
    expect(await tag(["alice"], { Key: "a", Value: "1" }, { Key: "a", Value: "2" })).toBe(
      "400 InvalidParameter",
    );
    const role = { ResourceType: "Role", ResourceNames: ["none"], TagKeys: ["a"] };
    expect(await service.outcome("iam:UntagResources", role)).toBe("404 RoleNotExist");
  });
});
