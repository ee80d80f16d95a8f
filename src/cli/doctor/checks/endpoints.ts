import type { Probed } from "../../../wire/probe.ts";
import { type Check, type Finding, ok, problem, skipped, warning } from "../types.ts";

/** What an unsigned request says of a service's address. */
export function judgeProbe(service: string, probed: Probed): Finding {
  const { origin, kind, words, status } = probed;
  const where = `${service} at ${origin}`;
  switch (kind) {
    case "refused":
      if (status !== undefined && status >= 500) {
        return warning(`${where} is there and in trouble: ${words}.`, "Run doctor again in a few minutes.");
      }
      return ok(
        `${where} answers as the service does${origin.startsWith("https:") ? ", over verified TLS" : ""}.`,
      );
    case "accepted":
      return problem(
        `${where} is not the service: ${words}, which the service refuses.`,
        "Check --endpoint (IDGATE_ENDPOINT), and what answers there.",
      );
    case "foreign":
      return problem(
        `${where}: something else than the service answered; ${words}.`,
        "A captive portal, a proxy or a wrong --endpoint answers in its place. Open the address in a browser to see what it is.",
      );
    case "failed":
      return problem(`${where} cannot be reached: ${words}.`, whatToDo(words));
  }
}

function whatToDo(words: string): string {
  if (words.includes("resolved")) return "Check --region, and the DNS of this machine.";
  if (words.includes("certificate") || words.includes("TLS")) {
    return "Something between here and the cloud breaks TLS open, or the clock is far off. For a private certificate authority use NODE_EXTRA_CA_CERTS.";
  }
  if (words.includes("refused")) return "Nothing listens there: check --endpoint, or start what should.";
  return "Let this machine reach the address directly (TCP 443); idgate uses no proxy.";
}

/** The five services in the region: name, connection, TLS, and that the service itself answers. */
export const endpoints: Check = {
  name: "endpoints",
  async run({ probes, config }) {
    if (config.builtInSandbox)
      return [skipped("The built-in sandbox starts with the first call, and has no address yet.")];
    return [...(await probes())].map(([service, probed]) => judgeProbe(service, probed));
  },
};
