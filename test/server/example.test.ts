/** The example that describe_action shows is what a model copies. */
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Action, qualifiedName } from "../../src/action/action.ts";
import type { JsonObject } from "../../src/action/json.ts";
import { parseArguments } from "../../src/action/parse.ts";
import { exampleOf } from "../../src/server/discovery/example.ts";
import { actions } from "../../tools/index.ts";
import { action } from "../support/rooms.ts";

const cases = actions.map((one): [string, Action] => [qualifiedName(one), one]);

/** As somebody copies it who puts real ids in. */
function filledIn(example: JsonObject): JsonObject {
  const text = JSON.stringify(example).replaceAll(/"<(\w+)>"/g, '"real-$1"');
  return z.record(z.string(), z.json()).parse(JSON.parse(text));
}

describe("the example of an action", () => {
  it.each(cases)("%s is accepted by the action, and shows what it is to show", (_, one) => {
    const example = exampleOf(one);
    expect(() => parseArguments(one, filledIn(example))).not.toThrow();
    expect(Object.keys(example)).toEqual(expect.arrayContaining([...(one.exampleShows ?? [])]));
  });

  // What identifies the thing is not what changes in it; an event's function is.
  const IDENTITY = /^(\w*(Name|Id|Uid|Key)|ResourceType)$/;
  const updates = cases.filter(
    ([, { name, input }]) => /^Update/.test(name) && Object.keys(input()).length > 2,
  );
  it.each(updates)("%s shows something that changes", (_, one) => {
    const { exampleShows = [] } = one;
    const shown = Object.keys(exampleOf(one));
    expect(
      shown.some((name) => exampleShows.includes(name) || name === "FunctionId" || !IDENTITY.test(name)),
    ).toBe(true);
  });

  it("is refused where its placeholders are copied along", () => {
    const read = action("cloudidentity:GetUser");
    expect(exampleOf(read)).toEqual({ UserId: "<UserId>" });
    expect(() => parseArguments(read, { UserId: "<UserId>" })).toThrow(
      /UserId: is the placeholder of an example/,
    );
    const many = { UserPoolUid: "p", UserUids: ["u", "<UserUid>"] };
    expect(() => parseArguments(action("id:DeleteUsers"), many)).toThrow(/UserUids: is the placeholder/);
    expect(() => parseArguments(read, { UserId: "<UserID>" })).not.toThrow();
    const grant = action("id:GrantPermission");
    expect(() => parseArguments(grant, exampleOf(grant))).toThrow(/Principal\.Id: is the placeholder/);
  });

  it("takes values that look like what the parameter's name says", () => {
    expect(exampleOf(action("iam:CreateRole")).TrustPolicyDocument).toContain("sts:AssumeRole");
    expect(exampleOf(action("id:CreateIdentityProviderOIDC")).Issuer).toBe("https://issuer.example.com");
    expect(exampleOf(action("iam:CreateOAuthProvider"))).toMatchObject({
      AuthorizeURL: "https://idp.example.com/oauth/authorize",
      TokenURL: "https://idp.example.com/oauth/token",
    });
  });
});
