import type { CallToolResult, InputRequiredResult } from "@modelcontextprotocol/server";
import { InvalidArguments } from "../../errors.ts";
import type { Checked } from "../../gate/types.ts";
import { checkedResult } from "../answers/checked.ts";
import { present } from "../answers/present.ts";
import { type Caller, callAction } from "../calls.ts";
import { callGenerateSecret } from "../generate-secret.ts";
import { GENERATE_SECRET } from "../own-tools.ts";
import { changeInput } from "./definitions.ts";
import { parseOwn } from "./parse-own.ts";
import type { Discovery } from "./types.ts";

/** Any action, with or without sending it. */
export async function changeAction(
  discovery: Discovery,
  args: unknown,
  caller: Caller,
): Promise<CallToolResult | InputRequiredResult> {
  const { action: name, params = {}, dryRun = false } = parseOwn("change_action", changeInput, args);
  const { gate, target, language } = discovery;
  if (name === GENERATE_SECRET) {
    if (dryRun) throw new InvalidArguments("generate_secret sends nothing: there is nothing to try.");
    return await callGenerateSecret(gate, params, caller.requester);
  }
  const action = discovery.resolver.resolve(name);
  const tried = (checked: Checked) => checkedResult(action, checked, { target, language, dryRun: true });
  if (dryRun) return tried(await gate.check({ action, args: params, requester: caller.requester }));
  return await callAction(gate, { action, args: params }, caller, {
    done: (done) => present(done, { gate, target, action, caller }),
    tried,
  });
}
