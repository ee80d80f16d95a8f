/** Makes a repeated request the same request (reference page CreateResource, ClientToken). */
import { createHmac } from "node:crypto";
import type { JsonObject } from "../../action/json.ts";
import { uuidFor } from "../ids.ts";
import type { CallContext } from "../types.ts";
import { numberOf, textOf } from "../values.ts";
import { tokenConflict } from "./faults.ts";
import { sortedText } from "./json.ts";

const CLIENT_TOKEN = "cloudcontrol:client-token";
/** A token is remembered for 24 hours. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** Runs `start`, which answers a task's id, unless the same request with the same token did so already.
 * @throws Fault ResourceConflict where the token came with another request
 */
export async function once(
  context: CallContext,
  action: string,
  params: JsonObject,
  start: () => Promise<string>,
): Promise<string> {
  const { ClientToken: _token, ...request } = params;
  const token = textOf(params, "ClientToken") || undefined;
  if (token === undefined) return start();
  // A request may hold a password: what is kept of it is keyed, and the key is another one each time.
  const digest = (salt: string) =>
    createHmac("sha256", salt)
      .update(`${action}\n${sortedText(request)}`)
      .digest("hex");
  const known = await context.store.get(CLIENT_TOKEN, token);
  if (known !== undefined && (numberOf(known.doc, "ExpiresAt") ?? 0) > context.now.getTime()) {
    if (known.doc.Digest !== digest(textOf(known.doc, "Salt") ?? "")) throw tokenConflict();
    return textOf(known.doc, "TaskID") ?? "";
  }
  if (known !== undefined) await context.store.remove(CLIENT_TOKEN, token);
  const taskId = await start();
  const salt = uuidFor(context, "client-token");
  const doc = {
    TaskID: taskId,
    Salt: salt,
    Digest: digest(salt),
    ExpiresAt: context.now.getTime() + REMEMBERED_MS,
  };
  await context.store.insert({ kind: CLIENT_TOKEN, key: token, parent: undefined, doc });
  return taskId;
}
