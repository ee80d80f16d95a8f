import { IdgateError } from "../../../errors.ts";
import { endpointOf } from "../../../wire/endpoints.ts";
import { assertMode } from "../../../wire/mode.ts";
import { type Check, ok, problem, skipped } from "../types.ts";

/** Whether mode, address and keys belong together, by the very rule that the wire goes by. */
export const mode: Check = {
  name: "mode",
  async run({ config, mode: kind, keys, region }) {
    if (config.builtInSandbox) {
      return [ok("Sandbox, in the server's own process: no cloud account is touched.")];
    }
    const found = await keys();
    if (!found.ok) return [skipped("There are no keys to hold against the address.")];
    const target = { region: await region(), endpoint: config.endpoint };
    const url = endpointOf("sts", target, { allowHosts: config.allowHosts });
    try {
      assertMode(kind, url, found.value.accessKeyId);
    } catch (error) {
      if (!(error instanceof IdgateError)) throw error;
      return [problem(error.message, error.hint ?? "Give the keys that belong to this address.")];
    }
    return [ok(kind === "real" ? "A real account, with real keys." : `A sandbox at ${url.origin}.`)];
  },
};
