import { type Config, resolveConfig } from "../config/config.ts";
import { IdgateError, PolicyInvalid } from "../errors.ts";
import { describeTarget } from "../gate/target.ts";
import { createLogger, type Logger } from "../log.ts";
import { scrub } from "../secrets/scrub.ts";
import { createServerFactory } from "../server/server.ts";
import { serveStdio } from "../transports/stdio.ts";
import { EXIT, type Program, VERSION } from "./context.ts";
import { parseServeFlags } from "./flags.ts";
import { createRuntime, type Runtime } from "./runtime.ts";

/**
 * Serves MCP over stdio until the input ends. A configuration or credential error starts the server locked:
 * tools are listed and every call answers with the error, since hosts show a dead process only as a closed
 * connection.
 */
export async function serve(program: Program, flags: unknown): Promise<number> {
  const config = attempt(() => resolveConfig(parseServeFlags(flags), program.env));
  const log = await createLogger({ level: config.ok ? config.value.logLevel : "info", scrub });
  const runtime = config.ok ? await start(config.value, program, log) : config;
  if (!runtime.ok) log.error({ code: runtime.error.code, hint: runtime.error.hint }, runtime.error.message);

  const target = runtime.ok
    ? describeTarget(runtime.value.target)
    : "none: idgate is locked by a configuration error";
  const ended = serveStdio({
    log,
    factory: createServerFactory({
      actions: program.actions,
      tools: program.tools(),
      version: VERSION,
      transport: "stdio",
      target,
      gate: runtime.ok ? runtime.value.gate : forModel(runtime.error),
      log,
    }),
  });
  if (runtime.ok)
    log.info({ target, version: VERSION, ungoverned: runtime.value.ungoverned }, "serving on stdio");
  const reason = await ended;
  if (runtime.ok) await runtime.value.close();
  log.info({ reason }, "stopped");
  return reason === "overflow" ? EXIT.negative : EXIT.ok;
}

/** What a model may know of a broken configuration: that there is one. Lines of the policy are the operator's. */
function forModel(error: IdgateError): IdgateError {
  if (!(error instanceof PolicyInvalid)) return error;
  return new PolicyInvalid("The operator's policy cannot be used, so nothing is done.", {
    hint: "Tell the user that the operator has to correct it; idgate's log names the lines.",
  });
}

type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: IdgateError };

function attempt<T>(build: () => T): Attempt<T> {
  try {
    return { ok: true, value: build() };
  } catch (error) {
    if (error instanceof IdgateError) return { ok: false, error };
    throw error;
  }
}

async function start(config: Config, program: Program, log: Logger): Promise<Attempt<Runtime>> {
  try {
    return { ok: true, value: await createRuntime(config, program.actions, program.env, log) };
  } catch (error) {
    if (error instanceof IdgateError) return { ok: false, error };
    throw error;
  }
}
