import { describe, expect, it } from "vitest";
import { assumeRole, assumeRoleWithOidc, type Sts, stsFor } from "../../src/credentials/sts.ts";
import { CredentialsInvalid } from "../../src/errors.ts";
import type { Credentials } from "../../src/wire/types.ts";
import { ACCOUNT } from "../sandbox/client.ts";
import type { Service } from "../sandbox/service.ts";
import { type Answerer, envelope, fault } from "../support/upstream.ts";
import { NOBODY, options, ROLE, roleOfRoot, sandbox, upstream } from "./support.ts";

const KEYS: Credentials = {
  accessKeyId: "SANDBOXEXAMPLE",
  secretAccessKey: "hunter2-secret",
  sessionToken: "hunter2-session",
};
const WISH = { trn: ROLE, sessionName: "idgate" };
const now = () => new Date("2026-03-01T12:00:00Z");
const at = (url: string): Sts => ({ url: new URL(url), region: "cn-beijing", now });
const ofSandbox = (service: Service): Sts => ({ ...at(service.to.url), now: service.now });

const GIVEN = {
  AccessKeyId: "AKTPEXAMPLE",
  SecretAccessKey: "example-secret",
  SessionToken: "example-token",
  ExpiredTime: "2026-03-01T21:00:00+08:00",
};
const answering = (given: object) => envelope({ Credentials: { ...GIVEN, ...given } });

async function failure(answer: Answerer): Promise<CredentialsInvalid> {
  const { url } = await upstream(answer);
  const error: unknown = await assumeRole(at(url), WISH, async () => KEYS).catch((reason: unknown) => reason);
  if (error instanceof CredentialsInvalid) return error;
  throw new Error(`it did not fail as credentials do: ${String(error)}`);
}

describe("AssumeRole", () => {
  it("gives the keys of the role, until they expire", async () => {
    const service = await sandbox();
    await roleOfRoot(service);
    const { credentials, expiresAt } = await assumeRole(ofSandbox(service), WISH, async () => service.to);
    expect(credentials.accessKeyId).toMatch(/^SANDBOX/);
    expect(expiresAt).toBe(service.now().getTime() + 3_600_000);
    expect(await service.ok("sts:GetCallerIdentity", {}, keyOf(credentials))).toMatchObject({
      Trn: `trn:sts::${ACCOUNT}:assumed-role/agents/idgate`,
    });
  });

  it("can be narrowed by a policy", async () => {
    const service = await sandbox();
    await roleOfRoot(service);
    const policy = JSON.stringify({
      Statement: [{ Effect: "Allow", Action: ["iam:ListUsers"], Resource: ["*"] }],
    });
    const role = { ...WISH, policy };
    const { credentials } = await assumeRole(ofSandbox(service), role, async () => service.to);
    expect(await service.outcome("iam:ListRoles", {}, keyOf(credentials))).toBe("403 AccessDenied");
  });

  it("says why it was refused", async () => {
    const service = await sandbox();
    await expect(assumeRole(ofSandbox(service), WISH, async () => service.to)).rejects.toMatchObject({
      code: "CREDENTIALS_INVALID",
      message: expect.stringContaining("STS refused AssumeRole: RoleNotExist (HTTP 400)"),
      hint: "Check the role's TRN: account and name.",
      requestId: expect.any(String),
      retryable: false,
    });
  });

  it("renews keys that STS calls expired, once", async () => {
    const service = await sandbox();
    await roleOfRoot(service);
    const first = await assumeRole(ofSandbox(service), WISH, async () => service.to);
    service.wait(4_000_000);
    const rejected: (string | undefined)[] = [];
    const source = async (given?: Credentials) => {
      rejected.push(given?.accessKeyId);
      return given === undefined ? first.credentials : service.to;
    };
    const second = await assumeRole(ofSandbox(service), WISH, source);
    expect(second.credentials.accessKeyId).not.toBe(first.credentials.accessKeyId);
    expect(rejected).toEqual([undefined, first.credentials.accessKeyId]);
    await expect(assumeRole(ofSandbox(service), WISH, async () => first.credentials)).rejects.toThrow(
      /InvalidSecretToken/,
    );
  });

  it("shows no real key to a loopback address, and no sandbox key to another", async () => {
    const service = await upstream(answering({}));
    const real = { ...KEYS, accessKeyId: "AKLTEXAMPLE" };
    await expect(assumeRole(at(service.url), WISH, async () => real)).rejects.toMatchObject({
      code: "MODE_MISMATCH",
    });
    expect(service.arrived).toEqual([]);
    const vendor = at("https://sts.cn-beijing.volcengineapi.com");
    await expect(assumeRole(vendor, WISH, async () => KEYS)).rejects.toMatchObject({ code: "MODE_MISMATCH" });
  });

  it.each([
    ["trn:iam::abc:role/x"],
    ["trn:iam::1:user/x"],
    ["trn:iam::1:role/"],
    ["trn:iam::1:role/x\n"],
    ["agents"],
  ])("sends nothing for a role called %j", async (trn) => {
    const service = await upstream(answering({}));
    await expect(assumeRole(at(service.url), { ...WISH, trn }, async () => KEYS)).rejects.toThrow(/TRN/);
    await expect(
      assumeRole(at(service.url), { ...WISH, sessionName: "a b" }, async () => KEYS),
    ).rejects.toThrow(/session name/);
    expect(service.arrived).toEqual([]);
  });
});

