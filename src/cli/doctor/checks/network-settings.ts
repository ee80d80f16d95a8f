import { type Check, type Finding, ok, problem, skipped, warning } from "../types.ts";

const PROXIES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] as const;

/** What the environment says of TLS and of proxies, which idgate does not use. */
export const networkSettings: Check = {
  name: "network settings",
  run({ env, mode }) {
    const set = (name: string) => (env[name] ?? "") !== "";
    if (mode === "sandbox") return [skipped("The sandbox is on this machine.")];
    const findings: Finding[] = [];
    if (env.NODE_TLS_REJECT_UNAUTHORIZED === "0") {
      findings.push(
        problem(
          "NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off; a real account is not served so.",
          "Unset it. For a private certificate authority use NODE_EXTRA_CA_CERTS.",
        ),
      );
    }
    if (set("NODE_EXTRA_CA_CERTS")) {
      findings.push(
        warning(
          "NODE_EXTRA_CA_CERTS adds certificate authorities: whoever holds one of their keys can answer for the cloud.",
          "Keep it only where your network needs it, and see that nobody else can write that file.",
        ),
      );
    }
    const proxies = PROXIES.filter(set);
    if (proxies.length > 0) {
      findings.push(
        warning(
          `${proxies.join(", ")} is set; idgate connects directly and ignores it.`,
          "Where the endpoints below do not answer, let this machine reach them directly (TCP 443).",
        ),
      );
    }
    return findings.length === 0 ? [ok("Certificates are verified; no proxy is set.")] : findings;
  },
};
