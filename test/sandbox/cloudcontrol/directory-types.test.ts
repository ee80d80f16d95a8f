import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/action/json.ts";
import { ACCOUNT, items } from "../client.ts";
import { DOCUMENT, ended as directTask, MEMBER, newSet, newUser } from "../cloudidentity/directory.ts";
import { objectIn, parsed, type Service, startService, textIn } from "../service.ts";

const SET = "Volcengine::CloudIdentity::PermissionSet";
const ASSIGNMENT = "Volcengine::CloudIdentity::PermissionSetAssignment";
const PROVISIONING = "Volcengine::CloudIdentity::PermissionSetProvisioning";
const USER_PROVISIONING = "Volcengine::CloudIdentity::UserProvisioning";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
  expect(service.internalErrors).toEqual([]);
});

/** Starts a change, lets it end and answers its task. */
async function ended(action: string, params: JsonObject): Promise<JsonObject> {
  const task = await service.ok(`cloudcontrol:${action}`, params);
  service.wait(2500);
  return service.ok("cloudcontrol:GetTask", { TaskId: textIn(task, "TaskID") });
}
async function create(TypeName: string, TargetState: JsonObject): Promise<string> {
  const done = await ended("CreateResource", { TypeName, TargetState });
  expect(done).toMatchObject({ OperationStatus: "SUCCESS" });
  return textIn(done, "Identifier");
}
const failure = async (action: string, params: JsonObject): Promise<Json | undefined> =>
  (await ended(action, params)).ErrorCode;
const update = (TypeName: string, Identifier: string, ...PatchDocument: Json[]): Promise<JsonObject> =>
  ended("UpdateResource", { TypeName, Identifier, PatchDocument });
async function state(TypeName: string, Identifier: string): Promise<JsonObject> {
  const found = await service.ok("cloudcontrol:GetResource", { TypeName, Identifier });
  return parsed(objectIn(found, "ResourceDescription").Properties);
}
const outcome = (TypeName: string, Identifier: string) =>
  service.outcome("cloudcontrol:GetResource", { TypeName, Identifier });

describe(SET, () => {
  it("is the permission set of the direct API, with its policies, both ways", async () => {
    const id = await create(SET, {
      Name: "auditors",
      PermissionPolicies: [
        { PermissionPolicyType: "System", PermissionPolicyName: "ReadOnlyAccess" },
        { PermissionPolicyType: "Inline", PermissionPolicyDocument: DOCUMENT },
      ],
    });
    const direct = await service.ok("cloudidentity:GetPermissionSet", { PermissionSetId: id });
    const shown = await state(SET, id);
    expect(shown).toMatchObject(direct);
    const listed = await service.ok("cloudidentity:ListPermissionPoliciesInPermissionSet", {
      PermissionSetId: id,
    });
    expect(shown.PermissionPolicies).toEqual(listed.PermissionPolicies);
    const other = await newSet(service, "operators");
    expect(await state(SET, other)).toMatchObject({ Name: "operators", PermissionPolicies: [] });
  });

  it("is patched; its name is for good; a deployment is old then", async () => {
    const id = await create(SET, { Name: "auditors" });
    const at = { PermissionSetId: id, TargetId: MEMBER };
    await directTask(service, "ProvisionPermissionSet", at);
    const inline = { PermissionPolicyType: "Inline", PermissionPolicyDocument: DOCUMENT };
    await update(
      SET,
      id,
      { op: "replace", path: "/Description", value: "look" },
      { op: "add", path: "/PermissionPolicies/-", value: inline },
    );
    expect(await state(SET, id)).toMatchObject({
      Description: "look",
      PermissionPolicies: [inline],
      StatusNotifications: ["ReprovisionRequired"],
    });
    await update(SET, id, { op: "remove", path: "/PermissionPolicies" });
    expect((await state(SET, id)).PermissionPolicies).toEqual([]);
    const PatchDocument = [{ op: "replace", path: "/Name", value: "other" }];
    const renamed = { TypeName: SET, Identifier: id, PatchDocument };
    expect(await service.outcome("cloudcontrol:UpdateResource", renamed)).toBe("422 NotUpdatable");
  });

  it("fails as the direct API does, and leaves nothing behind", async () => {
    const TargetState = {
      Name: "auditors",
      PermissionPolicies: [{ PermissionPolicyType: "System", PermissionPolicyName: "NoSuchAccess" }],
    };
    expect(await failure("CreateResource", { TypeName: SET, TargetState })).toBe("PolicyNotFound");
    expect(await service.stored("cloudidentity.permission-set")).toBe("[]");
    const id = await newSet(service, "auditors");
    await directTask(service, "ProvisionPermissionSet", { PermissionSetId: id, TargetId: MEMBER });
    expect(await failure("DeleteResource", { TypeName: SET, Identifier: id })).toBe("PermissionSetInUse");
  });
});

