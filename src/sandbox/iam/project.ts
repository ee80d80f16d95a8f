/** Projects of the account. They are made through Cloud Control alone; elsewhere they are names. */
import type { JsonObject } from "../../action/json.ts";
import { create, recordAt } from "../resources/records.ts";
import type { Part, Place, Resource } from "../types.ts";
import { textOf } from "../values.ts";
import { faultsOf, invalid, refused } from "./faults.ts";
import { iamTime } from "./records.ts";

/** Where everything is that names no project. Every account has it. */
const DEFAULT_PROJECT = "default";
const NAME = /^[A-Za-z0-9_.-]{1,64}$/;

const base: Resource = {
  kind: "iam:project",
  noun: "project",
  key: ["ProjectName"],
  times: { created: "CreatedTime", updated: "UpdatedTime", format: iamTime },
  fresh: (_given, context) => ({
    ParentProjectName: "",
    DisplayName: "",
    Description: "",
    AccountID: Number(context.account),
    Status: "active",
    HasPermission: true,
  }),
  derived: { Path: async ({ doc }, context) => pathOf(doc, context) },
  async removing({ key }) {
    if (key === DEFAULT_PROJECT) throw refused("The project default cannot be deleted.");
  },
  faults: faultsOf("project", { unknown: [404, "ProjectNotExist"], taken: "ProjectAlreadyExists" }),
};

/** A project with projects below it cannot be deleted. */
export const project: Resource = {
  ...base,
  references: [{ field: "ParentProjectName", to: base, onDelete: "refuse" }],
};

/** `/apollo/lander`: parents first. They cannot go in circles, since a parent is never changed. */
async function pathOf(doc: JsonObject, context: Place): Promise<string> {
  const parent = await recordAt(base, context, textOf(doc, "ParentProjectName") ?? "");
  return `${parent === undefined ? "" : await pathOf(parent.doc, context)}/${textOf(doc, "ProjectName") ?? ""}`;
}

/** @throws Fault InvalidParameter */
export function checkedProject(fields: JsonObject): JsonObject {
  if (!NAME.test(textOf(fields, "ProjectName") ?? "")) {
    throw invalid("ProjectName", "It takes 1 to 64 letters, digits and the characters _ . -.");
  }
  return fields;
}

export const projects: Part = {
  actions: [],
  resources: [project],
  async prepare(context) {
    if ((await recordAt(project, context, DEFAULT_PROJECT)) !== undefined) return;
    await create(project, context, { ProjectName: DEFAULT_PROJECT, DisplayName: DEFAULT_PROJECT });
  },
};
