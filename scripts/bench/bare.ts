/** The yardstick of a call: the same signer and the same client, nothing around them. */
import { Agent, request } from "undici";
import { sandboxCredentials } from "../../src/credentials/sandbox.ts";
import { sign } from "../../src/wire/signer.ts";

/** Makes signed calls of id, over as many connections as are asked for. Answers the body; throws on an error. */
export function signedCalls(
  url: string,
  connections: number,
): (action: string, params: unknown) => Promise<unknown> {
  const dispatcher = new Agent({ connections });
  const { host } = new URL(url);
  return async (action, params) => {
    const query = { Action: action, Version: "2025-10-30" };
    const body = JSON.stringify(params);
    const headers = sign({ method: "POST", host, path: "/", query, body }, sandboxCredentials(), {
      service: "id",
      region: "cn-beijing",
      at: new Date(),
    });
    const answer = await request(`${url}/?Action=${query.Action}&Version=${query.Version}`, {
      method: "POST",
      dispatcher,
      headers: { ...headers, "content-type": "application/json; charset=utf-8" },
      body,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${action}: ${answer.statusCode} ${text.slice(0, 500)}`);
    const parsed: unknown = JSON.parse(text);
    return parsed;
  };
}

export function bareRequest(url: string): () => Promise<unknown> {
  const call = signedCalls(url, 1);
  return () => call("GetWorkloadPool", { WorkloadPoolName: "bench" });
}
