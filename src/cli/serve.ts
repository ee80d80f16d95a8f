import type { Action, Effect } from "../action/action.ts";
import { defineFamily, type Family } from "../action/family.ts";
import { toolName } from "../action/names.ts";
import { type Config, modeOf, resolveConfig } from "../config/config.ts";
import { IdgateError, PolicyInvalid } from "../errors.ts";
import { gateWords } from "../gate/words/words.ts";
import type { Language } from "../language.ts";
import type { Logger, LogLevel } from "../log.ts";
import type { Backend } from "../server/backend.ts";
import { instructions } from "../server/instructions.ts";
import { select } from "../server/selection.ts";
import { createServerFactory } from "../server/server.ts";
import { serveStdio } from "../transports/stdio.ts";
import { guardServer, logIsRead } from "./boundary.ts";
import { EXIT, type Program, VERSION } from "./context.ts";
import { parseServeFlags } from "./flags.ts";
import { once } from "./once.ts";
import { osUser } from "./os-user.ts";
import type { Runtime } from "./runtime.ts";

/**
 * Serves MCP over stdio until the input ends. The first answers need neither policy nor gate: those are
 * loaded beside them. A configuration or credential error starts the server locked: tools are listed and
 * every call answers with the error, since hosts show a dead process only as a closed connection.
 */
export async function serve(program: Program, flags: unknown): Promise<number> {
  const config = attempt(() => resolveConfig(parseServeFlags(flags), program.env));
  const catalogue = program.catalogue();
  const selection = attempt(() => select(catalogue, config.ok ? config.value.selection : USUAL));
  const log = once(() => openLog(config.ok ? config.value.logLevel : "info"));
  let gaveUp = false;
  guardServer(log, () => {
    gaveUp = true;
    process.kill(process.pid, "SIGTERM");
  });
  const reload = reloadOnHangup(log);
  const started = once(async () => {
    if (!config.ok) throw config.error;
    // Without a selection there is no backend, and nobody to ask.
    const admits = selection.ok ? selection.value.admits : () => false;
    const running = await start(config.value, program, await log(), (action, effect) =>
      admits(toolName(action), effect),
    );
    reload.of(running.runtime);
    return running;
  });
  const backend = once(async (): Promise<Backend> => {
    try {
      if (!selection.ok) throw selection.error;
      const { runtime, families } = await started();
      const { describeTarget } = await import("../gate/target.ts");
      const within = families.map((family) => reachablePart(family, selection.value.reachable));
      const byTool = new Map(
        within.flatMap(({ actions }) => actions).map((action) => [toolName(action), action]),
      );
      return {
        gate: runtime.gate,
        language: config.ok ? config.value.language : undefined,
        target: `${describeTarget(runtime.target)}${runtime.gate.standing().dryRun ? ", DRY RUN" : ""}`,
        families: within.filter(({ actions }) => actions.length > 0),
        search: catalogue.search,
        find: (tool) => byTool.get(tool),
        log: await log(),
      };
    } catch (error) {
      if (!(error instanceof IdgateError)) {
        // A fault of our own: every call says so, and only here does the log learn why.
        (await log()).error({ err: error }, "idgate could not start");
        throw error;
      }
      (await log()).error({ code: error.code, hint: error.hint }, `locked: ${error.message}`);
      throw forModel(error, config.ok ? config.value.language : undefined);
    }
  });

  const warmUp = () => {
    // A locked start has been logged; it is answered to each call.
    serving().catch(() => undefined);
  };
  const serving = once(async () => {
    const { target, log: logger, gate } = await backend();
    // Opened only where there is one: to look makes no ledger.
    if (!gate.standing().dryRun) gate.lookAfter();
    logger.info({ target, version: VERSION, pid: process.pid }, "serving on stdio");
  });
  const ended = serveStdio({
    factory: createServerFactory({
      // What cannot be selected is not guessed at: locked, with the usual list.
      selection: selection.ok ? selection.value : select(catalogue, USUAL),
      version: VERSION,
      transport: "stdio",
      user: osUser(),
      language: config.ok ? config.value.language : undefined,
      prompts: program.prompts,
      instructions: config.ok
        ? instructions(modeOf(config.value), { dryRun: config.value.dryRun })
        : instructions("real"),
      backend,
      onListed: warmUp,
    }),
    onProblem({ fatal, message }) {
      void log().then((logger) => logger[fatal ? "error" : "warn"](message));
    },
  });
  // For a client that never lists; a call starts it at once.
  const patience = setTimeout(warmUp, WARM_UP_MS);
  const reason = await ended;
  clearTimeout(patience);
  // Why a start is locked is logged, also where nobody stayed to hear it.
  await backend().catch(() => undefined);
  await stop(started);
  (await log()).info({ reason }, "stopped");
  const code = gaveUp || reason === "overflow" ? EXIT.negative : EXIT.ok;
  // Everything is closed. Lines that nobody reads would keep the process for ever.
  if (!(await logIsRead())) process.exit(code);
  return code;
}

/** How long the opening of a connection has the process for itself. */
const WARM_UP_MS = 200;

const USUAL = { list: undefined, only: undefined, exclude: [] };

interface Started {
  readonly runtime: Runtime;
  readonly families: readonly Family[];
}

function reachablePart(family: Family, reachable: ReadonlySet<string>): Family {
  const actions = family.actions.filter((action) => reachable.has(toolName(action)));
  return actions.length === family.actions.length ? family : defineFamily({ ...family, actions });
}

async function start(
  config: Config,
  program: Program,
  log: Logger,
  exists: (action: Action, effect: Effect) => boolean,
): Promise<Started> {
  const [{ createRuntime }, families] = await Promise.all([import("./runtime.ts"), program.families()]);
  const actions = families.flatMap((family) => family.actions);
  return { runtime: await createRuntime(config, actions, program.env, log, exists), families };
}

async function stop(started: () => Promise<Started>): Promise<void> {
  const running = await started().catch((error: unknown) => {
    if (error instanceof IdgateError) return undefined;
    throw error;
  });
  await running?.runtime.close();
}

/**
 * SIGHUP means: read the policy again. It ends nothing, so that a closing terminal does not either: over stdio the end
 * of the input does. One that comes while the server starts is made up for before the first call.
 */
function reloadOnHangup(log: () => Promise<Logger>): { of(runtime: Runtime): void } {
  let running: Runtime | undefined;
  let early = false;
  // On Windows the signal means that the console closes, and cannot be held off.
  if (process.platform !== "win32") {
    process.on("SIGHUP", () => {
      if (running !== undefined) return running.reloadPolicy();
      early = true;
      void log().then((logger) => logger.info("SIGHUP: no policy is in use yet, so there is none to reload"));
    });
  }
  return {
    of(runtime) {
      running = runtime;
      if (early) runtime.reloadPolicy();
    },
  };
}

async function openLog(level: LogLevel): Promise<Logger> {
  const [{ createLogger }, { scrub }] = await Promise.all([
    import("../log.ts"),
    import("../secrets/scrub.ts"),
  ]);
  return await createLogger({ level, scrub });
}

/** What a model may know of a broken configuration: that there is one. Lines of the policy are the operator's. */
function forModel(error: IdgateError, language: Language | undefined): IdgateError {
  if (!(error instanceof PolicyInvalid)) return error;
  const { refusal: words } = gateWords(language);
  return new PolicyInvalid(words.locked, { hint: words.lockedHint });
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
