/** What would become of a call, for a model: the answer to a dry run and to check_policy. */
import type { CallToolResult } from "@modelcontextprotocol/server";
import { type Action, qualifiedName } from "../../action/action.ts";
import type { JsonObject } from "../../action/json.ts";
import { DryRun } from "../../errors.ts";
import type { Checked } from "../../gate/types.ts";
import { bounded } from "../../text/index.ts";
import { failure } from "./result.ts";

/** Most of a preview or a body that a model is shown, in UTF-16 units: a person who is asked sees all, the model wrote it. */
const WORDS = 8_000;
/** Most of a URL that stands in text. */
const URL_IN_TEXT = 300;
/** Most approvers that are named. */
const MOST_APPROVERS = 12;

/** The text with which every answer to a dry run begins. */
export const NOTHING_SENT = "Dry run: nothing was sent.";

export interface Telling {
  readonly target: string;
  /** Whether the caller meant the call, be it only to try it; false for a question. */
  readonly dryRun: boolean;
}

/** For tools without an output schema. */
export function checkedResult(action: Action, checked: Checked, { target, dryRun }: Telling): CallToolResult {
  const head = dryRun
    ? `${NOTHING_SENT} ${saidOf(checked)}`
    : `${saidOf(checked)} Nothing was sent or recorded.`;
  return {
    content: [{ type: "text", text: [head, ...linesOf(checked)].join("\n") }],
    structuredContent: { ...(dryRun ? { dryRun } : {}), ...factsOf(action, checked, target) },
  };
}

/**
 * The answer of an action's own tool where the server sends no such call. An error, and without `structuredContent`:
 * what would have come back is not known, and nothing else fits the tool's output schema.
 */
export function unsentResult(action: Action, checked: Checked, target: string): CallToolResult {
  const hint =
    "This whole server is a dry run (--dry-run): do not repeat the call, and never say it happened.";
  const { _meta } = failure(new DryRun(`${NOTHING_SENT} ${saidOf(checked)}`, { hint }), target);
  const text = [`${NOTHING_SENT} ${saidOf(checked)}`, hint, ...linesOf(checked)].join("\n");
  return {
    isError: true,
    content: [{ type: "text", text }],
    _meta: { ..._meta, "idgate/dryRun": factsOf(action, checked, target) },
  };
}

function saidOf({ verdict, approval, approvers, reason }: Checked): string {
  switch (verdict) {
    case "allowed":
      return "It would run.";
    case "asks":
      return approval === "second-person"
        ? `It would run once a second person has signed it${named(approvers)}; making the call asks for that.`
        : "It would run once a person has approved it; making the call asks for that.";
    case "refused":
      return `It would be refused: ${reason ?? "no rule allows it."} Tell the user that the operator can allow it; look for no other way.`;
  }
}

function named(approvers: readonly string[]): string {
  if (approvers.length === 0) return "";
  const more = approvers.length - MOST_APPROVERS;
  return ` (${approvers.slice(0, MOST_APPROVERS).join(", ")}${more > 0 ? ` and ${more} more` : ""})`;
}

function linesOf({ preview, request, budgets }: Checked): readonly string[] {
  const spends = budgets.map(
    ({ rule, items, max, perSeconds }) => `${items} of ${max} in ${perSeconds} s (rule ${rule})`,
  );
  return [
    ...(spends.length === 0 ? [] : [`It would spend ${spends.join(", ")}.`]),
    ...(request === undefined ? [] : [`Request: ${request.method} ${bounded(request.url, URL_IN_TEXT)}`]),
    bounded(preview, WORDS),
  ];
}

function factsOf(action: Action, checked: Checked, target: string): JsonObject {
  const { verdict, effect, approval, approvers, rules, budgets, reason, request } = checked;
  return {
    action: qualifiedName(action),
    target,
    verdict,
    effect,
    ...(approval === undefined || approval === "none" ? {} : { approval }),
    ...(approvers.length === 0 ? {} : { approvers: approvers.slice(0, MOST_APPROVERS) }),
    rules,
    ...(budgets.length === 0 ? {} : { budgets: budgets.map((use) => ({ ...use })) }),
    ...(reason === undefined ? {} : { reason }),
    ...(request === undefined ? {} : { request: shown(request) }),
  };
}

function shown({ method, url, headers, body }: NonNullable<Checked["request"]>): JsonObject {
  return {
    method,
    url: bounded(url, WORDS),
    headers,
    ...(body === "" ? {} : { body: bounded(body, WORDS) }),
  };
}
