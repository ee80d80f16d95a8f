/** The actions that provision people of the directory as IAM users of accounts. */
import type { JsonObject } from "../../../action/json.ts";
import { creates, gets, lists, removes } from "../../resources/actions.ts";
import { acknowledged } from "../../resources/answer.ts";
import { computes, type Definition } from "../../resources/family.ts";
import { contains, equals, oneOf } from "../../resources/filters.ts";
import type { Part, Place } from "../../types.ts";
import { textOf } from "../../values.ts";
import { directory } from "../directory.ts";
import { userOf } from "../users/user.ts";
import { eventOf, provisioningEvent } from "./events.ts";
import { attachPolicy, detachPolicy } from "./policies.ts";
import { freeName, provisionedUser, remarkOn } from "./provisioned-user.ts";
import {
  assertSettled,
  checkedProvisioning,
  userProvisioning,
  userProvisioningOf,
} from "./user-provisioning.ts";
import { startWork, userProvisioningRunner } from "./work.ts";

const changes = (
  work: (context: Place, text: (parameter: string) => string) => Promise<unknown>,
): Definition =>
  computes(async (params: JsonObject, context, { output }) => {
    await work(context, (parameter) => textOf(params, parameter) ?? "");
    return acknowledged(output);
  });

export const userProvisionings: Part = {
  resources: [userProvisioning, provisionedUser, provisioningEvent],
  runners: [userProvisioningRunner],
  actions: directory({
    CreateUserProvisioning: creates(userProvisioning, {
      prepare: (fields, { context }) => checkedProvisioning(fields, context),
      // One person's conflict is told at once, a group's is an event.
      also: async (record, { context }) => {
        await startWork(context, record, "Provisioning");
        if (record.doc.PrincipalType !== "User") return undefined;
        const person = await userOf(context, textOf(record.doc, "PrincipalId") ?? "");
        await freeName(context, record, person);
        return { Remark: await remarkOn(context, record, person) };
      },
    }),
    GetUserProvisioning: gets(userProvisioning, { UserProvisioningId: "UserProvisioningId" }),
    ListUserProvisionings: lists(userProvisioning, { filters: { AccountId: equals("TargetId") } }),
    DeleteUserProvisioning: changes(async (context, text) => {
      const record = await userProvisioningOf(context, text("UserProvisioningId"));
      assertSettled(record);
      await startWork(context, record, "DeleteProvisioning");
    }),
    AttachPolicyToUserProvision: changes((context, text) =>
      attachPolicy(context, text("UserProvisioningId"), text("PolicyName")),
    ),
    DetachPolicyToUserProvision: changes((context, text) =>
      detachPolicy(context, text("UserProvisioningId"), text("PolicyName")),
    ),
    ListUserProvisioningEvents: lists(provisioningEvent, {
      filters: { EventStatus: oneOf("EventStatus"), QueryString: contains("UserName", "DisplayName") },
    }),
    // Whoever failed is tried again with everybody else, who have it already.
    RetryUserProvisioningEvent: changes(async (context, text) => {
      const { doc } = await eventOf(context, text("UserProvisioningEventId"));
      const record = await userProvisioningOf(context, textOf(doc, "UserProvisioningId") ?? "");
      assertSettled(record);
      const deletes = doc.EventStatus === "DeleteProvisionFailed";
      await startWork(context, record, deletes ? "DeleteProvisioning" : "Provisioning");
    }),
    DeleteUserProvisioningEvent: removes(provisioningEvent, {
      UserProvisioningEventId: "UserProvisioningEventId",
    }),
  }),
};
