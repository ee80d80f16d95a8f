/** The actions on policies. */
import type { JsonObject } from "../../action/json.ts";
import { creates, gets, lists, type Prepared, removes, updates } from "../resources/actions.ts";
import { type Definition, family } from "../resources/family.ts";
import { contains, where } from "../resources/filters.ts";
import type { Part } from "../types.ts";
import { textOf } from "../values.ts";
import { assertPolicyDocument } from "./document.ts";
import { iamFault } from "./faults.ts";
import { assertOwn, iamPolicy } from "./policy.ts";
import { ensureSystemPolicies } from "./system-policies.ts";

const NAME = /^[\p{Script=Han}A-Za-z0-9 .@_\-+=,]{1,64}$/u;

/** @throws Fault InvalidPolicyName, InvalidParameter, ResourceConflict for one of the system */
function checked(fields: JsonObject, { before }: Prepared): JsonObject {
  if (before !== undefined) assertOwn(before.doc);
  const name = textOf(fields, "PolicyName");
  if (name !== undefined && !NAME.test(name)) {
    const why = "it may have letters, digits, Chinese characters, spaces and .@_-+=,";
    throw iamFault(400, "InvalidPolicyName", `Invalid PolicyName '${name}', error: ${why}`);
  }
  const { PolicyDocument, ...rest } = fields;
  // An empty text in an update leaves the document as it is: nobody can mean a policy without one.
  if (before !== undefined && PolicyDocument === "") return rest;
  if (PolicyDocument !== undefined) assertPolicyDocument(textOf(fields, "PolicyDocument") ?? "");
  return fields;
}

const listed = lists(iamPolicy, {
  filters: {
    Query: contains("PolicyName", "Description"),
    Scope: where((doc, value) => {
      if (value !== "All" && value !== "System" && value !== "Custom") {
        throw iamPolicy.faults.invalid("Scope", "It must be All, System or Custom.");
      }
      return value === "All" || doc.PolicyType === value;
    }),
    WithServiceRolePolicy: where((doc, value) => value === 1 || doc.IsServiceRolePolicy !== 1),
  },
});
/** Policies of service-linked roles are left out unless they are asked for. */
const withoutServiceRoles: Definition = {
  ...listed,
  handle: (params, context, documented) =>
    listed.handle({ WithServiceRolePolicy: 0, ...params }, context, documented),
};

const BY_NAME = { PolicyName: "PolicyName" };

export const policies: Part = {
  resources: [iamPolicy],
  prepare: ensureSystemPolicies,
  actions: family("iam", {
    CreatePolicy: creates(iamPolicy, { within: "Policy", prepare: checked }),
    GetPolicy: gets(iamPolicy, { ...BY_NAME, PolicyType: "PolicyType" }, { within: "Policy" }),
    ListPolicies: withoutServiceRoles,
    UpdatePolicy: updates(iamPolicy, BY_NAME, {
      within: "Policy",
      renamed: {
        NewPolicyName: "PolicyName",
        NewDescription: "Description",
        NewPolicyDocument: "PolicyDocument",
      },
      prepare: checked,
    }),
    DeletePolicy: removes(iamPolicy, BY_NAME),
  }),
};
