import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ACCOUNT, items } from "../client.ts";
import { type Service, startService, textIn } from "../service.ts";
import { DOCUMENT, ended, MEMBER, newSet, newUser, started } from "./directory.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
  expect(service.internalErrors).toEqual([]);
});

const provisionings = async (by: { [key: string]: string } = {}) =>
  items(await service.ok("cloudidentity:ListPermissionSetProvisionings", by), "PermissionSetProvisionings");
const status = async (at: { [key: string]: string }) => (await provisionings(at))[0]?.ProvisioningStatus;

describe("deployments of a permission set", () => {
  it("run, are there, and go", async () => {
    const PermissionSetId = await newSet(service, "operators");
    const at = { PermissionSetId, TargetId: MEMBER };
    await started(service, "ProvisionPermissionSet", at);
    expect(await status(at)).toBe("Running");
    const again = await service.outcome("cloudidentity:ProvisionPermissionSet", at);
    expect(again).toBe("400 PermissionSetProvisionRunning");
    service.wait(2000);
    expect(await provisionings()).toEqual([
      {
        ...at,
        PermissionSetName: "operators",
        TargetName: "development",
        ProvisioningStatus: "Provisioned",
        CreatedTime: "2026-03-01T20:00:00+08:00",
        UpdatedTime: "2026-03-01T20:00:02+08:00",
      },
    ]);
    expect(await ended(service, "DeprovisionPermissionSet", at)).toBe("Success");
    expect(await provisionings()).toEqual([]);
    const gone = await service.outcome("cloudidentity:DeprovisionPermissionSet", at);
    expect(gone).toBe("400 PermissionSetProvisioningNotFound");
  });

  it("come along with the first assignment", async () => {
    const PermissionSetId = await newSet(service, "operators");
    const PrincipalId = await newUser(service, "ada");
    const at = { PermissionSetId, TargetId: MEMBER };
    const one = { ...at, PrincipalId, PrincipalType: "User" };
    await ended(service, "CreateAccountAssignment", one);
    expect(await status(at)).toBe("Provisioned");
    const refused = await service.outcome("cloudidentity:DeprovisionPermissionSet", at);
    expect(refused).toBe("400 PermissionSetInUse");
  });

  it("go with the last assignment where that is asked for", async () => {
    const PermissionSetId = await newSet(service, "operators");
    const at = { PermissionSetId, TargetId: MEMBER };
    const [ada, eve] = [await newUser(service, "ada"), await newUser(service, "eve")];
    for (const PrincipalId of [ada, eve]) {
      await ended(service, "CreateAccountAssignment", { ...at, PrincipalId, PrincipalType: "User" });
    }
    const remove = (PrincipalId: string, DeprovisionStrategy: string) =>
      ended(service, "DeleteAccountAssignment", {
        ...at,
        PrincipalId,
        PrincipalType: "User",
        DeprovisionStrategy,
      });
    expect(await remove(ada, "DeprovisionForLastPermissionSetOnAccount")).toBe("Success");
    expect(await status(at)).toBe("Provisioned");
    expect(await remove(eve, "DeprovisionForLastPermissionSetOnAccount")).toBe("Success");
    expect(await provisionings()).toEqual([]);
  });

  it("have to be renewed after a change of what the set allows, and of nothing else", async () => {
    const PermissionSetId = await newSet(service, "operators");
    const at = { PermissionSetId, TargetId: MEMBER };
    const changes: readonly (readonly [string, { [key: string]: string | number }, string])[] = [
      ["UpdatePermissionSet", { Description: "new" }, "Provisioned"],
      ["UpdatePermissionSet", { SessionDuration: 7200 }, "ReprovisionRequired"],
      ["AddInlinePolicyToPermissionSet", { InlinePolicyDocument: DOCUMENT }, "ReprovisionRequired"],
      ["UpdateInlinePolicyToPermissionSet", { InlinePolicyDocument: DOCUMENT }, "ReprovisionRequired"],
      ["RemovePermissionPolicyFromPermissionSet", { PermissionPolicyType: "Inline" }, "ReprovisionRequired"],
      ["AddSystemPolicyToPermissionSet", { PermissionPolicyName: "ReadOnlyAccess" }, "ReprovisionRequired"],
    ];
    for (const [action, params, then] of changes) {
      expect(await ended(service, "ProvisionPermissionSet", at)).toBe("Success");
      expect(await status(at)).toBe("Provisioned");
      await service.ok(`cloudidentity:${action}`, { PermissionSetId, ...params });
      expect(await status(at), action).toBe(then);
    }
    expect(await provisionings({ ProvisioningStatus: "ReprovisionRequired" })).toHaveLength(1);
    expect(await provisionings({ ProvisioningStatus: "Provisioned" })).toEqual([]);
    expect(await provisionings({ TargetId: ACCOUNT })).toEqual([]);
  });
});

