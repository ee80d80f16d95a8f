/** What protects the sensitive operations of a user, as a resource of iam. Only users who had it set have one. */
import type { JsonObject } from "../../../action/json.ts";
import { change, create, recordAt } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { numberOf, pick } from "../../values.ts";
import { faultsOf, invalid } from "../faults.ts";
import { assertProtections } from "../login-profile.ts";
import { iamUser } from "../user.ts";

/** What holds for a user who never had it set (example of reference page CreateResource). */
const DEFAULTS = { SafeAuthClose: 0, SafeAuthExemptDuration: 10, SafeAuthType: "phone,email,vmfa" };
/** Minutes. */
const EXEMPTION = { min: 5, max: 30 };

export const securityConfig: Resource = {
  kind: "iam:security-config",
  noun: "security config",
  key: ["UserID"],
  parent: { to: iamUser, field: "UserID", onDelete: "cascade" },
  fresh: () => DEFAULTS,
  faults: faultsOf("security config", {
    unknown: [404, "SecurityConfigNotExist"],
    taken: "SecurityConfigAlreadyExists",
  }),
};

export const configOf = (context: Place, user: StoredRecord): Promise<StoredRecord | undefined> =>
  recordAt(securityConfig, context, user.key);

/** Sets what is given and keeps the rest. @throws Fault InvalidParameter */
export async function setConfig(context: Place, user: StoredRecord, given: JsonObject): Promise<void> {
  const fields = pick(given, ["SafeAuthType", "SafeAuthExemptDuration"]);
  assertProtections(fields);
  const minutes = numberOf(fields, "SafeAuthExemptDuration") ?? EXEMPTION.min;
  if (minutes < EXEMPTION.min || minutes > EXEMPTION.max) {
    throw invalid("SafeAuthExemptDuration", `It must be ${EXEMPTION.min} to ${EXEMPTION.max} minutes.`);
  }
  const known = await configOf(context, user);
  if (known === undefined) await create(securityConfig, context, { UserID: user.doc.Id ?? 0, ...fields });
  else await change(securityConfig, context, known, fields);
}

/** As the resource type shows it, also of a user who never had it set. */
export async function shownConfig(context: Place, user: StoredRecord): Promise<JsonObject> {
  return pick((await configOf(context, user))?.doc ?? DEFAULTS, Object.keys(DEFAULTS));
}
