/** The actions that attach policies to users, groups and roles. */
import type { Json, JsonObject } from "../../action/json.ts";
import { answers, computes, type Definition, family } from "../resources/family.ts";
import { cutOf, pageOf } from "../resources/paging.ts";
import { type CallContext, Fault, type Part, type Resource, type StoredRecord } from "../types.ts";
import { objectsOf, pick, textOf } from "../values.ts";
import { type Attachment, attach, attachmentsOf, detach, holdersOf, policyAttachment } from "./attachment.ts";
import { iamFault } from "./faults.ts";
import { iamGroup } from "./group.ts";
import { iamPolicy, named, needPolicy, policyTrn } from "./policy.ts";
import { iamRole } from "./role.ts";
import { iamUser } from "./user.ts";

const policyIn = (params: JsonObject, context: CallContext): Promise<StoredRecord> =>
  needPolicy(context, {
    name: textOf(params, "PolicyName") ?? "",
    type: textOf(params, "PolicyType") ?? "",
  });

/** The scope of an attachment that holds everywhere is shown as such. */
function scopeOf({ record }: Attachment): Json {
  const scope = objectsOf(record.doc, "PolicyScope");
  const AttachDate = record.doc.AttachDate ?? "";
  return scope.length === 0
    ? [{ PolicyScopeType: "Global", AttachDate }]
    : scope.map((one) => ({ PolicyScopeType: "Project", AttachDate, ...one }));
}

/** Attach, detach and list for one kind of holder, which the parameter names. */
function actionsOn(holder: Resource): readonly [attach: Definition, detach: Definition, list: Definition] {
  const holderIn = (params: JsonObject, context: CallContext) =>
    named(holder, context, textOf(params, holder.name ?? "") ?? "");
  const on = (definition: Definition): Definition => ({
    ...definition,
    // By the holder: whose rights change is what matters.
    targets: async (params, context) => {
      const record = await holderIn(params, context);
      return [holder.trn?.(record.doc, context) ?? ""];
    },
  });
  return [
    on(
      // Once is enough; the reference is silent about a second time.
      computes(async (params, context) => {
        await attach(context, await holderIn(params, context), await policyIn(params, context));
        return {};
      }),
    ),
    on(
      computes(async (params, context) => {
        const policy = await policyIn(params, context);
        if (await detach(context, await holderIn(params, context), policy)) return {};
        const name = textOf(policy.doc, "PolicyName");
        throw iamFault(404, "PolicyAttachmentNotExist", `Policy '${name}' is not attached.`);
      }),
    ),
    on(
      answers(async (params, context) => {
        const attachments = await attachmentsOf(context, await holderIn(params, context));
        return {
          AttachedPolicyMetadata: attachments.map((one) => ({
            ...pick(one.policy.doc, ["PolicyName", "PolicyType", "Description"]),
            PolicyTrn: policyTrn(one.policy.doc, context),
            AttachDate: one.record.doc.AttachDate ?? "",
            PolicyScope: scopeOf(one),
          })),
        };
      }),
    ),
  ];
}

const ENTITIES = [
  { filter: "User", field: "PolicyUsers", resource: iamUser, id: "Id" },
  { filter: "UserGroup", field: "PolicyUserGroups", resource: iamGroup, id: "UserGroupID" },
  { filter: "Role", field: "PolicyRoles", resource: iamRole, id: "RoleId" },
] as const;

/** @throws Fault InvalidPolicyEntityFilter */
function entitiesFor(filter: string): typeof ENTITIES | readonly (typeof ENTITIES)[number][] {
  if (filter === "" || filter === "All") return ENTITIES;
  const wanted = ENTITIES.filter((one) => one.filter === filter);
  if (wanted.length > 0) return wanted;
  throw new Fault(
    400,
    "InvalidPolicyEntityFilter",
    `Invalid Entity Filter ${filter}, error: EntityFilter should be User/Role/UserGroup/All`,
  );
}

const listEntities: Definition = {
  ...answers(async (params, context, documented) => {
    const entities = entitiesFor(textOf(params, "EntityFilter") ?? "");
    const policy = await policyIn(params, context);
    const matching = (await holdersOf(context, policy)).filter(({ holder }) =>
      entities.some(({ resource }) => resource.kind === holder.kind),
    );
    const page = pageOf(matching, cutOf(documented, params, iamPolicy.faults));
    const shown = entities.map(({ field, resource, id }) => [
      field,
      page.items
        .filter(({ holder }) => holder.kind === resource.kind)
        .map((one) => ({
          ...pick(one.holder.doc, [resource.name ?? "", "DisplayName", "Description"]),
          Id: one.holder.doc[id] ?? 0,
          AttachDate: one.record.doc.AttachDate ?? "",
          PolicyScope: scopeOf(one),
        })),
    ]);
    return { ...Object.fromEntries(shown), ...page.counts };
  }),
  targets: async (params, context) => [policyTrn((await policyIn(params, context)).doc, context)],
};

const [attachUser, detachUser, listUser] = actionsOn(iamUser);
const [attachGroup, detachGroup, listGroup] = actionsOn(iamGroup);
const [attachRole, detachRole, listRole] = actionsOn(iamRole);

export const attachments: Part = {
  resources: [policyAttachment],
  actions: family("iam", {
    AttachUserPolicy: attachUser,
    DetachUserPolicy: detachUser,
    ListAttachedUserPolicies: listUser,
    AttachUserGroupPolicy: attachGroup,
    DetachUserGroupPolicy: detachGroup,
    ListAttachedUserGroupPolicies: listGroup,
    AttachRolePolicy: attachRole,
    DetachRolePolicy: detachRole,
    ListAttachedRolePolicies: listRole,
    ListEntitiesForPolicy: listEntities,
  }),
};
