import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { qualifiedName } from "../../src/action/action.ts";
import { isJsonObject, type JsonObject } from "../../src/action/json.ts";
import { objectSchema, toolDefinition } from "../../src/server/definition.ts";
import { actions } from "../../tools/index.ts";
import { action, parse } from "./support.ts";

/** As the clients of SDK v1 hold an answer against a tool's output schema. */
function accepts(schema: JsonObject, value: unknown): boolean {
  return new AjvJsonSchemaValidator().getValidator(structuredClone({ ...schema }))(value).valid;
}

describe("an answer passes the output schema that clients hold it against", () => {
  it.each(actions.map((one) => [qualifiedName(one), one] as const))("%s", (_, one) => {
    const { outputSchema } = toolDefinition(one);
    const fields = Object.keys(isJsonObject(outputSchema.properties) ? outputSchema.properties : {});
    const idgate = { target: "sandbox", notes: ["allowed"] };
    expect(accepts(outputSchema, { idgate })).toBe(true);
    expect(accepts(outputSchema, { idgate, NewField: { a: [1] } })).toBe(true);
    for (const field of fields) expect(accepts(outputSchema, { [field]: null }), field).toBe(true);
    for (const path of one.secrets.output.filter((field) => fields.includes(field))) {
      expect(accepts(outputSchema, { [path]: { $secret: "secret_example01" } }), path).toBe(true);
    }
  });

  it("rows of lists may hold nulls and new fields", () => {
    const { outputSchema } = toolDefinition(action("id:ListNamespaces"));
    const rows = [{ NamespaceName: "a", Tags: null, Description: null, Added: true }, {}];
    expect(accepts(outputSchema, { Namespaces: rows, TotalCount: 2 })).toBe(true);
    expect(accepts(outputSchema, { Namespaces: "a" })).toBe(false);
  });

  it("a resource's properties may be any JSON, parsed or not", () => {
    const { outputSchema } = toolDefinition(action("cloudcontrol:GetResource"));
    for (const Properties of [{ UserName: "ann" }, "{broken", null, { $secret: "secret_example01" }]) {
      expect(accepts(outputSchema, { ResourceDescription: { Identifier: "ann", Properties } })).toBe(true);
    }
  });
});

describe("the arguments' schema", () => {
  it("tells what zod checks: limits, enumerations, required and unknown parameters", () => {
    const { inputSchema } = toolDefinition(action("cloudidentity:CreateGroup"));
    expect(accepts(inputSchema, { GroupName: "team", JoinType: "Auto" })).toBe(true);
    expect(accepts(inputSchema, { GroupName: "team" })).toBe(false);
    expect(accepts(inputSchema, { GroupName: "x".repeat(64), JoinType: "Auto" })).toBe(false);
    expect(accepts(inputSchema, { GroupName: "team", JoinType: "auto" })).toBe(false);
    expect(accepts(inputSchema, { GroupName: "team", JoinType: "Auto", Extra: 1 })).toBe(false);
  });

  it("says in words which parameters exclude each other", () => {
    const { description } = toolDefinition(action("id:GetNamespace"));
    expect(description).toContain("Give NamespaceName or NamespaceId, not both.");
  });

  it("offers `wait` exactly where a task is followed", () => {
    for (const one of actions) {
      const { properties } = toolDefinition(one).inputSchema;
      expect(isJsonObject(properties) && Object.hasOwn(properties, "wait")).toBe(one.follow !== undefined);
    }
  });

  it("takes a secret as a handle or as text", () => {
    const { inputSchema } = toolDefinition(action("id:GetWorkloadAccessTokenForJWT"));
    expect(accepts(inputSchema, { UserToken: { $secret: "secret_example01" } })).toBe(true);
    expect(accepts(inputSchema, { UserToken: "text" })).toBe(true);
    expect(accepts(inputSchema, { UserToken: { $secret: "secret_example01", more: 1 } })).toBe(false);
    // What a handle looks like is left to the parse: only handles that idgate gave are ever passed on.
    expect(parse("id:GetWorkloadAccessTokenForJWT", { UserToken: { $secret: "other" } })).toEqual(
      expect.stringContaining("UserToken"),
    );
  });
});

describe("compact JSON Schema", () => {
  it("leaves out what says nothing and keeps what does", () => {
    const schema = z.looseObject({
      maximum: z.int().optional(),
      Text: z.string().nullish(),
      Kind: z.enum(["A", "B"]).nullish(),
      Any: z.unknown().optional(),
    });
    expect(objectSchema(schema)).toEqual({
      type: "object",
      properties: {
        maximum: { type: "integer" },
        Text: { type: ["string", "null"] },
        Kind: { anyOf: [{ type: "string", enum: ["A", "B"] }, { type: "null" }] },
        Any: {},
      },
    });
  });

  it("is refused to anything but an object", () => {
    expect(() => objectSchema(z.string())).toThrow(TypeError);
  });

  it("costs less than 750 characters an input on average", () => {
    const sizes = actions.map((one) => JSON.stringify(toolDefinition(one).inputSchema).length);
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeLessThan(750);
  });
});
