/** Users out of a CSV file: the first row names the columns, every other one is a user. */
import type { JsonObject } from "../../../action/json.ts";
import type { Place } from "../../types.ts";
import { invalid } from "../faults.ts";
import { CsvProblem, csvRows, decoded } from "./csv.ts";
import { attributesOf } from "./custom-attributes.ts";
import { PROFILE } from "./user-fields.ts";

const FLAGS = ["EmailVerified", "PhoneNumberVerified"];
/** Those of CreateUser. The reference shows no template; other columns are custom attributes of the pool. */
const COLUMNS: ReadonlySet<string> = new Set([
  ...PROFILE,
  ...FLAGS,
  "Password",
  "ExternalProviderUserIdentifier",
]);

/**
 * Rows as parameters of CreateUser. Empty cells are not given.
 * @throws Fault invalid for a file that is none, without rows, or with columns that are unknown or doubled
 */
export async function userRows(
  context: Pick<Place, "store">,
  poolUid: string,
  parameter: string,
  base64: string,
): Promise<readonly JsonObject[]> {
  const rows = readRows(parameter, base64);
  const [header = [], ...users] = rows;
  const columns = header.map((name) => name.trim());
  const attributes = await attributesOf(context, poolUid);
  const unknown = columns.find((name) => !COLUMNS.has(name) && !attributes.has(name));
  if (unknown !== undefined) throw invalid(parameter, `There is no column ${unknown}.`);
  if (new Set(columns).size < columns.length) throw invalid(parameter, "Two columns have one name.");
  const long = users.findIndex((row) => row.length > columns.length);
  if (long >= 0) throw invalid(parameter, `Row ${long + 2} has more cells than there are columns.`);
  return users.map((row) => givenBy(columns, row));
}

function readRows(parameter: string, base64: string): readonly (readonly string[])[] {
  try {
    return csvRows(decoded(base64));
  } catch (error) {
    if (error instanceof CsvProblem) throw invalid(parameter, error.message);
    throw error;
  }
}

function givenBy(columns: readonly string[], row: readonly string[]): JsonObject {
  const filled = columns.flatMap((name, index) => {
    const value = row[index] ?? "";
    return value === "" ? [] : [[name, value] as const];
  });
  const custom = filled.filter(([name]) => !COLUMNS.has(name));
  return {
    ...Object.fromEntries(
      filled
        .filter(([name]) => COLUMNS.has(name))
        .map(([name, value]) => [name, FLAGS.includes(name) ? value.toLowerCase() === "true" : value]),
    ),
    ...(custom.length === 0
      ? {}
      : { CustomAttributesToUpsert: custom.map(([Name, Value]) => ({ Name, Value })) }),
  };
}
