/** Completes arguments of prompts and variables of resource templates while somebody types them. */
import {
  type CompleteRequestParams,
  type CompleteResult,
  ProtocolError,
  ProtocolErrorCode,
} from "@modelcontextprotocol/server";
import type { PromptArgument } from "../../action/prompt.ts";
import type { Requester } from "../../gate/types.ts";
import { quote } from "../../text/index.ts";
import type { BackendSource } from "../backend.ts";
import type { CatalogueEntry } from "../catalogue.ts";
import { RESOURCES, TEMPLATES } from "./resource-list.ts";

/** @throws ProtocolError for a prompt, a template or an argument that is not there; IdgateError from the backend */
export type Complete = (params: CompleteRequestParams, requester: Requester) => Promise<CompleteResult>;

interface Sources {
  readonly entries: readonly CatalogueEntry[];
  /** @throws ProtocolError for an unknown name */
  readonly ofPrompt: (name: string) => readonly PromptArgument[];
  /** Only for the ids of operations. */
  readonly backend: BackendSource;
}

/** Most values of one answer; the protocol's own limit. */
const MOST_VALUES = 100;

/** Names of one thing: the first that fits is offered. */
type Candidate = readonly string[];

export function completer({ entries, ofPrompt, backend }: Sources): Complete {
  const actions = entries.map(({ action, tool }): Candidate => [action, tool]);
  const families = [...new Set(entries.map(({ family }) => family))].map((name): Candidate => [name]);

  async function operations(requester: Requester): Promise<readonly Candidate[]> {
    const { gate } = await backend();
    return (await gate.operations(requester)).map(({ operation }) => [operation]);
  }

  function ofArgument(prompt: string, argument: string): readonly Candidate[] {
    const all = ofPrompt(prompt);
    const known = all.find(({ name }) => name === argument);
    if (known === undefined) throw unknown("argument", argument, all.map(({ name }) => name).join(", "));
    return known.values.map((value) => [value]);
  }

  async function ofTemplate(uri: string, variable: string, requester: Requester) {
    if (RESOURCES.some((resource) => resource.uri === uri)) return [];
    const expected = /\{(\w+)\}$/.exec(uri)?.[1];
    const list = Object.values(TEMPLATES);
    if (!list.some((template) => template === uri)) throw unknown("template", uri, list.join(", "));
    if (variable !== expected) throw unknown("argument", variable, expected ?? "none");
    if (uri === TEMPLATES.actions) return actions;
    return uri === TEMPLATES.families ? families : await operations(requester);
  }

  return async ({ ref, argument: { name, value } }, requester) => {
    const candidates =
      ref.type === "ref/prompt" ? ofArgument(ref.name, name) : await ofTemplate(ref.uri, name, requester);
    return { completion: matching(candidates, value) };
  };
}

function unknown(what: string, given: string, known: string): ProtocolError {
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `There is no ${what} ${quote(given, 64)} to complete. There is: ${known}.`,
  );
}

/** What begins with the text, then what has a part that does, then what has it anywhere; otherwise in their order. */
function matching(candidates: readonly Candidate[], typed: string): CompleteResult["completion"] {
  const found: [string[], string[], string[]] = [[], [], []];
  for (const names of candidates) {
    const fits = names.map((name) => ({ name, rank: rankOf(name, typed) }));
    const best = fits.reduce((one, other) => (other.rank < one.rank ? other : one));
    found[best.rank]?.push(best.name);
  }
  const values = found.flat();
  return {
    values: values.slice(0, MOST_VALUES),
    total: values.length,
    hasMore: values.length > MOST_VALUES,
  };
}

const NO_MATCH = 3;

function rankOf(name: string, typed: string): number {
  const at = name.toLowerCase().indexOf(typed.toLowerCase());
  if (at <= 0) return at === 0 ? 0 : NO_MATCH;
  return /[:_-]/.test(name.charAt(at - 1)) ? 1 : 2;
}
