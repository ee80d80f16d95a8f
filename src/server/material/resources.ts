/** Reads a resource: an action or a family as text, an operation as JSON. */
import { type ReadResourceResult, ResourceNotFoundError } from "@modelcontextprotocol/server";
import { type Action, qualifiedName } from "../../action/action.ts";
import type { Family } from "../../action/family.ts";
import { UnknownAction } from "../../errors.ts";
import type { Requester } from "../../gate/types.ts";
import { bounded, nearestName, quote, visible } from "../../text/index.ts";
import type { Backend } from "../backend.ts";
import { describeFor } from "../discovery/describe-action.ts";
import { Resolver } from "../discovery/resolve.ts";
import { LIST_CACHE, NO_CACHE } from "./cache.ts";
import { FAMILIES_URI, JSON_TYPE, OPERATIONS_URI, PLAIN } from "./resource-list.ts";

/** @throws ResourceNotFoundError with the nearest name; LedgerUnavailable */
export type ReadResource = (uri: string, requester: Requester) => Promise<ReadResourceResult>;

/** Longest text of a resource, and longest URI that is looked at, in UTF-16 units. */
const TEXT_LIMIT = 32_768;
const URI_LIMIT = 512;

/** The part of the backend that resources show. */
export type Shown = Pick<Backend, "gate" | "families" | "language">;

export function resourceReader({ gate, families, language }: Shown): ReadResource {
  const resolver = new Resolver(families.flatMap(({ actions }) => actions));
  const byName = new Map(families.map((family) => [family.name, family]));

  function action(uri: string, name: string): Action {
    try {
      return resolver.resolve(name);
    } catch (error) {
      throw error instanceof UnknownAction ? notFound(uri, error.message) : error;
    }
  }

  function family(uri: string, name: string): Family {
    const found = byName.get(name);
    if (found === undefined) {
      throw notFound(uri, `There is no family ${quote(name, 64)} here.${hint(name, byName.keys())}`);
    }
    return found;
  }

  async function operation(uri: string, id: string, requester: Requester) {
    const found = await gate.operation(id, requester);
    if (found !== undefined) return found;
    const own = (await gate.operations(requester)).map((one) => one.operation);
    throw notFound(uri, `This client asked for no operation ${quote(id, 64)}.${hint(id, own)}`);
  }

  return async (uri, requester) => {
    if (uri === FAMILIES_URI) return plain(uri, families.map(familyLine).join("\n"), LIST_CACHE);
    if (uri === OPERATIONS_URI) return json(uri, await gate.operations(requester));
    const { kind, name } = parsed(uri);
    switch (kind) {
      // The policy's word is in it, which another start may change.
      case "actions":
        return plain(uri, describeFor({ gate, language }, action(uri, name)), NO_CACHE);
      case "families":
        return plain(uri, familyText(family(uri, name)), LIST_CACHE);
      case "operations":
        return json(uri, await operation(uri, name, requester));
      default:
        throw notFound(uri, `Unknown resource. See resources/list and resources/templates/list.`);
    }
  };
}

function plain(uri: string, text: string, cache: typeof LIST_CACHE | typeof NO_CACHE): ReadResourceResult {
  return { contents: [{ uri, mimeType: PLAIN, text: bounded(text, TEXT_LIMIT) }], ...cache };
}

function json(uri: string, value: unknown): ReadResourceResult {
  return { contents: [{ uri, mimeType: JSON_TYPE, text: JSON.stringify(value) }], ...NO_CACHE };
}

/** The two parts of `idgate://KIND/NAME`; the name as it was before it was encoded. */
function parsed(uri: string): { readonly kind: string; readonly name: string } {
  const [, kind = "", encoded = ""] = /^idgate:\/\/([a-z]+)\/([^/?#]+)$/.exec(uri.slice(0, URI_LIMIT)) ?? [];
  try {
    return { kind, name: decodeURIComponent(encoded) };
  } catch {
    throw notFound(uri, "The address is not encoded as addresses are.");
  }
}

function notFound(uri: string, message: string): ResourceNotFoundError {
  return new ResourceNotFoundError(bounded(visible(uri), URI_LIMIT), message);
}

function hint(name: string, names: Iterable<string>): string {
  const near = nearestName(name, names);
  return near === undefined ? "" : ` Did you mean ${near}?`;
}

function familyLine({ name, title, zh, actions }: Family): string {
  const { length } = actions;
  return `${name}: ${title} (${zh}), ${length} action${length === 1 ? "" : "s"}`;
}

function familyText(family: Family): string {
  return [familyLine(family), family.summary, ...family.actions.map(actionLine)].join("\n");
}

function actionLine(action: Action): string {
  const rights = action.escalates ? ", raises rights or lowers a guard" : "";
  return `- ${qualifiedName(action)} (${action.effect}${rights}): ${action.title}`;
}
