/** One request whose answer may be no answer: cut, empty, HTML, or none at all. */
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { Outgoing } from "./client.ts";

export interface Exchange {
  /** 0 where no answer began. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** `whole`, or the code of what ended it. */
  readonly ended: string;
}

export function exchange(url: string, { method, path, headers, body }: Outgoing): Promise<Exchange> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const codeOf = (error: Error): string => ("code" in error ? String(error.code) : error.message);
    const length = body === "" ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const sent = httpRequest(
      { hostname, port, method, path, headers: { ...length, ...headers }, agent: false },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        const end = (ended: string) =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, ended });
        response.on("error", (error) => end(codeOf(error)));
        response.on("end", () => end("whole"));
      },
    );
    sent.on("error", (error) => resolve({ status: 0, headers: {}, text: "", ended: codeOf(error) }));
    sent.end(body);
  });
}
