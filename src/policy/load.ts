/** Loads a policy file. The only way to the YAML parser: a server without a policy does not import this. */

import { createHash } from "node:crypto";
import { InternalError } from "../errors.ts";
import type { Language } from "../language.ts";
import { decide } from "./engine/decide.ts";
import type { Rules } from "./engine/model.ts";
import { outlook } from "./engine/outlook.ts";
import { expand } from "./file/expand.ts";
import { Problems } from "./file/problems.ts";
import { readPolicyFile } from "./file/read-file.ts";
import { type PolicyVocabulary, Vocabulary } from "./file/vocabulary.ts";
import type { WrittenPolicy } from "./file/written.ts";
import { FILE_SIZE_LIMIT, readYamlBytes } from "./file/yaml.ts";
import type { Policy } from "./types.ts";
import { type PolicyWords, policyWords } from "./words/words.ts";

/** Bytes of a policy file, at most. */
export const POLICY_SIZE_LIMIT: number = FILE_SIZE_LIMIT;

export interface LoadOptions {
  /** True for a real account: a file with allow rules must say which account they are for. */
  readonly requireAccount?: boolean;
  /** What decisions are written in; English unless said. */
  readonly language?: Language | undefined;
}

/** A policy from a file, with what the operator is told of it. */
export interface LoadedPolicy extends Policy {
  /** Rules that the file has. */
  readonly size: { readonly allow: number; readonly deny: number };
  /** What the file says, with places. For commands that speak of the file. */
  readonly written: WrittenPolicy;
  /** What the engine judges by. For commands that explain it. */
  readonly rules: Rules;
}

const START = { line: 1, column: 1 };

/**
 * Checks a policy file and makes it ready to judge.
 * @param text the file, at most 256 KB of UTF-8
 * @param source how messages name the file
 * @param vocabulary the actions that exist; patterns are expanded over them here, once
 * @throws PolicyInvalid listing every problem, one a line, as `NAME:LINE:COLUMN: what`. For the operator's eyes.
 */
export function loadPolicy(
  text: string | Uint8Array,
  source: { readonly name: string },
  vocabulary: PolicyVocabulary,
  options: LoadOptions = {},
): LoadedPolicy {
  const problems = new Problems(source.name);
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const index = new Vocabulary(vocabulary);
  const checked = check(bytes, index, policyWords(options.language), problems);
  if (options.requireAccount === true && checked?.rules.account === undefined && checked?.rules.allow[0]) {
    problems.add(START, 'a policy with allow rules must pin the account it is for: account: "…"');
  }
  problems.throwIfAny();
  if (checked === undefined)
    throw new InternalError("The policy could not be read, and no problem says why.");
  const { written, rules } = checked;
  const known = new Set(index.names);
  const isKnown = (name: string) => known.has(name);
  return Object.freeze({
    version: createHash("sha256").update(bytes).digest("hex"),
    account: rules.account,
    approvers: rules.approvers,
    flows: rules.flows,
    size: { allow: written.allow.length, deny: written.deny.length },
    written,
    rules,
    decide: (call) => decide(rules, isKnown, call),
    outlook: (action) => outlook(rules, isKnown, action),
  } satisfies LoadedPolicy);
}

interface Checked {
  readonly written: WrittenPolicy;
  readonly rules: Rules;
}

function check(
  bytes: Uint8Array,
  vocabulary: Vocabulary,
  words: PolicyWords,
  problems: Problems,
): Checked | undefined {
  const root = readYamlBytes(bytes, problems);
  const written = root === undefined ? undefined : readPolicyFile(root, problems);
  return written && { written, rules: expand(written, vocabulary, words, problems) };
}
