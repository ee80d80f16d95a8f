import { CredentialsInvalid } from "../errors.ts";
import { environmentPlace } from "./environment.ts";
import type { ChainOptions, Located, Place, ProviderName, Tried } from "./provider.ts";

interface Link {
  readonly provider: ProviderName;
  /** What messages call it. */
  readonly label: string;
  readonly locate: (options: ChainOptions) => Promise<Located>;
}

/** The vendor's own order. A place is loaded when those before it had nothing. */
const CHAIN: readonly Link[] = [
  { provider: "environment", label: "the environment", locate: async ({ env }) => environmentPlace(env) },
  {
    provider: "oidc",
    label: "OIDC",
    locate: async (options) => (await import("./oidc.ts")).oidcPlace(options),
  },
  {
    provider: "cli-profile",
    label: "the vendor CLI",
    locate: async (options) => (await import("./cli-modes.ts")).cliPlace(options),
  },
  {
    provider: "shared-file",
    label: "the shared credentials file",
    locate: async (options) => (await import("./shared-file.ts")).sharedPlace(options),
  },
  {
    provider: "instance-role",
    label: "the instance role",
    locate: async (options) => (await import("./instance-role.ts")).instancePlace(options),
  },
];

/**
 * The first place that somebody configured, in the vendor's own order. A profile that the operator chose with a flag is the
 * only place that is asked.
 * INVARIANT: a place that is configured and broken is an error and never skipped, since skipping would act as somebody else.
 * @throws CredentialsInvalid, with what was tried: from here where there is none, from its `keys` where it is broken
 */
export async function locatePlace(options: ChainOptions): Promise<Place> {
  const links = options.profile ? CHAIN.filter(({ provider }) => provider === "cli-profile") : CHAIN;
  const tried: Tried[] = [];
  for (const link of links) {
    const { provider, locate } = link;
    const located = await explained(tried, link, () => locate(options));
    if (!("nothing" in located)) {
      const before = [...tried];
      return { ...located, keys: () => explained(before, link, () => located.keys()) };
    }
    tried.push({ provider, why: located.nothing });
  }
  throw new CredentialsInvalid(`No cloud credentials were found. ${listed(tried)}`, {
    hint: "Set VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY, or sign in with the vendor CLI. --sandbox needs none.",
    tried,
  });
}

/** Adds to a failure what was tried before it. */
async function explained<T>(before: readonly Tried[], { provider }: Link, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof CredentialsInvalid)) throw error;
    const { message, hint, retryable, requestId } = error;
    throw new CredentialsInvalid(
      before.length === 0 ? message : `${message} Tried before: ${listed(before)}`,
      {
        retryable,
        ...(hint === undefined ? {} : { hint }),
        ...(requestId === undefined ? {} : { requestId }),
        tried: [...before, { provider, why: message }],
      },
    );
  }
}

/** `The environment: … is not set. OIDC: ….` */
function listed(tried: readonly Tried[]): string {
  const label = (name: string) => CHAIN.find(({ provider }) => provider === name)?.label ?? name;
  return tried
    .map(({ provider, why }) => `${label(provider)}: ${why}`)
    .join("; ")
    .concat(".");
}
