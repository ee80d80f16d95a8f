/** Prompts: whole jobs as steps that name actions, as data. A leaf; the server renders them. */
import * as z from "zod";
import { InvalidArguments } from "../errors.ts";
import { isJsonObject, type JsonObject } from "./json.ts";
import { isMissing } from "./missing.ts";

/** A value that an earlier step gives. Several with `each` from one step belong to one item. */
export interface Taken {
  /** The label of the earlier step. */
  readonly from: string;
  /** Where in its result: `Trn`, or `Users[].UserId` for an item of a list. */
  readonly path: string;
  /** Which item of the list: one that has these values. */
  readonly where?: Readonly<Record<string, string>>;
  /** Take this parameter of the call that gave such an item, rather than the value at `path`. */
  readonly parameter?: string;
  /** Make the call once for each item rather than for one. */
  readonly each?: true;
}

/** One call of a prompt. */
export interface Step {
  /** A qualified name, e.g. `id:CreateWorkloadPool`, or `generate_secret`. */
  readonly action: string;
  /** The parameters that are known beforehand. */
  readonly params: JsonObject;
  /** Parameters, as dotted paths (`UserUids[]` for the one element of a list), that earlier steps give. */
  readonly takes?: Readonly<Record<string, Taken>>;
  /** Parameters that the user has to say, each with what to ask for. */
  readonly asks?: Readonly<Record<string, string>>;
  /** For reads: the only fields that are needed. */
  readonly fields?: readonly string[];
  readonly why: string;
  /** What to look at before going on. */
  readonly check?: string;
  /** When the step is made at all, where that depends; begins with `only`. */
  readonly optional?: string;
  /** What later steps take from it by. */
  readonly as?: string;
}

export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** The only values it can have; empty where any text will do. */
  readonly values: readonly string[];
}

/** A job that a user can ask for by name. */
export interface Prompt {
  /** snake_case; also the file's name under `tools/prompts/`, in kebab-case. */
  readonly name: string;
  readonly title: string;
  /** The title in Chinese. */
  readonly zh: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  /** The calls in order. Pure. @throws InvalidArguments naming what is missing or does not fit */
  readonly steps: (given: unknown) => readonly Step[];
}

type ArgumentShape = Readonly<Record<string, z.ZodType>>;
type Arguments<S extends ArgumentShape> = z.output<z.ZodObject<S, z.core.$strict>>;

interface PromptDefinition<S extends ArgumentShape>
  extends Pick<Prompt, "name" | "title" | "zh" | "description"> {
  readonly arguments: S;
  readonly steps: (args: Arguments<S>) => readonly Step[];
}

const TEXT_LIMIT = 256;

/** An argument that names something: one line of text. */
export const text = (description: string): z.ZodString =>
  z
    .string()
    .trim()
    .min(1)
    .max(TEXT_LIMIT)
    .regex(/^\P{C}*$/u, "has characters that cannot be seen")
    .describe(description);

/** An argument with few values; the description says what each of them means. */
export const choice = <const V extends readonly [string, ...string[]]>(values: V, description: string) =>
  z.enum(values).describe(description);

/** Makes a prompt of a definition; its steps are worked out when it is asked for. */
export function definePrompt<const S extends ArgumentShape>(definition: PromptDefinition<S>): Prompt {
  const { name, title, zh, description, steps } = definition;
  const schema = z.strictObject(definition.arguments);
  return Object.freeze({
    name,
    title,
    zh,
    description,
    arguments: argumentsOf(schema),
    steps(given: unknown) {
      const filled = withoutBlanks(given);
      const parsed = schema.safeParse(filled);
      if (parsed.success) return steps(parsed.data);
      const problems = parsed.error.issues.map((issue) => {
        const where = issue.path.map(String).join(".") || "arguments";
        return `${where}: ${isMissing(issue, filled) ? "is required" : issue.message}`;
      });
      throw new InvalidArguments(`${name} does not accept these arguments: ${problems.join("; ")}.`);
    },
  });
}

/** Hosts send what their user left blank as an empty text. */
function withoutBlanks(given: unknown): unknown {
  if (given === undefined) return {};
  if (!isJsonObject(given)) return given;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
}

function argumentsOf(schema: z.ZodType): readonly PromptArgument[] {
  const { properties, required } = z.toJSONSchema(schema, { io: "input" });
  const needed = new Set(required);
  return Object.entries(properties ?? {}).map(([name, property]) => {
    const { description = "", enum: values = [] } = typeof property === "boolean" ? {} : property;
    return { name, description, required: needed.has(name), values: values.map(String) };
  });
}

/** For what only shows once the steps are worked out. @throws InvalidArguments always */
export function unfit(argument: string, why: string): never {
  throw new InvalidArguments(`${argument}: ${why}.`);
}

/** A value as a part of an object, or nothing where there is none. */
export function given(name: string, value: string | undefined): JsonObject {
  return value === undefined ? {} : { [name]: value };
}
