/** The actions on outbound IPs. Binding an elastic IP takes its time. */
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import type { Definition } from "../../resources/family.ts";
import { family } from "../../resources/family.ts";
import { equals } from "../../resources/filters.ts";
import { change, find } from "../../resources/records.ts";
import { schedule } from "../../tasks.ts";
import type { CallContext, Part, StoredRecord, TaskRunner } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { egressIp } from "./egress-ip.ts";

const BY_ID = { ID: "ID" };
const KIND = "id.bind-egress-ip";
/** The reference says only that it takes a while. */
export const EGRESS_IP_BINDS_MS = 60_000;

async function bind(record: StoredRecord, context: CallContext): Promise<undefined> {
  await schedule(context, {
    kind: KIND,
    id: `${KIND}/${context.requestId}`,
    durationMs: EGRESS_IP_BINDS_MS,
    about: { ID: record.key },
    work: {},
    subject: record.key,
  });
  return undefined;
}

const runner: TaskRunner = {
  kind: KIND,
  async run(context, { about }) {
    // It may be deleted by now.
    const record = await find(egressIp, context, { ID: textOf(about, "ID") ?? "" });
    if (record !== undefined) await change(egressIp, context, record, { Status: "Available" });
    return {};
  },
};

/** Answers the id of what is gone. */
const removed: Definition = {
  ...removes(egressIp, BY_ID),
  async handle(params, context, documented) {
    await removes(egressIp, BY_ID).handle(params, context, documented);
    return { Data: { ID: textOf(params, "ID") ?? "" } };
  },
};

export const egressIps: Part = {
  resources: [egressIp],
  runners: [runner],
  actions: family("id", {
    CreateOutboundEgressIP: creates(egressIp, {
      within: "Data",
      also: (record, { context }) => bind(record, context),
    }),
    GetOutboundEgressIP: gets(egressIp, BY_ID, { within: "Data" }),
    ListOutboundEgressIPs: lists(egressIp, {
      filters: { "Filter.ID": equals("ID"), "Filter.Status": equals("Status") },
      sort: { by: "SortBy", direction: "SortOrder", fields: ["CreateTime", "UpdateTime"] },
    }),
    ModifyOutboundEgressIP: updates(egressIp, BY_ID, {
      within: "Data",
      prepare(fields, { before }) {
        if (before?.doc.Status !== "Available")
          throw faults.refused("The outbound IP is still being changed.");
        return { ...fields, Status: "Modifying" };
      },
      also: (record, { context }) => bind(record, context),
    }),
    DeleteOutboundEgressIP: removed,
  }),
};
