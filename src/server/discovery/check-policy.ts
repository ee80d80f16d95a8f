import type { CallToolResult } from "@modelcontextprotocol/server";
import { type Action, isChange, qualifiedName } from "../../action/action.ts";
import type { JsonObject } from "../../action/json.ts";
import { InvalidArguments } from "../../errors.ts";
import type { Checked, Requester } from "../../gate/types.ts";
import { bounded } from "../../text/index.ts";
import { checkInput } from "./definitions.ts";
import { parseOwn } from "./parse-own.ts";
import { outlookLine } from "./policy-words.ts";
import type { Discovery } from "./types.ts";

/** Most actions of one kind that an overview names. */
const MOST_NAMED = 60;
/** Most of a preview that a model is shown, in UTF-16 units: a person who is asked sees all of it, the model wrote it. */
const PREVIEW = 8_000;

export function checkPolicy(discovery: Discovery, args: unknown, requester: Requester): CallToolResult {
  const { action: name, params } = parseOwn("check_policy", checkInput, args);
  if (name === undefined) {
    if (params !== undefined) throw new InvalidArguments("params belong to an action: name it in action.");
    return overview(discovery);
  }
  const action = discovery.resolver.resolve(name);
  if (params === undefined) return ofAction(discovery, action);
  return checkedResult(discovery, action, discovery.gate.check({ action, args: params, requester }));
}

function ofAction({ gate, target }: Discovery, action: Action): CallToolResult {
  const outlook = gate.outlook(action);
  return {
    content: [
      { type: "text", text: `${qualifiedName(action)}: ${outlookLine(outlook)}. Target: ${target}.` },
    ],
    structuredContent: { action: qualifiedName(action), target, ...outlook },
  };
}

/** What would become of one call; also the answer to a dry run. */
export function checkedResult(
  { target }: Pick<Discovery, "target">,
  action: Action,
  { verdict, effect, rules, reason, preview }: Checked,
): CallToolResult {
  const said = {
    allowed: "It would run.",
    asks: "It would run once a person has approved it; making the call asks for that.",
    refused: `It would be refused: ${reason ?? "no rule allows it."} Tell the user; look for no other way.`,
  }[verdict];
  const lines = [`${said} Nothing was sent or recorded.`, bounded(preview, PREVIEW)];
  return {
    content: [{ type: "text", text: lines.join("\n") }],
    structuredContent: {
      action: qualifiedName(action),
      target,
      verdict,
      effect,
      rules,
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

function overview({ gate, families, target }: Discovery): CallToolResult {
  const actions = families.flatMap((family) => family.actions);
  const sorted: Record<"allowed" | "depends" | "refused", Action[]> = {
    allowed: [],
    depends: [],
    refused: [],
  };
  for (const action of actions) sorted[gate.outlook(action).verdict].push(action);
  const changes = (kind: keyof typeof sorted) => sorted[kind].filter(({ effect }) => isChange(effect));
  const reads = actions.filter(({ effect }) => effect === "read");
  const readable = sorted.allowed.filter(({ effect }) => effect === "read").length;
  const structuredContent: JsonObject = {
    target,
    reads: `${readable} of ${reads.length} plain reads are allowed`,
    allowed: named(changes("allowed"), actions.filter(({ effect }) => isChange(effect)).length),
    depends: named(changes("depends"), Number.POSITIVE_INFINITY),
    refused: `${changes("refused").length} changes`,
  };
  const lines = [
    `Target: ${target}. ${structuredContent.reads}.`,
    `Changes that are allowed: ${String(structuredContent.allowed)}`,
    `Changes that depend on their arguments (check_policy with action says how): ${String(structuredContent.depends)}`,
    `Refused: ${String(structuredContent.refused)}.`,
  ];
  return { content: [{ type: "text", text: lines.join("\n") }], structuredContent };
}

function named(actions: readonly Action[], all: number): string {
  if (actions.length === 0) return "none.";
  if (actions.length >= all) return `all ${all}.`;
  const names = actions.slice(0, MOST_NAMED).map(qualifiedName).join(", ");
  const more = actions.length - MOST_NAMED;
  return more > 0 ? `${names} and ${more} more.` : `${names}.`;
}
