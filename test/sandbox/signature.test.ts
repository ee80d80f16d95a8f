import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { CLOCK_SKEW_MS, type Verifier, verifySignature } from "../../src/sandbox/signature.ts";
import type { ReceivedRequest } from "../../src/sandbox/types.ts";

const vectors = z
  .array(
    z.object({
      name: z.string(),
      service: z.string(),
      region: z.string(),
      credentials: z.object({
        accessKeyId: z.string(),
        secretAccessKey: z.string(),
        sessionToken: z.string().optional(),
      }),
      at: z.iso.datetime(),
      request: z.object({
        method: z.string(),
        host: z.string(),
        path: z.string(),
        query: z.record(z.string(), z.string()),
        body: z.string(),
      }),
      expect: z.object({ headers: z.record(z.string(), z.string()) }),
    }),
  )
  .min(8)
  .parse(JSON.parse(readFileSync(new URL("../vectors/signature.json", import.meta.url), "utf8")));
type Vector = (typeof vectors)[number];

function received({ request, expect: { headers } }: Vector): ReceivedRequest {
  return {
    method: request.method,
    path: request.path,
    query: Object.entries(request.query),
    headers: [["Host", request.host], ...Object.entries(headers)],
    body: Buffer.from(request.body),
  };
}

function verifier({ credentials, region, service, at }: Vector, offsetMs = 0): Verifier {
  return {
    keyOf: (id) =>
      id === credentials.accessKeyId
        ? { secretAccessKey: credentials.secretAccessKey, sessionToken: credentials.sessionToken }
        : undefined,
    region,
    isService: (name) => name === service,
    now: new Date(Date.parse(at) + offsetMs),
  };
}

function problem(request: ReceivedRequest, by: Verifier): string {
  const verdict = verifySignature(request, by);
  return verdict.ok ? "ok" : verdict.problem;
}

function withHeader(request: ReceivedRequest, name: string, value: string | undefined): ReceivedRequest {
  const others = request.headers.filter(([key]) => key.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: value === undefined ? others : [...others, [name, value]] };
}

describe.each(vectors)("what the vendor's signer signed: $name", (vector) => {
  const request = received(vector);
  const by = verifier(vector);
  const authorization = vector.expect.headers.Authorization ?? "";

  it("is accepted, whatever the order of query and headers", () => {
    expect(problem(request, by)).toBe("ok");
    const turned = { ...request, query: request.query.toReversed(), headers: request.headers.toReversed() };
    expect(problem(turned, by)).toBe("ok");
  });

  it("is refused with another body, method, path, query or host", () => {
    expect(problem({ ...request, body: Buffer.from(`${vector.request.body} `) }, by)).toBe("mismatch");
    expect(problem({ ...request, method: "PUT" }, by)).toBe("mismatch");
    expect(problem({ ...request, path: "/x" }, by)).toBe("mismatch");
    expect(problem({ ...request, query: [...request.query, ["Extra", ""]] }, by)).toBe("mismatch");
    expect(problem({ ...request, query: request.query.slice(1) }, by)).toBe("mismatch");
    expect(problem(withHeader(request, "Host", "elsewhere.example.com"), by)).toBe("mismatch");
  });

  it("is refused when the hash header follows the tampered body", () => {
    const body = Buffer.from("tampered");
    const hash = createHash("sha256").update(body).digest("hex");
    expect(problem(withHeader({ ...request, body }, "X-Content-Sha256", hash), by)).toBe("mismatch");
  });

  it("is good for 15 minutes either way and no longer", () => {
    for (const sign of [1, -1]) {
      expect(problem(request, verifier(vector, sign * CLOCK_SKEW_MS))).toBe("ok");
      expect(problem(request, verifier(vector, sign * (CLOCK_SKEW_MS + 1000)))).toBe("expired");
    }
  });

  it("is refused under another key, secret, token, region or service", () => {
    const { secretAccessKey, sessionToken } = vector.credentials;
    expect(problem(request, { ...by, keyOf: () => undefined })).toBe("unknown-key");
    const key = { secretAccessKey, sessionToken };
    expect(problem(request, { ...by, keyOf: () => ({ ...key, secretAccessKey: "other" }) })).toBe("mismatch");
    expect(problem(request, { ...by, keyOf: () => ({ ...key, sessionToken: "other" }) })).toBe("mismatch");
    // Of no region, and signed with the one that the older SDKs use for it.
    const unregional = vector.service === "iam" && vector.region === "cn-north-1";
    expect(problem(request, { ...by, region: "elsewhere" })).toBe(unregional ? "ok" : "scope");
    expect(problem(request, { ...by, isService: () => false })).toBe("unknown-service");
  });

  it("is refused where a required header is not signed, not sent or sent twice", () => {
    const less = authorization.replace("host;", "");
    expect(problem(withHeader(request, "Authorization", less), by)).toBe("mismatch");
    expect(problem(withHeader(request, "X-Date", undefined), by)).toBe("mismatch");
    const twice = { ...request, headers: [...request.headers, ["x-date", "20200101T000000Z"] as const] };
    expect(problem(twice, by)).toBe("mismatch");
    const unsignedToken = withHeader(request, "X-Security-Token", undefined);
    const smuggled = {
      ...unsignedToken,
      headers: [...unsignedToken.headers, ["X-Security-Token", "token"] as const],
    };
    expect(problem(smuggled, by)).toBe("mismatch");
  });

  it("is refused where the signature or its form is another", () => {
    const last = authorization.at(-1) === "0" ? "1" : "0";
    expect(problem(withHeader(request, "Authorization", authorization.slice(0, -1) + last), by)).toBe(
      "mismatch",
    );
    for (const broken of ["", "Bearer x", authorization.slice(0, -1), authorization.toUpperCase()]) {
      expect(problem(withHeader(request, "Authorization", broken), by)).toBe("malformed");
    }
    const doubled = authorization.replace("host;", "host;host;");
    expect(problem(withHeader(request, "Authorization", doubled), by)).toBe("malformed");
    expect(problem(withHeader(request, "Authorization", undefined), by)).toBe("missing");
  });

  it("is refused where X-Date is no time or not of the scope's day", () => {
    for (const date of ["tomorrow", "20200101T000000Z", "20261399T000000Z"]) {
      expect(problem(withHeader(request, "X-Date", date), by)).toBe("malformed");
    }
  });
});
