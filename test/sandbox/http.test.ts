import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BODY_LIMIT } from "../../src/sandbox/request.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { call, NOW, type Outgoing, ok, outcome, sandbox, send, sign } from "./client.ts";

let box: Sandbox;
beforeAll(async () => {
  box = await sandbox({ keepRequests: true });
});
afterAll(() => box.close());

const MINUTE = 60 * 1000;
const bent = (bend: (request: Outgoing) => void) => outcome(box, "GetWorkloadPool", {}, { bend });
const pools = async () => (await ok(box, "ListWorkloadPools", { PageNumber: 1, PageSize: 1 })).TotalCount;

describe("signatures", () => {
  it("of a tampered body, query or header are refused, and nothing happens", async () => {
    const before = await pools();
    const tampered = await call(
      box,
      "CreateWorkloadPool",
      { WorkloadPoolName: "honest" },
      {
        bend: (request) => {
          request.body = request.body.replace("honest", "forged");
        },
      },
    );
    expect(tampered).toMatchObject({ status: 401, code: "SignatureNotMatch" });
    expect(await bent((r) => (r.path = r.path.replace("GetWorkloadPool", "DeleteWorkloadPool")))).toBe(
      "401 SignatureNotMatch",
    );
    expect(await bent((r) => (r.path += "&Extra=1"))).toBe("401 SignatureNotMatch");
    expect(await bent((r) => (r.headers["x-date"] = "20260301T120001Z"))).toBe("401 SignatureNotMatch");
    expect(await pools()).toBe(before);
  });

  it("must cover x-date and the hash of a body, and may cover more or less than that", async () => {
    for (const signedHeaders of [
      ["host", "x-date"],
      ["host", "x-content-sha256"],
    ]) {
      expect(await outcome(box, "GetWorkloadPool", {}, { signedHeaders })).toBe("401 SignatureNotMatch");
    }
    for (const signedHeaders of [
      ["content-type", "host", "x-content-sha256", "x-date"],
      // An SDK of the vendor's does not sign the host.
      ["x-content-sha256", "x-date"],
    ]) {
      expect(await outcome(box, "GetWorkloadPool", {}, { signedHeaders })).toBe("200");
    }
  });

  it("expire after 15 minutes, and from a clock that runs ahead", async () => {
    const at = (offset: number) =>
      outcome(box, "GetWorkloadPool", {}, { at: new Date(NOW.getTime() + offset) });
    expect(await at(-15 * MINUTE)).toBe("200");
    expect(await at(15 * MINUTE)).toBe("200");
    expect(await at(-16 * MINUTE)).toBe("400 InvalidTimestamp");
    expect(await at(16 * MINUTE)).toBe("400 InvalidTimestamp");
  });

  it("may be sent again within that time, as with the cloud", async () => {
    const request = sign(box, "GetWorkloadPool", {});
    expect((await send(box.url, request)).status).toBe(200);
    expect((await send(box.url, request)).status).toBe(200);
  });

  it("of an unknown key, of a real-looking key and with a wrong secret are told apart", async () => {
    for (const accessKeyId of ["SANDBOXOTHER", "AKLTexampleexampleexample"]) {
      const reply = await call(box, "GetWorkloadPool", {}, { accessKeyId });
      expect(reply).toMatchObject({ status: 403, code: "InvalidAccessKeyId" });
    }
    const wrong = { secretAccessKey: "wrong" };
    expect(await outcome(box, "GetWorkloadPool", {}, wrong)).toBe("401 SignatureNotMatch");
    // Each service has its own name for it.
    expect(await outcome(box, "GetCallerIdentity", {}, { ...wrong, service: "sts" })).toBe(
      "401 SignatureDoesNotMatch",
    );
  });

  it("must be there, and readable", async () => {
    expect(await bent((r) => delete r.headers.authorization)).toBe("401 MissingSignature");
    expect(await bent((r) => (r.headers.authorization = "Bearer example"))).toBe("400 InvalidAuthorization");
  });

  it("for another service, an unknown one or another region open nothing", async () => {
    const version = "2025-10-30";
    expect(await outcome(box, "GetWorkloadPool", {}, { service: "sts", version })).toBe(
      "404 InvalidActionOrVersion",
    );
    expect(await outcome(box, "GetWorkloadPool", {}, { service: "ecs", version })).toBe(
      "404 ServiceNotFound",
    );
    expect(await outcome(box, "GetWorkloadPool", {}, { region: "cn-shanghai" })).toBe(
      "401 SignatureNotMatch",
    );
  });
});

describe("actions", () => {
  it("that are unknown, of another version or not named are refused in the service's words", async () => {
    expect(await outcome(box, "NoSuchAction")).toBe("400 InvalidAction");
    expect(await outcome(box, "GetWorkloadPool", {}, { version: "2020-01-01" })).toBe("400 InvalidAction");
    expect(await outcome(box, "")).toBe("400 MissingAction");
    expect(await outcome(box, "", {}, { service: "sts" })).toBe("400 MissingParameter");
  });

  it("carry the code's number in the error", async () => {
    const reply = await call(box, "GetCallerIdentity", {}, { service: "sts", secretAccessKey: "wrong" });
    expect(reply.body.ResponseMetadata).toMatchObject({
      Service: "sts",
      Error: { Code: "SignatureDoesNotMatch", CodeN: 100010 },
    });
    expect(reply.body).not.toHaveProperty("Result");
  });
});

