import { describe, expect, test } from "vitest";
import { defineAction } from "../../../src/action/define.ts";
import type { JsonObject } from "../../../src/action/json.ts";
import { unlistedEgress } from "../../../src/policy/engine/egress.ts";
import { judge } from "../actions.ts";

const POLICY = `
version: 1
hosts: [auth.example.com, "*.hooks.example.com", "bücher.example.net"]
allow:
  - {id: hooks, actions: ["id:CreateHook"]}
  - {id: r, actions: ["cloudcontrol:CreateResource"], types: ["Volcengine::IAM::User", "Volcengine::IAM::Policy"], only: [TargetState]}
  - {id: p, actions: ["id:PatchHook"], only: [PatchDocument]}
`;

const hook = (params: JsonObject) => judge(POLICY, "id:CreateHook", params);

describe("an egress field may point to", () => {
  test.each([
    ["a listed host", "https://auth.example.com/path?x=1#y"],
    ["its port 443", "https://auth.example.com:443/"],
    ["no path", "https://auth.example.com"],
    ["a scheme and host in capitals", "HTTPS://AUTH.EXAMPLE.COM/"],
    ["a subdomain of a wildcard", "https://a.hooks.example.com/"],
    ["a deeper one", "https://a.b.hooks.example.com/"],
    ["an international name", "https://bücher.example.net/"],
    ["the same in ASCII", "https://xn--bcher-kva.example.net/"],
  ])("%s", (_what, url) => {
    expect(hook({ Url: url })).toBe("allow");
    expect(hook({ Callbacks: [url, url] })).toBe("allow");
  });
  test("nothing, where it is absent or an empty list", () => {
    expect(hook({ Name: "a" })).toBe("allow");
    expect(hook({ Callbacks: [] })).toBe("allow");
  });
  test("a bare host, where the field means one", () => {
    expect(hook({ Smtp: { Host: "auth.example.com" } })).toBe("allow");
    expect(hook({ Smtp: { Host: "evil.example.org" } })).toBe("refuse");
    expect(hook({ Url: "auth.example.com" })).toBe("refuse");
  });
});

describe("an egress field may not point to", () => {
  test.each([
    ["another host", "https://evil.example.org/"],
    ["the domain of a wildcard itself", "https://hooks.example.com/"],
    ["a host that ends alike", "https://evilhooks.example.com/"],
    ["a host that begins alike", "https://auth.example.com.evil.example.org/"],
    ["a subdomain of an exact entry", "https://a.auth.example.com/"],
    ["http", "http://auth.example.com/"],
    ["another scheme", "ftp://auth.example.com/"],
    ["javascript", "javascript:alert(1)"],
    ["no scheme", "//auth.example.com/"],
    ["user info", "https://auth.example.com@evil.example.org/"],
    ["user info before a listed host", "https://user:pass@auth.example.com/"],
    ["an empty user", "https://@auth.example.com/"],
    ["another port", "https://auth.example.com:8443/"],
    ["an address", "https://127.0.0.1/"],
    ["a decimal address", "https://2130706433/"],
    ["a hexadecimal address", "https://0x7f.0.0.1/"],
    ["an octal address", "https://0177.0.0.1/"],
    ["a short address", "https://127.1/"],
    ["an IPv6 address", "https://[::1]/"],
    ["a mapped IPv6 address", "https://[::ffff:127.0.0.1]/"],
    ["a root dot", "https://auth.example.com./"],
    ["an encoded host", "https://%61uth.example.com/"],
    ["a backslash", "https://evil.example.org\\@auth.example.com/"],
    ["a backslash for the path", "https://auth.example.com\\.evil.example.org/"],
    ["a tab inside", "https://au\tth.example.com/"],
    ["a leading space", " https://auth.example.com/"],
    ["a new line at the end", "https://auth.example.com/\n"],
    ["one slash", "https:/auth.example.com/"],
    ["three slashes", "https:///auth.example.com/"],
    ["full-width letters", "https://ａuth.example.com/"],
    ["a full-width dot", "https://evil。hooks.example.com/"],
    ["an invisible character", "https://auth\u200b.example.com/"],
    ["a soft hyphen", "https://auth\u00ad.example.com/"],
    ["Cyrillic look-alikes", "https://аuth.example.com/"],
    ["empty text", ""],
    ["only a scheme", "https://"],
    ["a list in text", "https://auth.example.com,https://evil.example.org/"],
  ])("%s", (_what, url) => {
    expect(hook({ Url: url })).toBe("refuse");
    expect(hook({ Callbacks: ["https://auth.example.com/", url] })).toBe("refuse");
    expect(hook({ Config: { deep: [{ TokenEndpoint: url }] } })).toBe("refuse");
  });
  test.each([
    ["a secret handle", { $secret: "secret_abcdefgh12345678" }],
    ["null", null],
    ["a number", 2130706433],
    ["true", true],
    ["an object", { Url: "https://auth.example.com/" }],
  ])("%s", (_what, value) => {
    expect(hook({ Url: value })).toBe("refuse");
  });
});

