import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { buildRequest } from "../../src/wire/request.ts";
import { encodeQuery, sign } from "../../src/wire/signer.ts";
import { call, NOW, ok, outcome, sandbox } from "./client.ts";

let box: Sandbox;
beforeAll(async () => {
  box = await sandbox();
});
afterAll(() => box.close());

describe("one sandbox", () => {
  it("answers for every service, each under its own name and words", async () => {
    const cloudidentity = { service: "cloudidentity" };
    const made = await call(box, "CreateGroup", { GroupName: "g", JoinType: "Manual" }, cloudidentity);
    expect(made.status).toBe(200);
    expect(made.body.ResponseMetadata).toMatchObject({ Service: "cloudidentity", Version: "2023-01-01" });
    expect(await outcome(box, "CreateGroup", { JoinType: "Manual" }, cloudidentity)).toBe("400 ParamMissing");
    expect(await outcome(box, "CreateGroup", { GroupName: "g", JoinType: "Manual" }, cloudidentity)).toBe(
      "409 GroupAlreadyExists",
    );

    const cloudcontrol = { service: "cloudcontrol" };
    expect(await outcome(box, "CreateResource", {}, cloudcontrol)).toBe("400 MissingParameter");
    expect(await outcome(box, "NoSuchAction", {}, cloudcontrol)).toBe("404 InvalidActionOrVersion");
  });

  it("takes a GET with parameters in the query", async () => {
    const get = { service: "cloudcontrol", method: "GET" } as const;
    const query = { TypeName: "Volcengine::IAM::User" };
    const described = await ok(box, "DescribeResourceType", {}, { ...get, query });
    expect(described.TypeName).toBe("Volcengine::IAM::User");
    expect(await outcome(box, "DescribeResourceType", {}, get)).toBe("400 MissingParameter");
  });

  it("accepts what the client's own signer makes", async () => {
    const action = {
      service: "id",
      name: "CreateNamespace",
      version: "2025-10-30",
      encoding: "POST json",
    } as const;
    const url = new URL(box.url);
    const built = buildRequest(action, { NamespaceName: "名 字", Description: "a+b&c" }, url);
    const signed = sign(built, box, { service: "id", region: box.region, at: NOW });
    const response = await fetch(new URL(`/?${encodeQuery(built.query)}`, url), {
      method: built.method,
      headers: { ...built.headers, ...signed },
      body: built.body,
    });
    expect(response.status).toBe(200);
    expect(await ok(box, "GetNamespace", { NamespaceName: "名 字" })).toMatchObject({ Description: "a+b&c" });
  });
});
