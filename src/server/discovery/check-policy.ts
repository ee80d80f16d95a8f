import type { CallToolResult } from "@modelcontextprotocol/server";
import { type Action, isChange, qualifiedName } from "../../action/action.ts";
import type { JsonObject } from "../../action/json.ts";
import { InvalidArguments } from "../../errors.ts";
import type { Checked, Outlook, Requester } from "../../gate/types.ts";
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
  { verdict, effect, approval, rules, reason, preview }: Checked,
): CallToolResult {
  const signs = approval === "second-person";
  const said = {
    allowed: "It would run.",
    asks: `It would run once a ${signs ? "second person has signed" : "person has approved"} it; making the call asks for that.`,
    refused: `It would be refused: ${reason ?? "no rule allows it."} Tell the user that the operator can allow it; look for no other way.`,
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
      ...(signs ? { approval } : {}),
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

function overview({ gate, families, target }: Discovery): CallToolResult {
  const actions = families.flatMap((family) => family.actions);
  const groups = new Map<string, Action[]>();
  for (const action of actions) {
    const group = groupOf(action, gate.outlook(action));
    groups.set(group, [...(groups.get(group) ?? []), action]);
  }
  const of = (kind: Kind, group: Group) => groups.get(`${kind} ${group}`) ?? [];
  const all = (kind: Kind) => GROUPS.reduce((sum, group) => sum + of(kind, group).length, 0);
  const open = [
    ...of("read", "depends"),
    ...of("read", "asks"),
    ...of("read", "signs"),
    ...of("read", "refused"),
  ];
  const structuredContent: JsonObject = {
    target,
    reads: `${of("read", "allowed").length} of ${all("read")} plain reads are allowed`,
    ...(open.length > 0 && open.length <= FEW ? { otherReads: open.map(qualifiedName).join(", ") } : {}),
    stored: `${of("reveal", "refused").length} of ${all("reveal")} that hand back stored secrets are refused`,
    allowed: named(of("change", "allowed"), all("change")),
    asks: named(of("change", "asks"), all("change")),
    ...(of("change", "signs").length === 0 ? {} : { signs: named(of("change", "signs"), all("change")) }),
    depends: named(of("change", "depends"), Number.POSITIVE_INFINITY),
    refused: `${of("change", "refused").length} of ${all("change")} changes`,
  };
  const said = (key: string) => String(structuredContent[key]);
  const lines = [
    `Target: ${target}. ${said("reads")}${structuredContent.otherReads === undefined ? "" : `, not as a matter of course: ${said("otherReads")}`}; ${said("stored")}.`,
    `Changes that are allowed at once: ${said("allowed")}`,
    `Changes that are allowed once a person agrees: ${said("asks")}`,
    ...(structuredContent.signs === undefined
      ? []
      : [`Changes that are allowed once a second person has signed: ${said("signs")}`]),
    `Changes that depend on their arguments (check_policy with action says how): ${said("depends")}`,
    `Refused: ${said("refused")}.`,
  ];
  return { content: [{ type: "text", text: lines.join("\n") }], structuredContent };
}

/** Most reads that are named for not being allowed as a matter of course. */
const FEW = 12;
const GROUPS = ["allowed", "asks", "signs", "depends", "refused"] as const;
const ALLOWED = { none: "allowed", ask: "asks", "second-person": "signs" } as const;
type Group = (typeof GROUPS)[number];
type Kind = "read" | "reveal" | "change";

function groupOf({ effect }: Action, outlook: Outlook): `${Kind} ${Group}` {
  const kind = isChange(effect) ? "change" : effect === "reveal" ? "reveal" : "read";
  return `${kind} ${outlook.verdict === "allowed" ? ALLOWED[outlook.approval] : outlook.verdict}`;
}

function named(actions: readonly Action[], all: number): string {
  if (actions.length === 0) return "none.";
  if (actions.length >= all) return `all ${all}.`;
  const names = actions.slice(0, MOST_NAMED).map(qualifiedName).join(", ");
  const more = actions.length - MOST_NAMED;
  return more > 0 ? `${names} and ${more} more.` : `${names}.`;
}
