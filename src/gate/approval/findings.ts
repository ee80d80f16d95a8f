/** Looks at what a call would change, for the person who is asked about it. */
import {
  type Action,
  type Effect,
  type Lookup,
  qualifiedName,
  type TakenAlong,
} from "../../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { Cancelled, IdgateError, ServiceError } from "../../errors.ts";
import { isHandle, openedSecrets } from "../../secrets/index.ts";
import { canonicalJson } from "../digest.ts";
import type { Judged } from "../judged.ts";
import { bare, carriedTo, ownNames, pairsOf, readerOf } from "../look.ts";
import { mayRead } from "../may-read.ts";
import type { GateOptions } from "../options.ts";
import { sealAnswer } from "../shape.ts";
import { type GateWords, gateWords } from "../words/words.ts";
import { Findings, SEALED, type Seen } from "./findings-text.ts";
import { shownWhole } from "./shown.ts";

/** How long all looks at one call may take together: a person waits, and the client gives up on the call after 60 s. */
export const LOOK_MS = 5_000;
/** Elements of a list of ids whose names are read. */
const MOST_NAMES = 10;

interface Plan {
  readonly thing: Lookup | undefined;
  readonly names: readonly Lookup[];
  readonly along: readonly TakenAlong[];
}

/**
 * What stands where the call goes: the thing it changes, before and after, names beside ids, what goes with a delete.
 * Undefined where there is nothing to look at; nothing is read then. `params` are the call's, redacted.
 * INVARIANTS: reads only what this requester could read without asking, and what fails is said, never thrown: looking
 * stands in no one's way. Equal text means that equal things were found.
 * @throws Cancelled where the call was cancelled meanwhile
 */
export async function findingsOf(
  options: GateOptions,
  judged: Judged,
  params: JsonObject,
  withinMs: number = LOOK_MS,
): Promise<string | undefined> {
  const { thing, names, along } = planOf(judged.action, judged.nature.effect, options);
  if (thing === undefined && names.length === 0 && along.length === 0) return undefined;
  const eyes = new Eyes(options, judged, AbortSignal.timeout(withinMs));
  const words = gateWords(options.language);
  const found = new Findings(words);
  // All are on their way before the first is waited for.
  const [own, named, hanging] = await Promise.all([
    thing === undefined ? undefined : eyes.look(thing),
    Promise.all(names.map((one) => eyes.name(one))),
    Promise.all(along.map((one) => eyes.look(one))),
  ]);
  if (thing !== undefined && own !== undefined) {
    const gone = judged.nature.effect === "delete";
    found.thing(thing.action, own.seen, { at: thing.at, carried: ownNames(thing), params, gone });
  }
  for (const { lookup, parameter, looks, more } of named) {
    for (const { id, seen } of looks) found.named(parameter, id, seen, lookup.at);
    if (more > 0) found.unnamed(parameter, more);
  }
  for (const [index, entry] of along.entries()) {
    const look = hanging[index];
    if (look !== undefined) found.along(entry, look.seen, look.page);
  }
  return found.text();
}

function planOf(action: Action, effect: Effect, options: GateOptions): Plan {
  const { lookup, names = [], takesAlong = [] } = action;
  const exists = effect === "update" || effect === "delete";
  const shows = lookup !== undefined && showsThing(lookup, effect, readerOf(lookup.action, options));
  return {
    thing: exists && shows ? lookup : undefined,
    names,
    along: effect === "delete" ? takesAlong : [],
  };
}

/**
 * A list is how something is found again; of one thing it shows nothing. What is added to a list that is part of a thing is
 * shown with the thing.
 */
function showsThing({ among, tells }: Lookup, effect: Effect, { name, paging }: Action): boolean {
  if (paging !== undefined) return false;
  return among === undefined || (effect === "update" && tells === "there" && name.startsWith("Get"));
}

interface Look {
  readonly seen: Seen;
  /** How many items were asked for, where a list comes in pages. */
  readonly page: number | undefined;
}

/** The looks at one call: each read is made once, and all end together. */
class Eyes {
  readonly #options: GateOptions;
  readonly #judged: Judged;
  readonly #limit: AbortSignal;
  readonly #words: GateWords["findings"];
  readonly #made = new Map<string, Promise<Seen>>();

