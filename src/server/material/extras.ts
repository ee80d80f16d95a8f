/**
 * Prompts, resources and completion: what a server offers besides its tools. Each is loaded at its first use, so
 * that no start pays for it. The lists, prompts and names of actions need no backend: a locked server has them.
 */
import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { Prompt } from "../../action/prompt.ts";
import { InvalidArguments } from "../../errors.ts";
import { asIdgateError } from "../answers/result.ts";
import type { Backend, BackendSource } from "../backend.ts";
import type { CatalogueEntry } from "../catalogue.ts";
import { requesterOf } from "../client.ts";
import { LIST_CACHE } from "./cache.ts";
import type { Complete } from "./completion.ts";
import type { Prompts } from "./prompts.ts";
import { RESOURCE_TEMPLATES, RESOURCES } from "./resource-list.ts";
import type { ReadResource } from "./resources.ts";

/** What of them a server declares; no list changes while it runs. */
export const EXTRA_CAPABILITIES = {
  prompts: { listChanged: false },
  resources: { listChanged: false },
  completions: {},
} as const;

export interface ExtraOptions {
  /** Loads the prompts. */
  readonly prompts: () => Promise<readonly Prompt[]>;
  /** The actions that can be called here. */
  readonly entries: readonly CatalogueEntry[];
  /** The first word of every requester's label. */
  readonly transport: string;
  /** In whose name every connection calls; undefined where nobody is known. */
  readonly user?: string | undefined;
  readonly backend: BackendSource;
}

/** Answers for prompts, resources and completion on any server that is given. */
export function createExtras(options: ExtraOptions): (server: McpServer["server"]) => void {
  const { backend, entries } = options;
  const prompts = once(async (): Promise<Prompts> => {
    const [{ createPrompts }, all] = await Promise.all([import("./prompts.ts"), options.prompts()]);
    return createPrompts(all, entries);
  });
  const read = once(async (): Promise<ReadResource> => {
    const [{ resourceReader }, ready] = await Promise.all([import("./resources.ts"), backend()]);
    return resourceReader(ready);
  });
  const complete = once(async (): Promise<Complete> => {
    const [{ completer }, { arguments: ofPrompt }] = await Promise.all([
      import("./completion.ts"),
      prompts(),
    ]);
    return completer({ entries, ofPrompt, backend });
  });

  return (server) => {
    const asker = (context: ServerContext) => requesterOf(server, context, options);
    server.setRequestHandler("prompts/list", () =>
      guarded(backend, async () => ({ ...(await prompts()).list, ...LIST_CACHE })),
    );
    server.setRequestHandler("prompts/get", ({ params }) =>
      guarded(backend, async () => (await prompts()).get(params.name, params.arguments)),
    );
    server.setRequestHandler("resources/list", () => ({ resources: [...RESOURCES], ...LIST_CACHE }));
    server.setRequestHandler("resources/templates/list", () => ({
      resourceTemplates: [...RESOURCE_TEMPLATES],
      ...LIST_CACHE,
    }));
    server.setRequestHandler("resources/read", ({ params }, context) =>
      guarded(backend, async () => await (await read())(params.uri, asker(context))),
    );
    server.setRequestHandler("completion/complete", ({ params }, context) =>
      guarded(backend, async () => await (await complete())(params, asker(context))),
    );
  };
}

/** These requests have no result that says what failed, as a tool's has: every failure is a protocol error. */
async function guarded<T>(backend: BackendSource, answer: () => Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    const failed = asIdgateError(error);
    if (failed.kind === "internal") await note(backend, failed.message, failed.cause);
    const { code, message, hint } = failed;
    const given = failed instanceof InvalidArguments;
    throw new ProtocolError(
      given ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError,
      `${code}: ${message}${hint === undefined ? "" : ` ${hint}`}`,
      { code, kind: failed.kind },
    );
  }
}

async function note(backend: BackendSource, message: string, cause: unknown): Promise<void> {
  // Where there is no backend, why not has been logged.
  const ready: Backend | undefined = await backend().catch(() => undefined);
  ready?.log.error({ err: cause }, message);
}

/** The same promise for every caller; made anew where it failed, since the next caller may have more luck. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
