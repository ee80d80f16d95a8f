/** The policy file that a command speaks of, loaded as `serve` loads it. */
import * as z from "zod";
import type { Action } from "../../action/action.ts";
import type { Family } from "../../action/family.ts";
import { ConfigInvalid } from "../../errors.ts";
import { type LoadedPolicy, loadPolicy, POLICY_SIZE_LIMIT } from "../../policy/load.ts";
import { visible } from "../../text/index.ts";
import type { Program } from "../context.ts";
import { readPolicyBytes } from "../policy-file.ts";

const fileName = z.string().optional();
const policyFlag = z.object({ policy: z.string().optional() });

export interface OpenOptions {
  /** True where the file must do for a real account. */
  readonly real?: boolean;
}

export interface OpenedPolicy {
  /** The file as it was named, safe to print in one line. */
  readonly file: string;
  readonly policy: LoadedPolicy;
  readonly families: readonly Family[];
  readonly actions: readonly Action[];
}

/**
 * The file named by the argument, by `--policy` or by IDGATE_POLICY, in this order.
 * @throws ConfigInvalid where none is named, two are, or it cannot be read
 * @throws PolicyInvalid with every problem of the file
 */
export async function openPolicy(
  program: Program,
  given: { readonly argument?: unknown; readonly flags: unknown },
  options: OpenOptions = {},
): Promise<OpenedPolicy> {
  return await openPolicyFile(program, policyFile(program, given), options);
}

/** @throws ConfigInvalid where none is named, or two are */
export function policyFile(
  program: Program,
  { argument, flags }: { readonly argument?: unknown; readonly flags: unknown },
): string {
  const named = fileName.parse(argument);
  const { policy: flag } = policyFlag.parse(flags);
  if (named !== undefined && flag !== undefined) {
    throw new ConfigInvalid("Two policy files are named.", {
      hint: "Name one, after the command or with --policy.",
    });
  }
  const file = named ?? flag;
  // `--policy "$UNSET"` must not mean the file that the environment names.
  if (file !== undefined && file.trim() === "")
    throw new ConfigInvalid("The name of the policy file is empty.");
  const found = file ?? program.env.IDGATE_POLICY?.trim();
  if (found !== undefined && found !== "") return found;
  throw new ConfigInvalid("No policy file is named.", {
    hint: "Name it with --policy FILE or in IDGATE_POLICY; `idgate policy init` writes one to begin with.",
  });
}

/** @throws ConfigInvalid, PolicyInvalid */
export async function openPolicyFile(
  program: Program,
  file: string,
  { real = false }: OpenOptions = {},
): Promise<OpenedPolicy> {
  const bytes = readBytes(file, "The policy");
  const families = await program.families();
  const actions = families.flatMap((family) => family.actions);
  const policy = loadPolicy(bytes, { name: file }, { actions }, { requireAccount: real });
  return { file: visible(file), policy, families, actions };
}

/** A file's bytes, one more than a policy may have at most. @throws ConfigInvalid */
export function readBytes(file: string, what: string): Uint8Array {
  return readPolicyBytes(file, {
    links: true,
    limit: POLICY_SIZE_LIMIT + 1,
    named: `${what} ${visible(file)}`,
  });
}
