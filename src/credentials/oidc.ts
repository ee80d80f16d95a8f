import { ConfigInvalid, CredentialsInvalid } from "../errors.ts";
import { readIfThere } from "./files.ts";
import type { ChainOptions, Keys, Located } from "./provider.ts";
import { assumeRoleWithOidc, type RoleRequest, SESSION_NAME, type Sts, stsFor } from "./sts.ts";

/** A role that trusts whoever issues the token in a file. */
export interface OidcRole {
  readonly sts: Sts;
  readonly role: RoleRequest;
  readonly tokenFile: string;
  /** What messages call the token's file, at the start of a sentence. */
  readonly fileName: string;
}

/**
 * The role that the environment names for OIDC, as clusters set it up for a workload.
 * @throws CredentialsInvalid where only some of the names are set, or where the endpoint is somebody else's
 */
export async function oidcPlace(options: ChainOptions): Promise<Located> {
  const { env } = options;
  const trn = env.VOLCENGINE_OIDC_ROLE_TRN || undefined;
  const tokenFile = env.VOLCENGINE_OIDC_TOKEN_FILE || undefined;
  if (trn === undefined && tokenFile === undefined) {
    return { nothing: "VOLCENGINE_OIDC_ROLE_TRN and VOLCENGINE_OIDC_TOKEN_FILE are not set" };
  }
  if (trn === undefined || tokenFile === undefined) {
    const [there, missing] =
      trn === undefined
        ? ["VOLCENGINE_OIDC_TOKEN_FILE", "VOLCENGINE_OIDC_ROLE_TRN"]
        : ["VOLCENGINE_OIDC_ROLE_TRN", "VOLCENGINE_OIDC_TOKEN_FILE"];
    throw new CredentialsInvalid(`${there} is set, ${missing} is not.`, {
      hint: "Signing in with OIDC takes both.",
    });
  }
  const role: RoleRequest = {
    trn,
    sessionName: env.VOLCENGINE_OIDC_ROLE_SESSION_NAME || SESSION_NAME,
    policy: env.VOLCENGINE_OIDC_ROLE_POLICY || undefined,
  };
  const sts = stsOf(options);
  const fileName = "The file that VOLCENGINE_OIDC_TOKEN_FILE names";
  return { provider: "oidc", keys: () => keysForTokenIn({ sts, role, tokenFile, fileName }, options) };
}

function stsOf(options: ChainOptions): Sts {
  const own = options.env.VOLCENGINE_OIDC_STS_ENDPOINT || undefined;
  try {
    return stsFor(options, undefined, own);
  } catch (error) {
    if (own === undefined || !(error instanceof ConfigInvalid)) throw error;
    const { hint } = error;
    throw new CredentialsInvalid(`VOLCENGINE_OIDC_STS_ENDPOINT cannot be used: ${error.message}`, {
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

/** Reads the token anew each time: whoever issues it replaces the file. @throws CredentialsInvalid */
export async function keysForTokenIn(
  { sts, role, tokenFile, fileName }: OidcRole,
  options: Pick<ChainOptions, "readFile">,
): Promise<Keys> {
  const text = await readIfThere(options, tokenFile, fileName);
  if (text === undefined) throw new CredentialsInvalid(`${fileName} does not exist.`);
  const token = text.trim();
  if (token === "") throw new CredentialsInvalid(`${fileName} is empty.`);
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new CredentialsInvalid(
      `${fileName} holds no token: it has spaces, line ends or odd characters in it.`,
    );
  }
  return await assumeRoleWithOidc(sts, role, token);
}
