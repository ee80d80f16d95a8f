/** The form of a policy file: which keys it may have and what each must look like. */
import type { Written, WrittenPolicy, WrittenRule } from "./file.ts";
import { hostEntry } from "./hosts.ts";
import { type Problems, quoted } from "./problems.ts";
import { readConditions, readPath } from "./read-condition.ts";
import {
  exact,
  type Fields,
  type NotYet,
  readChoice,
  readFields,
  readList,
  readSomeTexts,
  readText,
  readTexts,
} from "./read-node.ts";
import type { ApprovalMode } from "./types.ts";
import type { Node } from "./yaml.ts";

const TOP_KEYS = ["version", "account", "hosts", "reads", "allow", "deny"] as const;
const TOP_NOT_YET: NotYet = new Set(["secrets"]);
const ALLOW_KEYS = ["id", "actions", "types", "when", "only", "approval"] as const;
const ALLOW_NOT_YET: NotYet = new Set(["who", "budget"]);
const DENY_KEYS = ["id", "actions", "types", "when"] as const;
const DENY_NOT_YET: NotYet = new Set(["who"]);

const RULE_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
/** Ids that decisions use on their own account. */
const RESERVED_IDS: ReadonlySet<string> = new Set(["reads", "sandbox-default"]);

/** Checks the form of the whole file; what could not be read is left out and stands among the problems. */
export function readPolicyFile(root: Node, problems: Problems): WrittenPolicy | undefined {
  const fields = readFields(root, "a policy", TOP_KEYS, TOP_NOT_YET, problems);
  if (fields === undefined) return undefined;
  readVersion(root, fields, problems);
  const reads = fields.get("reads");
  const account = fields.get("account");
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

function readHosts(fields: Fields, problems: Problems): readonly string[] {
  const field = fields.get("hosts");
  const texts = field === undefined ? undefined : readTexts(field.value, "hosts", problems);
  return (texts ?? []).flatMap(({ value, at }) => {
    const entry = hostEntry(value);
    if (entry !== undefined) return [entry];
    problems.add(at, `${quoted(value)} is not a host name or *.domain (no scheme, port, path or IP address)`);
    return [];
  });
}

function readRule(
  node: Node,
  kind: "allow" | "deny",
  ids: Set<string>,
  problems: Problems,
): WrittenRule | undefined {
  const allows = kind === "allow";
  const fields = readFields(
    node,
    `${allows ? "an allow" : "a deny"} rule`,
    allows ? ALLOW_KEYS : DENY_KEYS,
    allows ? ALLOW_NOT_YET : DENY_NOT_YET,
    problems,
  );
  if (fields === undefined) return undefined;
  const [id, actions, types] = [fields.get("id"), fields.get("actions"), fields.get("types")];
  const [when, only, approval] = [fields.get("when"), fields.get("only"), fields.get("approval")];
  if (actions === undefined) problems.add(node.at, "a rule needs actions");
  if (id === undefined) problems.add(node.at, "a rule needs an id");
  return {
    id: (id && readId(id.value, ids, problems)) ?? "",
    at: node.at,
    actions: actions === undefined ? [] : readSomeTexts(actions.value, "actions", problems),
    types: types && readSomeTexts(types.value, "types", problems),
    when: when === undefined ? [] : readConditions(when.value, problems),
    only: only && readOnly(only.value, problems),
    approval: approval && readApproval(approval.value, problems),
  };
}

function readId(node: Node, ids: Set<string>, problems: Problems): string | undefined {
  const id = readText(node, "id", problems);
  if (id === undefined) return undefined;
  if (!RULE_ID.test(id.value)) {
    problems.add(id.at, `${quoted(id.value)} is not a rule id: letters, digits, - and _, at most 64`);
  } else if (RESERVED_IDS.has(id.value)) {
    problems.add(id.at, `the id ${id.value} is reserved`);
  } else if (ids.has(id.value)) {
    problems.add(id.at, `the id ${id.value} is used by another rule`);
  }
  ids.add(id.value);
  return id.value;
}

function readOnly(node: Node, problems: Problems): readonly Written<readonly string[]>[] {
  const texts = readTexts(node, "only", problems) ?? [];
  return texts.flatMap(({ value, at }) => readPath(value, at, problems) ?? []);
}

function readApproval(node: Node, problems: Problems): ApprovalMode | undefined {
  if (node.kind === "scalar" && node.value === "second-person") {
    problems.add(node.at, "approval: second-person is not supported by this version");
    return undefined;
  }
  return readChoice(node, "approval", ["none", "ask"], problems);
}
