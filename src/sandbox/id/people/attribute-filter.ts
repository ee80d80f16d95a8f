/** CustomAttributeFilter: conditions on custom attributes, joined in groups. */
import type { JsonObject } from "../../../action/json.ts";
import { objectsOf, textOf } from "../../values.ts";
import { invalid } from "../faults.ts";

type Test = (doc: JsonObject) => boolean;
type Compare = (value: string | undefined, wanted: string) => boolean;

const PARAMETER = "Filter.CustomAttributeFilter";

const lower = (text: string | undefined): string => (text ?? "").toLowerCase();
const ordered =
  (holds: (order: number) => boolean): Compare =>
  (value, wanted) => {
    if (value === undefined) return false;
    const numbers =
      value !== "" && wanted !== "" && !Number.isNaN(Number(value)) && !Number.isNaN(Number(wanted));
    const [a, b] = numbers ? [Number(value), Number(wanted)] : [value, wanted];
    return holds(a < b ? -1 : a > b ? 1 : 0);
  };

/** The reference names no operators; here they are, in any case. Texts are compared whatever their case. */
const OPERATORS: Readonly<Record<string, Compare>> = {
  equals: (value, wanted) => value !== undefined && lower(value) === lower(wanted),
  notequals: (value, wanted) => lower(value) !== lower(wanted),
  contains: (value, wanted) => value !== undefined && lower(value).includes(lower(wanted)),
  notcontains: (value, wanted) => !lower(value).includes(lower(wanted)),
  startswith: (value, wanted) => value !== undefined && lower(value).startsWith(lower(wanted)),
  endswith: (value, wanted) => value !== undefined && lower(value).endsWith(lower(wanted)),
  greaterthan: ordered((order) => order > 0),
  greaterthanorequal: ordered((order) => order >= 0),
  lessthan: ordered((order) => order < 0),
  lessthanorequal: ordered((order) => order <= 0),
  isnullorempty: (value) => value === undefined,
  isnotnullorempty: (value) => value !== undefined,
};
const NAMES =
  "Equals, NotEquals, Contains, NotContains, StartsWith, EndsWith, GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual, IsNullOrEmpty, IsNotNullOrEmpty";

/**
 * A test of users. Relation joins conditions and groups, `And` when absent.
 * @throws Fault for an operator or relation that is none
 */
export function attributeTest(filter: JsonObject): Test {
  const relation = (textOf(filter, "Relation") || "And").toLowerCase();
  if (relation !== "and" && relation !== "or")
    throw invalid(`${PARAMETER}.Relation`, "It must be And or Or.");
  const tests = [
    ...objectsOf(filter, "Conditions").map(conditionTest),
    ...objectsOf(filter, "Groups").map(attributeTest),
  ];
  if (tests.length === 0) return () => true;
  return relation === "and"
    ? (doc) => tests.every((test) => test(doc))
    : (doc) => tests.some((test) => test(doc));
}

function conditionTest(condition: JsonObject): Test {
  const name = textOf(condition, "Name") ?? "";
  const wanted = textOf(condition, "Value") ?? "";
  const compare = OPERATORS[(textOf(condition, "Operator") || "Equals").toLowerCase()];
  if (compare === undefined) {
    throw invalid(`${PARAMETER}.Conditions.Operator`, `It must be one of ${NAMES}.`);
  }
  return (doc) => {
    const held = objectsOf(doc, "CustomAttributes").find((one) => textOf(one, "Name") === name);
    return compare(held === undefined ? undefined : textOf(held, "Value"), wanted);
  };
}