  constructor(options: GateOptions, judged: Judged, limit: AbortSignal) {
    this.#options = options;
    this.#judged = judged;
    this.#limit = limit;
    this.#words = gateWords(options.language).findings;
  }

  async look(how: Omit<Lookup, "at">, element?: { readonly of: string; readonly id: Json }): Promise<Look> {
    const reader = readerOf(how.action, this.#options);
    const carried = carriedTo(reader, how, this.#judged.parsed.params, element);
    if (carried.kind !== "params") {
      const why = carried.kind === "not named" ? this.#words.notNamed : this.#words.notCarried;
      return { seen: unseen(why), page: undefined };
    }
    const { params } = carried;
    const page = params.PageSize ?? params.MaxResults ?? params.Limit;
    return { seen: await this.#once(reader, params), page: typeof page === "number" ? page : undefined };
  }

  /** The thing that the last of the carried parameters names; each of them where that is a list. */
  async name(lookup: Lookup): Promise<{
    readonly lookup: Lookup;
    readonly parameter: string;
    readonly looks: readonly { readonly id: Json; readonly seen: Seen }[];
    readonly more: number;
  }> {
    const own = pairsOf(lookup).at(-1)?.[0] ?? "";
    const parameter = bare(own);
    const given = this.#judged.parsed.params[parameter];
    const ids: readonly Json[] = Array.isArray(given) ? given : given === undefined ? [] : [given];
    const looks = ids
      .slice(0, MOST_NAMES)
      .map(async (id) => ({ id, seen: (await this.look(lookup, { of: own, id })).seen }));
    return { lookup, parameter, looks: await Promise.all(looks), more: Math.max(0, ids.length - MOST_NAMES) };
  }

  #once(reader: Action, params: JsonObject): Promise<Seen> {
    const key = `${qualifiedName(reader)} ${canonicalJson(params)}`;
    const made = this.#made.get(key) ?? this.#read(reader, params);
    this.#made.set(key, made);
    return made;
  }

  async #read(reader: Action, params: JsonObject): Promise<Seen> {
    const { request, confirmAccount, parsed, vault } = this.#judged;
    const { log, target } = this.#options;
    const policy = this.#options.policy();
    if (!mayRead(this.#options, reader, params, request.requester.principal, "nothing yet")) {
      return unseen(this.#words.notAllowed);
    }
    // One of its own for each: many listeners on one signal pass for a leak.
    const signal = AbortSignal.any([this.#limit, ...(request.signal === undefined ? [] : [request.signal])]);
    try {
      const permit = this.#options.issue({
        action: reader,
        params,
        effect: "read",
        target,
        operation: undefined,
        digest: undefined,
        confirmAccount,
        stillRuled: () => this.#options.policy() === policy,
      });
      const answer = await this.#options.wire.send(permit, { signal });
      const { result, sealed } = sealAnswer(
        reader,
        answer.result,
        vault,
        openedSecrets(parsed.params, vault),
      );
      // Nobody gets these handles: they are not to take the room of others.
      vault.forget(sealed.map(({ handle }) => handle));
      return { kind: "seen", answer: withoutHandles(result) };
    } catch (error) {
      if (request.signal?.aborted) throw new Cancelled(gateWords(this.#options.language).refusal.cancelled);
      if (!(error instanceof IdgateError)) throw error;
      log.debug({ action: qualifiedName(reader), code: error.code }, "could not be looked at");
      return unseen(this.#limit.aborted ? this.#words.notInTime : codeOf(error));
    }
  }
}

const unseen = (why: string): Seen => ({ kind: "unseen", why });

function codeOf(error: IdgateError): string {
  if (!(error instanceof ServiceError)) return error.code;
  return `${error.code} ${shownWhole(error.serviceCode.slice(0, 80).toWellFormed())}`;
}

const ECHO_MARK = /\[secret_[A-Za-z0-9_-]+\]/g;

/** Handles, and the marks of echoes, differ from read to read. */
function withoutHandles(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutHandle(inner)]));
}

function withoutHandle(value: Json): Json {
  if (typeof value === "string") return value.replace(ECHO_MARK, "[secret]");
  if (Array.isArray(value)) return value.map(withoutHandle);
  if (!isJsonObject(value)) return value;
  return isHandle(value) ? SEALED : withoutHandles(value);
}
