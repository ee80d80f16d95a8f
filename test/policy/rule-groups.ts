/** What random rules speak of: actions that go together in one rule, and the paths that they have. */

/** Actions that one rule may name together, with the paths that its conditions and `only` may speak of. */
export interface Group {
  readonly actions: readonly string[];
  readonly when: readonly string[];
  readonly only?: readonly string[];
  readonly types?: "may" | "must";
  readonly approval?: "must";
  readonly denyOnly?: true;
  readonly needsOnly?: true;
}
const NAMESPACE = ["NamespaceName", "Description", "Tags", "Tags.Key", "Limit", "Open"];
export const GROUPS: readonly Group[] = [
  { actions: ["id:CreateNamespace"], when: NAMESPACE, only: [...NAMESPACE, "Tags.Value"] },
  { actions: ["id:DeleteNamespace"], when: ["NamespaceName", "NamespaceId"], only: ["NamespaceName"] },
  {
    actions: ["id:DeleteNamespace", "id:UpdateNamespace"],
    when: ["NamespaceName", "NamespaceId"],
    approval: "must",
  },
  { actions: ["id:*Namespace"], when: ["NamespaceName"] },
  { actions: ["id:UnbindPool"], when: ["WorkloadPoolName", "WorkloadPoolId"], only: ["WorkloadPoolId"] },
  { actions: ["id:*WorkloadPool"], when: ["WorkloadPoolName"], only: ["Description"] },
  { actions: ["id:GetWorkloadPool", "id:List*"], when: ["WorkloadPoolName", "WorkloadPoolId"] },
  { actions: ["id:*"], when: [], only: ["NamespaceName", "Url", "PatchDocument"], needsOnly: true },
  { actions: ["*:Get*"], when: [] },
  { actions: ["id:Get*", "id:GetWorkloadAccessToken"], when: [], approval: "must" },
  { actions: ["*"], when: [], denyOnly: true },
  {
    actions: ["id:CreateHook"],
    when: ["Name", "Url", "Config.TokenEndpoint"],
    only: ["Name", "Url", "Config"],
  },
  {
    actions: ["id:PatchHook"],
    when: ["Name"],
    only: ["PatchDocument", "PatchDocument.RedirectUri"],
    needsOnly: true,
  },
  { actions: ["iam:CreateUser"], when: ["UserName"] },
  { actions: ["iam:*User*"], when: ["UserName"] },
  { actions: ["iam:AttachUserPolicy"], when: ["UserName", "PolicyName"], approval: "must" },
  { actions: ["id:CreatePolicy"], when: ["Policy", "NamespaceName"], approval: "must" },
  { actions: ["id:GrantPermission"], when: ["Subject", "NamespaceName"], approval: "must" },
  { actions: ["id:GrantPermission", "id:CreatePolicy"], when: ["NamespaceName"], approval: "must" },
  {
    actions: ["iam:CreatePolicy"],
    when: ["PolicyName", "PolicyDocument.Statement.Action"],
    approval: "must",
  },
  { actions: ["iam:CreatePolicy"], when: [], only: ["PolicyDocument", "PolicyName"], approval: "must" },
  { actions: ["iam:UpdatePolicy"], when: ["PolicyName", "NewPolicyDocument"], approval: "must" },
  { actions: ["iam:UpdateUser"], when: ["NewUserName"], approval: "must" },
  {
    actions: ["iam:UpdateUser"],
    when: ["UserName"],
    only: ["UserName", "NewUserName"],
    approval: "must",
  },
  { actions: ["id:RemoveHooks"], when: ["HookIds"] },
  {
    actions: ["cloudcontrol:CreateResource"],
    when: [
      "TargetState.UserName",
      "TargetState.Tags.Key",
      "TargetState.PolicyDocument.a",
      "TargetState.PolicyUsers.PolicyScope.ProjectName",
      "TargetState",
      "TypeName",
    ],
    only: [
      "TargetState",
      "TargetState",
      "TargetState.UserName",
      "TargetState.Tags",
      "TargetState.Tags.Key",
      "TargetState.Status",
      "TargetState.PolicyDocument",
      "TargetState.PolicyDocument.RedirectUri",
    ],
    types: "must",
    needsOnly: true,
  },
  {
    actions: ["cloudcontrol:Update*"],
    when: [
      "PatchDocument.UserName",
      "PatchDocument.Tags.Key",
      "PatchDocument.Tags",
      "PatchDocument.PolicyDocument.a",
      "PatchDocument",
      "Identifier",
    ],
    only: [
      "PatchDocument",
      "PatchDocument.UserName",
      "PatchDocument.Tags",
      "PatchDocument.Tags.Key",
      "PatchDocument.Status",
      "PatchDocument.PolicyDocument.a",
      "PatchDocument.PolicyDocument.a/b",
    ],
    types: "must",
    needsOnly: true,
  },
  { actions: ["cloudcontrol:DeleteResource"], when: ["Identifier"], only: ["Identifier"], types: "must" },
  {
    actions: ["cloudcontrol:*Resource"],
    when: ["TypeName"],
    only: ["TargetState", "PatchDocument"],
    types: "must",
    needsOnly: true,
  },
  {
    actions: ["cloudcontrol:GetResource"],
    when: ["Identifier", "TypeName"],
    only: ["Identifier"],
    types: "may",
  },
];
