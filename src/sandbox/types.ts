import type { Json, JsonObject } from "../action/json.ts";

/** A request as received: the path undecoded, the query decoded, header names as sent. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/**
 * The sandbox's own field facts, in its own compact notation: `"string 1..128"`, `"string Manual|Auto"`,
 * `"int 1..100"`, `"int64"`, `"number"`, `"boolean"`, `"any"`, `[element]`, `{field: …}`; a name that ends in `!` is
 * required, and an empty text then counts as missing unless its fact is `"string 0.."`. Written apart from the
 * tools' schemas, so that a wrong schema cannot prove itself.
 */
export type Fact = string | readonly [Fact] | { readonly [field: string]: Fact };
export type Facts = { readonly [field: string]: Fact };

/** An error as the service would answer it. */
export class Fault extends Error {
  readonly status: number;
  readonly code: string;
  /** Sent along with the answer. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = "Fault";
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** One stored resource. `doc` holds the API's own field names. */
export interface StoredRecord {
  readonly kind: string;
  /** Unique within its kind. */
  readonly key: string;
  /** Key of the record it lives in or refers to, for listing and for references. */
  readonly parent: string | undefined;
  readonly doc: JsonObject;
  /** What lists look it up and sort it by. Kept beside the document and not given back; an update without any keeps them. */
  readonly values?: Values;
}

/** Texts by field; a field may have several. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

export interface ListOptions {
  readonly parent?: string | undefined;
  /** Values, all of which a record must have. */
  readonly equals?: Readonly<Record<string, string>> | undefined;
  /** Sets of a field's values, of each of which a record must have at least one; of an empty set none has any. */
  readonly anyOf?: readonly (readonly [field: string, values: readonly string[]])[] | undefined;
  /** Only records with these keys. */
  readonly keys?: readonly string[] | undefined;
  /** Fields whose value, unless it is empty, a record must share with another of its kind and parent. */
  readonly shared?: readonly string[] | undefined;
  /**
   * By a value, or by creation where none is named; equal ones by creation. Every record of the kind must have a value
   * that is sorted by: one without it is not listed.
   */
  readonly sort?: { readonly field?: string | undefined; readonly descending?: boolean } | undefined;
  /** Goes through every record that is left: for what no value answers. */
  readonly where?: ((doc: JsonObject) => boolean) | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

export interface Page {
  readonly items: readonly StoredRecord[];
  readonly total: number;
}

/** All state of the sandbox. Every handler runs inside one transaction. */
export interface Store {
  get(kind: string, key: string): Promise<StoredRecord | undefined>;
  /** @throws Fault 500 where the key is taken: handlers check first and answer in the service's own words. */
  insert(record: StoredRecord): Promise<void>;
  update(record: StoredRecord): Promise<void>;
  /** True where something was removed. */
  remove(kind: string, key: string): Promise<boolean>;
  /** In order of creation, unless sorted. */
  list(kind: string, options?: ListOptions): Promise<Page>;
  count(kind: string, parent?: string): Promise<number>;
  /** Does all of `work` or, where it throws, nothing of it, inside the transaction that goes on. */
  attempt<T>(work: () => Promise<T>): Promise<T>;
}

/** The part of a call that what is stored can be worked on with; a public document has no more. */
export interface Place {
  readonly now: Date;
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  readonly store: Store;
  /** Base URL of this sandbox, for issuers and discovery addresses. */
  readonly baseUrl: string;
  readonly resources: ResourceGraph;
  /** Who does the work of tasks, by kind. */
  readonly runners: ReadonlyMap<string, TaskRunner>;
  /** The code with which a new task of this kind is to fail, where somebody asked for that. */
  failTask?(kind: string): string | undefined;
}

/** Who signed a request. */
export interface Principal {
  /** `account`: the administrator to whom the sandbox's own key pair belongs, with all rights. */
  readonly kind: "account" | "user" | "role-session";
  readonly trn: string;
  /** Number of the user; `ROLE-NUMBER:SESSION` of a session. */
  readonly id: string;
  /** Name of the user, or of the session. */
  readonly name: string;
}

export interface CallContext extends Place {
  /** Access key id that signed the request. */
  readonly accessKeyId: string;
  /** What the action's `bring` brought. */
  readonly brought?: JsonObject;
  readonly principal: Principal;
}

/** Reads the store in a transaction of its own, which is over when it returns. */
export type Reading = <T>(work: (store: Store) => Promise<T>) => Promise<T>;

/** A place outside of any transaction. */
export type Outside = Omit<Place, "store"> & { readonly read: Reading };

/** What a resource has to do with another one. */
export interface Relation {
  readonly from: Resource;
  /** Field of `from` that holds the other's key; a text or a list of texts. */
  readonly field: string;
  /**
   * What a delete of the other does: `cascade` takes this one along, `refuse` is refused while this one is there,
   * `unlink` takes the key out of the field.
   */
  readonly onDelete: "cascade" | "refuse" | "unlink";
}

/** Who refers to whom, over all families. */
export interface ResourceGraph {
  /** Relations to the resource of this kind, children first. */
  relationsTo(kind: string): readonly Relation[];
  /** Those with `namedBy`. */
  readonly containers: readonly Resource[];
}

/** How a service words failures that are about one resource. */
export interface ResourceFaults {
  notFound(what: string): Fault;
  duplicated(what: string): Fault;
  /** Well-formed, but not in this state of things. */
  refused(why: string): Fault;
  missing(parameter: string): Fault;
  invalid(parameter: string, why: string): Fault;
}

/** A kind of thing that the service keeps, in one declaration: `resources/` has what works on it. */
export interface Resource {
  /** Store kind, e.g. `id.user-pool`. */
  readonly kind: string;
  /** For messages: `user pool`. */
  readonly noun: string;
  /** Fields whose values make the key. One field: its value; several: joined. They never change. */
  readonly key: readonly string[];
  /** The field that people know it by, for messages; the first of the key when absent. */
  readonly name?: string;
  /** The one it lives in: `field` holds that one's key. */
  readonly parent?: {
    readonly to: Resource;
    readonly field: string;
    readonly onDelete: "cascade" | "refuse";
  };
  /** Fields no two siblings may share a value of; an empty value is no value. They are indexed. */
  readonly unique?: readonly string[];
  /** Further text fields that lists find or sort by without reading every record. */
  readonly indexed?: readonly string[];
  /** Further values for lists, worked out of the document; they go before those of its fields. */
  values?(doc: JsonObject): Values;
  /** Fields that hold keys of others. They must exist when they are set. */
  readonly references?: readonly (Omit<Relation, "from"> & { readonly to: Resource })[];
  readonly times?: {
    readonly created?: string;
    readonly updated?: string;
    readonly format: (at: Date) => string | number;
  };
  /** Generated fields and defaults of a new one; what was given goes over them. `label` tells several of one request apart. */
  fresh?(given: JsonObject, context: Place, label: string): JsonObject | Promise<JsonObject>;
  /** Fields that are not stored but follow from other things, worked out where an answer has them. */
  readonly derived?: Readonly<
    Record<string, (record: StoredRecord, context: Place) => Promise<Json | undefined>>
  >;
  /**
   * For a thing that others live in: the parameters by which the service's actions name it, with the fields that they
   * must equal. What works inside of it is judged by its TRN.
   */
  readonly namedBy?: Readonly<Record<string, string>>;
  /** Key of the container that may be meant where none is named. */
  readonly unnamed?: string;
  /** Its TRN, for access policies; undefined where one that is to be made has none yet. */
  trn?(doc: JsonObject, context: Pick<Place, "account" | "region">): string | undefined;
  /** Further work when one goes, before its children do; a Fault refuses. */
  removing?(record: StoredRecord, context: Place): Promise<void>;
  readonly faults: ResourceFaults;
}

/** How a task ended. */
export interface TaskOutcome {
  readonly at: Date;
  /** The runner's answer; empty after a failure. */
  readonly result: JsonObject;
  readonly failure: { readonly code: string; readonly message: string } | undefined;
}

export interface Task {
  readonly id: string;
  readonly kind: string;
  readonly startedAt: Date;
  readonly dueAt: Date;
  /** What the task shows of itself. */
  readonly about: JsonObject;
  /** What is to be done; empty once it has ended. */
  readonly work: JsonObject;
  /** Secrets that the work needs; only its runner gets them. */
  readonly held: JsonObject;
  /** Undefined while it runs. */
  readonly outcome: TaskOutcome | undefined;
}

/** Does the work of one kind of task at the end of its time. A Fault makes it fail and undoes what it wrote. */
export interface TaskRunner {
  readonly kind: string;
  run(context: Place, task: Task): Promise<JsonObject>;
  /** What is left to note after a failure, once all that `run` wrote is undone. */
  failed?(context: Place, task: Task): Promise<void>;
}

export interface WebAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is; its headers say what it is. An object is sent as JSON. */
  readonly body: JsonObject | string;
}

