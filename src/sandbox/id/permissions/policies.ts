/** The actions on permission policies. */
import type { JsonObject } from "../../../action/json.ts";
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import { contains, equals } from "../../resources/filters.ts";
import type { Part } from "../../types.ts";
import { objectOf, pick, textOf } from "../../values.ts";
import { invalid, missing } from "../faults.ts";
import { flawOf } from "./cedar.ts";
import { textOfDefinition, textOfGrant } from "./definition.ts";
import { policyFacts } from "./facts.ts";
import { policy, STATUSES } from "./policy.ts";

const BY_NAME = { PolicyName: "PolicyName" };

/** @throws Fault InvalidParameter.Status */
function statusOf(params: JsonObject): string {
  const given = (textOf(params, "Status") || STATUSES.enabled).toLowerCase();
  const status = Object.values(STATUSES).find((known) => known.toLowerCase() === given);
  if (status === undefined) throw invalid("Status", `It must be ${Object.values(STATUSES).join(" or ")}.`);
  return status;
}

/** @throws Fault MissingParameter or InvalidParameter where neither or both of the two ways are used, or it is no Cedar */
function created(params: JsonObject): string {
  const text = textOf(params, "Policy");
  const definition = objectOf(params, "Definition");
  if (definition !== undefined) {
    if (text) throw invalid("Definition", "Policy and Definition say the same thing: give one.");
    return textOfDefinition(definition);
  }
  if (!text) throw missing("Policy");
  const flaw = flawOf(text, "Policy");
  if (flaw !== undefined) throw invalid("Policy", flaw);
  return text;
}

const PARTS = ["Principal", "Operation", "Resource", "OriginalCallers", "Effect"];

/** @throws Fault as `created` */
function granted(params: JsonObject): string {
  const definition = objectOf(params, "Definition");
  if (definition === undefined) return textOfGrant(params);
  const also = PARTS.filter((part) => params[part] !== undefined);
  if (also.length > 0) throw invalid("Definition", `It cannot be given beside ${also.join(", ")}.`);
  return textOfDefinition(definition);
}

const STORED = ["NamespaceName", "PolicyName", "Description", "Definition"];

const stored = (textIn: (params: JsonObject) => string) =>
  creates(policy, {
    prepare: (fields) => {
      if (!fields.NamespaceName) throw missing("NamespaceName");
      return { ...pick(fields, STORED), Policy: textIn(fields), Status: statusOf(fields) };
    },
  });

export const policies: Part = {
  resources: [policy],
  actions: family("id", {
    CreatePolicy: { ...stored(created), input: policyFacts.create },
    GrantPermission: { ...stored(granted), input: policyFacts.grant },
    GetPolicy: gets(policy, BY_NAME),
    // Without a namespace this lists all policies; with one, it must exist.
    ListPolicies: {
      ...lists(policy, {
        filters: {
          "Filter.Id": equals("PolicyId"),
          "Filter.Trn": equals("Trn"),
          "Filter.Name": contains("PolicyName"),
          "Filter.Description": contains("Description"),
        },
        sort: {
          by: "SortField",
          direction: "SortDirection",
          fields: ["PolicyName", "CreateTime", "UpdateTime"],
        },
      }),
      input: policyFacts.list,
    },
    UpdatePolicy: {
      ...updates(policy, BY_NAME, {
        prepare: (fields, { params }) => ({ ...fields, Status: statusOf(params) }),
      }),
      input: policyFacts.update,
    },
    DeletePolicy: removes(policy, BY_NAME),
  }),
};
