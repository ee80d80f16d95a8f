/** The model of a resource type: what its properties are and what can be done with it. */
import type { JsonObject } from "../../action/json.ts";
import type { Place } from "../types.ts";

/** `writeOnly` is taken and never shown; `createOnly` is taken at creation alone; `readOnly` is never taken. */
export type Access = "readOnly" | "writeOnly" | "createOnly";

interface Common {
  readonly description: string;
  /** One of these, or several; anything goes where it is absent. */
  readonly access?: Access | readonly Access[];
}

export interface TextProperty extends Common {
  readonly type: "string";
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly options?: readonly string[];
  readonly pattern?: RegExp;
  /** What is wrong with a value, or undefined. For rules that a pattern does not express. */
  readonly fault?: (value: string) => string | undefined;
  /** Never stored, not even while the task runs: only that it was given is known after it was checked. */
  readonly secret?: boolean;
  /**
   * A secret that the resource keeps, at the top of its state: it reaches the runner beside the task's work, and no
   * task keeps it. Whoever asks for the task sees it if `secrets` still has it.
   */
  readonly held?: boolean;
  /** A write-only property that answers show as an empty text instead of leaving it out. */
  readonly shownBlank?: boolean;
}

export interface NumberProperty extends Common {
  readonly type: "integer" | "number";
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface BooleanProperty extends Common {
  readonly type: "boolean";
}

export interface ObjectProperty extends Common {
  readonly type: "object";
  readonly properties: Properties;
  readonly required?: readonly string[];
}

/** A list whose elements differ from one another and whose order means nothing. */
export interface ListProperty extends Common {
  readonly type: "array";
  readonly items: Property;
}

export type Property = TextProperty | NumberProperty | BooleanProperty | ObjectProperty | ListProperty;
export function isOf(property: Property, access: Access): boolean {
  return property.access === access || (Array.isArray(property.access) && property.access.includes(access));
}

export type Properties = Readonly<Record<string, Property>>;

/** An update as a type carries it out: the whole wanted state, and the top-level properties that differ. */
export interface Change {
  readonly wanted: JsonObject;
  readonly changed: ReadonlySet<string>;
}

/**
 * One resource type. The four changes run when their task ends. They throw a Fault to make it FAILED; what they
 * wrote before that is undone.
 */
export interface ResourceType {
  readonly typeName: string;
  readonly description: string;
  readonly properties: Properties;
  readonly required: readonly string[];
  /** Properties that make the identifier, joined by `|`. */
  readonly primaryIdentifier: readonly string[];
  /** Properties that the Filter of ListResources may name. */
  readonly filterable: readonly string[];
  readonly taggable: boolean;
  /** How long a task takes, in milliseconds; 0 ends in the first answer. */
  readonly duration: { readonly create: number; readonly update: number; readonly delete: number };
  /** Answers the identifier. */
  create(context: Place, wanted: JsonObject): Promise<string>;
  read(context: Place, identifier: string): Promise<JsonObject | undefined>;
  update(context: Place, identifier: string, change: Change): Promise<void>;
  remove(context: Place, identifier: string): Promise<void>;
  /** Identifiers in order of creation. Absent where the service has no list of them. */
  identifiers?(context: Place): Promise<readonly string[]>;
  /** Held properties as they are by now, for the answers that tell of a create or an update. */
  secrets?(context: Place, identifier: string, operation: string): Promise<JsonObject>;
}
