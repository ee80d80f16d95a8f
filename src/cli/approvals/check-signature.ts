import { ConfigInvalid } from "../../errors.ts";
import { objectionTo } from "../../gate/approval/signed.ts";
import { gateWords } from "../../gate/words/words.ts";
import type { ApprovalSignature, Operation } from "../../ledger/types.ts";
import type { Policy } from "../../policy/types.ts";
import type { Program } from "../context.ts";
import { readPolicyBytes } from "../policy-file.ts";
import { approversOf } from "./operations.ts";
import type { ApprovalWords } from "./words/words.ts";

/**
 * Loads the policy to verify signatures by: the one that is named, or that of IDGATE_POLICY. Undefined where there is none.
 * @throws ConfigInvalid, PolicyInvalid
 */
export async function policyToCheck(
  program: Program,
  named: string | undefined,
): Promise<Policy | undefined> {
  const file = named ?? program.env.IDGATE_POLICY?.trim();
  if (file === undefined || file === "") return undefined;
  const { loadPolicy, POLICY_SIZE_LIMIT } = await import("../../policy/load.ts");
  const actions = (await program.families()).flatMap((family) => family.actions);
  const bytes = readPolicyBytes(file, { links: true, limit: POLICY_SIZE_LIMIT + 1 });
  return loadPolicy(bytes, { name: file }, { actions });
}

/** @throws ConfigInvalid where the signature would not start the operation under this policy */
export function checkSignature(
  operation: Operation,
  signature: ApprovalSignature,
  policy: Policy,
  { signing: words, language }: ApprovalWords,
): void {
  const refuse = (why: string): never => {
    throw new ConfigInvalid(words.against(operation.id, why), { hint: words.nothingRecorded });
  };
  if (policy.version !== operation.policyVersion) {
    refuse(words.otherPolicy);
  }
  const against = objectionTo(
    {
      operation: { ...operation, signature },
      approvers: policy.approvers.filter(({ name }) => approversOf(operation).includes(name)),
      askers: [operation.user],
      rendered: undefined,
      now: new Date(),
    },
    gateWords(language),
  );
  if (against !== undefined) refuse(against);
}
