/** The actions on custom domains of a user pool. */
import type { JsonObject } from "../../../action/json.ts";
import { utcSeconds, uuidFor } from "../../ids.ts";
import { creates, gets, type Prepared, selected, updates } from "../../resources/actions.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { change, need } from "../../resources/records.ts";
import { runningOn, schedule, tasksOf } from "../../tasks.ts";
import type { CallContext, Part, Task } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { userPool } from "./user-pool.ts";
import {
  DOMAIN_STATUS,
  DOMAIN_TASK,
  type DomainAction,
  domainRunner,
  userPoolDomain,
} from "./user-pool-domain.ts";

const BY_DOMAIN = { Domain: "Domain" };
/** How long the gateway takes to follow. */
const OPERATION_MS = 60_000;
/** RFC 1123, section 2.1; with a dot, since nobody can have a certificate for a bare name. */
const HOST_NAME = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

async function begin(context: CallContext, doc: JsonObject, Action: DomainAction): Promise<void> {
  const Domain = textOf(doc, "Domain") ?? "";
  const UserPoolUid = textOf(doc, "UserPoolUid") ?? "";
  const about = { Domain, UserPoolUid, Action };
  await schedule(context, {
    kind: DOMAIN_TASK,
    id: uuidFor(context, `domain-task ${Action}`),
    durationMs: OPERATION_MS,
    about,
    work: about,
    subject: `${UserPoolUid}/${Domain}`,
  });
}

/** @throws Fault where the gateway is still busy with it */
async function assertIdle(context: CallContext, poolUid: string, domain: string): Promise<void> {
  if (await runningOn(context, DOMAIN_TASK, `${poolUid}/${domain}`)) {
    throw faults.refused(`An operation on the domain ${domain} is still running.`);
  }
}

/** A pool shows one CustomDomain, so it can have one. */
async function fresh(fields: JsonObject, { context }: Prepared): Promise<JsonObject> {
  const domain = textOf(fields, "Domain") ?? "";
  if (!HOST_NAME.test(domain)) throw faults.invalid("Domain", "It must be a host name in lower case.");
  const pool = textOf(fields, "UserPoolUid") ?? "";
  const { items } = await context.store.list(userPoolDomain.kind, { parent: pool, limit: 1 });
  const [other] = items;
  if (other !== undefined && other.key !== domain) {
    throw faults.refused(`The user pool has the domain ${other.key} already.`);
  }
  return fields;
}

async function replaced(fields: JsonObject, { before, context }: Prepared): Promise<JsonObject> {
  await assertIdle(context, before?.parent ?? "", before?.key ?? "");
  return { ...fields, Status: DOMAIN_STATUS.Update };
}

function operation({ id, about, startedAt, outcome }: Task, now: Date): JsonObject {
  const { failure } = outcome ?? {};
  return {
    TaskId: id,
    Action: about.Action ?? "",
    Domain: about.Domain ?? "",
    Status: outcome === undefined ? "Running" : failure === undefined ? "Success" : "Failed",
    CreateTime: utcSeconds(startedAt),
    UpdateTime: utcSeconds(outcome?.at ?? now),
    ...(failure === undefined ? {} : { ErrorMessage: failure.message }),
  };
}

export const userPoolDomains: Part = {
  resources: [userPoolDomain],
  runners: [domainRunner],
  actions: family("id", {
    CreateUserPoolDomain: creates(userPoolDomain, {
      prepare: fresh,
      also: async ({ doc }, { context }) => {
        await begin(context, doc, "Create");
        return undefined;
      },
    }),
    GetUserPoolDomain: gets(userPoolDomain, BY_DOMAIN),
    UpdateUserPoolDomain: updates(userPoolDomain, BY_DOMAIN, {
      prepare: replaced,
      also: async ({ doc }, { context }) => {
        await begin(context, doc, "Update");
        return undefined;
      },
    }),
    DeleteUserPoolDomain: computes(async (params, context) => {
      const record = await selected(userPoolDomain, BY_DOMAIN, params, context);
      await assertIdle(context, record.parent ?? "", record.key);
      await change(userPoolDomain, context, record, { Status: DOMAIN_STATUS.Delete });
      await begin(context, record.doc, "Delete");
      return { Message: "" };
    }),
    ListUserPoolDomainOperations: {
      ...answers(async (params, context) => {
        const pool = await need(userPool, context, { Uid: textOf(params, "UserPoolUid") ?? "" });
        const tasks = await tasksOf(context, DOMAIN_TASK);
        const own = tasks.filter(({ about }) => about.UserPoolUid === pool.key);
        return { UserPoolUid: pool.key, Operations: own.map((task) => operation(task, context.now)) };
      }),
      takes: new Set(["UserPoolUid"]),
    },
  }),
};
