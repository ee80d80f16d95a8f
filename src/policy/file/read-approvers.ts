/** `approvers`: who may approve with a signature, and by which key. */

import type { Approver } from "../types.ts";
import { type Problems, quoted } from "./problems.ts";
import { readFields, readList, readText } from "./read-node.ts";
import type { Node } from "./yaml.ts";

const KEYS = ["name", "key", "user"] as const;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;
const SCHEME = "ed25519:";
const KEY_BYTES = 32;

export function readApprovers(node: Node, problems: Problems): readonly Approver[] {
  const list = readList(node, "approvers", problems);
  const approvers = list?.items.flatMap((item) => readApprover(item, problems) ?? []) ?? [];
  for (const what of ["name", "key"] as const) {
    const seen = new Set<string>();
    for (const { [what]: value } of approvers) {
      // One key under two names would let one person be two.
      if (seen.has(value)) problems.add(node.at, `two approvers have the same ${what}`);
      seen.add(value);
    }
  }
  return approvers;
}

function readApprover(node: Node, problems: Problems): Approver | undefined {
  const fields = readFields(node, "an approver", KEYS, problems);
  if (fields === undefined) return undefined;
  const [name, key, user] = [fields.get("name"), fields.get("key"), fields.get("user")];
  if (name === undefined || key === undefined) {
    problems.add(node.at, "an approver needs a name and a key");
    return undefined;
  }
  const named = readText(name.value, "name", problems);
  if (named !== undefined && !NAME.test(named.value)) {
    problems.add(named.at, `${quoted(named.value)} is not an approver's name: letters, digits, . _ @ -`);
    return undefined;
  }
  const publicKey = readKey(key.value, problems);
  if (named === undefined || publicKey === undefined) return undefined;
  return { name: named.value, key: publicKey, user: user && readText(user.value, "user", problems)?.value };
}

function readKey(node: Node, problems: Problems): string | undefined {
  const text = readText(node, "key", problems);
  if (text === undefined) return undefined;
  const encoded = text.value.startsWith(SCHEME) ? text.value.slice(SCHEME.length) : "";
  const bytes = Buffer.from(encoded, "base64url");
  if (bytes.length === KEY_BYTES && bytes.toString("base64url") === encoded) return encoded;
  problems.add(
    text.at,
    "key is not an approver's public key: write what `idgate approvals keygen` printed, ed25519:…",
  );
  return undefined;
}
