/**
 * Requests as the vendor's own SDKs send them, built after what their signers do: header case, what they sign and what
 * they leave out. Written apart from the tests' own client.
 */
import { createHash, createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { NOW, type Outgoing, sandbox } from "./client.ts";
import { exchange } from "./exchange.ts";

let box: Sandbox;
beforeAll(async () => {
  box = await sandbox();
});
afterAll(() => box.close());

const DATE = "20260301T120000Z";
const sha = (text: string) => createHash("sha256").update(text).digest("hex");
const mac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const joined = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join("&");
const sorted = (query: Readonly<Record<string, string>>) =>
  Object.entries(query).toSorted(([a], [b]) => (a < b ? -1 : 1));
const scopeOf = (service: string) => `20260301/cn-beijing/${service}/request`;
const signatureOf = (service: string, canonical: string) => {
  const key = ["20260301", "cn-beijing", service, "request"].reduce<string | Buffer>(
    mac,
    box.secretAccessKey,
  );
  return mac(key, `HMAC-SHA256\n${DATE}\n${scopeOf(service)}\n${sha(canonical)}`).toString("hex");
};

interface Wanted {
  readonly service: string;
  readonly method: "GET" | "POST";
  readonly query: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly type?: string;
  /** In the Host header; the sandbox's own address otherwise. */
  readonly host?: string;
}

const hostOf = ({ host }: Wanted) =>
  host === undefined ? new URL(box.url).host : `${host}:${new URL(box.url).port}`;

/** `signed` names headers as they are sent; `extra` goes between SignedHeaders and Signature. */
function authorized(
  wanted: Wanted,
  headers: Record<string, string>,
  signed: readonly string[],
  extra = "",
): Outgoing {
  const { service, method, query, body = "" } = wanted;
  const names = signed.map((name) => name.toLowerCase()).toSorted();
  const values = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const lines = names.map((name) => `${name}:${values.get(name) ?? ""}\n`).join("");
  const canonical = [method, "/", joined(sorted(query)), lines, names.join(";"), sha(body)].join("\n");
  const credential = `${box.accessKeyId}/${scopeOf(service)}`;
  const authorization = `HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(";")}, ${extra}Signature=${signatureOf(service, canonical)}`;
  const path = `/?${new URLSearchParams(Object.fromEntries(sorted(query)))}`;
  return { method, path, headers: { ...headers, Authorization: authorization }, body };
}

/**
 * Python: Content-Type, Host and every X- header is signed, among them its own that tell of retries; GET comes as
 * text/plain, and `+` stands for a space.
 */
function python(wanted: Wanted): Outgoing {
  const headers = {
    "Content-Type": wanted.type ?? (wanted.method === "GET" ? "text/plain" : "application/json"),
    Host: hostOf(wanted),
    "User-Agent": "volcstack-python-sdk/1.0",
    "X-Date": DATE,
    "X-Content-Sha256": sha(wanted.body ?? ""),
    "X-Sdk-Invocation-Id": "0b5c9c0e-4a4e-4c3c-9d55-2a1d3a8f7f10",
    "X-Sdk-Request": "attempt=1; max=4",
  };
  const signed = Object.keys(headers).filter((name) => /^(Content-Type|Host|X-.*)$/.test(name));
  return authorized(wanted, headers, signed);
}

/** Go: the same, with the Content-Type of a form even where there is no body. */
function go(wanted: Wanted): Outgoing {
  return python({ type: "application/x-www-form-urlencoded; charset=utf-8", ...wanted });
}

/** Node, the newer: lower-case names, no hash without a body, whatever else it sends is signed, the type is not. */
function node(wanted: Wanted): Outgoing {
  const { body = "", type = "application/json" } = wanted;
  const headers: Record<string, string> = {
    accept: "application/json",
    host: hostOf(wanted),
    "x-date": DATE,
    ...(body === "" ? {} : { "x-content-sha256": sha(body) }),
  };
  const signed = Object.keys(headers);
  return authorized(wanted, { ...headers, "content-type": type }, signed);
}

/** Node, the older: signs neither host nor type, and lists the signed queries. */
function oldNode(wanted: Wanted): Outgoing {
  const { body = "", type = "application/x-www-form-urlencoded", query } = wanted;
  const signed = { "X-Date": DATE, ...(body === "" ? {} : { "X-Content-Sha256": sha(body) }) };
  const headers = { ...signed, Host: hostOf(wanted), "Content-Type": type };
  const queries = Object.keys(query).toSorted().join(";");
  return authorized(wanted, headers, Object.keys(signed), `SignedQueries=${queries}, `);
}

const identity = { Action: "GetCallerIdentity", Version: "2018-01-01" };
const pool = { Action: "GetWorkloadPool", Version: "2025-10-30" };
const FORM = "application/x-www-form-urlencoded";

async function answerTo(outgoing: Outgoing): Promise<string> {
  const { status, text } = await exchange(box.url, outgoing);
  const code = /"Code":"([^"]+)"/.exec(text)?.[1];
  return code === undefined ? String(status) : `${status} ${code}`;
}

