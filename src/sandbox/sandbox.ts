/** An API on loopback that behaves like the cloud's: signed requests in, the cloud's envelope out. */
import { ConfigInvalid } from "../errors.ts";
import { adminPages } from "./admin.ts";
import * as access from "./iam/access.ts";
import { requestIdSource } from "./ids.ts";
import { createFaultBook } from "./injection/book.ts";
import type { GivenRule } from "./injection/spec.ts";
import { SANDBOX_ACCESS_KEY_ID, SANDBOX_SECRET_ACCESS_KEY } from "./keys.ts";
import { createRegistry } from "./registry.ts";
import { createRequestLog, type LoggedRequest } from "./request-log.ts";
import { type RunningServer, startServer } from "./server.ts";
import {
  prepareServices,
  sandboxActions,
  sandboxPages,
  sandboxResources,
  sandboxRunners,
} from "./services.ts";
import { claimStore, openStore, type SandboxStore } from "./store.ts";

export type { GivenRule } from "./injection/spec.ts";
export type { LoggedRequest } from "./request-log.ts";

export interface SandboxOptions {
  /** Where state is kept: a file, which several sandboxes may share, or `:memory:`. */
  readonly file: string;
  /** The account that the sandbox plays: digits, as the cloud's accounts are. */
  readonly account: string;
  /** The region that requests must be signed for. Default `cn-beijing`. */
  readonly region?: string | undefined;
  /** TCP port on 127.0.0.1; 0 (the default) takes a free one. */
  readonly port?: number | undefined;
  readonly clock?: (() => Date) | undefined;
  /** Makes request ids and resource ids repeat from run to run; only with `:memory:`. */
  readonly seed?: string | undefined;
  /** Keeps what parameters say in the log of requests, secrets too: for tests. Default false. */
  readonly keepRequests?: boolean | undefined;
  /** Told of every request of the API before it is answered. */
  readonly onRequest?: ((entry: LoggedRequest) => void) | undefined;
  /** Faults that requests get, e.g. `id:Create*=reset-after@0.1`. None by default. */
  readonly faults?: readonly GivenRule[] | undefined;
  /** What the chance in faults follows from. Default `sandbox`: the same requests get the same faults. */
  readonly faultSeed?: string | undefined;
  /** Shown by the health endpoint. */
  readonly version?: string | undefined;
  /** Told of failures of the sandbox's own, which callers see as InternalError. Default: a process warning. */
  readonly onInternalError?: ((error: unknown) => void) | undefined;
}

export interface Sandbox {
  /** e.g. `http://127.0.0.1:18080` */
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly account: string;
  readonly region: string;
  /** The latest requests, oldest first, at most 1,000; none unless `keepRequests` was asked for. */
  requests(): readonly LoggedRequest[];
  /** Replaces all faults and forgets their counts. @throws ConfigInvalid, and leaves them as they are then */
  injectFaults(rules: readonly GivenRule[], seed?: string): void;
  /** Finishes what runs, then frees port and file. May be called again. */
  close(): Promise<void>;
}

const DEFAULT_REGION = "cn-beijing";
const DEFAULT_SEED = "sandbox";
const warn = (error: unknown): void => {
  process.emitWarning(error instanceof Error ? error : String(error), { code: "IDGATE_SANDBOX" });
};

/**
 * Starts a sandbox. It listens on loopback alone and knows one key pair from the start.
 * @throws ConfigInvalid for an account that is no number, a seed beside a file, a file of another account, a fault that
 * cannot be read
 * @throws LedgerUnavailable where the file cannot be used, NetworkError where the port is taken
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { file, account, region = DEFAULT_REGION, clock = () => new Date(), seed } = options;
  if (!/^\d{1,15}$/.test(account)) throw new ConfigInvalid("The sandbox's account must be a number.");
  if (seed !== undefined && file !== ":memory:") {
    throw new ConfigInvalid("A seeded sandbox keeps nothing: its ids would collide in a file.");
  }
  const newRequestId = requestIdSource(seed);
  const faults = createFaultBook(options.faults ?? [], options.faultSeed ?? DEFAULT_SEED, faultTargets());
  const log = createRequestLog(options.keepRequests === true);
  const store = await openStore(file);
  let server: RunningServer;
  try {
    await prepare(store, { account, region, now: clock(), requestId: newRequestId(clock()) });
    server = await startServer({
      registry: createRegistry(sandboxActions),
      store,
      account,
      region,
      port: options.port ?? 0,
      clock,
      newRequestId,
      access,
      resources: sandboxResources,
      runners: sandboxRunners,
      pages: [
        adminPages({
          faults,
          log,
          secret: SANDBOX_SECRET_ACCESS_KEY,
          account,
          region,
          version: options.version,
        }),
        ...sandboxPages,
      ],
      faults,
      onRequest(request) {
        const entry = log.add(request);
        options.onRequest?.(entry);
      },
      onInternalError: options.onInternalError ?? warn,
    });
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    url: server.url,
    accessKeyId: SANDBOX_ACCESS_KEY_ID,
    secretAccessKey: SANDBOX_SECRET_ACCESS_KEY,
    account,
    region,
    requests: () => (options.keepRequests === true ? log.after(0) : []),
    injectFaults: (rules, seed) => faults.replace(rules, seed),
    async close() {
      await server.close();
      await store.close();
    },
  };
}

/** What faults can be about. */
function faultTargets(): readonly string[] {
  const actions = sandboxActions.map(({ service, name }) => `${service}:${name}`);
  return [...actions, ...[...sandboxRunners.keys()].map((kind) => `task:${kind}`)];
}

export interface Beginning {
  readonly account: string;
  readonly region: string;
  readonly now: Date;
  readonly requestId: string;
}

/** Ties the store to its owner and puts into it what is always there. */
export async function prepare(store: SandboxStore, beginning: Beginning): Promise<void> {
  await store.write(async (trx) => {
    const { account, region } = beginning;
    const other = await claimStore(trx, { account, region });
    if (other !== undefined) {
      throw new ConfigInvalid(
        `The sandbox's file belongs to account ${String(other.account)} in ${String(other.region)}.`,
        { hint: "Use another file, or the account and region that it was made for." },
      );
    }
    // Nothing that is stored carries the address, which is not known yet.
    await prepareServices({
      ...beginning,
      store: trx,
      baseUrl: "",
      resources: sandboxResources,
      runners: sandboxRunners,
    });
  });
}
