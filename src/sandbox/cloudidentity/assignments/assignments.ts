/** The actions that hand permission sets out and deploy them. The changes run as tasks. */
import type { JsonObject } from "../../../action/json.ts";
import { lists } from "../../resources/actions.ts";
import { computes } from "../../resources/family.ts";
import { equals } from "../../resources/filters.ts";
import { Fault, type Part, type Place, type TaskRunner } from "../../types.ts";
import { textOf } from "../../values.ts";
import { accountOf } from "../accounts.ts";
import { directory } from "../directory.ts";
import { concurrent } from "../faults.ts";
import { setOf } from "../permission-sets/permission-set.ts";
import { isRunning, KIND, startTask } from "../tasks/task.ts";
import {
  assertAssignable,
  assign,
  assignment,
  assignmentOf,
  deploymentIn,
  isAssigned,
  unassign,
} from "./assignment.ts";
import { deploy, withdraw } from "./deployment.ts";
import { note, provisioning, provisioningOf } from "./provisioning.ts";

/** One change at a time of one assignment, and of one deployment. */
const assignmentSubject = (fields: JsonObject): string =>
  ["assignment", ...assignment.key.map((field) => textOf(fields, field) ?? "")].join(" ");
const deploymentSubject = (fields: JsonObject): string =>
  ["deployment", ...provisioning.key.map((field) => textOf(fields, field) ?? "")].join(" ");

/** @throws Fault PermissionSetProvisionRunning */
export async function assertSettled(context: Place, fields: JsonObject): Promise<void> {
  const deployed = await provisioningOf(context, deploymentIn(fields));
  if (deployed?.doc.ProvisioningStatus === "Running") {
    throw new Fault(400, "PermissionSetProvisionRunning", "The permission set is being provisioned.");
  }
}

/** @throws Fault PermissionSetProvisioningNotFound; PermissionSetInUse, a code that no page names */
export async function assertWithdrawable(context: Place, fields: JsonObject): Promise<void> {
  const at = deploymentIn(fields);
  if ((await provisioningOf(context, at)) === undefined) throw provisioning.faults.notFound("");
  if (await isAssigned(context, at)) {
    throw new Fault(400, "PermissionSetInUse", "The permission set is assigned in this account.");
  }
}

export const assignmentRunner: TaskRunner = {
  kind: KIND,
  async run(context, { about, work }) {
    switch (textOf(about, "TaskType")) {
      case "CreateAssignment":
        await assign(context, about);
        break;
      case "DeleteAssignment":
        await unassign(context, about, textOf(work, "DeprovisionStrategy") ?? "None");
        break;
      case "Provision":
        await deploy(context, deploymentIn(about));
        break;
      default:
        await assertWithdrawable(context, about);
        await withdraw(context, deploymentIn(about));
    }
    return {};
  },
  async failed(context, { about }) {
    const deployed = await provisioningOf(context, deploymentIn(about));
    if (deployed?.doc.ProvisioningStatus !== "Running") return;
    await note(context, deploymentIn(about), "ProvisionFailed");
  },
};

export const accountAssignments: Part = {
  resources: [provisioning, assignment],
  runners: [assignmentRunner],
  actions: directory({
    CreateAccountAssignment: computes(async (params, context) => {
      await assertAssignable(context, params);
      const subject = assignmentSubject(params);
      if (await isRunning(context, subject)) throw assignment.faults.duplicated("");
      await assertSettled(context, params);
      const at = deploymentIn(params);
      const deployed = await provisioningOf(context, at);
      if (deployed?.doc.ProvisioningStatus !== "Provisioned") await note(context, at, "Running");
      return { TaskId: await startTask(context, "CreateAssignment", params, subject) };
    }),
    DeleteAccountAssignment: computes(async (params, context) => {
      const subject = assignmentSubject(params);
      if (await isRunning(context, subject)) throw concurrent("The assignment is being changed.");
      if ((await assignmentOf(context, params)) === undefined) throw assignment.faults.notFound("");
      // The reference is silent on an absent strategy: the set then stays.
      const work = { DeprovisionStrategy: textOf(params, "DeprovisionStrategy") ?? "None" };
      return { TaskId: await startTask(context, "DeleteAssignment", params, subject, work) };
    }),
    ListAccountAssignments: lists(assignment, {
      filters: {
        PrincipalId: equals("PrincipalId"),
        PrincipalType: equals("PrincipalType"),
        TargetId: equals("TargetId"),
      },
    }),
    ProvisionPermissionSet: computes(async (params, context) => {
      await setOf(context, textOf(params, "PermissionSetId") ?? "");
      accountOf(context, textOf(params, "TargetId") ?? "");
      await assertSettled(context, params);
      await note(context, deploymentIn(params), "Running");
      return { TaskId: await startTask(context, "Provision", params, deploymentSubject(params)) };
    }),
    DeprovisionPermissionSet: computes(async (params, context) => {
      await setOf(context, textOf(params, "PermissionSetId") ?? "");
      await assertSettled(context, params);
      await assertWithdrawable(context, params);
      await note(context, deploymentIn(params), "Running");
      return { TaskId: await startTask(context, "Deprovision", params, deploymentSubject(params)) };
    }),
    ListPermissionSetProvisionings: lists(provisioning, {
      filters: { TargetId: equals("TargetId"), ProvisioningStatus: equals("ProvisioningStatus") },
    }),
  }),
};
