import type { CallToolResult } from "@modelcontextprotocol/server";
import { type Action, qualifiedName } from "../../action/action.ts";
import { toolName } from "../../action/names.ts";
import type { Backend } from "../backend.ts";
import { toolDefinition } from "../definition.ts";
import { generateSecretDefinition } from "../generate-secret.ts";
import { GENERATE_SECRET } from "../own-tools.ts";
import { serverWords } from "../words/words.ts";
import { describeInput } from "./definitions.ts";
import { exampleOf } from "./example.ts";
import { failuresOf } from "./failures.ts";
import { parseOwn } from "./parse-own.ts";
import { outlookLine } from "./policy-words.ts";
import { secretLines } from "./secret-lines.ts";
import { fieldsOf, signatureOf } from "./signature.ts";
import type { Discovery } from "./types.ts";

export function describeAction(discovery: Discovery, args: unknown): CallToolResult {
  const { action: name } = parseOwn("describe_action", describeInput, args);
  if (name === GENERATE_SECRET) return text(ownDescription());
  const action = discovery.resolver.resolve(name);
  return text(describeFor(discovery, action));
}

function text(words: string): CallToolResult {
  return { content: [{ type: "text", text: words }] };
}

/** Everything that a model needs for a first call, without what depends on the server. */
export function describe(action: Action): string {
  const { description, inputSchema, outputSchema } = toolDefinition(action);
  const name = qualifiedName(action);
  const rights = action.escalates ? ", raises rights or lowers a guard" : "";
  const reads = action.effect === "read" && action.natureOf === undefined;
  const call = JSON.stringify({ action: name, params: exampleOf(action) });
  return [
    `${name} (tool ${toolName(action)}; ${action.effect}${rights}): ${action.title}`,
    description,
    `params: ${signatureOf(inputSchema)}`,
    `returns: ${fieldsOf(outputSchema)}`,
    `Example: ${reads ? "read_action" : "change_action"} ${call}`,
    ...(action.prerequisites.length === 0 ? [] : [`First: ${action.prerequisites.join(", ")}`]),
    ...secretLines(action),
    `Errors: ${failuresOf(action).join("; ")}`,
  ].join("\n");
}

function ownDescription(): string {
  const { description, inputSchema } = generateSecretDefinition();
  return [
    `generate_secret: ${description}`,
    `params: ${signatureOf(inputSchema)}`,
    'Example: change_action {"action": "generate_secret", "params": {"form": "password"}}',
  ].join("\n");
}

/** The description as the policy of this server sees it. */
export function describeFor({ gate, language }: Pick<Backend, "gate" | "language">, action: Action): string {
  const words = serverWords(language);
  return `${describe(action)}\n${words.outlook.policy(outlookLine(gate.outlook(action), words))}`;
}
