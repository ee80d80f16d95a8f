/** The form of a policy file: which keys it may have and what each must look like. */

import { hostEntry } from "../engine/hosts.ts";
import { type Problems, quoted } from "./problems.ts";
import { readApprovers } from "./read-approvers.ts";
import { exact, type Fields, readChoice, readFields, readList, readTexts } from "./read-node.ts";
import { readRule } from "./read-rule.ts";
import { readSecrets } from "./read-secrets.ts";
import type { Written, WrittenPolicy, WrittenRule } from "./written.ts";
import type { Node } from "./yaml.ts";

const TOP_KEYS = ["version", "account", "hosts", "reads", "approvers", "secrets", "allow", "deny"] as const;

/** Checks the form of the whole file; what could not be read is left out and stands among the problems. */
export function readPolicyFile(root: Node, problems: Problems): WrittenPolicy | undefined {
  const fields = readFields(root, "a policy", TOP_KEYS, problems);
  if (fields === undefined) return undefined;
  readVersion(root, fields, problems);
  const reads = fields.get("reads");
  const account = fields.get("account");
  const approvers = fields.get("approvers");
  const secrets = fields.get("secrets");
  const ids = new Set<string>();
  const rules = (key: "allow" | "deny"): readonly WrittenRule[] => {
    const field = fields.get(key);
    const list = field === undefined ? undefined : readList(field.value, key, problems);
    return list?.items.flatMap((item) => readRule(item, key, ids, problems) ?? []) ?? [];
  };
  return {
    account: account === undefined ? undefined : readAccount(account.value, problems),
    hosts: readHosts(fields, problems),
    reads: (reads && readChoice(reads.value, "reads", ["allow", "listed"], problems)) ?? "allow",
    approvers: approvers === undefined ? [] : readApprovers(approvers.value, problems),
    ...(secrets === undefined ? { flows: [], reveal: [] } : readSecrets(secrets.value, problems)),
    allow: rules("allow"),
    deny: rules("deny"),
  };
}

function readVersion(root: Node, fields: Fields, problems: Problems): void {
  const version = fields.get("version");
  if (version === undefined) {
    problems.add(root.at, "version is missing: write version: 1");
  } else if (version.value.kind !== "scalar" || version.value.value !== 1) {
    problems.add(version.value.at, "version must be the number 1");
  }
}

function readAccount(node: Node, problems: Problems): string | undefined {
  if (node.kind === "scalar") {
    const { value, source } = node;
    const id = typeof value === "number" && exact(value, source) ? source : value;
    if (typeof id === "string" && /^[0-9]{1,20}$/.test(id)) return id;
  }
  problems.add(node.at, 'account must be an account id: its digits in quotes, "2100000000"');
  return undefined;
}

function readHosts(fields: Fields, problems: Problems): readonly Written<string>[] {
  const field = fields.get("hosts");
  const texts = field === undefined ? undefined : readTexts(field.value, "hosts", problems);
  return (texts ?? []).flatMap(({ value, at }) => {
    const entry = hostEntry(value);
    if (entry !== undefined) return [{ value: entry, at }];
    problems.add(at, `${quoted(value)} is not a host name or *.domain (no scheme, port, path or IP address)`);
    return [];
  });
}
