/** The actions on permission sets and their policies. */
import type { JsonObject } from "../../../action/json.ts";
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { acknowledged } from "../../resources/answer.ts";
import { computes, type Definition } from "../../resources/family.ts";
import { contains, equals, oneOf } from "../../resources/filters.ts";
import type { Part, Place } from "../../types.ts";
import { textOf } from "../../values.ts";
import { requireReprovision } from "../assignments/provisioning.ts";
import { directory } from "../directory.ts";
import { checkedSet, permissionSet } from "./permission-set.ts";
import {
  addInlinePolicy,
  addSystemPolicy,
  permissionPolicy,
  removePolicy,
  updateInlinePolicy,
} from "./policies.ts";

const BY_ID = { PermissionSetId: "PermissionSetId" };

/** Changes the policies of the set that the request names. */
const changesPolicies = (
  work: (context: Place, setId: string, text: (parameter: string) => string) => Promise<void>,
): Definition =>
  computes(async (params: JsonObject, context, { output }) => {
    const text = (parameter: string) => textOf(params, parameter) ?? "";
    await work(context, text("PermissionSetId"), text);
    return acknowledged(output);
  });

export const permissionSets: Part = {
  resources: [permissionSet, permissionPolicy],
  actions: directory({
    CreatePermissionSet: creates(permissionSet, { prepare: checkedSet }),
    GetPermissionSet: gets(permissionSet, BY_ID),
    ListPermissionSets: lists(permissionSet, {
      filters: { Filter: contains("Name"), PermissionSetIds: oneOf("PermissionSetId") },
    }),
    UpdatePermissionSet: updates(permissionSet, BY_ID, {
      prepare: checkedSet,
      // The length of a session is part of the role that is deployed; note and landing page are not.
      also: async ({ key, doc }, { before, context }) => {
        if (doc.SessionDuration !== before?.doc.SessionDuration) await requireReprovision(context, key);
        return undefined;
      },
    }),
    DeletePermissionSet: removes(permissionSet, BY_ID),
    AddSystemPolicyToPermissionSet: changesPolicies((context, setId, text) =>
      addSystemPolicy(context, setId, text("PermissionPolicyName")),
    ),
    AddInlinePolicyToPermissionSet: changesPolicies((context, setId, text) =>
      addInlinePolicy(context, setId, text("InlinePolicyDocument")),
    ),
    UpdateInlinePolicyToPermissionSet: changesPolicies((context, setId, text) =>
      updateInlinePolicy(context, setId, text("InlinePolicyDocument")),
    ),
    RemovePermissionPolicyFromPermissionSet: changesPolicies((context, setId, text) =>
      removePolicy(context, setId, text("PermissionPolicyType"), text("PermissionPolicyName")),
    ),
    ListPermissionPoliciesInPermissionSet: lists(permissionPolicy, {
      filters: { PermissionPolicyType: equals("PermissionPolicyType") },
    }),
  }),
};
