/** The keys that a run would sign with, and where they come from. */
import type { Config, Environment } from "../../config/config.ts";
import { keysFor } from "../identity.ts";

export interface FoundKeys {
  /** What gave them, for a person. */
  readonly from: string;
  /** The role that is assumed with them. */
  readonly role: string | undefined;
  readonly accessKeyId: string;
  readonly temporary: boolean;
  /** Milliseconds since 1970; undefined where they do not expire or it is not known. */
  readonly expiresAt: number | undefined;
  readonly region: string | undefined;
}

/** Looks where `serve` would, and asks for the keys as it does. @throws CredentialsInvalid, ConfigInvalid, ModeMismatch */
export async function findKeys(
  config: Config,
  mode: "sandbox" | "real",
  env: Environment,
): Promise<FoundKeys> {
  const { credentials, found } = await keysFor(config, mode, env, undefined);
  const { accessKeyId, sessionToken } = await credentials();
  const place = found();
  return {
    from: place === undefined ? "the sandbox" : placeWords(place.provider, place.profile),
    role: place?.role,
    accessKeyId,
    temporary: sessionToken !== undefined,
    expiresAt: place?.expiresAt,
    region: place?.region,
  };
}

function placeWords(provider: string, profile: string | undefined): string {
  const named = JSON.stringify(profile ?? "");
  switch (provider) {
    case "cli-profile":
      return `profile ${named} of the vendor CLI`;
    case "shared-file":
      return `section ${named} of the shared credentials file`;
    case "oidc":
      return "a role by OIDC";
    case "instance-role":
      return "the instance's role";
    default:
      return `the ${provider}`;
  }
}
