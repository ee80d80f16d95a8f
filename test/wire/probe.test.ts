import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { describe, expect, it, onTestFinished } from "vitest";
import { probe } from "../../src/wire/probe.ts";
import { selfSigned } from "../support/certificate.ts";
import { action } from "../support/rooms.ts";
import { envelope, fault, startUpstream } from "../support/upstream.ts";

const WHO = action("sts:GetCallerIdentity");
const target = (endpoint: string) => ({ region: "cn-beijing", endpoint });
const ask = (endpoint: string) => probe(WHO, target(endpoint), {}, () => new Date());

async function upstream(...given: Parameters<typeof startUpstream>) {
  const service = await startUpstream(...given);
  onTestFinished(() => service.close());
  return service;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

describe("a probe", () => {
  it("carries no key, no signature and no parameter", async () => {
    const service = await upstream(fault(401, "MissingSignature", "no signature"));
    await ask(service.url);
    const [arrived] = service.arrived;
    expect(service.arrived).toHaveLength(1);
    expect(arrived).toMatchObject({
      method: "GET",
      target: "/?Action=GetCallerIdentity&Version=2018-01-01",
      body: "",
    });
    for (const name of ["authorization", "x-date", "x-security-token", "x-content-sha256", "cookie"]) {
      expect(arrived?.headers).not.toHaveProperty(name);
    }
  });

  it("asks for nothing but plain reads", async () => {
    const service = await upstream();
    for (const name of ["id:CreateWorkloadPool", "sts:AssumeRole"]) {
      await expect(probe(action(name), target(service.url), {}, () => new Date())).rejects.toThrow(
        "plain read",
      );
    }
    expect(service.arrived).toEqual([]);
  });

  it("goes to no address that requests may not go to", async () => {
    await expect(ask("https://evil.example.com")).rejects.toThrow("neither the vendor's nor loopback");
  });

  it("tells the time of the answer", async () => {
    const service = await upstream((arrived, response) => {
      response.setHeader("date", "Thu, 01 Jan 2026 00:00:00 GMT");
      fault(401, "MissingSignature", "")(arrived, response);
    });
    expect((await ask(service.url)).date).toEqual(new Date("2026-01-01T00:00:00Z"));
  });
});

describe("what answers a probe", () => {
  it("is the service where it refuses in its envelope", async () => {
    const service = await upstream(fault(401, "MissingSignature", "no signature"));
    expect(await ask(service.url)).toMatchObject({ kind: "refused", status: 401, origin: service.url });
  });

  it("is not the service where it lets an unsigned request in", async () => {
    const service = await upstream(envelope({ AccountId: 1 }));
    expect(await ask(service.url)).toMatchObject({ kind: "accepted", status: 200 });
  });

  it.each([
    ["a page", 200, { "content-type": "text/html" }, "<html>sign in</html>"],
    ["a redirect", 302, { location: "https://portal.example.com" }, ""],
    ["nothing at all", 200, {}, ""],
    ["other JSON", 200, { "content-type": "application/json" }, "{}"],
  ])("is something else where it gives %s", async (_, status, headers, body) => {
    const service = await upstream((_arrived, response) => {
      response.writeHead(status, headers);
      response.end(body);
    });
    expect(await ask(service.url)).toMatchObject({ kind: "foreign", status });
  });

  it("is nobody where the connection is refused", async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await ask(`http://127.0.0.1:${port}`)).toMatchObject({
      kind: "failed",
      words: expect.stringContaining("refused"),
    });
  });

  it("is nobody that could be trusted where its certificate is its own word", async () => {
    let asked = 0;
    const port = await listen(
      createTlsServer(selfSigned(), (_request, response) => {
        asked += 1;
        response.end();
      }),
    );
    expect(await ask(`https://localhost:${port}`)).toMatchObject({
      kind: "failed",
      words: expect.stringContaining("certificate could not be verified"),
    });
    expect(asked).toBe(0);
  });
});
