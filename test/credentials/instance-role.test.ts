import { describe, expect, it } from "vitest";
import { openCredentials } from "../../src/credentials/open.ts";
import type { Answerer } from "../support/upstream.ts";
import { failureOf, instance, NOBODY, options, upstream } from "./support.ts";

const KEYS = {
  AccessKeyId: "AKTPEXAMPLE",
  SecretAccessKey: "example-secret",
  SessionToken: "example-token",
  ExpiredTime: "2026-01-01T09:00:00+08:00",
};
const PATH = "/volcstack/latest/iam/security_credentials";

describe("the role of the instance", () => {
  it("is asked of the service, with a token, and its keys last until they expire", async () => {
    const { url, asked } = await instance(KEYS);
    const { credentials, found } = openCredentials(options({ metadata: url }));
    expect(await credentials()).toEqual({
      accessKeyId: "AKTPEXAMPLE",
      secretAccessKey: "example-secret",
      sessionToken: "example-token",
    });
    expect(asked).toEqual([
      "PUT /latest/api/token",
      `GET ${PATH}?type=user&format=json`,
      "PUT /latest/api/token",
      `GET ${PATH}/worker`,
    ]);
    expect(found()).toMatchObject({
      provider: "instance-role",
      expiresAt: Date.parse("2026-01-01T01:00:00Z"),
    });
  });

  it("is the one that VOLCENGINE_ECS_METADATA names, and then nobody is asked which there are", async () => {
    const { url, asked } = await instance(KEYS, ["other", "worker"]);
    const env = { VOLCENGINE_ECS_METADATA: "worker" };
    await openCredentials(options({ metadata: url, env })).credentials();
    expect(asked).toEqual(["PUT /latest/api/token", `GET ${PATH}/worker`]);
  });

  it("may be listed one a line as well", async () => {
    const { url } = await instance(KEYS, "worker\n");
    expect((await openCredentials(options({ metadata: url })).credentials()).accessKeyId).toBe("AKTPEXAMPLE");
  });

  it("is renewed five minutes before the end, as the same role", async () => {
    const { url, asked } = await instance(KEYS);
    let now = new Date("2026-01-01T00:00:00Z");
    const { credentials } = openCredentials(options({ metadata: url, now: () => now }));
    await credentials();
    now = new Date("2026-01-01T00:54:59Z");
    await credentials();
    expect(asked).toHaveLength(4);
    now = new Date("2026-01-01T00:55:00Z");
    await credentials();
    expect(asked.slice(4)).toEqual(["PUT /latest/api/token", `GET ${PATH}/worker`]);
  });
});

describe("no role of an instance", () => {
  const why = async (more: Parameters<typeof failureOf>[0]) => {
    const { tried, message } = await failureOf(more);
    expect(message).toMatch(/^No cloud credentials were found\./);
    return tried.at(-1);
  };

  it("is there where nobody answers, or nobody gave it one: the error says which", async () => {
    expect(await why({ metadata: NOBODY })).toEqual({
      provider: "instance-role",
      why: "the instance's metadata service does not answer (ECONNREFUSED)",
    });
    const { url } = await instance(KEYS, []);
    expect(await why({ metadata: url })).toMatchObject({ why: "the instance has no role" });
  });

  it("takes a second at most to find out", async () => {
    const silent = await upstream(() => undefined);
    const started = performance.now();
    expect(await why({ metadata: silent.url })).toMatchObject({
      why: "the instance's metadata service does not answer (TIMED_OUT)",
    });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it.each(["true", "TRUE", "1"])("is asked for with VOLCENGINE_ECS_METADATA_DISABLED=%s", async (value) => {
    const { url, asked } = await instance(KEYS);
    const env = { VOLCENGINE_ECS_METADATA_DISABLED: value };
    expect(await why({ metadata: url, env })).toMatchObject({
      why: "VOLCENGINE_ECS_METADATA_DISABLED switches it off",
    });
    expect(asked).toEqual([]);
  });
});

describe("a metadata service that is out of order", () => {
  const said = async (more: Parameters<typeof failureOf>[0]) => (await failureOf(more)).message;

  it("or a role that was named and does not answer, is an error of its own", async () => {
    const env = { VOLCENGINE_ECS_METADATA: "worker" };
    expect(await failureOf({ env })).toMatchObject({
      message: expect.stringMatching(/^The instance's metadata service does not answer \(ECONNREFUSED\)\./),
      retryable: true,
    });
    const { url } = await instance(KEYS);
    expect(await said({ metadata: url, env: { VOLCENGINE_ECS_METADATA: "gone" } })).toMatch(
      /no role of this name/,
    );
  });

  it("with several roles asks the operator which", async () => {
    const { url } = await instance(KEYS, ["worker", "other"]);
    expect(await failureOf({ metadata: url })).toMatchObject({
      message: expect.stringContaining("The instance has several roles."),
      hint: "Name one with VOLCENGINE_ECS_METADATA.",
    });
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ["half the keys", { ...KEYS, SecretAccessKey: "" }, /no secret key/],
    ["no session token", { ...KEYS, SessionToken: undefined }, /no temporary keys/],
    ["no expiry", { ...KEYS, ExpiredTime: undefined }, /when its keys expire/],
    ["keys that are over", { ...KEYS, ExpiredTime: "2025-12-31T00:00:00Z" }, /already expired/],
    ["a key with a line end", { ...KEYS, AccessKeyId: "hunter2\n" }, /line end/],
  ])("with %s says so, and not the value", async (_, keys, message) => {
    const { url } = await instance(keys);
    const text = await said({ metadata: url });
    expect(text).toMatch(message);
    expect(text).not.toMatch(/hunter2|example-/);
  });

  it.each<[string, Answerer, RegExp]>([
    ["a page of somebody else's", (_, r) => r.end("<html>hello there</html>"), /gave no token \(HTTP 200\)/],
    ["an error", (_, r) => r.writeHead(503).end(), /gave no token \(HTTP 503\)/],
    ["a redirect", (_, r) => r.writeHead(302, { location: "/x" }).end(), /gave no token \(HTTP 302\)/],
    ["one answer for everything", (_, r) => r.end("../../x"), /did not say which roles/],
  ])("with %s says so", async (_, answer, message) => {
    const service = await upstream(answer);
    expect(await said({ metadata: service.url })).toMatch(message);
  });
});
