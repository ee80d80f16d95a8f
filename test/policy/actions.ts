/** The actions that these tests judge: a real family, and small ones for what that family does not have. */
import * as z from "zod";
import { type Action, natureOf, qualifiedName } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";
import type { JsonObject } from "../../src/action/json.ts";
import { loadPolicy } from "../../src/policy/load.ts";
import type { Call, Decision, Policy, Principal } from "../../src/policy/types.ts";
import { workloadPools } from "../../tools/workloads/workload-pools.ts";

const any = () => z.unknown().optional();
const fields = (...names: string[]) => Object.fromEntries(names.map((name) => [name, any()]));

type Part = Partial<Omit<Action, "secrets" | "service" | "name" | "input">> &
  Pick<Action, "service" | "name">;

function small(part: Part, ...parameters: string[]): Action {
  return defineAction({
    family: "test",
    effect: "create",
    title: part.name,
    zh: "测试",
    summary: part.name,
    output: () => ({}),
    ...part,
    input: () => fields(...parameters),
  });
}

const OPEN_TYPES = ["Volcengine::IAM::User", "Volcengine::CloudIdentity::Group"];
const minted = (params: JsonObject) => params.TypeName === "Volcengine::IAM::Accesskey";
const cc = { service: "cloudcontrol", idempotencyToken: "ClientToken" } as const;

export const createResource = small(
  {
    ...cc,
    name: "CreateResource",
    freeForm: ["TargetState"],
    egress: ["TargetState.**.RedirectUri"],
    natureOf: (params) =>
      minted(params) ? { effect: "issue", escalates: true } : { effect: "create", escalates: false },
  },
  "TypeName",
  "TargetState",
  "ClientToken",
);
export const updateResource = small(
  { ...cc, name: "UpdateResource", effect: "update", freeForm: ["PatchDocument"] },
  "TypeName",
  "Identifier",
  "PatchDocument",
  "ClientToken",
);
/** A patch that can make the cloud contact somebody; apart, so that hosts do not hide what `only` and `when` do. */
export const patchHook = small(
  {
    service: "id",
    name: "PatchHook",
    effect: "update",
    freeForm: ["PatchDocument"],
    egress: ["**.RedirectUri"],
  },
  "Name",
  "PatchDocument",
);
export const deleteResource = small(
  { ...cc, name: "DeleteResource", effect: "delete" },
  "TypeName",
  "Identifier",
  "ClientToken",
);
export const getResource = small(
  {
    service: "cloudcontrol",
    name: "GetResource",
    effect: "read",
    natureOf: ({ TypeName }) => ({
      effect: typeof TypeName === "string" && OPEN_TYPES.includes(TypeName) ? "read" : "reveal",
      escalates: false,
    }),
  },
  "TypeName",
  "Identifier",
);
export const getTask = small({ service: "cloudcontrol", name: "GetTask", effect: "read" }, "TaskId");

const namespaceNames = { alternatives: [{ of: ["NamespaceName", "NamespaceId"], required: true }] };

export const createNamespace = small(
  { service: "id", name: "CreateNamespace" },
  "NamespaceName",
  "Description",
  "Tags",
  "Limit",
  "Open",
);
export const deleteNamespace = small(
  { service: "id", name: "DeleteNamespace", effect: "delete", ...namespaceNames },
  "NamespaceName",
  "NamespaceId",
);
export const updateNamespace = small(
  { service: "id", name: "UpdateNamespace", effect: "update", escalates: true, ...namespaceNames },
  "NamespaceName",
  "NamespaceId",
  "Description",
);
export const unbindPool = small(
  {
    service: "id",
    name: "UnbindPool",
    effect: "delete",
    alternatives: [{ of: ["WorkloadPoolName", "WorkloadPoolId"], required: false }],
    absentMeans: { WorkloadPoolName: "default" },
  },
  "WorkloadPoolName",
  "WorkloadPoolId",
);
export const getClient = small({ service: "id", name: "GetUserPoolClient", effect: "reveal" }, "ClientId");
export const getToken = small(
  { service: "id", name: "GetWorkloadAccessToken", effect: "issue" },
  "WorkloadName",
);
export const createPolicy = small(
  { service: "id", name: "CreatePolicy", escalates: true },
  "NamespaceName",
  "Policy",
);
export const grantPermission = small(
  { service: "id", name: "GrantPermission", escalates: true },
  "NamespaceName",
  "Subject",
);
export const createHook = small(
  { service: "id", name: "CreateHook", egress: ["Url", "Callbacks[]", "Smtp.Host", "**.TokenEndpoint"] },
  "Name",
  "Url",
  "Callbacks",
  "Smtp",
  "Config",
);
export const probe = small(
  { service: "id", name: "GetHook", effect: "read", egress: ["Url"] },
  "Name",
  "Url",
);
export const iamCreateUser = small({ service: "iam", name: "CreateUser" }, "UserName");
export const attachUserPolicy = small(
  { service: "iam", name: "AttachUserPolicy", effect: "update", escalates: true },
  "UserName",
  "PolicyName",
);

/** With the real names, so that what is known of documents and renames applies to them. */
export const iamCreatePolicy = small(
  { service: "iam", name: "CreatePolicy", escalates: true },
  "PolicyName",
  "PolicyDocument",
);
export const iamUpdatePolicy = small(
  { service: "iam", name: "UpdatePolicy", effect: "update", escalates: true },
  "PolicyName",
  "NewPolicyDocument",
);
export const iamUpdateUser = small(
  {
    service: "iam",
    name: "UpdateUser",
    effect: "update",
    escalates: true,
    renames: { UserName: "NewUserName" },
  },
  "UserName",
  "NewUserName",
);
export const removeHooks = small(
  {
    service: "id",
    name: "RemoveHooks",
    effect: "delete",
    items: "HookIds[]",
    uncountableWith: ["All"],
  },
  "HookIds",
  "All",
);

export const actions: readonly Action[] = [
  ...workloadPools.actions,
  createResource,
  updateResource,
  patchHook,
  deleteResource,
  getResource,
  getTask,
  createNamespace,
  deleteNamespace,
  updateNamespace,
  unbindPool,
  getClient,
  getToken,
  createPolicy,
  grantPermission,
  createHook,
  probe,
  iamCreateUser,
  attachUserPolicy,
  iamCreatePolicy,
  iamUpdatePolicy,
  iamUpdateUser,
  removeHooks,
];

const byName = new Map(actions.map((action) => [qualifiedName(action), action]));

/** A call as the gate makes it: effect and escalation by the action's own account of these parameters. */
export function callOf(name: string, params: JsonObject = {}, principal?: Principal): Call {
  const action = byName.get(name);
  if (action === undefined) throw new Error(`the tests have no action ${name}`);
  return { action, ...natureOf(action, params), params, principal };
}

export function load(text: string | Uint8Array, options?: { requireAccount?: boolean }): Policy {
  return loadPolicy(text, { name: "policy.yaml" }, { actions }, options);
}

export type Verdict = "allow" | "ask" | "second-person" | "refuse";

/** The table form of a decision. */
export function verdict(decision: Decision): Verdict {
  if (decision.verdict === "refuse") return "refuse";
  return decision.approval === "none" ? "allow" : decision.approval;
}

export function judge(policy: string, name: string, params: JsonObject = {}): Verdict {
  return verdict(load(policy).decide(callOf(name, params)));
}
