import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Encoding } from "../../src/action/action.ts";
import type { Json, JsonObject } from "../../src/action/json.ts";
import { InternalError, InvalidArguments } from "../../src/errors.ts";
import { buildRequest, flatten } from "../../src/wire/request.ts";

const endpoint = new URL("https://iam.volcengineapi.com");
const action = (encoding: Encoding) =>
  ({ service: "iam", name: "TagResources", version: "2018-01-01", encoding }) as const;

const key = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 6 }).filter((k) => !k.includes("."));
const leaf = fc.oneof(fc.string({ unit: "grapheme", maxLength: 8 }), fc.integer(), fc.boolean());
const { value } = fc.letrec<{ value: Json; list: Json; object: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, tie("list"), tie("object")),
  list: fc.array(tie("value"), { minLength: 1, maxLength: 3 }),
  object: fc.dictionary(key, tie("value"), { minKeys: 1, maxKeys: 3 }),
}));
const params: fc.Arbitrary<JsonObject> = fc.dictionary(key, value, { maxKeys: 4 });

/** Follows a flattened name back into the parameters, lists counted from one. */
function follow(given: Json | undefined, name: string): Json | undefined {
  let at = given;
  for (const step of name.split(".")) {
    if (Array.isArray(at)) at = at[Number(step) - 1];
    else if (typeof at === "object" && at !== null) at = Object.entries(at).find(([k]) => k === step)?.[1];
    else return undefined;
  }
  return at;
}

function leaves(given: Json): number {
  return typeof given === "object" && given !== null
    ? Object.values(given).reduce((sum: number, child: Json) => sum + leaves(child), 0)
    : 1;
}

describe("flattening", () => {
  it("counts lists from one and steps into objects", () => {
    expect(
      flatten({
        Tags: [
          { Key: "env", Value: "prod" },
          { Key: "app", Value: "" },
        ],
        TagKeys: ["a", "b"],
        Filter: { Scope: { Name: "x", Deep: [[1, 2]] } },
        Limit: 10,
        Force: false,
      }),
    ).toEqual({
      "Tags.1.Key": "env",
      "Tags.1.Value": "prod",
      "Tags.2.Key": "app",
      "Tags.2.Value": "",
      "TagKeys.1": "a",
      "TagKeys.2": "b",
      "Filter.Scope.Name": "x",
      "Filter.Scope.Deep.1.1": "1",
      "Filter.Scope.Deep.1.2": "2",
      Limit: "10",
      Force: "false",
    });
  });

  it("carries every leaf once, under the name that leads back to it", () => {
    fc.assert(
      fc.property(params, (given) => {
        const flat = flatten(given);
        for (const [name, text] of Object.entries(flat)) expect(text).toBe(String(follow(given, name)));
        expect(Object.keys(flat)).toHaveLength(leaves(given));
      }),
    );
  });

  it.each<[string, JsonObject]>([
    ["null", { A: null }],
    ["an empty list", { A: [] }],
    ["an empty object", { A: { B: {} } }],
    ["a key with a dot, which could collide", { "Tags.1.Key": "x" }],
    ["a nested key with a dot", { Tags: [{ "a.b": "x" }] }],
    ["an empty key", { A: { "": "x" } }],
    ["a lone surrogate", { A: "\ud800" }],
    ["a key with a lone surrogate", { "\udc00": "x" }],
  ])("refuses %s, which would vanish or change on the way", (_, given) => {
    expect(() => flatten(given)).toThrow(InvalidArguments);
  });
});

describe("a request", () => {
  it("of POST json carries the parameters as they are", () => {
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), (given) => {
        const parsed: JsonObject = JSON.parse(JSON.stringify(given));
        const request = buildRequest(action("POST json"), parsed, endpoint);
        expect(JSON.parse(request.body)).toEqual(parsed);
        expect(request.query).toEqual({ Action: "TagResources", Version: "2018-01-01" });
      }),
    );
  });

  it("of POST json is an object even without parameters", () => {
    expect(buildRequest(action("POST json"), {}, endpoint)).toEqual({
      method: "POST",
      host: "iam.volcengineapi.com",
      path: "/",
      query: { Action: "TagResources", Version: "2018-01-01" },
      body: "{}",
      headers: { "Content-Type": "application/json; charset=utf-8" },
    });
  });

  it("of GET query has everything in the query and no body", () => {
    const request = buildRequest(action("GET query"), { TagKeys: ["a"], Limit: 5 }, endpoint);
    expect(request.method).toBe("GET");
    expect(request.body).toBe("");
    expect(request.query).toEqual({
      Action: "TagResources",
      Version: "2018-01-01",
      "TagKeys.1": "a",
      Limit: "5",
    });
  });

  it("of POST form keeps the query for the action and encodes the parameters in the body", () => {
    const request = buildRequest(
      action("POST form"),
      { RoleTrn: "trn:iam::1:role/a b", Tags: ["é&"] },
      endpoint,
    );
    expect(request.query).toEqual({ Action: "TagResources", Version: "2018-01-01" });
    expect(request.body).toBe("RoleTrn=trn%3Aiam%3A%3A1%3Arole%2Fa%20b&Tags.1=%C3%A9%26");
    expect(request.headers).toEqual({ "Content-Type": "application/x-www-form-urlencoded; charset=utf-8" });
  });

  it.each(["Action", "Version"])("of GET query never lets a parameter named %s choose the action", (name) => {
    expect(() => buildRequest(action("GET query"), { [name]: "DeleteUser" }, endpoint)).toThrow(
      InternalError,
    );
  });

  it("does not change for a parameter named __proto__", () => {
    const hostile: JsonObject = JSON.parse('{"A":{"__proto__":"x"}}');
    expect(buildRequest(action("GET query"), hostile, endpoint).query).toEqual(
      Object.fromEntries([
        ["Action", "TagResources"],
        ["Version", "2018-01-01"],
        ["A.__proto__", "x"],
      ]),
    );
  });

  it("keeps the port of its endpoint", () => {
    expect(buildRequest(action("POST json"), {}, new URL("http://127.0.0.1:18080")).host).toBe(
      "127.0.0.1:18080",
    );
  });
});
