import * as z from "zod";
import { type Action, type Effect, qualifiedName } from "../action/action.ts";
import { COUNT_LIMIT, LIST_LIMIT, TEXT_LIMIT } from "../action/fields.ts";
import { HANDLE_ID } from "../action/handle.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { toolName } from "../action/names.ts";
import { inputSchema, outputSchema } from "../action/parse.ts";

/** A JSON Schema of an object, as MCP wants it for a tool's input and output. */
export interface ObjectSchema extends JsonObject {
  readonly type: "object";
}

/** The four hints of MCP's ToolAnnotations; all of them always, since a host takes a missing one for the worst. */
export interface ToolHints {
  readonly title: string;
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** One entry of `tools/list`. */
export interface ToolDefinition {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: ObjectSchema;
  /** Left out where the answer depends on the arguments. */
  readonly outputSchema?: ObjectSchema;
  readonly annotations: ToolHints;
  readonly _meta?: JsonObject;
}

/** The entry of an action: its answers always have a schema. */
export interface ActionDefinition extends ToolDefinition {
  readonly outputSchema: ObjectSchema;
}

/** An action as `tools/list` shows it. A pure function of the action: equal for every connection. */
export function toolDefinition(action: Action): ActionDefinition {
  return {
    name: toolName(action),
    title: action.title,
    description: describe(action),
    inputSchema: objectSchema(inputSchema(action)),
    outputSchema: objectSchema(outputSchema(action)),
    annotations: hints(action),
    _meta: { "idgate/action": qualifiedName(action) },
  };
}

// JSON Schema has no compact way to say that parameters exclude each other, and clients ignore the long one.
function describe(action: Action): string {
  const rules = (action.alternatives ?? []).map(({ of, required }) => {
    const names = of.join(" or ");
    return required ? `Give exactly one of ${names}.` : `Give ${names}, not both.`;
  });
  return [action.summary, ...rules].join(" ");
}

/** Overwrites or takes away what somebody may still need. */
const DESTRUCTIVE: ReadonlySet<Effect> = new Set<Effect>(["update", "delete"]);

function hints(action: Action): ToolHints {
  const { effect, title } = action;
  return {
    title,
    // A hint holds for every call of a tool: where arguments can turn a read into a reveal, it is none.
    readOnlyHint: effect === "read" && action.natureOf === undefined,
    destructiveHint: DESTRUCTIVE.has(effect),
    idempotentHint: repeatsWithoutEffect(action),
    openWorldHint: true,
  };
}

/** Reading, taking away what is gone already, and overwriting with the same; adding may add once more. */
function repeatsWithoutEffect({ effect, name, idempotencyToken }: Action): boolean {
  if (effect === "read" || effect === "reveal" || effect === "delete") return true;
  // An update that needs a token to be repeatable (a patch may append) is not so by itself.
  return effect === "update" && name.startsWith("Update") && idempotencyToken === undefined;
}

/**
 * Converts a zod schema to compact JSON Schema (draft 2020-12, without `$schema`). Refinements do not carry
 * over, nor do bounds that are idgate's own or go without saying; the gate parses with zod anyway.
 * @throws TypeError where the schema is not one of an object: a fault in a definition.
 */
export function objectSchema(schema: z.ZodType): ObjectSchema {
  return asObjectSchema(compact(wholeSchema(schema)));
}

/** The same with every bound, as zod states it. */
export function wholeSchema(schema: z.ZodType): ObjectSchema {
  const whole: unknown = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: "input" })));
  if (!isJsonObject(whole)) throw new TypeError("not a JSON Schema");
  const { $schema, ...rest } = whole;
  return asObjectSchema(rest);
}

function asObjectSchema(schema: Json): ObjectSchema {
  if (!isJsonObject(schema) || schema.type !== "object") throw new TypeError("not a schema of an object");
  return { ...schema, type: "object" };
}

/**
 * Leaves out what says nothing, and the general bounds that are idgate's own and not the API's: all of it
 * would be paid for in tokens on every call.
 */
function compact(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(compact);
  if (!isJsonObject(schema)) return schema;
  const members = Object.entries(schema)
    .filter(([key, child]) => !saysNothing(key, child))
    .map(([key, child]) => [key, key === "properties" ? compactEach(child) : compact(child)]);
  return nullable(Object.fromEntries(members));
}

// Their keys are names of parameters, not keywords.
function compactEach(properties: Json): Json {
  if (!isJsonObject(properties)) return properties;
  return Object.fromEntries(Object.entries(properties).map(([key, child]) => [key, compact(child)]));
}

function saysNothing(key: string, child: Json): boolean {
  if (key === "additionalProperties") return isJsonObject(child) && Object.keys(child).length === 0;
  if (key === "maximum") return child === Number.MAX_SAFE_INTEGER || child === COUNT_LIMIT;
  // That a name may not be empty nobody needs to be told; nor what handles look like, which are only passed on.
  if (key === "minLength") return child === 1;
  if (key === "pattern") return child === HANDLE_ID.source;
  if (key === "maxLength") return child === TEXT_LIMIT;
  if (key === "maxItems") return child === LIST_LIMIT;
  return key === "minimum" && child === Number.MIN_SAFE_INTEGER;
}

/** `anyOf: [X, null]` of one plain type becomes X with `type: [.., "null"]`, which means the same. */
function nullable(schema: JsonObject): JsonObject {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return schema;
  const [one, other]: Json[] = anyOf;
  if (!isJsonObject(one) || !isJsonObject(other) || !isNull(other)) return schema;
  if (typeof one.type !== "string" || "enum" in one || "const" in one) return schema;
  return { ...one, ...rest, type: [one.type, "null"] };
}

function isNull(schema: JsonObject): boolean {
  return schema.type === "null" && Object.keys(schema).length === 1;
}