describe("what STS answers", () => {
  it.each<[string, Answerer, RegExp, boolean]>([
    ["an error of its own", fault(500, "InternalError", "x"), /InternalError \(HTTP 500\)/, true],
    ["too many requests", fault(429, "Throttling", "x"), /Throttling/, true],
    ["that it knows no such key", fault(403, "InvalidAccessKeyId", "x"), /InvalidAccessKeyId/, false],
    ["HTML", (_, r) => r.writeHead(502, { "content-type": "text/html" }).end("<html>"), /HTML/, true],
    ["a redirect", (_, r) => r.writeHead(302, { location: "/x" }).end(), /redirect/, false],
    ["nothing", (_, r) => r.end(), /empty body/, false],
    ["the answer to another action", envelopeOf("GetCallerIdentity"), /another action/, false],
    ["no keys", envelope({}), /no temporary keys/, false],
    ["keys of another kind", envelope({ Credentials: "x" }), /no temporary keys/, false],
    ["keys without a token", answering({ SessionToken: "" }), /no temporary keys/, false],
    ["half the keys", answering({ SecretAccessKey: undefined }), /no secret key/, false],
    ["a key with a line end", answering({ AccessKeyId: "a\r\nX-A: 1" }), /line end/, false],
    ["no expiry", answering({ ExpiredTime: undefined }), /when its keys expire/, false],
    ["an expiry that nobody can read", answering({ ExpiredTime: "tomorrow" }), /when its keys expire/, false],
  ])("is told in its codes alone where it is %s", async (_, answer, message, retryable) => {
    expect(await failure(answer)).toMatchObject({ message: expect.stringMatching(message), retryable });
  });

  it("never brings a secret or a text of its own into the message", async () => {
    const echo = `${KEYS.secretAccessKey} ${KEYS.sessionToken}`;
    for (const error of [
      await failure(fault(400, echo, echo)),
      await failure(answering({ AccessKeyId: ` ${echo}` })),
    ]) {
      expect(`${error.message} ${error.hint} ${error.stack}`).not.toMatch(/hunter2|example-/);
    }
  });

  it("that does not come may come later", async () => {
    await expect(assumeRole(at(NOBODY), WISH, async () => KEYS)).rejects.toMatchObject({
      message: "STS could not be reached for AssumeRole (ECONNREFUSED).",
      hint: "This machine needs a way to 127.0.0.1:1.",
      retryable: true,
    });
  });
});

describe("AssumeRoleWithOIDC", () => {
  it("is an unsigned form with everything in its body but the action", async () => {
    const service = await upstream(answering({ ExpiredTime: undefined, Expiration: GIVEN.ExpiredTime }));
    const { credentials, expiresAt } = await assumeRoleWithOidc(at(service.url), WISH, "a.b.c");
    expect(credentials).toEqual({
      accessKeyId: "AKTPEXAMPLE",
      secretAccessKey: "example-secret",
      sessionToken: "example-token",
    });
    expect(expiresAt).toBe(Date.parse("2026-03-01T13:00:00Z"));
    const [one] = service.arrived;
    expect(one).toMatchObject({
      method: "POST",
      target: "/?Action=AssumeRoleWithOIDC&Version=2018-01-01",
      headers: { "content-type": expect.stringContaining("application/x-www-form-urlencoded") },
    });
    expect(one?.headers).not.toHaveProperty("authorization");
    expect(Object.fromEntries(new URLSearchParams(one?.body))).toEqual({
      RoleTrn: ROLE,
      RoleSessionName: "idgate",
      OIDCToken: "a.b.c",
    });
  });
});

describe("the STS of a place", () => {
  const host = (more: Parameters<typeof options>[0], region?: string, own?: string) =>
    stsFor(options(more), region, own).url.host;

  it("is the vendor's of the operator's region, of the place's, or of the usual one", () => {
    expect(host({ region: "cn-shanghai" }, "cn-guangzhou")).toBe("sts.cn-shanghai.volcengineapi.com");
    expect(host({}, "cn-guangzhou")).toBe("sts.cn-guangzhou.volcengineapi.com");
    expect(host({})).toBe("sts.cn-beijing.volcengineapi.com");
  });

  it("is the operator's endpoint where there is one, or what the place names", () => {
    expect(host({ endpoint: "http://127.0.0.1:9" })).toBe("127.0.0.1:9");
    expect(host({}, undefined, "sts.volcengineapi.com")).toBe("sts.volcengineapi.com");
    expect(host({ allowHosts: ["sts.example.com"] }, undefined, "https://sts.example.com")).toBe(
      "sts.example.com",
    );
  });

  it.each([
    ["https://evil.example.com"],
    ["evil.example.com"],
    ["http://sts.volcengineapi.com"],
    ["https://sts.volcengineapi.com@evil.example.com"],
    ["https://sts.volcengineapi.com/path"],
  ])("is not %s", (own) => {
    expect(() => stsFor(options(), undefined, own)).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID" }),
    );
  });
});

function envelopeOf(action: string): Answerer {
  return (arrived, response) => envelope({ Credentials: GIVEN })({ ...arrived, action }, response);
}

function keyOf({ accessKeyId, secretAccessKey, sessionToken = "" }: Credentials) {
  return { accessKeyId, secretAccessKey, sessionToken };
}
