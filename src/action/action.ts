import type { z } from "zod";
import type { JsonObject } from "./json.ts";

/** The five services, by the code that is signed and that policies use. */
export type Service = "id" | "cloudidentity" | "cloudcontrol" | "iam" | "sts";

/**
 * What an action does to the world, worked out per action and never from the HTTP method.
 * `reveal` returns, tests or spends a stored secret; `issue` hands out a fresh credential.
 */
export type Effect = "read" | "reveal" | "create" | "update" | "delete" | "issue";

/** How the request travels. For `query` and `form`, parameters are flattened with one-based lists. */
export type Encoding = "POST json" | "GET query" | "POST form";

/**
 * A dotted path into parameters or results. `[]` steps into every element of a list; `**.` stands for any
 * number of objects and lists, none included, and may begin a path or follow a name. The value at the end
 * is meant as a whole, whatever its type. Names are case-sensitive.
 * `Credentials.SecretAccessKey`, `Keys[].Secret`, `ReturnUrls[]`, `**.Password`, `TargetState.**.Password`,
 * `PatchDocument[].value`.
 */
export type FieldPath = string;

export type Shape = Readonly<Record<string, z.ZodType>>;

/** What one call does, where it depends on its arguments. */
export interface Nature {
  readonly effect: Effect;
  readonly escalates: boolean;
}

/** A plain read about a thing that a call names, and what of the call it takes. */
export interface Lookup {
  readonly action: string;
  /**
   * Parameters to carry over; where the read calls one differently, the call's name for it to the read's. A name that
   * ends in `[]` is a list, for one read of each element.
   */
  readonly by: readonly string[] | Readonly<Record<string, string>>;
  /** What the read needs besides, always the same. */
  readonly with?: JsonObject;
  /** Where the thing stands in the answer; the whole answer when absent. */
  readonly at?: string;
  /**
   * Where the answer is a list: where its elements are, and by which of its fields one is the thing that the call means.
   * No preview shows a list.
   */
  readonly among?: Among;
  /**
   * What is so after the call: the thing is `there`, `gone`, or `changed` to what the call says. Of a create and an issue
   * `there`, of a delete `gone`, of an update `changed`, unless said.
   */
  readonly tells?: Tells;
  /** What the thing calls a parameter of the call, where it calls it differently. */
  readonly as?: Readonly<Record<string, string>>;
  /** Where the call says nothing to compare with: what the thing's fields hold after it, one of each. With `changed`. */
  readonly sets?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  /**
   * Which of the two the look can prove, where it is not both: there may be others like the thing that a call makes
   * (`not happened`), or what is not there may still come (`happened`). An action with `follow` is of the latter kind.
   */
  readonly proves?: "happened" | "not happened";
  /** The code by which the read says that there is no such thing, where the code alone does not say so. */
  readonly unknownCode?: string;
}

export interface Among {
  readonly list: string;
  /**
   * A path into the call's parameters to the element's field; `""` for an element that is a text. Through a list, `[]`, there
   * is an element for each; two lists mean each of one with each of the other. A path that ends in `?` counts only where the
   * call has it. None at all: every element.
   */
  readonly by: Readonly<Record<string, string>>;
  /** What the element's other fields hold, always the same. */
  readonly where?: Readonly<Record<string, string>>;
}

export type Tells = "there" | "gone" | "changed";

/** What is inside of a thing or hangs on it, and the list that tells. */
export interface TakenAlong extends Omit<Lookup, "at"> {
  /** A short plural in English: `workload identities`. */
  readonly what: string;
  /** The same in Chinese. */
  readonly zh: string;
  /** Where in the answer their names are; without it they are only counted. */
  readonly names?: FieldPath;
}