describe.each([
  ["Python", python],
  ["Go", go],
  ["Node", node],
  ["the older Node", oldNode],
] as const)("a request of the vendor's SDK for %s", (_, sdk) => {
  it("is understood as query, as form and as JSON", async () => {
    expect(await answerTo(sdk({ service: "sts", method: "GET", query: identity }))).toBe("200");
    const form = { body: "", type: FORM };
    expect(await answerTo(sdk({ service: "sts", method: "POST", query: identity, ...form }))).toBe("200");
    const json = { body: '{"WorkloadPoolName":"default"}', type: "application/json;charset=UTF-8" };
    expect(await answerTo(sdk({ service: "id", method: "POST", query: pool, ...json }))).toBe("200");
  });

  it("reads parameters out of a query and out of a form alike", async () => {
    const role = { RoleTrn: "trn:iam::2100000000:role/no such role+", RoleSessionName: "s" };
    const query = { Action: "AssumeRole", Version: "2018-01-01" };
    const byQuery = await answerTo(sdk({ service: "sts", method: "GET", query: { ...query, ...role } }));
    const body = new URLSearchParams(role).toString();
    const byForm = await answerTo(sdk({ service: "sts", method: "POST", query, body, type: FORM }));
    expect(byForm).toBe(byQuery);
    expect(byQuery).not.toMatch(/Signature|MissingParameter/);
  });

  it("may name its service and region in the host, which then must be those of the scope", async () => {
    const to = (host: string) => answerTo(sdk({ service: "sts", method: "GET", query: identity, host }));
    expect(await to("sts.localhost")).toBe("200");
    expect(await to("sts.cn-beijing.localhost")).toBe("200");
    expect(await to("id.cn-beijing.localhost")).toBe("401 SignatureDoesNotMatch");
    expect(await to("sts.cn-shanghai.localhost")).toBe("401 SignatureDoesNotMatch");
    expect(await to("ecs.localhost")).toBe("404 ServiceNotFound");
    expect(await to("a.b.c.localhost")).toBe("403 AccessDenied");
    expect(await to("sts.localhost.example.com")).toBe("403 AccessDenied");
  });

  it("is refused where it was changed on its way", async () => {
    const sent = sdk({ service: "sts", method: "GET", query: identity });
    expect(await answerTo({ ...sent, path: `${sent.path}&Extra=1` })).toBe("401 SignatureDoesNotMatch");
    const body = '{"WorkloadPoolName":"default"}';
    const json = sdk({ service: "id", method: "POST", query: pool, body, type: "application/json" });
    expect(await answerTo({ ...json, body: body.replace("default", "another") })).toBe(
      "401 SignatureNotMatch",
    );
  });
});

/** Which of its own parameters an SDK lists as signed. */
type Listing = "all" | "without the list itself" | "with an empty token";

function presigned(wanted: Wanted, listing: Listing, more: Readonly<Record<string, string>> = {}): Outgoing {
  const { service, method, query, body = "" } = wanted;
  const host = listing === "without the list itself" ? hostOf(wanted) : undefined;
  const all: Record<string, string> = {
    ...query,
    "X-Date": DATE,
    "X-NotSignBody": "",
    "X-Credential": `${box.accessKeyId}/${scopeOf(service)}`,
    "X-Algorithm": "HMAC-SHA256",
    "X-SignedHeaders": host === undefined ? "" : "host",
    ...(listing === "with an empty token" ? { "X-Security-Token": "" } : {}),
    ...more,
  };
  const listed = [...Object.keys(all), ...(listing === "without the list itself" ? [] : ["X-SignedQueries"])];
  all["X-SignedQueries"] = listed.toSorted().join(";");
  const canonicalQuery = joined(sorted(all).filter(([name]) => listed.includes(name)));
  const headers = host === undefined ? "\n" : `host:${host}\n`;
  const canonical = [method, "/", canonicalQuery, headers, host === undefined ? "" : "host", sha("")].join(
    "\n",
  );
  all["X-Signature"] = signatureOf(service, canonical);
  return { method, path: `/?${joined(sorted(all))}`, headers: { Host: hostOf(wanted) }, body };
}

describe("a request that is signed in its query", () => {
  const wanted: Wanted = { service: "sts", method: "GET", query: identity };

  it.each(["all", "without the list itself", "with an empty token"] as const)(
    "is understood from an SDK that lists %s",
    async (listing) => {
      expect(await answerTo(presigned(wanted, listing))).toBe("200");
      const json = { service: "id", method: "POST", query: pool } as const;
      expect(await answerTo(presigned(json, listing))).toBe("200");
    },
  );

  it("is refused with a parameter that is not signed, another value or another signature", async () => {
    const sent = presigned(wanted, "all");
    for (const path of [
      `${sent.path}&Extra=1`,
      sent.path.replace("GetCallerIdentity", "AssumeRole"),
      sent.path.replace(/X-Signature=..../, "X-Signature=0000"),
      sent.path.replace("&X-SignedQueries=Action%3B", "&X-SignedQueries="),
    ]) {
      expect(await answerTo({ ...sent, path })).toBe("401 SignatureDoesNotMatch");
    }
    const short = sent.path.replace(/X-Signature=..../, "X-Signature=");
    expect(await answerTo({ ...sent, path: short })).toBe("400 InvalidAuthorization");
  });

  it("is good for 15 minutes, or for as long as it says", async () => {
    let now = NOW;
    const other = await sandbox({ clock: () => now });
    const to = async (more: Readonly<Record<string, string>>) => {
      const sent = presigned(wanted, "all", more);
      const { status } = await exchange(other.url, { ...sent, headers: { Host: new URL(other.url).host } });
      return status;
    };
    now = new Date(NOW.getTime() + 20 * 60_000);
    expect(await to({})).toBe(400);
    expect(await to({ "X-Expires": "3600" })).toBe(200);
    expect(await to({ "X-Expires": "60" })).toBe(400);
    expect(await to({ "X-Expires": "9999999" })).toBe(400);
    await other.close();
  });
});