describe("a set in the sandbox's own account", () => {
  const roles = () => service.stored("iam:role");
  const attachments = () => service.stored("iam:policy-attachment");

  it("is a role with its policies there, and in another account it is not", async () => {
    const PermissionSetId = await newSet(service, "read logs", { SessionDuration: 7200 });
    const PermissionPolicyName = "ReadOnlyAccess";
    await service.ok("cloudidentity:AddSystemPolicyToPermissionSet", {
      PermissionSetId,
      PermissionPolicyName,
    });
    const inline = { PermissionSetId, InlinePolicyDocument: DOCUMENT };
    await service.ok("cloudidentity:AddInlinePolicyToPermissionSet", inline);
    await ended(service, "ProvisionPermissionSet", { PermissionSetId, TargetId: MEMBER });
    expect(await roles()).toBe("[]");
    const at = { PermissionSetId, TargetId: ACCOUNT };
    await ended(service, "ProvisionPermissionSet", at);
    const name = `CloudIdentitySSO_read-logs_${PermissionSetId.slice(0, 6)}`;
    expect(await roles()).toContain(`"RoleName":"${name}"`);
    expect(await roles()).toContain('"MaxSessionDuration":7200');
    expect(await attachments()).toContain("System/ReadOnlyAccess");
    expect(await service.stored("iam:policy")).toContain(JSON.stringify(DOCUMENT));

    await service.ok("cloudidentity:RemovePermissionPolicyFromPermissionSet", {
      PermissionSetId,
      PermissionPolicyType: "Inline",
    });
    expect(await service.stored("iam:policy")).toContain(name);
    await ended(service, "ProvisionPermissionSet", at);
    expect(await service.stored("iam:policy")).not.toContain(name);
    expect(await attachments()).toContain("System/ReadOnlyAccess");

    expect(await ended(service, "DeprovisionPermissionSet", at)).toBe("Success");
    expect(await roles()).toBe("[]");
    expect(await attachments()).toBe("[]");
  });

  it("fails to be deployed where a name is taken, leaves nothing behind, and says so", async () => {
    const PermissionSetId = await newSet(service, "operators");
    const at = { PermissionSetId, TargetId: ACCOUNT };
    const inline = { PermissionSetId, InlinePolicyDocument: DOCUMENT };
    await service.ok("cloudidentity:AddInlinePolicyToPermissionSet", inline);
    const TypeName = "Volcengine::IAM::Policy";
    const PolicyName = `CloudIdentitySSO_operators_${PermissionSetId.slice(0, 6)}`;
    const TargetState = { PolicyName, PolicyType: "Custom", PolicyDocument: DOCUMENT };
    const other = await service.ok("cloudcontrol:CreateResource", { TypeName, TargetState });
    service.wait(2000);
    expect(await ended(service, "ProvisionPermissionSet", at)).toBe("Failed");
    expect(await status(at)).toBe("ProvisionFailed");
    expect(await roles()).toBe("[]");
    await service.ok("cloudcontrol:DeleteResource", {
      TypeName,
      Identifier: textIn(other, "Identifier"),
    });
    service.wait(2000);
    expect(await ended(service, "ProvisionPermissionSet", at)).toBe("Success");
    expect(await status(at)).toBe("Provisioned");
  });
});
