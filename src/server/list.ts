import type { Action } from "../action/action.ts";
import { type ToolDefinition, toolDefinition } from "./definition.ts";
import { generateSecretDefinition } from "./generate-secret.ts";

/** The whole `tools/list`: stable in order and content, the same for every connection. */
export function toolList(actions: readonly Action[]): ToolDefinition[] {
  return [generateSecretDefinition(), ...actions.map(toolDefinition)];
}