/** One API action, as data. It has no handler: everything that happens, happens in the gate. */
export interface Action {
  readonly service: Service;
  /** The API's own name, e.g. `CreateWorkloadPool`. */
  readonly name: string;
  /** The API version that goes into the query, e.g. `2025-10-30`. */
  readonly version: string;
  /** The resource family, kebab-case; also the file under `tools/`. */
  readonly family: string;
  readonly effect: Effect;
  /** True where the action raises somebody's rights, opens a way to sign in or lowers a guard. */
  readonly escalates: boolean;
  /**
   * What a call does its thing to, one by one: the list that is counted (`UserUids[]`), or `uncountable` where how many
   * is not in the call. Absent: one thing. Read by `itemsOf`.
   */
  readonly items?: `${string}[]` | "uncountable";
  /** Lists that a call may carry, each element of which counts as a thing too: `Members[].UserUids[]`. Read by `itemsOf`. */
  readonly counts?: readonly FieldPath[];
  /** Parameters that let one call reach more than it names, unless they are false. */
  readonly uncountableWith?: readonly string[];
  /** Narrows effect and escalation by the arguments; never consulted for other purposes. Pure. */
  readonly natureOf?: (params: JsonObject) => Nature;
  /**
   * The parameters that `natureOf` looks at, wherever they stand, and what they may change: only whether rights are
   * raised, or the effect, to this one. For those who are told that it depends.
   */
  readonly natureBy?: { readonly parameters: readonly string[]; readonly changes: "rights" | Effect };
  readonly title: string;
  /** The title in Chinese: verb and resource, as the vendor's console names them. For search and documents. */
  readonly zh: string;
  /** One to three sentences that a model can choose by. */
  readonly summary: string;
  /** Other words, in either language, by which somebody who has the problem would look for it; several in one, apart by `;`. */
  readonly synonyms: readonly string[];
  /** Optional parameters that an example shows as well: without them a call means something else, or nothing. */
  readonly exampleShows?: readonly string[];
  /** Actions that come first: what gives the ids and names that this one takes, or makes what it needs. */
  readonly prerequisites: readonly string[];
  readonly encoding: Encoding;
  /** Built at the action's first call. The keys are the only ones a caller may send. */
  readonly input: () => Shape;
  /** Groups of parameters that name one thing in different ways: exactly one of a `required` group, at most one otherwise. */
  readonly alternatives?: readonly { readonly of: readonly string[]; readonly required: boolean }[];
  /**
   * Fields that name one thing in different ways and may come together: which of them the service goes by is not known, so
   * that no rule about one of them relies on it.
   */
  readonly aliases?: readonly (readonly FieldPath[])[];
  /** The service may add fields; nothing that it answers is refused for its shape. */
  readonly output: () => Shape;
  /** Where an action gives a new name: the parameter that selects by name → the one with the new name. */
  readonly renames?: Readonly<Record<string, string>>;
  /** Parameters whose absence has a documented meaning, which policies judge: `{WorkloadPoolName: "default"}`. */
  readonly absentMeans?: Readonly<Record<string, string>>;
  readonly secrets: {
    readonly input: readonly FieldPath[];
    readonly output: readonly FieldPath[];
    /**
     * Fields of the answer that hold an address for the user to open: shown, for the user is to be given it, unless a
     * secret is in it; then it is sealed like any.
     */
    readonly forUser: readonly string[];
  };
  /**
   * Parameters that make the cloud send something somewhere; held against the policy's `hosts`. Here `*URL` stands for
   * every name that ends so, in any spelling: what free-form JSON calls its addresses is not known beforehand.
   */
  readonly egress: readonly FieldPath[];
  /** Parameters of free-form JSON; a policy rule that allows them must say `only`. */
  readonly freeForm: readonly string[];
  /** The parameter that makes a repeat safe for 24 hours, where the service has one. */
  readonly idempotencyToken?: string;
  /** Result fields that hold JSON in a string and are parsed for the caller. */
  readonly jsonStrings: readonly FieldPath[];
  readonly paging?: "page-number" | "next-token" | "limit-offset";
  /** The read that tells whether a create took place; of an update or a delete, the read of what it changes. */
  readonly lookup?: Lookup;
  /** The read that tells what became of a call whose answer was lost, where `lookup` shows too little of the thing. */
  readonly toldBy?: Lookup;
  /** True where a second one harms nobody and the first cannot be told from it: a token that is made and kept nowhere. */
  readonly harmlessTwice?: boolean;
  /** Reads that tell the names of other things that the call names by id. */
  readonly names?: readonly Lookup[];
  /** What may go with a delete. */
  readonly takesAlong?: readonly TakenAlong[];
  /** The read that follows the task a change starts: `with` names its parameter, `from` the field that holds the id. */
  readonly follow?: { readonly action: string; readonly with: string; readonly from: string };
}

/** `id:CreateWorkloadPool`: the name that policies, the ledger and the discovery tools use. */
export function qualifiedName(action: Pick<Action, "service" | "name">): string {
  return `${action.service}:${action.name}`;
}

/** Whether an effect changes something or hands something out: everything but a plain read. */
export function isChange(effect: Effect): boolean {
  return effect !== "read" && effect !== "reveal";
}

/**
 * Effect and escalation of one call, after its arguments are known. INVARIANT: arguments can add to what an action
 * is declared to do, never take from it: a change stays a change.
 */
export function natureOf(action: Action, params: JsonObject): Nature {
  const { effect, escalates } = action.natureOf?.(params) ?? action;
  return {
    effect: isChange(action.effect) && !isChange(effect) ? action.effect : effect,
    escalates: escalates || action.escalates,
  };
}
