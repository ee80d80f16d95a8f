/** Some of the policies that every account has, made at the start. */
import { create } from "../resources/records.ts";
import type { Place } from "../types.ts";
import { SELF } from "./document.ts";
import { iamPolicy, policyNamed } from "./policy.ts";
import { ensureServiceRolePolicies } from "./service-linked-roles.ts";

/** What each allows, everywhere. The actions are the sandbox's reading of the names: the reference does not show them. */
const SYSTEM_POLICIES: Readonly<
  Record<
    string,
    { readonly category: string; readonly actions: readonly string[]; readonly resources?: readonly string[] }
  >
> = {
  AdministratorAccess: { category: "", actions: ["*"] },
  ReadOnlyAccess: {
    category: "",
    actions: ["*:Get*", "*:List*", "*:Describe*", "*:BatchGet*", "*:BatchList*", "*:Check*"],
  },
  IAMFullAccess: { category: "iam", actions: ["iam:*"] },
  IAMReadOnlyAccess: { category: "iam", actions: ["iam:Get*", "iam:List*"] },
  AccessKeySelfManageAccess: {
    category: "iam",
    actions: [
      "iam:CreateAccessKey",
      "iam:ListAccessKeys",
      "iam:UpdateAccessKey",
      "iam:DeleteAccessKey",
      "iam:GetAccessKeyLastUsed",
    ],
    resources: [SELF],
  },
  STSAssumeRoleAccess: { category: "sts", actions: ["sts:AssumeRole"] },
  IDFullAccess: { category: "id", actions: ["id:*"] },
  IDReadOnlyAccess: { category: "id", actions: ["id:Get*", "id:List*", "id:BatchGet*", "id:Check*"] },
  CloudIdentityFullAccess: { category: "cloudidentity", actions: ["cloudidentity:*"] },
  CloudIdentityReadOnlyAccess: {
    category: "cloudidentity",
    actions: ["cloudidentity:Get*", "cloudidentity:List*"],
  },
  CloudControlFullAccess: { category: "cloudcontrol", actions: ["cloudcontrol:*"] },
  ECSFullAccess: { category: "ecs", actions: ["ecs:*"] },
  ECSReadOnlyAccess: { category: "ecs", actions: ["ecs:Describe*", "ecs:Get*"] },
  VPCFullAccess: { category: "vpc", actions: ["vpc:*"] },
  VPCReadOnlyAccess: { category: "vpc", actions: ["vpc:Describe*"] },
  TOSFullAccess: { category: "tos", actions: ["tos:*"] },
  TOSReadOnlyAccess: { category: "tos", actions: ["tos:Get*", "tos:List*"] },
  BillFullAccess: { category: "billing", actions: ["billing:*"] },
};

/** Makes those that are not there yet. */
export async function ensureSystemPolicies(context: Place): Promise<void> {
  for (const [name, { category, actions, resources = ["*"] }] of Object.entries(SYSTEM_POLICIES)) {
    if ((await policyNamed(context, { name, type: "System" })) !== undefined) continue;
    await create(iamPolicy, context, {
      PolicyId: `System/${name}`,
      PolicyName: name,
      PolicyType: "System",
      PolicyDocument: JSON.stringify({
        Statement: [{ Effect: "Allow", Action: actions, Resource: resources }],
      }),
      ...(category === "" ? {} : { Category: category }),
    });
  }
  await ensureServiceRolePolicies(context);
}
