/** Workloads, what they may use, and who holds them to it. */
import type { Step } from "./story.ts";

const POOL = { WorkloadPoolName: "agents" };
const IN_POOL = { PoolName: "agents" };
const ID = { ...POOL, Name: "reporter" };
const TAGGED = { ResourceType: "workloadpool", ResourceIds: ["$pool.Trn"] };
const OAUTH = {
  ClientId: "app",
  ClientSecret: "sandbox-secret",
  Flow: "M2M",
  Scopes: ["read"],
  Oauth2Discovery: { DiscoveryUrl: "https://ledger.example.com/.well-known/openid-configuration" },
};

export const workloads: readonly Step[] = [
  ["id:CreateWorkloadPool", { ...POOL, Description: "a" }, "pool"],
  ["id:UpdateWorkloadPool", { ...POOL, Description: "b" }],
  [
    "id:CreateTrustAnchor",
    {
      Name: "cluster",
      TrustAnchorType: "OIDC",
      TrustAnchorCfg: [{ Key: "Issuer", Value: "https://c.example.com" }],
    },
  ],
  ["id:UpdateTrustAnchor", { Name: "cluster", Description: "b" }],
  ["id:BindWorkloadPoolTrustAnchor", { ...POOL, TrustAnchorNames: ["cluster"] }],
  ["id:CreateWorkloadIdentity", { ...ID, Description: "a" }],
  ["id:UpdateWorkloadIdentity", { ...ID, Description: "b" }],
  [
    "id:AddWorkloadMetaData",
    { ...POOL, WorkloadIdentity: "reporter", MetaData: [{ Key: "team", Values: ["a"] }] },
  ],
  [
    "id:TagResources",
    {
      ...TAGGED,
      Tags: [
        { Key: "env", Value: "prod" },
        { Key: "owner", Value: "x" },
      ],
    },
  ],
  ["id:TagResources", { ...TAGGED, Tags: [{ Key: "env", Value: "test" }] }],
  ["id:UntagResources", { ...TAGGED, TagKeys: ["env", "owner"] }],
  ["id:CreateApiKeyCredentialProvider", { ...IN_POOL, Name: "crm", ApiKey: "sandbox-key" }],
  ["id:UpdateApiKeyCredentialProvider", { ...IN_POOL, Name: "crm", ApiKey: "sandbox-key-2" }],
  ["id:CreateApiKeyCredentialProvider", { Name: "crm", ApiKey: "sandbox-key" }],
  ["id:DeleteApiKeyCredentialProvider", { Name: "crm" }],
  ["id:CreateOauth2CredentialProvider", { ...IN_POOL, Name: "ledger", Vendor: 0, Config: OAUTH }],
  [
    "id:UpdateOauth2CredentialProvider",
    { ...IN_POOL, Name: "ledger", Config: { ...OAUTH, Scopes: ["write"] } },
  ],
  [
    "id:BindCredentialProvider",
    { ...IN_POOL, ProviderName: "crm", ProviderType: "api_key", Resource: "runtime-1" },
  ],
  [
    "id:UnBindCredentialProvider",
    { ...IN_POOL, ProviderName: "crm", ProviderType: "api_key", Resource: "runtime-1" },
  ],
  ["id:DeleteApiKeyCredentialProvider", { ...IN_POOL, Name: "crm" }],
  ["id:DeleteOauth2CredentialProvider", { ...IN_POOL, Name: "ledger" }],
  [
    "id:CreateRoleCredentialProvider",
    { ...IN_POOL, Name: "role", Vendor: 0, Config: { RoleMapping: { FromRole: { RoleName: "reader" } } } },
  ],
  ["id:UpdateRoleCredentialProvider", { ...IN_POOL, Name: "role" }],
  ["id:DeleteRoleCredentialProvider", { ...IN_POOL, Name: "role" }],
  ["id:DeleteWorkloadIdentity", ID],
  ["id:DeleteTrustAnchor", { Name: "cluster" }],
  ["id:DeleteWorkloadPool", POOL],
];

