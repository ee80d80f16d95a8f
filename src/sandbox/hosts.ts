/** The names under which the sandbox answers. */
import { type Dialect, unknownService } from "./dialects.ts";
import { isLoopbackName } from "./loopback.ts";
import { Fault } from "./types.ts";

/** As the cloud names its endpoints, `SERVICE.REGION.…` and `SERVICE.…`: names under localhost are loopback (RFC 6761). */
const ENDPOINT = /^([a-z0-9-]+)(?:\.([a-z0-9-]+))?\.localhost$/;

/** What the name of a host says; a plain loopback name serves every service, as the cloud's `open` host does. */
export interface NamedHost {
  readonly service?: string | undefined;
  readonly region?: string | undefined;
}

/**
 * INVARIANT: a page that rebinds its own name to loopback is refused: only loopback names are answered.
 * @param url the sandbox's own address
 * @throws Fault
 */
export function readHost(host: string | undefined, url: string): NamedHost {
  const [, given = "", port = "80"] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(host ?? "") ?? [];
  const name = given.toLowerCase();
  const [, service, region] = ENDPOINT.exec(name) ?? [];
  if (port !== (new URL(url).port || "80") || (service === undefined && !isLoopbackName(name))) {
    throw new Fault(403, "AccessDenied", "The sandbox answers only under its own loopback address.");
  }
  return { service, region };
}

/**
 * The signed scope is for the service and region that the host names, where it names them.
 * @throws Fault
 */
export function assertHostAgrees(
  host: NamedHost,
  scope: { readonly service: string; readonly region: string },
  dialect: Dialect,
): void {
  for (const part of ["service", "region"] as const) {
    const named = host[part];
    if (named !== undefined && named !== scope[part]) {
      throw dialect.badSignature(
        `The host names the ${part} ${named}, the signature's scope ${scope[part]}.`,
      );
    }
  }
}

/** @throws Fault where the host names a service that is not here */
export function assertHostKnown({ service }: NamedHost, isService: (service: string) => boolean): void {
  if (service !== undefined && !isService(service)) throw unknownService(service);
}
