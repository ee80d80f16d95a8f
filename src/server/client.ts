import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server";
import * as z from "zod";
import type { Requester } from "../gate/types.ts";
import { bounded, visible } from "../text/index.ts";

const NAME_LIMIT = 64;

const declared = z.looseObject({
  [CLIENT_INFO_META_KEY]: z.looseObject({ name: z.string(), version: z.string() }).optional(),
  [CLIENT_CAPABILITIES_META_KEY]: z
    .looseObject({ elicitation: z.looseObject({ form: z.unknown() }).partial().optional() })
    .optional(),
});

/**
 * Who calls, by its own word: from the request's envelope on protocol 2026-07-28, from the handshake before.
 * Only a client that declared form elicitation (or an empty `elicitation`, which means form) is ever asked.
 */
export function requesterOf(
  server: Server,
  context: ServerContext,
  { transport, user }: { readonly transport: string; readonly user?: string | undefined },
): Requester {
  const envelope = declared.safeParse(context.mcpReq.envelope ?? {}).data;
  const info = envelope?.[CLIENT_INFO_META_KEY] ?? server.getClientVersion();
  const capabilities = envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities();
  const elicitation = capabilities?.elicitation;
  const client = `${clean(info?.name ?? "unknown")}/${clean(info?.version ?? "unknown")}`;
  return {
    label: `${transport} ${client}`,
    client,
    user,
    canAsk:
      elicitation !== undefined && (elicitation.form !== undefined || Object.keys(elicitation).length === 0),
  };
}

function clean(text: string): string {
  return bounded(visible(text).replaceAll(/\s/g, "_"), NAME_LIMIT);
}
