/** `MaxResults` and `NextToken`, as the lists of cloudcontrol page. */
import { createHash } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { numberOf, textOf } from "../values.ts";
import { invalid } from "./faults.ts";
import { sortedText } from "./json.ts";

const DEFAULT_RESULTS = 20;
const MAX_RESULTS = 100;

export interface Slice<Item> {
  readonly items: readonly Item[];
  /** `{NextToken}` where there is more, else `{}`. */
  readonly next: JsonObject;
}

/**
 * Cuts one page. A token belongs to the list and filter that it was given for.
 * @throws Fault InvalidParameter for MaxResults out of 1 to 100 or a foreign token
 */
export function sliceOf<Item>(all: readonly Item[], params: JsonObject, list: string): Slice<Item> {
  const size = numberOf(params, "MaxResults") ?? DEFAULT_RESULTS;
  if (size < 1 || size > MAX_RESULTS) throw invalid("MaxResults", `It must be 1 to ${MAX_RESULTS}.`);
  const { MaxResults: _size, NextToken: _token, ...query } = params;
  const about = createHash("sha256")
    .update(`${list}\n${sortedText(query)}`)
    .digest("hex")
    .slice(0, 16);
  const token = textOf(params, "NextToken") || undefined;
  const start = token === undefined ? 0 : startIn(token, about);
  const end = start + size;
  const next = end < all.length ? { NextToken: tokenOf({ after: end, about }) } : {};
  return { items: all.slice(start, end), next };
}

function tokenOf(content: JsonObject): string {
  return Buffer.from(JSON.stringify(content)).toString("base64url");
}

function startIn(token: string, about: string): number {
  const content = contentOf(token);
  const after = numberOf(content, "after");
  if (content.about !== about || after === undefined || !Number.isSafeInteger(after) || after < 0) {
    throw invalid("NextToken", "It does not belong to this list.");
  }
  return after;
}

function contentOf(token: string): JsonObject {
  try {
    const content: Json = JSON.parse(Buffer.from(token, "base64url").toString());
    return isJsonObject(content) ? content : {};
  } catch {
    return {};
  }
}
