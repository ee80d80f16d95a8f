import type { JsonPath } from "./paths.ts";

/** A kind of secret may be used in a field whose path ends so. */
export interface Flow {
  readonly kind: string;
  readonly field: string;
}

/**
 * Which secret may be used where without the operator saying more. A secret that would merely fit, an access key's in a
 * password field, is not let through: that is how a stolen reference becomes a known password.
 */
export const FLOWS: readonly Flow[] = [
  // The workload's token proves the workload to the actions that act for it. Never a UserToken, which proves a person.
  { kind: "WorkloadAccessToken", field: "IdentityToken" },
  // Also TargetState.Password and TargetState.LoginProfile.Password.
  { kind: "generated", field: "Password" },
  { kind: "ClientSecret", field: "ClientSecret" },
  { kind: "ApiKey", field: "ApiKey" },
  { kind: "SecretAccessKey", field: "ApiKey" },
  // The address of an authorization under way goes back to the service that made it.
  { kind: "SessionUri", field: "SessionUri" },
];

/** Whether a secret of this kind may be put at this place. Indexes of lists count for nothing. */
export function flowAllowed(kind: string, path: JsonPath, flows: readonly Flow[] = FLOWS): boolean {
  const names = path.filter((segment) => typeof segment === "string");
  return flows.some((flow) => {
    if (flow.kind !== kind) return false;
    const field = flow.field.split(".");
    return field.every((name, index) => names[names.length - field.length + index] === name);
  });
}

/** The fields that a kind may be used in, for messages. */
export function fieldsFor(kind: string, flows: readonly Flow[] = FLOWS): readonly string[] {
  return flows.filter((flow) => flow.kind === kind).map((flow) => flow.field);
}
