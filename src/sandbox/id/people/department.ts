/** Departments of a user pool, as a resource of the id service. */
import { utcSeconds, uuidFor } from "../../ids.ts";
import type { Resource } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { userPool } from "../user-pools/user-pool.ts";

/**
 * The top of every pool's organization, which is always there and keeps nothing of its own. The reference is silent
 * on its name; the maker's own office suite calls the top department by this number.
 */
export const ROOT_UID = "0";

/** Where a department stands among others: no two siblings have one name. */
export const placeValue = (parentUid: string, name: string): string => `${parentUid}/${name}`;
/** What a department is called by the system that it comes from. */
export const originValue = (source: string, externalId: string): string =>
  externalId === "" ? "" : JSON.stringify([source, externalId]);

/** Places, paths and counts follow from the parents and members; department-views.ts works them out. */
export const department: Resource = {
  kind: "id.department",
  noun: "department",
  key: ["Uid"],
  name: "Name",
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  indexed: ["ParentDepartmentUid", "Name", "Source", "Precedence", "CreateTime", "UpdateTime"],
  values: (doc) => ({
    Place: placeValue(textOf(doc, "ParentDepartmentUid") ?? "", textOf(doc, "Name") ?? ""),
    Origin: originValue(textOf(doc, "Source") ?? "", textOf(doc, "ExternalID") ?? ""),
    // Numbers sort as texts of one length; negative ones before all others.
    Precedence: String((typeof doc.Precedence === "number" ? doc.Precedence : 0) + 2 ** 31).padStart(10, "0"),
  }),
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  fresh: (_given, context, label) => ({
    Uid: uuidFor(context, `department${label}`),
    Description: "",
    Precedence: 0,
    Source: "Manual",
  }),
  faults,
};
