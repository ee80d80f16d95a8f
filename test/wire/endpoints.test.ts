import { describe, expect, it } from "vitest";
import { ConfigInvalid } from "../../src/errors.ts";
import { checkEndpoint, endpointOf, isLoopback, isVendorHost } from "../../src/wire/endpoints.ts";

const at = (region: string, endpoint?: string) => ({ region, endpoint });

describe("the endpoint of a service", () => {
  it.each([
    ["id", "https://id.cn-beijing.volcengineapi.com/"],
    ["cloudidentity", "https://cloudidentity.cn-beijing.volcengineapi.com/"],
    ["cloudcontrol", "https://cloudcontrol.cn-beijing.volcengineapi.com/"],
    ["sts", "https://sts.cn-beijing.volcengineapi.com/"],
    ["iam", "https://iam.volcengineapi.com/"],
  ] as const)("%s", (service, url) => {
    expect(endpointOf(service, at("cn-beijing")).href).toBe(url);
  });

  it("is the operator's one URL for every service", () => {
    const target = at("cn-beijing", "https://open.volcengineapi.com");
    expect(endpointOf("iam", target).href).toBe("https://open.volcengineapi.com/");
    expect(endpointOf("id", target).href).toBe("https://open.volcengineapi.com/");
  });

  it.each([
    "",
    "evil.com/",
    "cn-beijing.evil.com",
    "a@b",
    "cn beijing",
    "CN-BEIJING",
    "-a",
    "a-",
    "x".repeat(64),
  ])("refuses %j as a region, since it becomes part of a host name", (region) => {
    expect(() => endpointOf("id", at(region))).toThrow(ConfigInvalid);
    expect(() => endpointOf("id", at(region, "http://127.0.0.1:1"))).toThrow(ConfigInvalid);
  });
});

describe("an operator's endpoint", () => {
  it.each([
    "https://id.cn-beijing.volcengineapi.com",
    "https://id.cn-beijing.volcengine-api.com/",
    "https://id.ap-southeast-1.byteplusapi.com",
    "https://OPEN.VOLCENGINEAPI.COM",
    "http://127.0.0.1:18080",
    "http://localhost:18080",
    "http://[::1]:18080",
    "https://127.0.0.1",
    "http://2130706433:80",
  ])("may be %s", (endpoint) => {
    expect(checkEndpoint(endpoint)).toBeInstanceOf(URL);
  });

  it.each([
    ["plain http", "http://id.cn-beijing.volcengineapi.com"],
    ["another host", "https://example.com"],
    ["a name that only ends alike", "https://evilvolcengineapi.com"],
    ["the bare domain", "https://volcengineapi.com"],
    ["a vendor name as a prefix", "https://id.volcengineapi.com.example.com"],
    ["a trailing dot", "https://id.volcengineapi.com."],
    ["user info", "https://user:pass@id.volcengineapi.com"],
    ["a host hidden behind user info", "https://id.volcengineapi.com@example.com"],
    ["a path", "https://open.volcengineapi.com/v1"],
    ["a query", "https://open.volcengineapi.com/?a=b"],
    ["an empty query", "https://open.volcengineapi.com/?"],
    ["a fragment", "https://open.volcengineapi.com/#a"],
    ["an empty fragment", "https://open.volcengineapi.com#"],
    ["another scheme", "ftp://127.0.0.1"],
    ["a file", "file:///etc/hosts"],
    ["a name that looks like loopback", "http://127.0.0.1.example.com"],
    ["a subdomain of localhost", "http://a.localhost"],
    ["every interface", "http://0.0.0.0:80"],
    ["the metadata service", "http://100.96.0.96"],
    ["no URL", "open.volcengineapi.com"],
    ["nothing", ""],
  ])("may not have %s", (_, endpoint) => {
    expect(() => checkEndpoint(endpoint)).toThrow(ConfigInvalid);
  });

  it("may be a host that the operator named, exactly and only over https", () => {
    const rules = { allowHosts: ["Proxy.Example.com", "other.example.com:8443"] };
    expect(checkEndpoint("https://proxy.example.com:9443", rules).host).toBe("proxy.example.com:9443");
    expect(checkEndpoint("https://other.example.com:8443", rules).host).toBe("other.example.com:8443");
    expect(() => checkEndpoint("https://other.example.com", rules)).toThrow(ConfigInvalid);
    expect(() => checkEndpoint("https://a.proxy.example.com", rules)).toThrow(ConfigInvalid);
    expect(() => checkEndpoint("http://proxy.example.com", rules)).toThrow(ConfigInvalid);
  });

  it("is never quoted with a password in it", () => {
    expect(() => checkEndpoint("https://user:hunter2@example.com")).toThrow(/^(?!.*hunter2)/);
  });
});

describe("loopback and vendor hosts", () => {
  it("know loopback by every spelling that a URL can have", () => {
    for (const host of [
      "127.0.0.1",
      "127.1",
      "0x7f000001",
      "127.255.255.254",
      "[0:0:0:0:0:0:0:1]",
      "LOCALHOST",
    ]) {
      expect(isLoopback(new URL(`http://${host}:80`)), host).toBe(true);
    }
    for (const host of ["128.0.0.1", "127.example.com", "[::2]", "localhost.example.com", "10.0.0.1"]) {
      expect(isLoopback(new URL(`http://${host}:80`)), host).toBe(false);
    }
  });

  it("count the vendor's domains on a label boundary", () => {
    expect(isVendorHost("iam.volcengineapi.com")).toBe(true);
    expect(isVendorHost("xvolcengineapi.com")).toBe(false);
    expect(isVendorHost("volcengineapi.com.cn")).toBe(false);
  });
});
