/** The next page of a list, by whichever of the services' three ways the request and its answer show. */
import { isJsonObject, type JsonObject } from "../../action/json.ts";

/**
 * The parameters of the next page; undefined where there is none. `count` is how many elements this page held.
 * A total that the answer gives ends the list; where there is none, a page that is not full does.
 */
export function nextPage(asked: JsonObject, answer: JsonObject, count: number): JsonObject | undefined {
  const token = textIn(answer, "NextToken");
  if (token !== undefined) return { ...asked, NextToken: token };
  if (count === 0) return undefined;
  if (typeof asked.PageNumber === "number" || typeof asked.PageSize === "number") {
    const page = numberOr(asked.PageNumber, 1);
    const seen = (page - 1) * numberOr(asked.PageSize, count) + count;
    return seen < totalOf(answer, seen) ? { ...asked, PageNumber: page + 1 } : undefined;
  }
  if (typeof asked.Limit === "number" || typeof asked.Offset === "number") {
    const seen = numberOr(asked.Offset, 0) + count;
    return seen < totalOf(answer, seen) ? { ...asked, Offset: seen } : undefined;
  }
  return undefined;
}

function totalOf(answer: JsonObject, otherwise: number): number {
  const inner = isJsonObject(answer.Data) ? answer.Data : {};
  return numberOr(answer.TotalCount ?? answer.Total ?? inner.TotalCount ?? inner.Total, otherwise);
}

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === "number" ? value : otherwise;

function textIn(answer: JsonObject, field: string): string | undefined {
  const value = answer[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}
