/** Puts behaviour to documented actions. */
import type { JsonObject } from "../../action/json.ts";
import { documented as reference } from "../reference/index.ts";
import type { CallContext, Facts, Model, Need, Outside, SandboxAction } from "../types.ts";
import { pick } from "../values.ts";
import { shaped } from "./answer.ts";

/** What the reference says of the action that is being answered. */
export interface Documented {
  readonly input: Facts;
  readonly output: Facts;
}

/** An action's behaviour, without what the reference already says. */
export interface Definition {
  readonly model: Model;
  readonly reads?: boolean;
  /** The parameters' facts where the sandbox is stricter than the reference, which often bounds nothing. */
  readonly input?: Facts;
  /** Parameters of a list that it acts on, beside those that page it. A test holds that none is forgotten. */
  readonly takes?: ReadonlySet<string>;
  /** Names that are misspelt in the vendor's SDKs, and the parameters that they mean. */
  readonly misspelt?: ReadonlyMap<string, string>;
  /** A field of the answer that the reference does not list, although there would be no use without it. */
  readonly beyond?: string;
  targets?(params: JsonObject, context: CallContext): Promise<readonly string[]>;
  needs?(params: JsonObject, context: CallContext): Promise<readonly Need[]>;
  bring?(params: JsonObject, outside: Outside): Promise<JsonObject>;
  handle(params: JsonObject, context: CallContext, documented: Documented): Promise<JsonObject>;
}

type Handle = Definition["handle"];

/** Code that may write. */
export const computes = (handle: Handle): Definition => ({ model: "computed", handle });
/** Code that only reads. */
export const answers = (handle: Handle): Definition => ({ model: "computed", reads: true, handle });

const documentedBy = new Map(reference.map((one) => [`${one.service}:${one.name}`, one]));

/**
 * The actions of a family. Fields, method and version are the reference's; answers are held to it.
 * @throws Error for an action that the reference does not have
 */
export function family(
  service: string,
  definitions: Readonly<Record<string, Definition>>,
): readonly SandboxAction[] {
  return Object.entries(definitions).map(([name, { handle, ...rest }]) => {
    const documented = documentedBy.get(`${service}:${name}`);
    if (documented === undefined) throw new Error(`The reference has no ${service}:${name}.`);
    const { version, http, input, output } = documented;
    const { beyond } = rest;
    return {
      service,
      name,
      version,
      http,
      input,
      ...rest,
      handle: async (params, context) => {
        const answer = await handle(params, context, documented);
        return { ...shaped(output, answer), ...(beyond === undefined ? {} : pick(answer, [beyond])) };
      },
    };
  });
}
