import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeQuery, encodeRfc3986, type SignableRequest, sign } from "../../src/wire/signer.ts";
import vectors from "../vectors/signature.json" with { type: "json" };

const credentials = { accessKeyId: "AKLTexample", secretAccessKey: "example-secret" };
const scope = { region: "cn-beijing", service: "id", at: new Date("2026-01-02T03:04:05.678Z") };
const request: SignableRequest = {
  method: "GET",
  host: "id.cn-beijing.volcengineapi.com",
  path: "/",
  query: { Action: "GetWorkloadPool", Version: "2025-10-30" },
  body: "",
};
const signatureOf = (headers: Readonly<Record<string, string>>) =>
  headers.Authorization?.split("Signature=")[1];

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const query = fc.dictionary(text, text, { maxKeys: 8 });

describe("the signer, against headers of the vendor's own", () => {
  it.each(vectors)("$name", ({ request, credentials, region, service, at, expect: expected }) => {
    const { query, ...rest } = request;
    const given: [string, string][] = Object.entries(query).map(([name, value]) => [name, String(value)]);
    const signable = { ...rest, query: Object.fromEntries(given) };
    expect(sign(signable, credentials, { region, service, at: new Date(at) })).toEqual(expected.headers);
  });
});

describe("the signer", () => {
  it("does not depend on the order of the query", () => {
    fc.assert(
      fc.property(query, (pairs) => {
        const turned = Object.fromEntries(Object.entries(pairs).reverse());
        expect(sign({ ...request, query: turned }, credentials, scope)).toEqual(
          sign({ ...request, query: pairs }, credentials, scope),
        );
      }),
    );
  });

  it("gives another signature when anything that is signed changes", () => {
    const base = signatureOf(sign(request, credentials, scope));
    const others = [
      sign({ ...request, method: "POST" }, credentials, scope),
      sign({ ...request, host: "iam.volcengineapi.com" }, credentials, scope),
      sign({ ...request, query: { ...request.query, Action: "DeleteWorkloadPool" } }, credentials, scope),
      sign({ ...request, body: "{}" }, credentials, scope),
      sign(request, { ...credentials, secretAccessKey: "another" }, scope),
      sign(request, { ...credentials, sessionToken: "token" }, scope),
      sign(request, credentials, { ...scope, region: "cn-shanghai" }),
      sign(request, credentials, { ...scope, service: "iam" }),
      sign(request, credentials, { ...scope, at: new Date("2026-01-02T03:04:06Z") }),
    ].map(signatureOf);
    expect(new Set([base, ...others]).size).toBe(others.length + 1);
  });

  it("names the signed headers in order, the session token among them only where there is one", () => {
    const names = (headers: Readonly<Record<string, string>>) =>
      headers.Authorization?.match(/SignedHeaders=([^,]*)/)?.[1]?.split(";");
    expect(names(sign(request, credentials, scope))).toEqual(["host", "x-content-sha256", "x-date"]);
    const temporary = sign(request, { ...credentials, sessionToken: "token" }, scope);
    expect(names(temporary)).toEqual(["host", "x-content-sha256", "x-date", "x-security-token"]);
  });

  it("leaves the default ports out of the signed host and keeps any other", () => {
    const at = (host: string) => signatureOf(sign({ ...request, host }, credentials, scope));
    expect(at("example.com:443")).toBe(at("example.com"));
    expect(at("example.com:80")).toBe(at("example.com"));
    expect(at("example.com:8443")).not.toBe(at("example.com"));
    expect(at("example.com:8080")).not.toBe(at("example.com:80"));
  });

  it("never puts the secret key into a header", () => {
    expect(JSON.stringify(sign(request, credentials, scope))).not.toContain(credentials.secretAccessKey);
  });
});

describe("the encoding of RFC 3986", () => {
  it("leaves only unreserved characters bare, and loses nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        fc.pre(value.isWellFormed());
        const encoded = encodeRfc3986(value);
        expect(encoded).toMatch(/^(?:[A-Za-z0-9\-_.~]|%[0-9A-F]{2})*$/);
        expect(decodeURIComponent(encoded)).toBe(value);
      }),
    );
  });

  it("keeps every unreserved character", () => {
    const bare = "ABCXYZabcxyz0189-_.~";
    expect(encodeRfc3986(bare)).toBe(bare);
  });

  it("gives a query that a server reads back", () => {
    fc.assert(
      fc.property(query, (pairs) => {
        const read = [...new URLSearchParams(encodeQuery(pairs))];
        expect(new Map(read)).toEqual(new Map(Object.entries(pairs)));
        expect(read.map(([name]) => name)).toEqual(Object.keys(pairs).sort());
      }),
    );
  });
});
