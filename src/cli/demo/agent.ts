import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import * as z from "zod";
import type { Transcript } from "./transcript.ts";

const failureMeta = z.looseObject({
  "idgate/error": z.looseObject({ code: z.string(), message: z.string() }),
});

export interface ToolOutcome {
  readonly ok: boolean;
  /** The error's stable code, where it failed. */
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An agent's end of the line: a real MCP client on protocol 2026-07-28, whose user answers each question. */
export interface Agent {
  tools(): Promise<readonly string[]>;
  call(tool: string, args: Record<string, unknown>): Promise<ToolOutcome>;
  close(): Promise<void>;
}

export interface AgentOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly transcript: Transcript;
  /** What the user answers to the question that is shown, and types to say what goes. */
  readonly answer: { readonly decision: "approve" | "reject"; readonly confirm: string };
}

export async function connectAgent(options: AgentOptions): Promise<Agent> {
  const client = new Client(
    { name: "idgate-demo", version: "1.0.0" },
    {
      capabilities: { elicitation: { form: {} } },
      versionNegotiation: { mode: { pin: "2026-07-28" } },
    },
  );
  client.setRequestHandler("elicitation/create", (request) => {
    options.transcript.say("The user is asked:");
    options.transcript.indented(request.params.message);
    const { decision, confirm } = options.answer;
    options.transcript.say(`The user answers: ${decision}, and types the name of what goes: ${confirm}`);
    return { action: "accept", content: { decision, confirm } };
  });
  await client.connect(
    new StdioClientTransport({ command: options.command, args: [...options.args], stderr: "ignore" }),
  );
  return {
    async tools() {
      const { tools } = await client.listTools();
      return tools.map((tool) => tool.name);
    },
    async call(tool, args) {
      const result = await client.callTool({ name: tool, arguments: args });
      const failure = failureMeta.safeParse(result._meta);
      if (result.isError === true) {
        const error = failure.success ? failure.data["idgate/error"] : undefined;
        return { ok: false, code: error?.code, message: error?.message, data: {} };
      }
      const data = z.record(z.string(), z.unknown()).catch({}).parse(result.structuredContent);
      return { ok: true, code: undefined, message: undefined, data };
    },
    close: async () => await client.close(),
  };
}
