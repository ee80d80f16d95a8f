/** Cuts lists into pages, in the style that the action's fields show: numbered, by token, or by offset. */
import type { JsonObject } from "../../action/json.ts";
import { parseLeaf } from "../facts.ts";
import type { Fact, Facts, Page, ResourceFaults } from "../types.ts";
import { numberOf, textOf } from "../values.ts";

export interface Cut {
  readonly offset: number;
  readonly limit: number;
  /** The fields that say where in the list the page is. */
  counts(page: { readonly size: number; readonly total: number }): JsonObject;
}

export interface Sizes {
  /** Items of a page where the request does not say. */
  readonly default: number;
  /** Where the facts give no bound. */
  readonly max: number;
}

const SIZES: Sizes = { default: 10, max: 100 };
const TOTALS = ["TotalCount", "Total"] as const;

/**
 * Where the page lies that a request asks for.
 * @throws Fault of the service's for a page below 1, a size out of bounds, a token that is none
 */
export function cutOf(
  facts: { readonly input: Facts; readonly output: Facts },
  params: JsonObject,
  faults: Pick<ResourceFaults, "invalid">,
  sizes: Sizes = SIZES,
): Cut {
  const takes = (field: string) => facts.input[field] !== undefined || facts.input[`${field}!`] !== undefined;
  const token = textOf(params, "NextToken");
  const byToken = takes("NextToken") && (token || params.MaxResults !== undefined || !takes("PageNumber"));
  const shows = (fields: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => facts.output[field] !== undefined));
  const totals = (total: number) => Object.fromEntries(TOTALS.map((field) => [field, total]));

  if (byToken) {
    const limit = sizeIn(facts.input, params, "MaxResults", faults, sizes);
    const offset = token ? offsetOf(token, faults) : 0;
    return {
      offset,
      limit,
      counts: ({ size, total }) => ({
        ...(offset + size < total ? { NextToken: tokenFor(offset + size) } : {}),
        ...shows({ ...totals(total), MaxResults: limit }),
      }),
    };
  }
  if (takes("Limit") || takes("Offset")) {
    // The reference allows a Limit of 0, without a meaning: it counts as none.
    const limit = params.Limit === 0 ? sizes.default : sizeIn(facts.input, params, "Limit", faults, sizes);
    const offset = numberOf(params, "Offset") ?? 0;
    if (offset < 0) throw faults.invalid("Offset", "It must be at least 0.");
    return {
      offset,
      limit,
      counts: ({ total }) => shows({ ...totals(total), Limit: limit, Offset: offset }),
    };
  }
  if (takes("PageNumber") || takes("PageSize")) {
    const number = numberOf(params, "PageNumber") ?? 1;
    if (number < 1) throw faults.invalid("PageNumber", "It must be at least 1.");
    const limit = sizeIn(facts.input, params, "PageSize", faults, sizes);
    return {
      offset: (number - 1) * limit,
      limit,
      counts: ({ total }) => shows({ ...totals(total), PageNumber: number, PageSize: limit }),
    };
  }
  // Not paged: everything is one page.
  return {
    offset: 0,
    limit: Number.MAX_SAFE_INTEGER,
    counts: ({ size, total }) => shows({ ...totals(total), PageNumber: 1, PageSize: size }),
  };
}

function sizeIn(
  input: Facts,
  params: JsonObject,
  field: string,
  faults: Pick<ResourceFaults, "invalid">,
  sizes: Sizes,
): number {
  const size = numberOf(params, field) ?? sizes.default;
  const max = maximumOf(input[field] ?? input[`${field}!`]) ?? sizes.max;
  if (size < 1 || size > max) throw faults.invalid(field, `It must be 1 to ${max}.`);
  return size;
}

function maximumOf(fact: Fact | undefined): number | undefined {
  const max = typeof fact === "string" ? parseLeaf(fact).range?.max : undefined;
  return max !== undefined && Number.isFinite(max) ? max : undefined;
}

const TOKEN = /^p(\d{1,12})$/;

function tokenFor(offset: number): string {
  return Buffer.from(`p${offset}`).toString("base64url");
}

function offsetOf(token: string, faults: Pick<ResourceFaults, "invalid">): number {
  const [, offset] = TOKEN.exec(Buffer.from(token, "base64url").toString("latin1")) ?? [];
  if (offset === undefined) throw faults.invalid("NextToken", "It is not a token of this list.");
  return Number(offset);
}

/** One page out of everything that matched, for lists that were put together by code. */
export function pageOf<Item>(
  matching: readonly Item[],
  cut: Cut,
): { readonly items: readonly Item[]; readonly counts: JsonObject } {
  const items = matching.slice(cut.offset, cut.offset + cut.limit);
  return { items, counts: cut.counts({ size: items.length, total: matching.length }) };
}

/** The counts of a page that the store cut. */
export function countsOf(page: Page, cut: Cut): JsonObject {
  return cut.counts({ size: page.items.length, total: page.total });
}
