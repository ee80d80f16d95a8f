/** Values of a pool's custom attributes, as a user has them. */
import type { JsonObject } from "../../../action/json.ts";
import type { Place } from "../../types.ts";
import { numberOf, objectsOf, textOf } from "../../values.ts";
import { userPoolAttribute } from "../user-pools/user-pool-attribute.ts";
import { wrongField } from "./user-problem.ts";

const UPSERT = "CustomAttributesToUpsert";
const NUMBER = /^-?\d+(\.\d+)?$/;

/** The pool's custom attributes by name. */
export async function attributesOf(
  context: Pick<Place, "store">,
  poolUid: string,
): Promise<ReadonlyMap<string, JsonObject>> {
  const { items } = await context.store.list(userPoolAttribute.kind, { parent: poolUid });
  return new Map(items.map(({ doc }) => [textOf(doc, "Name") ?? "", doc]));
}

/**
 * What the user has after the upsert; undefined where nothing was given. A value that is empty takes the attribute
 * away, since no type has an empty value.
 * @throws UserProblem for an attribute that the pool does not have, a value that is not of its type or bounds, and a
 * second value of an immutable one
 */
export async function mergedAttributes(
  context: Pick<Place, "store">,
  poolUid: string,
  given: JsonObject,
  before: JsonObject,
): Promise<readonly JsonObject[] | undefined> {
  if (given[UPSERT] === undefined) return undefined;
  const known = await attributesOf(context, poolUid);
  const merged = new Map(
    objectsOf(before, "CustomAttributes").map((one) => [
      textOf(one, "Name") ?? "",
      textOf(one, "Value") ?? "",
    ]),
  );
  for (const one of objectsOf(given, UPSERT)) {
    const name = textOf(one, "Name") ?? "";
    const value = textOf(one, "Value") ?? "";
    const attribute = known.get(name);
    if (attribute === undefined) throw wrongField(UPSERT, `The pool has no custom attribute ${name}.`);
    const old = merged.get(name);
    if (isImmutable(attribute) && old !== undefined && old !== value) {
      throw wrongField(UPSERT, `${name} cannot be changed once it is set.`);
    }
    if (value === "") merged.delete(name);
    else {
      assertValue(attribute, name, value);
      merged.set(name, value);
    }
  }
  return [...merged].map(([Name, Value]) => ({ Name, Value }));
}

const isImmutable = (attribute: JsonObject): boolean =>
  textOf(attribute, "Mutability")?.toLowerCase() === "immutable";

function assertValue(attribute: JsonObject, name: string, value: string): void {
  const low = numberOf(attribute, "Minimum") ?? Number.NEGATIVE_INFINITY;
  const high = numberOf(attribute, "Maximum") ?? Number.POSITIVE_INFINITY;
  const within = (size: number) => size >= low && size <= high;
  const wrong = (why: string) => wrongField(UPSERT, `${name}: ${why}`);
  switch (textOf(attribute, "DataType")?.toLowerCase()) {
    case "number":
      if (!NUMBER.test(value)) throw wrong("It must be a number.");
      if (!within(Number(value))) throw wrong("It is out of its bounds.");
      return;
    case "boolean":
      if (value !== "true" && value !== "false") throw wrong("It must be true or false.");
      return;
    case "datetime":
      if (Number.isNaN(Date.parse(value))) throw wrong("It must be a date.");
      return;
    default:
      if (!within([...value].length)) throw wrong("Its length is out of its bounds.");
  }
}
