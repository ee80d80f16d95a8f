import { CredentialsInvalid } from "../errors.ts";
import type { CredentialSource } from "../wire/types.ts";
import {
  type CliOptions,
  type CliProfile,
  type ProfileKeys,
  profileCredentials,
  readCliProfile,
} from "./cli-profile.ts";
import { environmentCredentials } from "./environment.ts";

export interface ChainOptions extends CliOptions {
  readonly now: () => Date;
}

/** Set by an operator who wants a provider that does not exist here yet. */
const OIDC_NAMES = ["VOLCENGINE_OIDC_ROLE_TRN", "VOLCENGINE_OIDC_TOKEN_FILE"] as const;

/**
 * Real keys in the vendor's own order: environment, then the vendor CLI's profile. A profile that the operator
 * chose with a flag goes before the environment. The first place that has keys decides; a place that is broken
 * is an error and never skipped. What was found is kept, a failure is not, and temporary keys that expire are
 * read anew.
 * @throws CredentialsInvalid from the source
 */
export function credentialChain(options: ChainOptions): CredentialSource {
  let known: ProfileKeys | undefined;
  let reading: Promise<ProfileKeys> | undefined;

  const find = async (): Promise<ProfileKeys> => {
    const fromEnvironment = options.profile ? undefined : environmentCredentials(options.env);
    if (fromEnvironment !== undefined) return { credentials: fromEnvironment, expiresAt: undefined };
    assertNoOidc(options);
    const profile = await readCliProfile(options);
    if (profile === undefined) {
      throw new CredentialsInvalid("No cloud credentials are configured.", {
        hint: "Set VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY, or choose a profile of the vendor CLI. --sandbox needs none.",
      });
    }
    return profileCredentials(profile, options.now());
  };

  return async () => {
    if (known !== undefined && (known.expiresAt ?? Number.POSITIVE_INFINITY) > options.now().getTime()) {
      return known.credentials;
    }
    reading ??= find().finally(() => {
      reading = undefined;
    });
    known = await reading;
    return known.credentials;
  };
}

/**
 * The vendor CLI's profile that the chain would use, for its region and account id; undefined where the
 * environment gives the keys, so that one place's region is never mixed with another's keys.
 * @throws CredentialsInvalid as the chain
 */
export async function profileInUse(
  options: CliOptions,
): Promise<Pick<CliProfile, "name" | "region" | "accountId"> | undefined> {
  if (!options.profile && environmentCredentials(options.env) !== undefined) return undefined;
  const profile = await readCliProfile(options);
  if (profile === undefined) return undefined;
  return { name: profile.name, region: profile.region, accountId: profile.accountId };
}

// INVARIANT: an operator who configured a provider never acts, unnoticed, as what a later one finds.
function assertNoOidc(options: ChainOptions): void {
  const named = options.profile ? undefined : OIDC_NAMES.find((name) => options.env[name]);
  if (named !== undefined) {
    throw new CredentialsInvalid(`${named} asks for sign-in with OIDC, which is not supported yet.`, {
      hint: "Unset it, or use access keys or a profile of mode ak.",
    });
  }
}
