import { ConfigInvalid } from "../../errors.ts";
import { objectionTo } from "../../gate/signed.ts";
import type { ApprovalSignature, Operation } from "../../ledger/types.ts";
import type { Policy } from "../../policy/types.ts";
import type { Program } from "../context.ts";
import { readPolicyBytes } from "../policy-file.ts";
import { approversOf } from "./operations.ts";

/** Loads a policy to verify signatures by. @throws ConfigInvalid, PolicyInvalid */
export async function policyToCheck(program: Program, file: string): Promise<Policy> {
  const { loadPolicy, POLICY_SIZE_LIMIT } = await import("../../policy/load.ts");
  const actions = (await program.families()).flatMap((family) => family.actions);
  const bytes = readPolicyBytes(file, { links: true, limit: POLICY_SIZE_LIMIT + 1 });
  return loadPolicy(bytes, { name: file }, { actions });
}

/** @throws ConfigInvalid where the signature would not start the operation under this policy */
export function checkSignature(operation: Operation, signature: ApprovalSignature, policy: Policy): void {
  const refuse = (why: string): never => {
    throw new ConfigInvalid(`${operation.id}: ${why}`, { hint: "Nothing was recorded." });
  };
  if (policy.version !== operation.policyVersion) {
    refuse("It was asked for under another policy file than this one; it runs under that one only.");
  }
  const against = objectionTo({
    operation: { ...operation, signature },
    approvers: policy.approvers.filter(({ name }) => approversOf(operation).includes(name)),
    askers: [operation.user],
    rendered: undefined,
    now: new Date(),
  });
  if (against !== undefined) refuse(against);
}
