/** Memberships in groups from a CSV file, as far as the reference documents such an import. */
import { answers, computes, type Definition } from "../../resources/family.ts";
import { textOf } from "../../values.ts";
import { invalid } from "../faults.ts";
import { inBulk } from "./bulk.ts";
import { connectionIn } from "./connections.ts";
import { poolIn } from "./user-views.ts";

/** By what the file names its users. The reference lists no values. */
const IDENTIFIERS = [
  "Uid",
  "Name",
  "Email",
  "PhoneNumber",
  "PreferredUsername",
  "ExternalProviderUserIdentifier",
];

export const groupsCsv: Readonly<Record<string, Definition>> = {
  // The reference has no field for the file, so that no documented call brings one: it is an import of no rows.
  CreateUserGroupsCsv: computes(async (params, context) => {
    const poolUid = await poolIn(params, context);
    const type = textOf(params, "UserIdentifierType") ?? "";
    if (!IDENTIFIERS.some((one) => one.toLowerCase() === type.toLowerCase())) {
      throw invalid("UserIdentifierType", `It must be one of ${IDENTIFIERS.join(", ")}.`);
    }
    const connectionUid = textOf(params, "ExternalProviderConnectionUid");
    if (connectionUid) await connectionIn(context, poolUid, connectionUid);
    return inBulk<never>(context, { items: [], each: async () => "" });
  }),
  // Nor has its answer one.
  GetUserGroupsCsvTemplate: answers(async (params, context) => {
    await poolIn(params, context);
    return {};
  }),
};
