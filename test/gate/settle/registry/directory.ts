/** The identity centre. */
import { ACCOUNT } from "../../../sandbox/client.ts";
import { DOCUMENT, MEMBER } from "../../../sandbox/cloudidentity/directory.ts";
import type { Step } from "./story.ts";

const USER = { UserId: "$ann.UserId" };
const GROUP = { GroupId: "$ops.GroupId" };
const SET = { PermissionSetId: "$set.PermissionSetId" };
const PRINCIPAL = { PrincipalType: "User", PrincipalId: "$ann.UserId", TargetId: MEMBER };
const PROVISIONING = {
  ...PRINCIPAL,
  DuplicationStrategy: "KeepBoth",
  DuplicationSuffix: "-2",
  IdentitySourceStrategy: "Create",
  DeletionStrategy: "Keep",
};
const OTHER = JSON.stringify({ Statement: [{ Effect: "Allow", Action: ["ecs:*"], Resource: ["*"] }] });
const metadata = (name: string) =>
  Buffer.from(
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://${name}.example.com"><md:IDPSSODescriptor></md:IDPSSODescriptor></md:EntityDescriptor>`,
  ).toString("base64");

export const directory: readonly Step[] = [
  ["cloudidentity:CreateUser", { UserName: "ann", Email: "a@example.com" }, "ann"],
  ["cloudidentity:UpdateUser", { ...USER, Description: "b" }],
  ["cloudidentity:CreateGroup", { GroupName: "ops", JoinType: "Manual" }, "ops"],
  ["cloudidentity:UpdateGroup", { ...GROUP, Description: "b" }],
  ["cloudidentity:AddUserToGroup", { ...GROUP, ...USER }],
  ["cloudidentity:RemoveUserFromGroup", { ...GROUP, ...USER }],
  ["cloudidentity:DeleteGroup", GROUP],
  ["cloudidentity:CreatePermissionSet", { Name: "readers" }, "set"],
  ["cloudidentity:UpdatePermissionSet", { ...SET, Description: "b" }],
  ["cloudidentity:AddInlinePolicyToPermissionSet", { ...SET, InlinePolicyDocument: DOCUMENT }],
  ["cloudidentity:UpdateInlinePolicyToPermissionSet", { ...SET, InlinePolicyDocument: OTHER }],
  ["cloudidentity:AddSystemPolicyToPermissionSet", { ...SET, PermissionPolicyName: "ReadOnlyAccess" }],
  [
    "cloudidentity:RemovePermissionPolicyFromPermissionSet",
    { ...SET, PermissionPolicyType: "System", PermissionPolicyName: "ReadOnlyAccess" },
  ],
  ["cloudidentity:RemovePermissionPolicyFromPermissionSet", { ...SET, PermissionPolicyType: "Inline" }],
  ["cloudidentity:CreateAccountAssignment", { ...SET, ...PRINCIPAL }, undefined, 5_000],
  ["cloudidentity:ProvisionPermissionSet", { ...SET, TargetId: MEMBER }],
  ["wait", { ms: 5_000 }],
  ["cloudidentity:DeleteAccountAssignment", { ...SET, ...PRINCIPAL }, undefined, 5_000],
  ["cloudidentity:DeprovisionPermissionSet", { ...SET, TargetId: MEMBER }],
  ["wait", { ms: 5_000 }],
  ["cloudidentity:CreateUserProvisioning", PROVISIONING, "provisioning"],
  ["wait", { ms: 60_000 }],
  [
    "cloudidentity:DeleteUserProvisioning",
    { UserProvisioningId: "$provisioning.UserProvisioningId" },
    undefined,
    60_000,
  ],
  ["wait", { ms: 5_000 }],
  // A name that iam does not take: the provisioning fails, and says so in an event.
  ["cloudidentity:CreateUser", { UserName: "ada lovelace" }, "ada"],
  ["cloudidentity:CreateGroup", { GroupName: "dev", JoinType: "Manual" }, "dev"],
  ["cloudidentity:AddUserToGroup", { GroupId: "$dev.GroupId", UserId: "$ada.UserId" }],
  [
    "cloudidentity:CreateUserProvisioning",
    { ...PROVISIONING, PrincipalType: "Group", PrincipalId: "$dev.GroupId", TargetId: ACCOUNT },
    "failed",
    60_000,
  ],
  ["cloudidentity:ListUserProvisioningEvents", { PageNumber: 1, PageSize: 10 }, "events"],
  [
    "cloudidentity:DeleteUserProvisioningEvent",
    { UserProvisioningEventId: "$events.UserProvisioningEvent.0.UserProvisioningEventId" },
  ],
  ["cloudidentity:DeletePermissionSet", SET],
  ["cloudidentity:DeleteUser", USER],
  ["cloudidentity:CreateExternalSAMLIdentityProvider", { EncodedMetadataDocument: metadata("one") }],
  ["cloudidentity:CreateExternalSAMLIdentityProvider", { EncodedMetadataDocument: metadata("two") }],
  ["cloudidentity:CreateSCIMServerCredential", {}, "scim"],
  ["cloudidentity:DeleteSCIMServerCredential", { CredentialId: "$scim.CredentialId" }],
  ["cloudidentity:UpdateInstanceName", { NewName: "other" }],
  ["cloudidentity:EnablePortalLoginSetting", { LoginType: "SAMLSSO" }],
  ["cloudidentity:DisablePortalLoginSetting", { LoginType: "SAMLSSO" }],
  ["cloudidentity:DisableService", {}],
  ["cloudidentity:EnableService", {}],
];
