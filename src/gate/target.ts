import type { Target } from "../wire/permit.ts";

/** One phrase that names where a call goes: `sandbox account 2100000000, region cn-beijing`. */
export function describeTarget(target: Target): string {
  const account = target.account === undefined ? "account not pinned" : `account ${target.account}`;
  const parts = [`${target.mode === "sandbox" ? "sandbox" : "REAL"} ${account}`, `region ${target.region}`];
  if (target.profile !== undefined) parts.push(`profile ${target.profile}`);
  return parts.join(", ");
}