describe("egress holds for every way into the call", () => {
  const user = { TypeName: "Volcengine::IAM::User" };
  const patch = (operation: JsonObject) => judge(POLICY, "id:PatchHook", { PatchDocument: [operation] });
  const evil = "https://evil.example.org/";

  test("at any depth of free-form parameters", () => {
    const create = (url: string) =>
      judge(POLICY, "cloudcontrol:CreateResource", {
        TypeName: "Volcengine::IAM::Policy",
        TargetState: { PolicyDocument: [{ RedirectUri: [url] }] },
      });
    expect(create("https://auth.example.com/")).toBe("allow");
    expect(create(evil)).toBe("refuse");
  });
  test("in what a patch sets, by its path or inside its value", () => {
    expect(patch({ op: "add", path: "/RedirectUri", value: "https://auth.example.com/" })).toBe("allow");
    expect(patch({ op: "add", path: "/RedirectUri", value: evil })).toBe("refuse");
    expect(patch({ op: "add", path: "/RedirectUri/-", value: evil })).toBe("refuse");
    expect(patch({ op: "add", path: "/A", value: { RedirectUri: evil } })).toBe("refuse");
    expect(patch({ op: "remove", path: "/RedirectUri" })).toBe("allow");
  });
  test("in a patch whose effect is not plain: it may set anything", () => {
    expect(patch({ op: "copy", from: "/Description", path: "/RedirectUri" })).toBe("refuse");
    expect(patch({ op: "move", from: "/A", path: "/B" })).toBe("refuse");
    expect(patch({ op: "replace", path: "", value: {} })).toBe("refuse");
    expect(patch({ op: "add", Path: "/RedirectUri", value: evil })).toBe("refuse");
    expect(patch({ op: "add", path: "/RedirectUri", value: evil, from: "" })).toBe("refuse");
  });
  test("under a key that a service without case would take for the field", () => {
    const target = { A: { redirecturi: evil } };
    expect(judge(POLICY, "cloudcontrol:CreateResource", { ...user, TargetState: target })).toBe("refuse");
    expect(patch({ op: "add", path: "/redirectUri", value: evil })).toBe("refuse");
  });
  test("under every name with an ending that a field stands for", () => {
    const action = defineAction({
      service: "id",
      name: "CreateHook",
      family: "hooks",
      effect: "create",
      title: "Create a hook",
      zh: "创建回调",
      summary: "Creates a hook.",
      input: () => ({}),
      output: () => ({}),
      egress: ["State.**.*URL", "State.**.*Endpoints[]"],
    });
    const unlisted = (State: JsonObject) => unlistedEgress(action, { State }, ["auth.example.com"]);
    for (const key of ["URL", "CallbackURL", "callbackUrl", "ＵＲＬ", "CallbackURL.Value"]) {
      expect(unlisted({ A: [{ [key]: "https://auth.example.com/" }] }), key).toBeUndefined();
      expect(unlisted({ A: [{ [key]: evil }] }), key).toBe("State.**.*URL");
    }
    expect(unlisted({ TokenEndpoints: ["https://auth.example.com/", evil] })).toBe("State.**.*Endpoints[]");
    expect(unlisted({ URLCount: 2, Curly: "x" })).toBeUndefined();
  });
  test("for reads too", () => {
    expect(judge("version: 1", "id:GetHook", { Name: "a" })).toBe("allow");
    expect(judge("version: 1", "id:GetHook", { Url: evil })).toBe("refuse");
    expect(judge("version: 1\nhosts: [evil.example.org]", "id:GetHook", { Url: evil })).toBe("allow");
  });
});
