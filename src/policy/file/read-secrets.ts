/** `secrets`: further flows of handles. */

import type { Problems } from "./problems.ts";
import { readFields, readList, readText } from "./read-node.ts";
import type { WrittenFlow } from "./written.ts";
import type { Node } from "./yaml.ts";

const KEYS = ["reveal", "flows"] as const;
const FLOW_KEYS = ["from", "to"] as const;

export function readSecrets(node: Node, problems: Problems): readonly WrittenFlow[] {
  const fields = readFields(node, "secrets", KEYS, problems);
  const reveal = fields?.get("reveal");
  if (reveal !== undefined) {
    const list = readList(reveal.value, "reveal", problems);
    if (list !== undefined && list.items.length > 0) {
      problems.add(reveal.at, "reveal must be empty: this version shows a model no secret");
    }
  }
  const flows = fields?.get("flows");
  if (flows === undefined) return [];
  return (
    readList(flows.value, "flows", problems)?.items.flatMap((item) => readFlow(item, problems) ?? []) ?? []
  );
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
