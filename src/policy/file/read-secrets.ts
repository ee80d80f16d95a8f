/** `secrets`: whose secrets a model is shown, and further flows of handles. */

import type { Problems } from "./problems.ts";
import { readFields, readList, readText, readTexts } from "./read-node.ts";
import type { WrittenFlow, WrittenPolicy } from "./written.ts";
import type { Node } from "./yaml.ts";

const KEYS = ["reveal", "flows"] as const;
const FLOW_KEYS = ["from", "to"] as const;

export function readSecrets(node: Node, problems: Problems): Pick<WrittenPolicy, "flows" | "reveal"> {
  const fields = readFields(node, "secrets", KEYS, problems);
  const [reveal, flows] = [fields?.get("reveal"), fields?.get("flows")];
  const list = flows === undefined ? undefined : readList(flows.value, "flows", problems);
  return {
    reveal: (reveal && readTexts(reveal.value, "reveal", problems)) ?? [],
    flows: list?.items.flatMap((item) => readFlow(item, problems) ?? []) ?? [],
  };
}

function readFlow(node: Node, problems: Problems): WrittenFlow | undefined {
  const fields = readFields(node, "a flow", FLOW_KEYS, problems);
  if (fields === undefined) return undefined;
  const [from, to] = [fields.get("from"), fields.get("to")];
  if (from === undefined || to === undefined) {
    problems.add(node.at, "a flow needs from (a kind of secret) and to (service:Action.Field)");
    return undefined;
  }
  const kind = readText(from.value, "from", problems);
  const field = readText(to.value, "to", problems);
  return kind === undefined || field === undefined ? undefined : { from: kind, to: field };
}
