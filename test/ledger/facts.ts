import type { OperationFacts } from "../../src/ledger/types.ts";

export const idOf = (label: string | number): string => `op_${String(label).padStart(22, "0")}`;

/** What the gate knows of an operation; the digest is the label's own unless given. */
export function facts(label: string | number, more: Partial<OperationFacts> = {}): OperationFacts {
  return {
    id: idOf(label),
    action: "id:CreateWorkloadPool",
    effect: "create",
    digest: `digest-${label}`,
    params: { WorkloadPoolName: `agent-${label}`, Tags: [{ Key: "env", Value: "test" }] },
    target: { mode: "sandbox", account: "2100000000", region: "cn-beijing" },
    requester: "stdio example-client/1.0",
    rules: ["dev-workloads"],
    policyVersion: "0".repeat(64),
    ...more,
  };
}