const SPACE = { NamespaceName: "shop" };
const PERMIT = 'permit(principal == Agent::"support", action == Action::"read", resource == Orders::"all");';
const ACTION = { ...SPACE, ResourceType: "Order", ActionName: "Read" };
const SERVICE = { ServiceName: "orders" };
const ROUTE = { ...SERVICE, RouteName: "list" };
const route = (RouteName: string) => ({
  RouteName,
  Path: `/${RouteName}`,
  Method: "GET",
  PathMatchType: "Exact",
  ResourceType: "Order",
  PermissionPool: "shop",
});
const POINT = {
  NamespaceId: "$space.NamespaceId",
  AuthPointId: "p1",
  AuthPointName: "a",
  AuthPointType: "api",
  AuthPointLink: "https://a.example.com",
  DecisionMode: "strict",
  Enabled: true,
};

export const permissions: readonly Step[] = [
  ["id:CreateNamespace", { ...SPACE, Description: "a" }, "space"],
  ["id:UpdateNamespace", { ...SPACE, Description: "b" }],
  ["id:CreatePolicy", { ...SPACE, PolicyName: "reads", Policy: PERMIT }],
  ["id:UpdatePolicy", { ...SPACE, PolicyName: "reads", Description: "b", Status: "disabled" }],
  ["id:CreateAction", { ...ACTION, ActionKey: "read" }, "action"],
  ["id:CreateAction", { ...ACTION, ActionKey: "write" }],
  ["id:UpdateAction", { ActionId: "$action.ActionId", Description: "b" }],
  ["id:DeleteAction", { ActionId: "$action.ActionId" }],
  ["id:CreateResource", { ...SPACE, ResourceKey: "o1", ResourceName: "One", ResourceType: "Order" }],
  ["id:UpdateResource", { ...SPACE, ResourceKey: "o1", Description: "b" }],
  ["id:DeleteResource", { ...SPACE, ResourceKey: "o1" }],
  ["id:CreatePermissionPoint", POINT, "point"],
  [
    "id:UpdatePermissionPoint",
    { ...POINT, AuthPointName: "b", PermissionPointId: "$point.PermissionPointId" },
  ],
  ["id:DeletePermissionPoint", { PermissionPointId: "$point.PermissionPointId" }],
  [
    "id:CreateService",
    { ...SERVICE, PermissionSpaceId: "$space.NamespaceId", Backend: { BackendDomain: "o.example.com" } },
  ],
  ["id:UpdateService", { ...SERVICE, Description: "b" }],
  ["id:CreateRoute", { ...SERVICE, Route: route("list") }],
  ["id:UpdateRoute", { ...ROUTE, Description: "b" }],
  ["id:PublishRoute", ROUTE],
  ["id:DisableRoute", ROUTE],
  ["id:PublishService", SERVICE],
  ["id:DeleteRoute", ROUTE],
  ["id:DeleteService", SERVICE],
  ["id:DeletePolicy", { ...SPACE, PolicyName: "reads" }],
  [
    "id:GrantPermission",
    {
      ...SPACE,
      PolicyName: "grant",
      Principal: { Type: "User", Id: "a" },
      Operation: { Type: "Action", Id: "read" },
      Resource: { Type: "Order", Id: "1" },
    },
  ],
  [
    "id:CreateServiceFromTemplate",
    {
      ...SERVICE,
      TemplateId: "tpl-knowledge",
      PermissionSpaceId: "$space.NamespaceId",
      RouteTemplateIds: ["rt-knowledge-search"],
    },
  ],
  [
    "id:CreateRouteFromTemplate",
    { ...SERVICE, RouteTemplateId: "rt-knowledge-add", RouteName: "add" },
    "added",
  ],
  ["id:DeleteRoute", { ...SERVICE, RouteName: "$added.RouteName" }],
  ["id:ListRoutes", { ...SERVICE, PageNumber: 1, PageSize: 10 }, "routes"],
  ["id:DeleteRoute", { ...SERVICE, RouteName: "$routes.Items.0.RouteName" }],
  ["id:DeleteService", SERVICE],
  ["id:DeletePolicy", { ...SPACE, PolicyName: "grant" }],
  ["id:CreateNamespace", { NamespaceName: "gone" }],
  ["id:DeleteNamespace", { NamespaceName: "gone" }],
  ["id:CreateOutboundEgressIP", { NatGatewayID: "ngw-1" }, "egress", 60_000],
  ["id:ModifyOutboundEgressIP", { ID: "$egress.Data.ID", EipID: "eip-2" }, undefined, 60_000],
  ["id:DeleteOutboundEgressIP", { ID: "$egress.Data.ID" }],
];
