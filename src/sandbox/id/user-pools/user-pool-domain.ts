/** Custom domains of user pools, and the work that setting one up, changing it and taking it down is. */
import { change, need, remove } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord, Task, TaskRunner } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { userPool } from "./user-pool.ts";

export const DOMAIN_TASK = "id.user-pool-domain-task";

/** The reference names no states; these say what an operation in progress is. */
export const DOMAIN_STATUS = { Create: "Creating", Update: "Updating", Delete: "Deleting" } as const;
export type DomainAction = keyof typeof DOMAIN_STATUS;
export const READY = "Active";

/** A domain leads to one pool in the whole cloud, so the domain alone is its key. */
export const userPoolDomain: Resource = {
  kind: "id.user-pool-domain",
  noun: "domain",
  key: ["Domain"],
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  fresh: (given, context) => ({
    CertificateId: "",
    ApigDomain: `${textOf(given, "UserPoolUid") ?? ""}.apigateway-${context.region}.example.com`,
    Status: DOMAIN_STATUS.Create,
  }),
  faults,
};

/** The domain that a task is about. @throws Fault NotFound where it, or its pool, went in the meantime */
function domainOf(context: Place, { work }: Task): Promise<StoredRecord> {
  return need(userPoolDomain, context, { Domain: textOf(work, "Domain") ?? "" }, textOf(work, "UserPoolUid"));
}

export const domainRunner: TaskRunner = {
  kind: DOMAIN_TASK,
  async run(context, task) {
    const record = await domainOf(context, task);
    if (textOf(task.work, "Action") === "Delete") await remove(userPoolDomain, context, record);
    else await change(userPoolDomain, context, record, { Status: READY });
    return {};
  },
};