describe(ASSIGNMENT, () => {
  it("is the assignment of the direct API, both ways", async () => {
    const PermissionSetId = await newSet(service, "operators");
    const PrincipalId = await newUser(service, "ada");
    const one = { PermissionSetId, PrincipalId, PrincipalType: "User", TargetId: MEMBER };
    const id = await create(ASSIGNMENT, one);
    expect(id).toBe(`${MEMBER}|${PrincipalId}|${PermissionSetId}`);
    const [direct] = items(await service.ok("cloudidentity:ListAccountAssignments"), "AccountAssignments");
    expect(await state(ASSIGNMENT, id)).toEqual(direct);
    const again = await failure("CreateResource", { TypeName: ASSIGNMENT, TargetState: one });
    expect(again).toBe("AccountAssignmentAlreadyExist");
    await directTask(service, "DeleteAccountAssignment", one);
    expect(await outcome(ASSIGNMENT, id)).toBe("404 NotFound");
    await directTask(service, "CreateAccountAssignment", one);
    const gone = await ended("DeleteResource", { TypeName: ASSIGNMENT, Identifier: id });
    expect(gone).toMatchObject({ OperationStatus: "SUCCESS" });
    expect(await service.stored("cloudidentity.assignment")).toBe("[]");
  });
});

describe(PROVISIONING, () => {
  it("is the deployment of the direct API, both ways", async () => {
    const PermissionSetId = await newSet(service, "operators");
    const at = { PermissionSetId, TargetId: ACCOUNT };
    const id = await create(PROVISIONING, at);
    expect(id).toBe(`${PermissionSetId}|${ACCOUNT}`);
    expect(await service.stored("iam:role")).toContain("CloudIdentitySSO_operators");
    const listed = await service.ok("cloudidentity:ListPermissionSetProvisionings");
    expect(items(listed, "PermissionSetProvisionings")).toEqual([await state(PROVISIONING, id)]);
    const filtered = await service.ok("cloudcontrol:ListResources", {
      TypeName: PROVISIONING,
      Filter: { ProvisioningStatus: "Running" },
    });
    expect(items(filtered, "ResourceDescriptions")).toEqual([]);
    await ended("DeleteResource", { TypeName: PROVISIONING, Identifier: id });
    expect(await service.stored("iam:role")).toBe("[]");
    expect(await service.stored("cloudidentity.provisioning")).toBe("[]");
  });
});

describe(USER_PROVISIONING, () => {
  it("is the user provisioning of the direct API, both ways", async () => {
    const TargetState = {
      PrincipalId: await newUser(service, "ada"),
      PrincipalType: "User",
      TargetId: ACCOUNT,
      IdentitySourceStrategy: "Ignore",
      DuplicationStrategy: "KeepBoth",
      DuplicationSuffix: "-sso",
      DeletionStrategy: "Delete",
    };
    const id = await create(USER_PROVISIONING, TargetState);
    expect(await service.outcome("iam:GetUser", { UserName: "ada" })).toBe("200");
    const direct = await service.ok("cloudidentity:GetUserProvisioning", { UserProvisioningId: id });
    expect(await state(USER_PROVISIONING, id)).toEqual(direct);
    expect(direct).toMatchObject({ ...TargetState, ProvisionStatus: "Provisioned" });
    const again = await failure("CreateResource", { TypeName: USER_PROVISIONING, TargetState });
    expect(again).toBe("UserProvisioningAlreadyExists");
    await ended("DeleteResource", { TypeName: USER_PROVISIONING, Identifier: id });
    expect(await outcome(USER_PROVISIONING, id)).toBe("404 NotFound");
    expect(await service.outcome("iam:GetUser", { UserName: "ada" })).toMatch(/^404/);
  });
});

describe("a disabled directory", () => {
  it("is disabled by way of Cloud Control too", async () => {
    const id = await newSet(service, "operators");
    await service.ok("cloudidentity:DisableService");
    const TypeName = "Volcengine::CloudIdentity::User";
    const refused = "ServiceStatusException";
    expect(await outcome(SET, id)).toBe(`400 ${refused}`);
    expect(await failure("CreateResource", { TypeName, TargetState: { UserName: "ada" } })).toBe(refused);
    expect(await service.outcome("cloudcontrol:ListResources", { TypeName })).toBe(`400 ${refused}`);
  });
});
