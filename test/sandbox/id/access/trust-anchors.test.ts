import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { items } from "../../client.ts";
import { type Service, startService } from "../../service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const CFG = [{ Key: "Issuer", Value: "https://issuer.example" }];
const create = (Name: string, more = {}) =>
  service.ok("id:CreateTrustAnchor", { Name, TrustAnchorType: "OIDC", TrustAnchorCfg: CFG, ...more });
const pool = (WorkloadPoolName: string) => service.ok("id:CreateWorkloadPool", { WorkloadPoolName });
const anchorsOf = async (WorkloadPoolName: string) =>
  (await service.ok("id:GetWorkloadPool", { WorkloadPoolName })).TrustAnchors;

describe("trust anchors", () => {
  it("are created with their settings and a name of their own", async () => {
    const made = await create("cluster", { IdentityNameTemplate: "pod-{sub}" });
    expect(made).toMatchObject({
      Name: "cluster",
      AccountId: "2100000000",
      TrustAnchorCfg: CFG,
      IdentityNameTemplate: "pod-{sub}",
      CreatedAt: "2026-03-01T12:00:00Z",
      Trn: "trn:id:cn-beijing:2100000000:trustanchor/cluster",
    });
    expect(await service.ok("id:GetTrustAnchor", { Name: "cluster" })).toEqual(made);
    expect(await service.outcome("id:CreateTrustAnchor", { Name: "cluster", TrustAnchorType: "OIDC" })).toBe(
      "409 Duplicated",
    );
  });

  it("are bound to pools when they are created, or not made at all", async () => {
    await pool("bound");
    await create("ci", { WorkloadPoolName: ["bound"] });
    expect(await anchorsOf("bound")).toEqual(["ci"]);
    const nowhere = { Name: "lost", TrustAnchorType: "OIDC", WorkloadPoolName: ["bound", "nowhere"] };
    expect(await service.outcome("id:CreateTrustAnchor", nowhere)).toBe("404 NotFound");
    expect(await service.outcome("id:GetTrustAnchor", { Name: "lost" })).toBe("404 NotFound");
    expect(await anchorsOf("bound")).toEqual(["ci"]);
  });

  it("are bound to a pool that is there, if they are there themselves", async () => {
    await pool("binding");
    await create("one");
    await create("two");
    const bind = (TrustAnchorNames: string[], WorkloadPoolName = "binding") => ({
      WorkloadPoolName,
      TrustAnchorNames,
    });
    const answer = await service.ok("id:BindWorkloadPoolTrustAnchor", bind(["one", "two"]));
    expect(answer).toMatchObject({ WorkloadPoolName: "binding", TrustAnchors: ["one", "two"] });
    await service.ok("id:BindWorkloadPoolTrustAnchor", bind(["two"]));
    expect(await anchorsOf("binding")).toEqual(["one", "two"]);
    const outcome = (given: object) => service.outcome("id:BindWorkloadPoolTrustAnchor", { ...given });
    expect(await outcome(bind(["three"]))).toBe("404 NotFound");
    expect(await outcome(bind(["one"], "nowhere"))).toBe("404 NotFound");
    expect(await outcome(bind([]))).toBe("400 MissingParameter.TrustAnchorNames");
  });

  it("are all unbound from a pool: the call names an identity of it and no anchor", async () => {
    await pool("loosened");
    await create("three", { WorkloadPoolName: ["loosened"] });
    await service.ok("id:CreateWorkloadIdentity", { WorkloadPoolName: "loosened", Name: "builder" });
    const unbind = (WorkloadIdentity: string) => ({ WorkloadPoolName: "loosened", WorkloadIdentity });
    expect(await service.outcome("id:UnBindWorkloadPoolTrustAnchor", unbind("nobody"))).toBe("404 NotFound");
    expect(await anchorsOf("loosened")).toEqual(["three"]);
    const answer = await service.ok("id:UnBindWorkloadPoolTrustAnchor", unbind("builder"));
    expect(answer).toMatchObject({ WorkloadIdentity: "builder", TrustAnchors: [] });
    expect(await anchorsOf("loosened")).toEqual([]);
    expect(await service.outcome("id:GetTrustAnchor", { Name: "three" })).toBe("200");
  });

  it.each([
    ["a list", '[{"Key":"Issuer","Value":"https://new.example"}]'],
    ["an object", '{"Issuer":"https://new.example"}'],
  ])("take new settings as a text that holds %s", async (what, TrustAnchorCfg) => {
    const Name = `rotated ${what}`;
    await create(Name, { Description: "old" });
    const changed = await service.ok("id:UpdateTrustAnchor", { Name, TrustAnchorCfg, Description: "new" });
    expect(changed.TrustAnchorCfg).toEqual([{ Key: "Issuer", Value: "https://new.example" }]);
    expect(await service.ok("id:GetTrustAnchor", { Name })).toMatchObject({ Description: "new" });
  });

  it.each(["issuer", "[1]", '{"Issuer":5}', "7"])("refuse the text %s as settings", async (text) => {
    await create(`strict ${text}`);
    const given = { Name: `strict ${text}`, TrustAnchorCfg: text };
    expect(await service.outcome("id:UpdateTrustAnchor", given)).toBe("400 InvalidParameter.TrustAnchorCfg");
  });

  it("are listed by name, page by page", async () => {
    const listed = await service.ok("id:ListTrustAnchors", { SortBy: "Name", PageSize: 2 });
    expect(items(listed, "TrustAnchors").map(({ Name }) => Name)).toEqual(["ci", "cluster"]);
    const one = await service.ok("id:ListTrustAnchors", { Name: "two" });
    expect(items(one, "TrustAnchors")).toHaveLength(1);
    expect(one).toMatchObject({ TotalCount: 1, PageNumber: 1 });
  });

  it("are trusted by no pool once they are deleted", async () => {
    await pool("orphaned");
    await create("leaving", { WorkloadPoolName: ["orphaned"] });
    await create("staying", { WorkloadPoolName: ["orphaned"] });
    expect(await service.ok("id:DeleteTrustAnchor", { Name: "leaving" })).toEqual({ Name: "leaving" });
    expect(await anchorsOf("orphaned")).toEqual(["staying"]);
    expect(await service.outcome("id:DeleteTrustAnchor", { Name: "leaving" })).toBe("404 NotFound");
  });
});
