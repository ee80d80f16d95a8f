/**
 * The addresses that the account may be reached from. They are stored and not enforced: the sandbox is reached over
 * loopback alone, and a list would lock its own user out.
 */
import { isIP } from "node:net";
import type { JsonObject } from "../../../action/json.ts";
import { change, create, recordAt } from "../../resources/records.ts";
import type { Place, Resource } from "../../types.ts";
import { objectsOf, textOf } from "../../values.ts";
import { faultsOf, invalid } from "../faults.ts";

/** The reference is silent about how many there may be. */
const QUOTA = 100;

/** One of the account: its key is the account's number. */
export const allowedAddresses: Resource = {
  kind: "iam:allowed-addresses",
  noun: "list of allowed addresses",
  key: ["AccountId"],
  fresh: () => ({ EnableIPList: false, IPList: [] }),
  faults: faultsOf("list of allowed addresses", {
    unknown: [404, "AllowedIPAddressesNotExist"],
    taken: "AllowedIPAddressesAlreadyExist",
  }),
};

/** `{EnableIPList, IPList, Quota}`; off and empty until it is set. */
export async function allowedOf(context: Place): Promise<JsonObject> {
  const record = await recordAt(allowedAddresses, context, context.account);
  return { EnableIPList: false, IPList: [], ...record?.doc, Quota: QUOTA };
}

/** Sets what is given and keeps the rest. @throws Fault InvalidParameter */
export async function setAllowed(context: Place, given: JsonObject): Promise<void> {
  assertAddresses(given);
  const known = await recordAt(allowedAddresses, context, context.account);
  if (known === undefined) await create(allowedAddresses, context, { AccountId: context.account, ...given });
  else await change(allowedAddresses, context, known, given);
}

function assertAddresses(given: JsonObject): void {
  const addresses = objectsOf(given, "IPList").map((one) => textOf(one, "IP") ?? "");
  const wrong = addresses.findIndex((one) => !isAddress(one));
  if (wrong !== -1) throw invalid(`IPList.${wrong + 1}.IP`, "It is neither an address nor a range of them.");
  if (new Set(addresses).size < addresses.length) throw invalid("IPList", "An address is given twice.");
  if (addresses.length > QUOTA) throw invalid("IPList", `It may have ${QUOTA} addresses.`);
}

/** `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`. */
function isAddress(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}
