/** Roles that belong to a service of the cloud, made after its template. */
import type { JsonObject } from "../../action/json.ts";
import { answers, computes, family } from "../resources/family.ts";
import { create, find, need, remove } from "../resources/records.ts";
import { Fault, type Place, type SandboxAction, type StoredRecord } from "../types.ts";
import { objectsOf, pick, textOf } from "../values.ts";
import { attach } from "./attachment.ts";
import { refused } from "./faults.ts";
import { iamPolicy, needPolicy, policyTrn } from "./policy.ts";
import { iamRole } from "./role.ts";

/** Services that have a template here. What the templates say is the sandbox's own: the reference shows none. */
const SERVICES = ["ecs", "vke", "tos", "cloud_trail", "id", "cloudidentity"] as const;
type Service = (typeof SERVICES)[number];

/** `cloud_trail` → `CloudTrail`. */
const titleOf = (service: string): string =>
  service
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
const roleNameOf = (service: string): string => `ServiceRoleFor${titleOf(service)}`;
const policyNameOf = (service: string): string => `ServiceRolePolicyFor${titleOf(service)}`;

const trustOf = (service: string): string =>
  JSON.stringify({
    Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { Service: [service] } }],
  });

/** Makes the policies of the templates that are not there yet. */
export async function ensureServiceRolePolicies(context: Place): Promise<void> {
  for (const service of SERVICES) {
    const name = policyNameOf(service);
    if ((await find(iamPolicy, context, { PolicyName: name })) !== undefined) continue;
    await create(iamPolicy, context, {
      PolicyId: `System/${name}`,
      PolicyName: name,
      PolicyType: "System",
      IsServiceRolePolicy: 1,
      Category: service,
      PolicyDocument: JSON.stringify({
        Statement: [{ Effect: "Allow", Action: [`${service}:*`], Resource: ["*"] }],
      }),
    });
  }
}

/** @throws Fault for a service that has no template */
function serviceNamed(name: string): Service {
  const service = SERVICES.find((one) => one === name);
  if (service !== undefined) return service;
  throw new Fault(
    404,
    "ServiceLinkedRoleTemplateNotExist",
    `There is no service-linked role for service '${name}'.`,
  );
}

const policyFor = (context: Place, service: Service) =>
  needPolicy(context, { name: policyNameOf(service), type: "System" });

const describe = (service: Service) => ({
  RoleName: roleNameOf(service),
  DisplayName: roleNameOf(service),
  Description: `Lets ${service} reach what it works with.`,
  TrustPolicyDocument: trustOf(service),
});

/** @throws Fault ServiceLinkedRoleTemplateNotExist, RoleAlreadyExists */
export async function createLinkedRole(
  context: Place,
  serviceName: string,
  Tags: readonly JsonObject[],
): Promise<StoredRecord> {
  const service = serviceNamed(serviceName);
  const name = roleNameOf(service);
  if ((await find(iamRole, context, { RoleName: name })) !== undefined) {
    // 400, not 409 as in CreateRole: so the service has it.
    throw new Fault(400, "RoleAlreadyExists", `Role '${name}' already exists.`);
  }
  const role = await create(iamRole, context, { ...describe(service), IsServiceLinkedRole: 1, Tags });
  await attach(context, role, await policyFor(context, service));
  return role;
}

export const serviceLinkedRoles: readonly SandboxAction[] = family("iam", {
  CreateServiceLinkedRole: {
    ...computes(async (params, context) => {
      await createLinkedRole(context, textOf(params, "ServiceName") ?? "", objectsOf(params, "Tags"));
      return {};
    }),
    targets: async (params, context) => {
      const RoleName = roleNameOf(textOf(params, "ServiceName") ?? "");
      return [iamRole.trn?.({ RoleName }, context) ?? ""];
    },
  },
  DeleteServiceLinkedRole: {
    ...computes(async (params, context) => {
      const role = await need(iamRole, context, { RoleName: textOf(params, "RoleName") ?? "" });
      if (role.doc.IsServiceLinkedRole !== 1) {
        throw refused("This role is not linked to a service: DeleteRole removes it.");
      }
      await remove(iamRole, context, role);
      return {};
    }),
    targets: async (params, context) => [
      iamRole.trn?.({ RoleName: textOf(params, "RoleName") ?? "" }, context) ?? "",
    ],
  },
  GetServiceLinkedRoleTemplate: answers(async (params, context) => {
    const service = serviceNamed(textOf(params, "ServiceName") ?? "");
    const { doc } = await policyFor(context, service);
    const fields = ["PolicyName", "PolicyType", "PolicyDocument", "Description", "Category"];
    const policy = {
      ...pick(doc, [...fields, "IsServiceRolePolicy", "CreateDate", "UpdateDate"]),
      PolicyTrn: policyTrn(doc, context),
    };
    return {
      ServiceLinkedRoleTemplate: [{ ...describe(service), ServiceName: service, Policy: [policy] }],
    };
  }),
});
