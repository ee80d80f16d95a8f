import type { Action, Service } from "./action.ts";

const PREFIX: Readonly<Record<Service, string>> = {
  id: "id",
  cloudidentity: "sso",
  cloudcontrol: "cc",
  iam: "iam",
  sts: "sts",
};

/** Acronyms that count as one word, longest first; `OAuth` is written `oauth`. */
const ACRONYMS = ["LDAPAD", "OAuth", "OIDC", "SAML", "SCIM", "JWT", "CSV", "MFA", "IP"] as const;
const WORD = new RegExp(`${ACRONYMS.join("|")}|[A-Z][a-z0-9]*|[a-z0-9]+`, "g");

/** The longest tool name that hosts accept beside a server's own prefix. */
export const TOOL_NAME_LIMIT = 48;

/** `id` + `CreateWorkloadPool` → `id_create_workload_pool`. */
export function toolName(action: Pick<Action, "service" | "name">): string {
  const words = action.name.match(WORD) ?? [];
  return [PREFIX[action.service], ...words.map((word) => word.toLowerCase())].join("_");
}
