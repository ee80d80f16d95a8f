import type { Requester } from "./types.ts";

/**
 * Whose a handle is: the principal of a verified token, else the user in whose name the transport makes calls. The
 * client's name is its own word, and two sessions of one user may pass a handle on.
 */
export function ownerOf({ principal, user, label }: Pick<Requester, "principal" | "user" | "label">): string {
  if (principal !== undefined) return `principal ${JSON.stringify([principal.user, principal.client])}`;
  return user === undefined ? `requester ${label}` : `user ${user}`;
}
