import { CredentialsInvalid } from "../errors.ts";
import { type CliProfile, readCliProfile, textOf } from "./cli-profile.ts";
import { pointInTime } from "./expiry.ts";
import { credentialsOf } from "./keys.ts";
import type { ChainOptions, Keys, Located } from "./provider.ts";

type Mode = (profile: CliProfile, where: string, options: ChainOptions) => Promise<Keys>;

/** By the names of the vendor CLI, which writes them in any case: `RamRoleArn`, `EcsRole`. */
const MODES: ReadonlyMap<string, Mode> = new Map<string, Mode>([
  ["ak", ownKeys],
  ["ramrolearn", assumedRole],
  ["oidc", oidc],
  ["ecsrole", instance],
  ["sso", signedIn],
  ["console-login", signedIn],
]);

/**
 * The profile of the vendor CLI that counts, by its mode. The same profile is read anew at each ask.
 * @throws CredentialsInvalid as `readCliProfile`
 */
export async function cliPlace(options: ChainOptions): Promise<Located> {
  const located = await readCliProfile(options);
  if (located === undefined) return { nothing: "there is no configuration file with a profile" };
  const { name, region } = located;
  return {
    provider: "cli-profile",
    profile: name,
    region,
    async keys() {
      // INVARIANT: another profile that became current meanwhile is somebody else.
      const profile = await readCliProfile({ ...options, profile: name });
      if (profile === undefined) throw new CredentialsInvalid("The vendor CLI's configuration file is gone.");
      const where = `Profile ${JSON.stringify(name.slice(0, 64))} of the vendor CLI`;
      const mode = (textOf(profile.values, "mode") ?? "ak").trim().toLowerCase();
      const keysBy = MODES.get(mode);
      if (keysBy !== undefined) return await keysBy(profile, where, options);
      throw new CredentialsInvalid(
        `${where} has mode ${JSON.stringify(mode.slice(0, 32))}, which is not supported.`,
        {
          hint: `Supported are ${[...MODES.keys()].join(", ")}.`,
        },
      );
    },
  };
}

async function ownKeys({ values }: CliProfile, where: string, { now }: ChainOptions): Promise<Keys> {
  const credentials = credentialsOf(
    {
      accessKeyId: textOf(values, "access-key"),
      secretAccessKey: textOf(values, "secret-key"),
      sessionToken: textOf(values, "session-token"),
    },
    where,
  );
  if (credentials === undefined) throw new CredentialsInvalid(`${where} has no keys.`);
  if (credentials.sessionToken === undefined) return { credentials, expiresAt: undefined };
  const expiresAt = expiryOf(values["sts-expiration"], where);
  if (expiresAt === undefined || expiresAt > now().getTime()) return { credentials, expiresAt };
  throw new CredentialsInvalid(
    `${where} has temporary keys that expired at ${new Date(expiresAt).toISOString()}.`,
    { hint: "Sign in with the vendor CLI again; the next call reads the file anew." },
  );
}

/** The profile's own keys assume its role. */
async function assumedRole(profile: CliProfile, where: string, options: ChainOptions): Promise<Keys> {
  const { credentials } = await ownKeys(profile, where, options);
  const { assumeRole, SESSION_NAME, stsFor } = await import("./sts.ts");
  const role = { trn: roleOf(profile, where), sessionName: SESSION_NAME };
  return await assumeRole(stsFor(options, profile.region), role, async () => credentials);
}

/** The CLI goes by account and name; a TRN counts where there is no name. */
function roleOf({ values }: CliProfile, where: string): string {
  const name = textOf(values, "role-name");
  const account = textOf(values, "account-id");
  if (name !== undefined && account !== undefined) return `trn:iam::${account}:role/${name}`;
  const trn = name === undefined ? textOf(values, "role-trn") : undefined;
  if (trn !== undefined) return trn;
  throw new CredentialsInvalid(`${where} has mode ramrolearn and does not name a role.`, {
    hint: "It takes account-id and role-name.",
  });
}

async function oidc(
  { name, values, region }: CliProfile,
  where: string,
  options: ChainOptions,
): Promise<Keys> {
  const trn = textOf(values, "role-trn");
  const tokenFile = textOf(values, "oidc-token-file");
  if (trn === undefined || tokenFile === undefined) {
    const missing = trn === undefined ? "role-trn" : "oidc-token-file";
    throw new CredentialsInvalid(`${where} has mode oidc and no ${missing}.`);
  }
  const [{ keysForTokenIn }, { SESSION_NAME, stsFor }] = await Promise.all([
    import("./oidc.ts"),
    import("./sts.ts"),
  ]);
  // Left out, the policy would widen what the profile is for.
  const role = { trn, sessionName: SESSION_NAME, policy: textOf(values, "policy") };
  const fileName = `The token file of profile ${JSON.stringify(name.slice(0, 64))}`;
  return await keysForTokenIn({ sts: stsFor(options, region), role, tokenFile, fileName }, options);
}

async function instance({ values }: CliProfile, where: string, options: ChainOptions): Promise<Keys> {
  const role = textOf(values, "role-name");
  if (role === undefined) throw new CredentialsInvalid(`${where} has mode ecsrole and no role-name.`);
  const { instanceKeys } = await import("./instance-role.ts");
  return await instanceKeys(options, role);
}

/** What a sign-in in the browser left in the profile, until it expires. */
async function signedIn(profile: CliProfile, where: string, options: ChainOptions): Promise<Keys> {
  const mode = textOf(profile.values, "mode") ?? "";
  if (textOf(profile.values, "session-token") === undefined) {
    throw new CredentialsInvalid(
      `${where} has mode ${mode.toLowerCase()}, which takes a browser, and holds no temporary keys.`,
      { hint: "idgate opens no browser. Sign in with the vendor CLI, or use a profile of another mode." },
    );
  }
  return await ownKeys(profile, where, options);
}

/** The CLI writes seconds; 0 means never. */
function expiryOf(value: unknown, where: string): number | undefined {
  if (value === undefined || value === null || value === 0 || value === "") return undefined;
  const at = pointInTime(value);
  if (at === undefined)
    throw new CredentialsInvalid(`${where} has an sts-expiration that is no point in time.`);
  return at;
}