describe("requests", () => {
  it.each([
    ["no JSON", "{", "400 InvalidRequest"],
    ["a list", "[]", "400 InvalidRequest"],
    ["nested without end", `{"Tags":${"[".repeat(5000)}${"]".repeat(5000)}}`, "400 InvalidRequest"],
    ["a prototype", '{"__proto__":{"WorkloadPoolName":"x"}}', "400 InvalidRequest"],
    ["a lone surrogate", '{"WorkloadPoolName":"\\ud800"}', "400 InvalidParameter.WorkloadPoolName"],
    ["nulls, which count as absent", '{"WorkloadPoolName":null}', "200"],
    ["nothing at all", "", "200"],
  ])("with %s as body are answered", async (_, body, expected) => {
    const raw = { body, type: "application/json" };
    expect(await outcome(box, "GetWorkloadPool", {}, { raw })).toBe(expected);
  });

  it("with a body of another type or with parameters in the query are refused", async () => {
    const raw = { body: "WorkloadPoolName=default", type: "application/x-www-form-urlencoded" };
    expect(await outcome(box, "GetWorkloadPool", {}, { raw })).toBe("400 InvalidRequest");
    const query = { WorkloadPoolName: "default" };
    expect(await outcome(box, "GetWorkloadPool", {}, { query })).toBe("400 InvalidRequest");
    expect(await outcome(box, "GetWorkloadPool", {}, { method: "GET" })).toBe("400 InvalidRequest");
  });

  it("over the size limit are refused, and the server stays up", async () => {
    const big = sign(box, "CreateWorkloadPool", {});
    big.body = "x".repeat(BODY_LIMIT + 1);
    // The connection may be cut before everything is sent.
    const reply = await send(box.url, big).then(
      ({ status, code }) => `${status} ${code}`,
      (error: Error) => error.message,
    );
    expect(reply).toMatch(/413 RequestEntityTooLarge|EPIPE|ECONNRESET/);
    expect(await outcome(box, "GetWorkloadPool")).toBe("200");
  });

  it("of a megabyte are read", async () => {
    const description = "d".repeat(1024 * 1024);
    const made = await ok(box, "CreateWorkloadPool", { WorkloadPoolName: "big", Description: description });
    expect(made.Description).toBe(description);
  });

  it("under a name that is not loopback are refused before anything is read (DNS rebinding)", async () => {
    const port = new URL(box.url).port;
    for (const host of [
      `attacker.example.com:${port}`,
      "127.0.0.1",
      "127.0.0.1:1",
      `127.0.0.1.example.com:${port}`,
    ]) {
      const reply = await send(box.url, {
        ...sign({ ...box, url: `http://${host}` }, "GetWorkloadPool", {}),
      });
      expect(`${host} ${reply.status} ${reply.code}`).toBe(`${host} 403 AccessDenied`);
    }
    const byName = { ...box, url: `http://localhost:${port}` };
    expect((await send(box.url, sign(byName, "GetWorkloadPool", {}))).status).toBe(200);
  });

  it("by another method or to another path are refused", async () => {
    const put = { ...sign(box, "GetWorkloadPool", {}), method: "PUT" };
    expect((await send(box.url, put)).status).toBe(405);
    const elsewhere = sign(box, "GetWorkloadPool", {});
    expect((await send(box.url, { ...elsewhere, path: `/x${elsewhere.path}` })).status).toBe(404);
    expect((await send(box.url, { ...elsewhere, method: "GET", path: "/etc/passwd", body: "" })).status).toBe(
      404,
    );
  });

  it("with a parameter twice or a broken encoding are refused", async () => {
    expect(await bent((r) => (r.path += "&Action=DeleteWorkloadPool"))).toBe("400 InvalidRequest");
    expect(await bent((r) => (r.path += "&a=%zz"))).toBe("400 InvalidRequest");
  });

  it("that are not HTTP do not stop the server", async () => {
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(new URL(box.url).port), "127.0.0.1", () =>
        socket.end("\0\0nonsense\r\n\r\n"),
      );
      socket.on("error", reject);
      socket.on("close", () => resolve());
      socket.resume();
    });
    expect(await outcome(box, "GetWorkloadPool")).toBe("200");
  });

  it("are kept for tests with what they asked and how they ended", async () => {
    await call(box, "GetWorkloadPool", { WorkloadPoolName: "nowhere" });
    expect(box.requests().at(-1)).toMatchObject({
      service: "id",
      action: "GetWorkloadPool",
      version: "2025-10-30",
      params: { WorkloadPoolName: "nowhere" },
      status: 404,
      code: "NotFound",
    });
  });
});
