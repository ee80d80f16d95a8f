import { McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { InternalError } from "../errors.ts";
import { gateWords } from "../gate/words/words.ts";
import type { Language } from "../language.ts";
import { quote } from "../text/index.ts";
import { unsentResult } from "./answers/checked.ts";
import { present } from "./answers/present.ts";
import { asIdgateError, failure } from "./answers/result.ts";
import { createAsker } from "./ask.ts";
import type { Backend } from "./backend.ts";
import { type Caller, callAction } from "./calls.ts";
import { requesterOf } from "./client.ts";
import type { CallDiscovery } from "./discovery/discovery.ts";
import { callGenerateSecret } from "./generate-secret.ts";
import { LIST_CACHE } from "./material/cache.ts";
import { createExtras, EXTRA_CAPABILITIES, type ExtraOptions } from "./material/extras.ts";
import { DISCOVERY_TOOLS, GENERATE_SECRET } from "./own-tools.ts";
import type { Selection } from "./selection.ts";

export interface ServerOptions extends Omit<ExtraOptions, "entries"> {
  /** What is listed, and what can be called. */
  readonly selection: Selection;
  readonly version: string;
  readonly instructions: string;
  /** Of questions to the user; English unless said. */
  readonly language?: Language | undefined;
  /** Called once the list is on its way: what calls need can be loaded while a model reads it. */
  readonly onListed: () => void;
}

/** The target that a result names where the configuration is broken. */
const NO_TARGET =
  "none. idgate is locked: it refuses every call, reads too, until its configuration is right and it is started again";

/** A factory of MCP servers, one per connection, for protocol 2026-07-28 and for those before it. */
export function createServerFactory(
  options: ServerOptions,
): (context: { era: "legacy" | "modern" }) => McpServer {
  const { listed, reachable, entries } = options.selection;
  const tools = listed.map((tool) => ({ ...tool }));
  const isKnown = (name: string) =>
    name === GENERATE_SECRET || DISCOVERY_TOOLS.has(name) || reachable.has(name);
  const asker = createAsker(gateWords(options.language));
  const discovery = discoverySource();
  const setExtras = createExtras({ ...options, entries });

  return ({ era }) => {
    const mcp = new McpServer(
      { name: "idgate", title: "idgate", version: options.version },
      {
        capabilities: { tools: { listChanged: false }, ...EXTRA_CAPABILITIES },
        instructions: options.instructions,
        requestState: { verify: asker.codec.verify },
        inputRequired: { legacyShim: false },
      },
    );
    const { server } = mcp;
    server.setRequestHandler("tools/list", () => {
      setImmediate(options.onListed);
      return { tools, ...LIST_CACHE };
    });
    server.setRequestHandler("tools/call", async (request, context) => {
      const { name, arguments: args } = request.params;
      if (!isKnown(name)) throw unknownTool(name);
      let backend: Backend | undefined;
      try {
        backend = await options.backend();
        const { gate, target, language } = backend;
        const requester = requesterOf(server, context, options);
        if (name === GENERATE_SECRET) return await callGenerateSecret(gate, args, requester);
        const caller: Caller = { requester, context, era, asker };
        if (DISCOVERY_TOOLS.has(name)) return await (await discovery(backend))(name, args, caller);
        const action = backend.find(name);
        if (action === undefined) throw new InternalError(`The tool ${name} is known and has no action.`);
        return await callAction(gate, { action, args }, caller, {
          done: (done) => present(done, { gate, target, action, caller }),
          tried: (checked) => unsentResult(action, checked, { target, language }),
        });
      } catch (error) {
        const failed = asIdgateError(error);
        const level = failed.kind === "internal" ? "error" : "info";
        const facts = { tool: name, operation: failed.operation, code: failed.code, err: failed.cause };
        backend?.log[level](facts, failed.message);
        return failure(failed, backend?.target ?? NO_TARGET);
      }
    });
    setExtras(server);
    return mcp;
  };
}

/** Loaded at the first use: who calls listed tools alone pays for no search. */
function discoverySource(): (backend: Backend) => Promise<CallDiscovery> {
  let made: Promise<CallDiscovery> | undefined;
  return (backend) => {
    made ??= import("./discovery/discovery.ts").then(({ createDiscovery }) => createDiscovery(backend));
    // A file that could not be read this time may be readable the next.
    made.catch(() => {
      made = undefined;
    });
    return made;
  };
}

function unknownTool(name: string): ProtocolError {
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `Unknown tool: ${quote(name, 64)}. See tools/list, or search_actions for what is not listed.`,
  );
}
