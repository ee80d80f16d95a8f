/** The yardstick of a call: the same signer and the same client, nothing around them. */
import { Agent, request } from "undici";
import { sandboxCredentials } from "../../src/credentials/sandbox.ts";
import { sign } from "../../src/wire/signer.ts";

export function bareRequest(url: string): () => Promise<void> {
  const dispatcher = new Agent();
  const { host } = new URL(url);
  const query = { Action: "GetWorkloadPool", Version: "2025-10-30" };
  const body = JSON.stringify({ WorkloadPoolName: "bench" });
  return async () => {
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
    const parsed: unknown = JSON.parse(await answer.body.text());
    if (parsed === null) throw new Error("no answer");
  };
}
