import type { McpServer } from "@modelcontextprotocol/server";
import { ProtocolErrorCode } from "@modelcontextprotocol/server";
import { StdioServerTransport, serveStdio as serve } from "@modelcontextprotocol/server/stdio";

export interface StdioOptions {
  readonly factory: (context: { era: "legacy" | "modern" }) => McpServer;
  /** Told of bytes that are no protocol message and of what ends the transport. */
  readonly onProblem: (problem: StdioProblem) => void;
}

export interface StdioProblem {
  readonly fatal: boolean;
  readonly message: string;
}

/** Why serving ended: the input ended, a signal came, or a line was longer than the transport takes. */
export type StdioEnd = "input ended" | "signal" | "overflow";

/** The SDK's limit for one line on standard input. */
const LINE_LIMIT_MB = 10;

class EndingTransport extends StdioServerTransport {
  ended: (() => void) | undefined;

  override async close(): Promise<void> {
    await super.close();
    this.ended?.();
  }
}

/**
 * Serves MCP on standard input and output; resolves when that has ended. Bytes that are no protocol message
 * are reported and passed over; a line over 10 MB ends the transport (a limit of the SDK's).
 */
export async function serveStdio({ factory, onProblem }: StdioOptions): Promise<StdioEnd> {
  const transport = new EndingTransport();
  let reason: StdioEnd = "input ended";
  const ended = new Promise<void>((resolve) => {
    transport.ended = resolve;
  });
  const handle = serve(factory, {
    transport,
    onerror(error) {
      const what = error.message.slice(0, 300);
      if (/buffer/i.test(what) && /exceed|maximum|size/i.test(what)) {
        reason = "overflow";
        onProblem({
          fatal: true,
          message: `a line on stdin was longer than ${LINE_LIMIT_MB} MB: the transport ends`,
        });
      } else
        onProblem({ fatal: false, message: `passed over what is no protocol message on stdin: ${what}` });
    },
  });
  refuseLostKeys(transport);
  const stop = () => {
    reason = "signal";
    void handle.close();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  await ended;
  return reason;
}

/**
 * The SDK drops a key `__proto__` on its way to the handler. INVARIANT: nothing of a call is dropped unseen, so
 * a request that holds one is answered with an error here; other messages that do are passed over.
 */
function refuseLostKeys(transport: StdioServerTransport): void {
  const deliver = transport.onmessage;
  transport.onmessage = (message) => {
    if (!holdsLostKey(message)) deliver?.(message);
    else if ("method" in message && "id" in message) {
      const error = {
        code: ProtocolErrorCode.InvalidParams,
        message: "The request holds the forbidden key __proto__. Nothing was done.",
      };
      // Where the answer cannot be written the transport has ended, which shows by itself.
      transport.send({ jsonrpc: "2.0", id: message.id, error }).catch(() => undefined);
    }
  };
}

function holdsLostKey(message: unknown): boolean {
  const open: unknown[] = [message];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    if (Object.hasOwn(value, "__proto__")) return true;
    for (const child of Object.values(value))
      if (typeof child === "object" && child !== null) open.push(child);
  }
  return false;
}
