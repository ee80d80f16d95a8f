/**
 * The actions that `tools/list` shows where nobody selects: those with which most tasks begin. At most 25, since
 * every connection pays for each of them; all others are found with search_actions.
 */
export const core: readonly string[] = [
  "sts:GetCallerIdentity",
  "id:CreateWorkloadPool",
  "id:ListWorkloadPools",
  "id:CreateWorkloadIdentity",
  "id:ListWorkloadIdentities",
  "id:GetWorkloadAccessToken",
  "id:CreateApiKeyCredentialProvider",
  "id:ListCredentialProviders",
  "id:CreateNamespace",
  "id:CreatePolicy",
  "id:ListPolicies",
  "id:CheckPermission",
  "id:ListUserPools",
  "cloudidentity:CreateUser",
  "cloudidentity:ListUsers",
  "cloudidentity:CreateGroup",
  "cloudidentity:ListGroups",
  "cloudidentity:AddUserToGroup",
  "iam:ListUsers",
  "iam:ListAttachedUserPolicies",
  "cloudcontrol:CreateResource",
  "cloudcontrol:ListResources",
  "cloudcontrol:DescribeResourceType",
  "cloudcontrol:GetTask",
];
