import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { modeOf, resolveConfig } from "../../src/config/config.ts";
import { ConfigInvalid } from "../../src/errors.ts";

describe("the configuration", () => {
  it("takes flags over environment over defaults", () => {
    const env = {
      IDGATE_REGION: "cn-shanghai",
      IDGATE_PROFILE: "from-env",
      VOLCENGINE_REGION: "cn-guangzhou",
    };
    expect(resolveConfig({ region: "cn-beijing" }, env).region).toBe("cn-beijing");
    expect(resolveConfig({}, env).region).toBe("cn-shanghai");
    expect(resolveConfig({}, { VOLCENGINE_REGION: "cn-guangzhou" }).region).toBe("cn-guangzhou");
    expect(resolveConfig({}, {}).region).toBeUndefined();
    expect(resolveConfig({}, env).profile).toBe("from-env");
  });

  it("leaves VOLCENGINE_PROFILE to the chain of credentials, where keys of the environment go before it", () => {
    expect(resolveConfig({}, { VOLCENGINE_PROFILE: "work" }).profile).toBeUndefined();
  });

  it("takes a role to assume, and what its session is called", () => {
    const trn = "trn:iam::2100000000:role/agents";
    const env = { IDGATE_ASSUME_ROLE: trn, IDGATE_ROLE_SESSION_NAME: "host-7" };
    expect(resolveConfig({}, env).assumeRole).toEqual({ trn, sessionName: "host-7" });
    expect(resolveConfig({ assumeRole: trn }, {}).assumeRole).toEqual({ trn, sessionName: undefined });
    expect(resolveConfig({}, { IDGATE_ROLE_SESSION_NAME: "host-7" }).assumeRole).toBeUndefined();
  });

  it.each([
    [{ assumeRole: "agents" }, /--assume-role \(IDGATE_ASSUME_ROLE\)/],
    [{ assumeRole: "trn:iam::2100000000:user/agents" }, /--assume-role/],
    [{ assumeRole: "trn:iam::2100000000:role/a\n" }, /--assume-role/],
    [{ roleSessionName: "a b" }, /--role-session-name/],
    [{ assumeRole: "trn:iam::2100000000:role/agents", sandbox: true }, /exclude each other/],
  ])("refuses %j", (flags, message) => {
    expect(() => resolveConfig(flags, {})).toThrow(ConfigInvalid);
    expect(() => resolveConfig(flags, {})).toThrow(message);
  });

  it.each(["1", "true", "YES", "on"])("reads IDGATE_SANDBOX=%s as yes", (value) => {
    expect(resolveConfig({}, { IDGATE_SANDBOX: value }).builtInSandbox).toBe(true);
  });

  it.each(["", "0", "false", "No", "off"])("reads IDGATE_SANDBOX=%s as no", (value) => {
    expect(resolveConfig({}, { IDGATE_SANDBOX: value }).builtInSandbox).toBe(false);
  });

  it("sends everything unless --dry-run or IDGATE_DRY_RUN says otherwise", () => {
    expect(resolveConfig({}, {}).dryRun).toBe(false);
    expect(resolveConfig({ dryRun: true }, {}).dryRun).toBe(true);
    expect(resolveConfig({}, { IDGATE_DRY_RUN: "1" }).dryRun).toBe(true);
    expect(() => resolveConfig({}, { IDGATE_DRY_RUN: "dry" })).toThrow(ConfigInvalid);
  });

  it("takes limits on requests from flags and environment, as whole numbers from 1 to 1000", () => {
    expect(resolveConfig({}, {})).toMatchObject({ maxInFlight: undefined, rate: undefined });
    const env = { IDGATE_MAX_IN_FLIGHT: "8", IDGATE_RATE: "5" };
    expect(resolveConfig({}, env)).toMatchObject({ maxInFlight: 8, rate: 5 });
    expect(resolveConfig({ maxInFlight: "4", rate: "1000" }, env)).toMatchObject({
      maxInFlight: 4,
      rate: 1000,
    });
    for (const given of ["0", "1001", "-1", "1.5", "many", "1e2"]) {
      expect(() => resolveConfig({ maxInFlight: given }, {})).toThrow(
        "--max-in-flight (IDGATE_MAX_IN_FLIGHT)",
      );
      expect(() => resolveConfig({}, { IDGATE_RATE: given })).toThrow("--rate (IDGATE_RATE)");
    }
  });

  it("takes the language from the flag, before the variable, before the locale", () => {
    const env = { IDGATE_LANG: "zh", LANG: "en_US.UTF-8" };
    expect(resolveConfig({ lang: "en" }, { ...env, LANG: "zh_CN.UTF-8" }).language).toBe("en");
    expect(resolveConfig({}, env).language).toBe("zh");
    expect(resolveConfig({}, { IDGATE_LANG: "en", LC_ALL: "zh_CN.UTF-8" }).language).toBe("en");
    expect(resolveConfig({}, { IDGATE_LANG: "  ", LANG: "zh_CN.UTF-8" }).language).toBe("zh");
    expect(resolveConfig({}, {}).language).toBe("en");
  });

  it("takes LC_ALL before LC_MESSAGES before LANG; one that is empty is none", () => {
    const all = { LC_ALL: "zh_CN.UTF-8", LC_MESSAGES: "en_US.UTF-8", LANG: "en_US.UTF-8" };
    expect(resolveConfig({}, all).language).toBe("zh");
    expect(resolveConfig({}, { ...all, LC_ALL: "" }).language).toBe("en");
    expect(resolveConfig({}, { LC_MESSAGES: "zh_CN.UTF-8", LANG: "C" }).language).toBe("zh");
    expect(resolveConfig({}, { LC_ALL: "C.UTF-8", LANG: "zh_CN.UTF-8" }).language).toBe("en");
  });

  it.each([
    ["zh_CN.UTF-8", "zh"],
    ["zh_CN", "zh"],
    ["zh", "zh"],
    ["zh-TW", "zh"],
    ["zh_HK", "zh"],
    ["zh_HK.Big5-HKSCS", "zh"],
    ["zh@pinyin", "zh"],
    ["ZH_CN.utf8", "zh"],
    ["en_US.UTF-8", "en"],
    ["C.UTF-8", "en"],
    ["C", "en"],
    ["POSIX", "en"],
    ["de_DE.UTF-8", "en"],
    ["zha_CN", "en"],
    ["en_ZH", "en"],
  ])("takes the locale %s for %s", (LANG, language) => {
    expect(resolveConfig({}, { LANG }).language).toBe(language);
  });

  it.each(["fr", "EN", "zh_CN", "english"])(
    "refuses the language %s, and names those that there are",
    (lang) => {
      expect(() => resolveConfig({ lang }, {})).toThrow(ConfigInvalid);
      expect(() => resolveConfig({}, { IDGATE_LANG: lang })).toThrow(
        /--lang \(IDGATE_LANG\) must be one of en, zh/,
      );
    },
  );

  it("refuses a switch that is neither", () => {
    expect(() => resolveConfig({}, { IDGATE_SANDBOX: "maybe" })).toThrow(ConfigInvalid);
  });

  it.each([
    "evil.com/",
    "cn-beijing.evil",
    "cn@evil",
    "CN-BEIJING",
    "cn_beijing",
    "-cn",
    "cn-",
    "cn beijing",
    "localhost",
  ])("refuses the region %s: it becomes part of a host name", (region) => {
    expect(() => resolveConfig({ region }, {})).toThrow(ConfigInvalid);
  });

  it.each(["https://a.example", "a.example/path", "a.example:443", "*.example.com", "a b", "user@host"])(
    "refuses the allowed host %s: it is no bare host name",
    (host) => {
      expect(() => resolveConfig({ allowHost: [host] }, {})).toThrow(ConfigInvalid);
    },
  );

  it("takes allowed hosts from the environment, separated by commas", () => {
    expect(resolveConfig({}, { IDGATE_ALLOW_HOST: "A.example.com, b.example.com" }).allowHosts).toEqual([
      "a.example.com",
      "b.example.com",
    ]);
  });

  it("refuses the built-in sandbox together with an endpoint", () => {
    expect(() => resolveConfig({ sandbox: true, endpoint: "http://127.0.0.1:1" }, {})).toThrow(/exclude/);
  });

  it("keeps the state of sandbox and real apart", () => {
    const { stateDir } = resolveConfig({ state: "/state" }, {});
    expect(stateDir("sandbox")).toBe(join("/state", "sandbox"));
    expect(stateDir("real")).toBe(join("/state", "real"));
  });

  it.runIf(process.platform !== "win32")("keeps state under XDG_STATE_HOME", () => {
    expect(resolveConfig({}, { XDG_STATE_HOME: "/xdg" }).stateDir("real")).toBe("/xdg/idgate/real");
  });

  it("refuses a log level that does not exist", () => {
    expect(() => resolveConfig({}, { IDGATE_LOG_LEVEL: "loud" })).toThrow(/IDGATE_LOG_LEVEL/);
  });

  it.each([
    [{ sandbox: true }, "sandbox"],
    [{ endpoint: "http://127.0.0.1:8080" }, "sandbox"],
    [{ endpoint: "http://localhost:8080" }, "sandbox"],
    [{ endpoint: "http://[::1]:8080" }, "sandbox"],
    [{ endpoint: "https://id.cn-beijing.volcengineapi.com" }, "real"],
    [{ endpoint: "https://127.0.0.1.example.com" }, "real"],
    [{ endpoint: "not a url" }, "real"],
    [{}, "real"],
  ] as const)("knows that %o is %s", (flags, mode) => {
    expect(modeOf(resolveConfig(flags, {}))).toBe(mode);
  });
});
