/** What would become of a call, for a model: the answer to a dry run and to check_policy. */
import type { CallToolResult } from "@modelcontextprotocol/server";
import { type Action, qualifiedName } from "../../action/action.ts";
import type { JsonObject } from "../../action/json.ts";
import { DryRun } from "../../errors.ts";
import type { Checked } from "../../gate/types.ts";
import type { Language } from "../../language.ts";
import { bounded } from "../../text/index.ts";
import { type ServerWords, serverWords } from "../words/words.ts";
import { failure } from "./result.ts";

/** Most of a preview or a body that a model is shown, in UTF-16 units: a person who is asked sees all, the model wrote it. */
const WORDS = 8_000;
/** Most of a URL that stands in text. */
const URL_IN_TEXT = 300;
/** Most approvers that are named. */
const MOST_APPROVERS = 12;

export interface Telling {
  readonly target: string;
  /** Whether the caller meant the call, be it only to try it; false for a question. */
  readonly dryRun: boolean;
  /** English unless said. */
  readonly language?: Language | undefined;
}

/** For tools without an output schema. */
export function checkedResult(
  action: Action,
  checked: Checked,
  { target, dryRun, language }: Telling,
): CallToolResult {
  const { checked: words } = serverWords(language);
  const said = saidOf(checked, words);
  const head = dryRun ? words.head(said) : words.asked(said);
  return {
    content: [{ type: "text", text: [head, ...linesOf(checked, words)].join("\n") }],
    structuredContent: { ...(dryRun ? { dryRun } : {}), ...factsOf(action, checked, target) },
  };
}

/**
 * The answer of an action's own tool where the server sends no such call. An error, and without `structuredContent`:
 * what would have come back is not known, and nothing else fits the tool's output schema.
 */
export function unsentResult(
  action: Action,
  checked: Checked,
  { target, language }: Omit<Telling, "dryRun">,
): CallToolResult {
  const { checked: words } = serverWords(language);
  const hint = words.serverHint;
  const head = words.head(saidOf(checked, words));
  const { _meta } = failure(new DryRun(head, { hint }), target);
  const text = [head, hint, ...linesOf(checked, words)].join("\n");
  return {
    isError: true,
    content: [{ type: "text", text }],
    _meta: { ..._meta, "idgate/dryRun": factsOf(action, checked, target) },
  };
}

type Words = ServerWords["checked"];

function saidOf({ verdict, approval, approvers, reason, hint }: Checked, words: Words): string {
  switch (verdict) {
    case "allowed":
      return words.runs;
    case "asks":
      return approval === "second-person"
        ? words.signed(approvers.slice(0, MOST_APPROVERS), approvers.length - MOST_APPROVERS)
        : words.approved;
    case "refused":
      return words.refused(reason, hint);
  }
}

function linesOf({ verdict, preview, request, budgets }: Checked, words: Words): readonly string[] {
  const spends = verdict === "refused" ? [] : budgets.map((budget) => words.budget(budget));
  return [
    ...(spends.length === 0 ? [] : [words.spends(spends)]),
    ...(request === undefined ? [] : [words.request(request.method, bounded(request.url, URL_IN_TEXT))]),
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
    ...(budgets.length === 0 ? {} : { budgets: budgets.map(({ freeAt, ...one }) => ({ ...one })) }),
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
