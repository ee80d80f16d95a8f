/** Functions that a user pool calls at certain events: one for each kind of event. */
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import type { Part, Resource } from "../../types.ts";
import * as faults from "../faults.ts";
import { userPool } from "../user-pools/user-pool.ts";

const faasService: Resource = {
  kind: "id.faas-service",
  noun: "function hook",
  key: ["UserPoolUid", "FunctionType"],
  name: "FunctionType",
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  indexed: ["FunctionType"],
  faults,
};

const BY_TYPE = { FunctionType: "FunctionType" };

export const faasServices: Part = {
  resources: [faasService],
  actions: family("id", {
    CreateFaasService: creates(faasService),
    GetFaasService: gets(faasService, BY_TYPE),
    ListFaasServices: lists(faasService),
    UpdateFaasService: updates(faasService, BY_TYPE),
    DeleteFaasService: removes(faasService, BY_TYPE),
  }),
};
