import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { items } from "../client.ts";
import { type Service, startService } from "../service.ts";
import { DOCUMENT, ended, MEMBER, newSet, newUser, started } from "./directory.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
  expect(service.internalErrors).toEqual([]);
});

describe("permission sets", () => {
  it("are created with defaults, shown, changed and deleted", async () => {
    const PermissionSetId = await newSet(service, "auditors", { Description: "look" });
    const shown = {
      PermissionSetId,
      Name: "auditors",
      Description: "look",
      RelayState: "",
      SessionDuration: 3600,
      CreatedTime: "2026-03-01T20:00:00+08:00",
      UpdatedTime: "2026-03-01T20:00:00+08:00",
    };
    expect(await service.ok("cloudidentity:GetPermissionSet", { PermissionSetId })).toEqual(shown);
    service.wait(1000);
    await service.ok("cloudidentity:UpdatePermissionSet", { PermissionSetId, SessionDuration: 7200 });
    expect(await service.ok("cloudidentity:GetPermissionSet", { PermissionSetId })).toEqual({
      ...shown,
      SessionDuration: 7200,
      UpdatedTime: "2026-03-01T20:00:01+08:00",
    });
    await service.ok("cloudidentity:DeletePermissionSet", { PermissionSetId });
    const gone = await service.outcome("cloudidentity:GetPermissionSet", { PermissionSetId });
    expect(gone).toBe("400 PermissionSetNotFound");
    await newSet(service, "auditors");
  });

  it.each([
    ["the name of another", { Name: "auditors" }, "409 PermissionSetAlreadyExists"],
    ["no name", { Name: "" }, "400 ParamMissing"],
    ["a session of a minute", { Name: "a", SessionDuration: 60 }, "400 InvalidParam"],
    ["a session of a day", { Name: "a", SessionDuration: 86_400 }, "400 InvalidParam"],
    ["a name that fits no role", { Name: "n".repeat(41) }, "400 InvalidParam"],
  ])("are refused with %s", async (_what, params, outcome) => {
    await newSet(service, "auditors");
    expect(await service.outcome("cloudidentity:CreatePermissionSet", params)).toBe(outcome);
  });

  it("are listed by a part of the name or by their ids, with the states of their deployments", async () => {
    const first = await newSet(service, "read-logs");
    const second = await newSet(service, "read-bills");
    await newSet(service, "operators");
    const params = { PermissionSetId: first, TargetId: MEMBER };
    await ended(service, "ProvisionPermissionSet", params);
    const names = async (by: { [key: string]: string }) =>
      items(await service.ok("cloudidentity:ListPermissionSets", by), "PermissionSets").map(
        (one) => one.Name,
      );
    expect(await names({})).toEqual(["read-logs", "read-bills", "operators"]);
    expect(await names({ Filter: "READ" })).toEqual(["read-logs", "read-bills"]);
    expect(await names({ PermissionSetIds: `${second},none` })).toEqual(["read-bills"]);
    const [deployed, other] = items(await service.ok("cloudidentity:ListPermissionSets"), "PermissionSets");
    expect(deployed?.StatusNotifications).toEqual(["Provisioned"]);
    expect(other?.StatusNotifications).toEqual([]);
  });

  it("stay while somebody has them, and while they are deployed", async () => {
    const PermissionSetId = await newSet(service, "operators");
    const at = { PermissionSetId, TargetId: MEMBER };
    const one = { ...at, PrincipalType: "User", PrincipalId: await newUser(service, "ada") };
    const outcome = () => service.outcome("cloudidentity:DeletePermissionSet", { PermissionSetId });
    await started(service, "CreateAccountAssignment", one);
    expect(await outcome()).toBe("400 PermissionSetInUse");
    service.wait(2000);
    expect(await outcome()).toBe("400 PermissionSetInUse");
    await ended(service, "DeleteAccountAssignment", one);
    expect(await outcome()).toBe("400 PermissionSetInUse");
    await ended(service, "DeprovisionPermissionSet", at);
    expect(await outcome()).toBe("200");
  });
});

