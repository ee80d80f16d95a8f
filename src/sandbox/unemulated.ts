import { documented } from "./reference/index.ts";
import { Fault, type SandboxAction } from "./types.ts";

/**
 * The documented actions that the sandbox has no behaviour for. Their parameters are checked like everybody
 * else's; then the answer says that nothing was done, so that nobody takes a guess for the service's work.
 */
export function unemulated(emulated: readonly SandboxAction[]): readonly SandboxAction[] {
  const known = new Set(emulated.map(({ service, name }) => `${service}:${name}`));
  return documented
    .filter(({ service, name }) => !known.has(`${service}:${name}`))
    .map(({ service, name, version, http, input }) => ({
      service,
      name,
      version,
      http,
      input,
      model: "computed",
      reads: true,
      async handle() {
        throw new Fault(
          400,
          "NotEmulated",
          `The sandbox has checked the parameters of ${name} and does not emulate it yet. Nothing was done.`,
        );
      },
    }));
}
