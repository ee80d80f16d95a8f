/**
 * Field schemas that several families share. Limits are the API's; where the reference states none, a
 * generous bound of our own keeps a runaway argument from reaching the wire. Every call pays for the
 * descriptions in tokens: they say what the name does not.
 */
import * as z from "zod";
import { HANDLE_ID, HANDLE_KEY } from "./handle.ts";

/** A bound of our own for text without a documented limit, in UTF-16 units. */
export const TEXT_LIMIT = 4096;
/** A bound of our own for lists without a documented limit. */
export const LIST_LIMIT = 200;
/** A bound of our own for one free-form value, in UTF-16 units of its JSON text. */
export const JSON_LIMIT = 262_144;
/** A bound of our own for page sizes without a documented limit. */
export const PAGE_LIMIT = 1000;

// A lone surrogate cannot be encoded in UTF-8: what is judged would not be what is sent.
const wellFormed = (text: string): boolean => text.isWellFormed();

/** Text of at most `max` UTF-16 units, without lone surrogates. */
export function text(describe: string, max: number = TEXT_LIMIT) {
  return z.string().max(max).refine(wellFormed, "has a lone surrogate").describe(describe);
}

/** Text that may not be empty. */
export function name(describe: string, max: number = TEXT_LIMIT) {
  return z.string().min(1).max(max).refine(wellFormed, "has a lone surrogate").describe(describe);
}

/** Text whose name says it all: bounded like `name`, without a description. */
export function plainName(max: number = TEXT_LIMIT) {
  return z.string().min(1).max(max).refine(wellFormed, "has a lone surrogate");
}

/** Text whose name says it all: bounded like `text`, without a description. */
export function plainText(max: number = TEXT_LIMIT) {
  return z.string().max(max).refine(wellFormed, "has a lone surrogate");
}

export function listOf<T extends z.ZodType>(element: T, describe: string, max: number = LIST_LIMIT) {
  return z.array(element).max(max).describe(describe);
}

export const projectName = () => name("Project it belongs to; `default` when absent");

/** `{Key, Value}`: what the vendor's SDK sends, also where a reference page says `Values`. */
export const tags = () =>
  listOf(z.strictObject({ Key: plainName().optional(), Value: plainText().optional() }), "Tags to attach");

export const tagFilters = () =>
  listOf(
    z.strictObject({
      Key: plainName().optional(),
      Values: listOf(plainText(), "One of these must match").optional(),
    }),
    "Only what carries these tags",
  );

/** The filter that the lists of namespaces and of their policies share. */
export const entityFilter = (describe: string) =>
  z
    .strictObject({
      Name: plainName().optional(),
      Id: plainName().optional(),
      Trn: plainName().optional(),
      Description: plainText().optional(),
    })
    .describe(describe);

/** A bound of our own for page numbers and positions. */
export const COUNT_LIMIT = 1_000_000;
/** Items of a list where the caller names no number: enough to find one's way, cheap enough to be shown. */
export const DEFAULT_PAGE_SIZE = 20;

const pageOf = (max: number = PAGE_LIMIT) =>
  z.int().min(1).max(max).default(Math.min(DEFAULT_PAGE_SIZE, max)).describe("Items per page");

/** A page counted from one; the first when absent. */
export const pageNumber = () => z.int().min(1).max(COUNT_LIMIT).default(1).describe("Page, from 1");
/**
 * Items per page; never asked of the service without a number, so that no answer is longer than it has to be.
 * Without a documented maximum a bound of our own applies.
 */
export const pageSize = pageOf;
/** `MaxResults` of the services that page by token, with `nextToken`. */
export const maxResults = pageOf;
export const nextToken = () => name("NextToken of the previous page");
/** `Limit` of the services that page by offset, with `offset`. */
export const limit = pageOf;
export const offset = (max: number = COUNT_LIMIT) =>
  z.int().min(0).max(max).default(0).describe("Items to skip, from 0");

const fits = (value: unknown): boolean => JSON.stringify(value).length <= JSON_LIMIT;

/** A free-form JSON object; what it may hold is documented elsewhere. Never JSON in a string. */
export function jsonObject(describe: string) {
  return z.looseObject({}).refine(fits, `is more than ${JSON_LIMIT} characters of JSON`).describe(describe);
}

/** A secret given as a handle, made by `generate_secret` or by an earlier result. */
export const secretHandle = () => z.strictObject({ [HANDLE_KEY]: z.string().regex(HANDLE_ID) });

/** A secret parameter: a handle (preferred) or, where the caller already has it, the text itself. */
export function secretInput(describe: string, max: number = TEXT_LIMIT) {
  return z
    .union([secretHandle(), plainName(max)])
    .describe(`${describe}: a handle {"$secret": "secret_…"}; text only if you were given it`);
}

/** A secret in a result: withheld, a handle, or (only where the operator reveals it) the text. */
export const secretOutput = () =>
  z.union([z.string(), z.looseObject({ $secret: z.string() }), z.null()]).optional();

// `Values` for `Value` is what one reference page documents: loose, so that both are read.
const tagOutput = () => z.looseObject({ Key: textOutput(), Value: textOutput() });
export const tagsOutput = () => z.array(tagOutput()).nullish();
export const textOutput = () => z.string().nullish();
export const countOutput = () => z.number().nullish();
export const flagOutput = () => z.boolean().nullish();
export const textsOutput = () => z.array(z.string()).nullish();
/** What a list that counts pages says of the page; the services name the number of all items differently. */
export const pageOutput = (total: "Total" | "TotalCount") => ({
  [total]: countOutput(),
  PageNumber: countOutput(),
  PageSize: countOutput(),
});
/** Rows of a list; the service may add fields to each. */
export const rowsOutput = (row: z.ZodRawShape) => z.array(z.looseObject(row)).nullish();
/** Any JSON, e.g. a field that came as JSON in a string and was parsed. */
export const jsonOutput = () => z.unknown().optional();
