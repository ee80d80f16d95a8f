import type { JsonObject } from "../action/json.ts";

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

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "Fault";
    this.status = status;
    this.code = code;
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
  /** In order of creation. `where` compares top-level string fields of `doc`. */
  list(
    kind: string,
    options?: {
      readonly parent?: string;
      readonly where?: (doc: JsonObject) => boolean;
      readonly offset?: number;
      readonly limit?: number;
    },
  ): Promise<Page>;
  count(kind: string, parent?: string): Promise<number>;
}

export interface CallContext {
  readonly now: Date;
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  readonly store: Store;
  /** Access key id that signed the request. */
  readonly accessKeyId: string;
  /** Base URL of this sandbox, for issuers and discovery addresses. */
  readonly baseUrl: string;
}

/** One emulated API action. */
export interface SandboxAction {
  readonly service: string;
  readonly name: string;
  readonly version: string;
  readonly http: "POST json" | "GET query" | "POST form";
  readonly input: Facts;
  /** True where `handle` writes nothing: it then runs beside others, and a write is refused. Default false. */
  readonly reads?: boolean;
  /** Gets parameters that passed `input`. Answers `Result`. @throws Fault */
  handle(params: JsonObject, context: CallContext): Promise<JsonObject>;
}
