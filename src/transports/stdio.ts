import type { McpServer } from "@modelcontextprotocol/server";
import { StdioServerTransport, serveStdio as serve } from "@modelcontextprotocol/server/stdio";
import type { Logger } from "../log.ts";

export interface StdioOptions {
  readonly factory: (context: { era: "legacy" | "modern" }) => McpServer;
  readonly log: Logger;
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
 * are logged and passed over; a line over 10 MB ends the transport (a limit of the SDK's), with a log line.
 */
export async function serveStdio({ factory, log }: StdioOptions): Promise<StdioEnd> {
  const transport = new EndingTransport();
  let reason: StdioEnd = "input ended";
  const ended = new Promise<void>((resolve) => {
    transport.ended = resolve;
  });
  const handle = serve(factory, {
    transport,
    onerror(error) {
      const facts = { err: { name: error.name, message: error.message.slice(0, 300) } };
      if (/buffer/i.test(error.message) && /exceed|maximum|size/i.test(error.message)) {
        reason = "overflow";
        log.error(facts, `a line on stdin was longer than ${LINE_LIMIT_MB} MB: the transport ends`);
      } else log.warn(facts, "passed over what is no protocol message on stdin");
    },
  });
  const stop = () => {
    reason = "signal";
    void handle.close();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  await ended;
  return reason;
}