describe("policies of a permission set", () => {
  const policies = async (PermissionSetId: string, more = {}) =>
    items(
      await service.ok("cloudidentity:ListPermissionPoliciesInPermissionSet", { PermissionSetId, ...more }),
      "PermissionPolicies",
    );

  it("are the system's, with its documents, and one of its own", async () => {
    const PermissionSetId = await newSet(service, "auditors");
    const system = { PermissionSetId, PermissionPolicyName: "ReadOnlyAccess" };
    await service.ok("cloudidentity:AddSystemPolicyToPermissionSet", system);
    const inline = { PermissionSetId, InlinePolicyDocument: DOCUMENT };
    await service.ok("cloudidentity:AddInlinePolicyToPermissionSet", inline);
    const [first, second] = await policies(PermissionSetId);
    expect(first).toMatchObject({
      PermissionPolicyName: "ReadOnlyAccess",
      PermissionPolicyType: "System",
      PermissionPolicyDocument: expect.stringContaining("*:Get*"),
      CreatedTime: "2026-03-01T20:00:00+08:00",
    });
    expect(second).toMatchObject({ PermissionPolicyType: "Inline", PermissionPolicyDocument: DOCUMENT });
    expect(await policies(PermissionSetId, { PermissionPolicyType: "Inline" })).toEqual([second]);
    const twice = "409 PermissionPolicyAlreadyExists";
    expect(await service.outcome("cloudidentity:AddSystemPolicyToPermissionSet", system)).toBe(twice);
    expect(await service.outcome("cloudidentity:AddInlinePolicyToPermissionSet", inline)).toBe(twice);
  });

  it.each([
    ["no JSON", "Allow all"],
    ["no statement", "{}"],
    ["an empty list of statements", '{"Statement":[]}'],
    ["an Effect of its own", '{"Statement":[{"Effect":"Maybe","Action":["*"],"Resource":["*"]}]}'],
    ["no Resource", '{"Statement":[{"Effect":"Allow","Action":["*"]}]}'],
  ])("are refused as a document with %s", async (_what, InlinePolicyDocument) => {
    const PermissionSetId = await newSet(service, "auditors");
    const params = { PermissionSetId, InlinePolicyDocument };
    const outcome = await service.outcome("cloudidentity:AddInlinePolicyToPermissionSet", params);
    expect(outcome).toBe("400 InvalidParam");
    expect(await policies(PermissionSetId)).toEqual([]);
  });

  it("have to be there, to be added, replaced or removed", async () => {
    const PermissionSetId = await newSet(service, "auditors");
    const outcome = (action: string, params: { [key: string]: string }) =>
      service.outcome(`cloudidentity:${action}`, { PermissionSetId, ...params });
    const PermissionPolicyName = "NoSuchAccess";
    expect(await outcome("AddSystemPolicyToPermissionSet", { PermissionPolicyName })).toBe(
      "404 PolicyNotFound",
    );
    const InlinePolicyDocument = DOCUMENT;
    const absent = "400 PermissionPolicyNotFound";
    expect(await outcome("UpdateInlinePolicyToPermissionSet", { InlinePolicyDocument })).toBe(absent);
    const remove = (params: { [key: string]: string }) =>
      outcome("RemovePermissionPolicyFromPermissionSet", params);
    expect(await remove({ PermissionPolicyType: "Inline" })).toBe(absent);
    expect(await remove({ PermissionPolicyType: "System" })).toBe("400 ParamMissing");
    expect(await remove({ PermissionPolicyType: "System", PermissionPolicyName })).toBe(absent);
  });

  it("are replaced and removed", async () => {
    const PermissionSetId = await newSet(service, "auditors");
    const add = { PermissionSetId, InlinePolicyDocument: DOCUMENT };
    await service.ok("cloudidentity:AddInlinePolicyToPermissionSet", add);
    const InlinePolicyDocument = DOCUMENT.replace("tos:Get*", "tos:List*");
    await service.ok("cloudidentity:UpdateInlinePolicyToPermissionSet", {
      PermissionSetId,
      InlinePolicyDocument,
    });
    expect(await policies(PermissionSetId)).toMatchObject([
      { PermissionPolicyDocument: InlinePolicyDocument },
    ]);
    const inline = { PermissionSetId, PermissionPolicyType: "Inline" };
    await service.ok("cloudidentity:RemovePermissionPolicyFromPermissionSet", inline);
    expect(await policies(PermissionSetId)).toEqual([]);
  });

  it("go with their set", async () => {
    const PermissionSetId = await newSet(service, "auditors");
    const PermissionPolicyName = "ReadOnlyAccess";
    await service.ok("cloudidentity:AddSystemPolicyToPermissionSet", {
      PermissionSetId,
      PermissionPolicyName,
    });
    await service.ok("cloudidentity:DeletePermissionSet", { PermissionSetId });
    expect(await service.stored("cloudidentity.permission-policy")).toBe("[]");
  });
});
