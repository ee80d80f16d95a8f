/** Policies for the checks, over the real actions. */

import { loadPolicy } from "../../../../src/policy/load.ts";
import { lint } from "../../../../src/policy/review/lint/lint.ts";
import type { Finding, LintCode } from "../../../../src/policy/review/lint/types.ts";
import { actions } from "../../../../tools/index.ts";
import { PERSON } from "../../../cli/policy/files.ts";

export const APPROVERS = `approvers: [{name: security, key: "${PERSON}"}]\n`;

/** A file of these rules, one a line, from line 4 on. */
export function file({
  allow = [],
  deny = [],
  top = "",
}: {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly top?: string;
}): string {
  const list = (key: string, rules: readonly string[]) =>
    rules.length === 0 ? "" : `${key}:\n${rules.map((rule) => `  - {${rule}}\n`).join("")}`;
  return `version: 1\naccount: "1"\n${list("allow", allow)}${list("deny", deny)}${top}`;
}

export function findings(text: string): readonly Finding[] {
  return lint(loadPolicy(text, { name: "policy.yaml" }, { actions }), actions);
}

/** The findings of one check, as `LINE rule: what`. */
export function found(text: string, code: LintCode, level?: Finding["level"]): readonly string[] {
  return findings(text)
    .filter((one) => one.code === code && (level === undefined || one.level === level))
    .map(({ line, rule, what }) => `${line} ${rule ?? "file"}: ${what}`);
}
