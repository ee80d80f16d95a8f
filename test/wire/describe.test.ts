import { describe, expect, it } from "vitest";
import type { Encoding } from "../../src/action/action.ts";
import { InvalidArguments } from "../../src/errors.ts";
import { describeRequest } from "../../src/wire/describe.ts";
import type { Target } from "../../src/wire/permit.ts";

const action = (encoding: Encoding, service: "id" | "iam" = "id") =>
  ({ service, name: "DoSomething", version: "2025-10-30", encoding }) as const;
const real: Target = {
  mode: "real",
  account: "2100000000",
  region: "cn-beijing",
  profile: undefined,
  endpoint: undefined,
};
const SECRETS = {
  Name: "a b",
  Old: { $secret: "secret_AAAAAAAAAAAAAAAAAAAAAAAA" },
  New: [{ $fingerprint: "0123456789abcdef" }],
};

describe("the description of a request", () => {
  it("has method, address, headers and body, and nothing of a signature", () => {
    expect(describeRequest(action("POST json"), { Name: "a b" }, real)).toEqual({
      method: "POST",
      url: "https://id.cn-beijing.volcengineapi.com/?Action=DoSomething&Version=2025-10-30",
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "idgate",
        "Accept-Encoding": "identity",
      },
      body: '{"Name":"a b"}',
    });
  });

  it("keeps marks in place of secrets in JSON", () => {
    expect(JSON.parse(describeRequest(action("POST json"), SECRETS, real).body)).toEqual(SECRETS);
  });

  it("writes marks as their JSON where parameters are flattened", () => {
    const flat = {
      Name: "a b",
      Old: '{"$secret":"secret_AAAAAAAAAAAAAAAAAAAAAAAA"}',
      "New.1": '{"$fingerprint":"0123456789abcdef"}',
    };
    const form = describeRequest(action("POST form"), SECRETS, real);
    expect(Object.fromEntries(new URLSearchParams(form.body))).toEqual(flat);
    const query = describeRequest(action("GET query"), SECRETS, real);
    const routing = { Action: "DoSomething", Version: "2025-10-30" };
    expect(Object.fromEntries(new URL(query.url).searchParams)).toEqual({ ...flat, ...routing });
    expect(query).toMatchObject({ method: "GET", body: "" });
  });

  it("takes nothing for a mark that is more than one", () => {
    const more = { A: { $secret: "secret_AAAAAAAAAAAAAAAAAAAAAAAA", B: "c" } };
    const { body } = describeRequest(action("POST form"), more, real);
    expect([...new URLSearchParams(body).keys()]).toEqual(["A.$secret", "A.B"]);
  });

  it.each([
    ["the service's own address", "iam" as const, real, "https://iam.volcengineapi.com"],
    [
      "an endpoint",
      "id" as const,
      { ...real, endpoint: "https://gate.example:8443" },
      "https://gate.example:8443",
    ],
    [
      "a sandbox that has not started",
      "id" as const,
      { ...real, mode: "sandbox" as const },
      "http://127.0.0.1:0",
    ],
  ])("names %s", (_, service, target, origin) => {
    expect(new URL(describeRequest(action("POST json", service), {}, target).url).origin).toBe(origin);
  });

  it("is not given of what the encoding cannot carry", () => {
    expect(() => describeRequest(action("GET query"), { Names: [] }, real)).toThrow(InvalidArguments);
  });
});
