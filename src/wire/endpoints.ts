import type { Service } from "../action/action.ts";
import { ConfigInvalid } from "../errors.ts";

/** Domains of the vendor: the cloud, its dual-stack names and the overseas sister cloud (facts of the wire). */
const VENDOR_DOMAINS = ["volcengineapi.com", "volcengine-api.com", "byteplusapi.com"] as const;

/** Services with one address for all regions; a region is still signed. */
const GLOBAL_SERVICES: ReadonlySet<Service> = new Set<Service>(["iam"]);

export interface EndpointRules {
  /** Further hosts that the operator trusts: `host` (any port) or `host:port`, exact. */
  readonly allowHosts?: readonly string[] | undefined;
}

/**
 * True where the URL can only reach this machine: `localhost`, 127.0.0.0/8 (RFC 1122 section 3.2.1.3) and
 * `::1`. `URL` has already normalised every other spelling of such an address.
 */
export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return host === "localhost" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** True for a name below one of the vendor's domains. */
export function isVendorHost(hostname: string): boolean {
  return VENDOR_DOMAINS.some((domain) => hostname.endsWith(`.${domain}`));
}

/**
 * Checks an endpoint that an operator gave.
 * INVARIANT: credentials leave only for the vendor, this machine or a host the operator named, and only over
 * TLS unless they stay on this machine.
 * @throws ConfigInvalid saying what is wrong; user info or a query are never quoted.
 */
export function checkEndpoint(endpoint: string, rules: EndpointRules = {}): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined) {
    throw new ConfigInvalid("The endpoint is not a URL.", {
      hint: "Write it as https://HOST or http://127.0.0.1:PORT.",
    });
  }
  if (url.username !== "" || url.password !== "") {
    throw new ConfigInvalid("The endpoint may not contain a user name or password.");
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || /[?#]/.test(endpoint)) {
    throw new ConfigInvalid("The endpoint may not have a path, query or fragment.");
  }
  const loopback = isLoopback(url);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) {
    throw new ConfigInvalid("The endpoint must use https; plain http is for loopback addresses only.");
  }
  const allowed = (rules.allowHosts ?? []).some((entry) => {
    const name = entry.toLowerCase();
    return name === url.hostname || name === url.host;
  });
  if (!loopback && !allowed && !isVendorHost(url.hostname)) {
    throw new ConfigInvalid(`The endpoint's host ${url.hostname} is neither the vendor's nor loopback.`, {
      hint: "If you trust this host with your requests, name it with --allow-host.",
    });
  }
  return url;
}

/**
 * The base URL of a service in a region; an endpoint of the operator's stands for every service.
 * @throws ConfigInvalid for a region that is not a plain name, or as `checkEndpoint`.
 */
export function endpointOf(
  service: Service,
  target: { readonly region: string; readonly endpoint: string | undefined },
  rules: EndpointRules = {},
): URL {
  // The region becomes part of a host name and of the signature: nothing but a plain label may pass.
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(target.region)) {
    throw new ConfigInvalid("The region is not a plain region name.", {
      hint: "Use a name such as cn-beijing.",
    });
  }
  if (target.endpoint !== undefined) return checkEndpoint(target.endpoint, rules);
  const prefix = GLOBAL_SERVICES.has(service) ? service : `${service}.${target.region}`;
  return new URL(`https://${prefix}.volcengineapi.com`);
}
