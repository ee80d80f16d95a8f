import type { CallToolResult } from "@modelcontextprotocol/server";
import { type Action, qualifiedName } from "../../action/action.ts";
import { InvalidArguments } from "../../errors.ts";
import type { Requester } from "../../gate/types.ts";
import { checkedResult } from "../answers/checked.ts";
import { serverWords } from "../words/words.ts";
import { checkInput } from "./definitions.ts";
import { overview } from "./overview.ts";
import { parseOwn } from "./parse-own.ts";
import { outlookLine } from "./policy-words.ts";
import type { Discovery } from "./types.ts";

/** What would become of one call, of one action, or of all. Nothing is sent, asked, recorded or spent. */
export async function checkPolicy(
  discovery: Discovery,
  args: unknown,
  requester: Requester,
): Promise<CallToolResult> {
  const { action: name, params } = parseOwn("check_policy", checkInput, args);
  if (name === undefined) {
    if (params !== undefined) throw new InvalidArguments("params belong to an action: name it in action.");
    return overview(discovery, requester);
  }
  const action = discovery.resolver.resolve(name);
  if (params === undefined) return ofAction(discovery, action);
  const checked = await discovery.gate.check({ action, args: params, requester });
  return checkedResult(action, checked, { ...discovery, dryRun: false });
}

function ofAction({ gate, target, language }: Discovery, action: Action): CallToolResult {
  const words = serverWords(language);
  const outlook = gate.outlook(action);
  return {
    content: [
      {
        type: "text",
        text: words.outlook.ofAction(qualifiedName(action), outlookLine(outlook, words), target),
      },
    ],
    structuredContent: { action: qualifiedName(action), target, ...outlook },
  };
}
