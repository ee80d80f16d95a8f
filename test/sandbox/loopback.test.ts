import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dial, isLoopback, NotDialled } from "../../src/sandbox/loopback.ts";

let server: Server;
let port: number;
const seen: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.headers.host} ${request.url}`);
    if (request.url === "/moved") response.writeHead(302, { location: "/there" }).end();
    else if (request.url === "/text") response.end("plain");
    else if (request.url === "/large") response.end(Buffer.alloc(2 * 1024 * 1024));
    else response.end('{"a":1}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  port = address.port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe("dialling", () => {
  it("asks loopback by either name and reads JSON", async () => {
    expect(await dial(`http://127.0.0.1:${port}/x?y=z`, { method: "GET" })).toMatchObject({
      status: 200,
      json: { a: 1 },
    });
    expect((await dial(`http://localhost:${port}/text`, { method: "GET" })).json).toBeUndefined();
    expect(seen.slice(-2)).toEqual([`GET 127.0.0.1:${port} /x?y=z`, `GET localhost:${port} /text`]);
  });

  it.each([
    "https://127.0.0.1/",
    "http://example.com/",
    "http://127.0.0.1.example.com/",
    "http://127.0.0.1@example.com/",
    "http://10.0.0.1/",
    "http://169.254.169.254/",
    "http://0.0.0.0/",
    "file:///etc/passwd",
    "nonsense",
    "",
  ])("refuses %j before anything is sent", async (address) => {
    expect(isLoopback(address)).toBe(false);
    await expect(dial(address, { method: "GET" })).rejects.toThrow(NotDialled);
  });

  it("follows no redirect", async () => {
    const before = seen.length;
    expect((await dial(`http://127.0.0.1:${port}/moved`, { method: "GET" })).status).toBe(302);
    expect(seen).toHaveLength(before + 1);
  });

  it("says so where nobody answers, or too much", async () => {
    await expect(dial("http://127.0.0.1:1/", { method: "GET" })).rejects.toThrow(/Nothing answers/);
    await expect(dial(`http://127.0.0.1:${port}/large`, { method: "GET" })).rejects.toThrow(NotDialled);
  });
});