/** Something that is served beside the API, at paths of its own and without a signature. */
export interface WebPage {
  knows(path: string): boolean;
  /** True where it writes nothing. */
  readonly reads: boolean;
  /** As an action's: `answer` gets what it brings. */
  bring?(request: ReceivedRequest, outside: Outside): Promise<JsonObject>;
  answer(
    request: ReceivedRequest,
    context: Place & { readonly brought?: JsonObject },
  ): Promise<WebAnswer | undefined>;
}

/** A part of a service: its actions, and what they keep and start. */
export interface Part {
  readonly actions: readonly SandboxAction[];
  readonly resources?: readonly Resource[];
  readonly runners?: readonly TaskRunner[];
  readonly pages?: readonly WebPage[];
  /** Makes what is always there. Called at every start, before the first request. */
  prepare?(context: Place): Promise<void>;
}

/** `stored`: follows from a resource's declaration. `computed`: has code of its own. */
export type Model = "stored" | "computed";

/** An action, and the TRNs of what it works on; everything where there are none. */
export interface Need {
  /** `iam:CreateUser` */
  readonly action: string;
  readonly resources: readonly string[];
}

/** One emulated API action. */
export interface SandboxAction {
  readonly service: string;
  readonly name: string;
  readonly version: string;
  readonly http: "POST json" | "GET query" | "POST form";
  readonly input: Facts;
  readonly model: Model;
  /** True where `handle` writes nothing: it then runs beside others, and a write is refused. Default false. */
  readonly reads?: boolean;
  /** Parameters of a declared list that it acts on, beside those that page it. */
  readonly takes?: ReadonlySet<string>;
  /** Names that are misspelt in the vendor's SDKs, and the parameters that they mean. */
  readonly misspelt?: ReadonlyMap<string, string>;
  /** TRNs of what it works on, for access policies; everything of the service when absent. */
  targets?(params: JsonObject, context: CallContext): Promise<readonly string[]>;
  /** What it does in its caller's place, who must be allowed that too. Asked once the action itself is allowed. @throws Fault */
  needs?(params: JsonObject, context: CallContext): Promise<readonly Need[]>;
  /**
   * Comes before `handle`, outside of its transaction, and hands it `context.brought`: for requests to loopback, whose
   * other end may be this sandbox and want to write. @throws Fault
   */
  bring?(params: JsonObject, outside: Outside): Promise<JsonObject>;
  /** Gets parameters that passed `input`. Answers `Result`. @throws Fault */
  handle(params: JsonObject, context: CallContext): Promise<JsonObject>;
}
