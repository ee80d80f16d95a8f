import type { FoundKeys } from "../keys.ts";
import { type Check, ok, problem, skipped, warning } from "../types.ts";

/** Names of the vendor's older SDKs, which idgate does not read. */
const OTHER_NAMES = [
  "VOLC_ACCESSKEY",
  "VOLC_SECRETKEY",
  "VOLCENGINE_ACCESS_KEY_ID",
  "VOLCENGINE_SECRET_ACCESS_KEY",
];
/** Characters of an access key id that are shown. */
const SHOWN = 8;

/** Enough to tell one key from another, and of no use to anybody else. */
export function cut(accessKeyId: string): string {
  const shown = Math.min(SHOWN, Math.floor(accessKeyId.length / 2));
  return `${accessKeyId.slice(0, shown)}…`;
}

function lasting({ temporary, expiresAt }: FoundKeys): string {
  if (expiresAt !== undefined) return `, good until ${new Date(expiresAt).toISOString()}`;
  return temporary ? ", temporary; nothing says how long they last" : "";
}

/** Which place gives keys, or why none does. Shows no secret key and no session token. */
export const credentials: Check = {
  name: "credentials",
  async run({ keys, config, env }) {
    if (config.builtInSandbox) return [skipped("--sandbox reads no real credential.")];
    const found = await keys();
    if (found.ok) {
      const { from, role, accessKeyId } = found.value;
      const assumed = role === undefined ? "" : `, and the role ${role} on top`;
      return [ok(`Keys from ${from}${assumed}; access key ${cut(accessKeyId)}${lasting(found.value)}.`)];
    }
    const { message, hint } = found.error;
    const others = OTHER_NAMES.filter((name) => (env[name] ?? "") !== "");
    return [
      problem(message, hint ?? "Correct it, or choose another profile; --sandbox needs no keys."),
      ...(others.length === 0
        ? []
        : [
            warning(
              `${others.join(", ")} is set, and idgate does not read it.`,
              "The names are VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY.",
            ),
          ]),
    ];
  },
};
