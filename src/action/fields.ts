/**
 * Field schemas that several families share. Limits are the API's; where the reference states none, a
 * generous bound of our own keeps a runaway argument from reaching the wire.
 */
import { z } from "zod";

/** A bound of our own for text without a documented limit, in UTF-16 units. */
export const TEXT_LIMIT = 4096;
/** A bound of our own for lists without a documented limit. */
export const LIST_LIMIT = 200;

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

export function listOf<T extends z.ZodType>(element: T, describe: string, max: number = LIST_LIMIT) {
  return z.array(element).max(max).describe(describe);
}

export const projectName = () =>
  name("Project that the resource belongs to; the service's `default` project when absent");

export const tags = () =>
  listOf(
    z.strictObject({ Key: name("Tag key"), Value: text("Tag value") }),
    "Tags to attach, each a key and a value",
  );

export const tagFilters = () =>
  listOf(
    z.strictObject({
      Key: name("Tag key"),
      Values: listOf(text("Tag value"), "Values of which one must match").optional(),
    }),
    "Only resources that carry these tags",
  );

/** `PageNumber` and `PageSize` of the services that count pages from one. */
export const pageNumber = () => z.int().min(1).max(1_000_000).describe("Page, counted from 1");
export const pageSize = (max = 100) => z.int().min(1).max(max).describe(`Items per page, at most ${max}`);

/** A secret given as a handle, made by `generate_secret` or by an earlier result. */
export const secretHandle = () =>
  z.strictObject({ $secret: z.string().regex(/^secret_[A-Za-z0-9_-]{8,64}$/) });

/** A secret parameter: a handle (preferred) or, where the caller already has it, the text itself. */
export function secretInput(describe: string, max: number = TEXT_LIMIT) {
  return z
    .union([secretHandle(), name("The secret itself; prefer a handle", max)])
    .describe(`${describe}. Pass a handle {"$secret": "secret_…"}, never a value you had to invent`);
}

/** A secret in a result: withheld, a handle, or (only where the operator reveals it) the text. */
export const secretOutput = () => z.union([z.string(), secretHandle()]).optional();

const tagOutput = () => z.looseObject({ Key: z.string().optional(), Value: z.string().optional() });
export const tagsOutput = () => z.array(tagOutput()).optional();
export const textOutput = () => z.string().nullish();
export const countOutput = () => z.number().nullish();
