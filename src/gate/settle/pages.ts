/** The next page of a list, by whichever of the services' three ways the request and its answer show. */
import { isJsonObject, type JsonObject } from "../../action/json.ts";

/** How much of a list was read: `count` elements of this page, `before` of those before it. */
export interface Read {
  readonly count: number;
  readonly before: number;
}

/**
 * The parameters of the next page; undefined where there is none. A total that the answer gives ends the list; where there
 * is none, a page that is not full does. A service may give less than it was asked for: its answer says how many a page holds.
 */
export function nextPage(
  asked: JsonObject,
  answer: JsonObject,
  { count, before }: Read,
): JsonObject | undefined {
  const token = textIn(answer, "NextToken");
  if (token !== undefined) return { ...asked, NextToken: token };
  if (count === 0) return undefined;
  const seen = before + count;
  const total = totalOf(answer);
  if (typeof asked.PageNumber === "number" || typeof asked.PageSize === "number") {
    const page = numberOr(asked.PageNumber, 1);
    const size = numberOr(answer.PageSize ?? pageInfo(answer).PageSize, numberOr(asked.PageSize, count));
    const more = total === undefined ? count >= size : seen < total;
    return more
      ? { ...asked, PageNumber: page + 1, ...(size === asked.PageSize ? {} : { PageSize: size }) }
      : undefined;
  }
  if (typeof asked.Limit === "number" || typeof asked.Offset === "number") {
    const more = total === undefined ? count >= numberOr(asked.Limit, count + 1) : seen < total;
    return more ? { ...asked, Offset: seen } : undefined;
  }
  return undefined;
}

/** Whether what was read is the whole list, as far as the answer says how long it is. */
export function isWhole(answer: JsonObject, { count, before }: Read): boolean {
  return before + count >= (totalOf(answer) ?? 0);
}

/** How many elements the list has in all, where the answer says so. */
export function totalOf(answer: JsonObject): number | undefined {
  const inner = isJsonObject(answer.Data) ? answer.Data : {};
  const places = [
    answer.TotalCount,
    answer.Total,
    inner.TotalCount,
    inner.Total,
    pageInfo(answer).TotalCount,
  ];
  const found = places.find((one) => typeof one === "number" || isDigits(one));
  return found === undefined ? undefined : Number(found);
}

/** 64 bits come as a text. */
const isDigits = (value: unknown): boolean => typeof value === "string" && /^\d{1,15}$/.test(value);

const pageInfo = (answer: JsonObject): JsonObject => (isJsonObject(answer.PageInfo) ? answer.PageInfo : {});

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === "number" ? value : otherwise;

function textIn(answer: JsonObject, field: string): string | undefined {
  const value = answer[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}
