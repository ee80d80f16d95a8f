import { describe, expect, it } from "vitest";
import { deepFreeze, type JsonObject } from "../../src/action/json.ts";
import { SecretRefused } from "../../src/errors.ts";
import { checkHandles, findHandles, flowAllowed, openHandles } from "../../src/secrets/index.ts";
import { actionWith, testClock, vaultWith } from "./support.ts";

const VALUE = "correct-horse-battery";

function refusal(run: () => unknown): { message: string; hint: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof SecretRefused) return { message: error.message, hint: error.hint ?? "" };
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("findHandles", () => {
  const $secret = "secret_AAAAAAAAAAAAAAAAAAAAAAAA";

  it("finds every handle with its place", () => {
    const params = { Config: { ClientSecret: { $secret } }, L: [{ ApiKey: { $secret } }], Name: "x" };
    expect(findHandles(params).map(({ handle, path }) => [handle, path])).toEqual([
      [$secret, "Config.ClientSecret"],
      [$secret, "L[0].ApiKey"],
    ]);
  });

  it.each<[string, JsonObject]>([
    ["a key beside it", { P: { $secret, note: "x" } }],
    ["another prefix", { P: { $secret: "token_AAAAAAAAAAAAAAAA" } }],
    ["a short id", { P: { $secret: "secret_A" } }],
    ["blanks around the id", { P: { $secret: ` ${$secret}` } }],
    ["a line feed after the id", { P: { $secret: `${$secret}\n` } }],
    ["no text", { P: { $secret: 1 } }],
    ["null", { P: { $secret: null } }],
    ["a handle in a handle", { P: { $secret: { $secret } } }],
    ["a list of ids", { P: { $secret: [$secret] } }],
    ["another spelling of the key", { P: { $SECRET: $secret } }],
    ["the whole call", { $secret }],
    ["a handle in text", { P: `{"$secret": "${$secret}"}` }],
    ["a handle in text in text", { P: JSON.stringify(JSON.stringify({ $secret })) }],
  ])("refuses %s", (_, params) => {
    const { message, hint } = refusal(() => findHandles(params));
    expect(message).toContain("looks like a secret handle");
    expect(hint).toContain('{"$secret": "secret_…"}');
  });

  it("lets other text alone", () => {
    expect(findHandles({ Name: "secret_rotation_for_the_team", Note: "costs $secret money" })).toEqual([]);
  });
});

describe("checkHandles", () => {
  const createUser = actionWith({ input: ["Password", "Users[].Password", "Config.ClientSecret"] });

  it.each([
    ["secret_AAAAAAAAAAAAAAAAAAAAAAAA", /Make a new one/],
    ["secret_from_generate_secret", /placeholder of an example/],
  ])("names the place of a handle that is none: %s", (handle, hint) => {
    const params = { Users: [{ Password: { $secret: handle } }] };
    const error = refusal(() => checkHandles(createUser, params, vaultWith()));
    expect(error.message).toMatch(/^Users.*Password: The secret handle is unknown or has expired/);
    expect(error.hint).toMatch(hint);
  });

  it("accepts a handle in its place, in a list where the path says so", () => {
    const vault = vaultWith();
    const handle = { $secret: vault.seal(VALUE, { kind: "generated", source: "test" }) };
    expect(checkHandles(createUser, { Password: handle, Users: [{ Password: handle }] }, vault)).toHaveLength(
      2,
    );
  });

  it("refuses a handle anywhere else, and names the places", () => {
    const vault = vaultWith();
    const handle = { $secret: vault.seal(VALUE, { kind: "generated", source: "test" }) };
    for (const params of [
      { Name: handle },
      { Password: [handle] },
      { Users: { Password: handle } },
      { Deep: { Password: handle } },
      { "Users[]": { Password: handle } },
    ]) {
      const { message, hint } = refusal(() => checkHandles(createUser, params, vault));
      expect(message).toContain("takes no secret handle at");
      expect(hint).toContain("Password, Users[].Password, Config.ClientSecret");
    }
    expect(refusal(() => checkHandles(actionWith({}), { Password: handle }, vault)).hint).toContain(
      "no handle",
    );
  });

  it("refuses a kind that does not belong there, and says where it does", () => {
    const vault = vaultWith();
    const handle = { $secret: vault.seal(VALUE, { kind: "WorkloadAccessToken", source: "test" }) };
    const { message, hint } = refusal(() => checkHandles(createUser, { Password: handle }, vault));
    expect(message).toBe("A secret of kind WorkloadAccessToken can not be used at Password.");
    expect(hint).toBe(
      "It may be used as IdentityToken. describe_action says what fits here; the secret of a third party comes from the user.",
    );
  });

  it("refuses unknown and expired handles", () => {
    const clock = testClock();
    const vault = vaultWith({ clock: clock.now, ttlSeconds: 10 });
    const $secret = vault.seal(VALUE, { kind: "generated", source: "test" });
    expect(() => checkHandles(createUser, { Password: { $secret: "secret_AAAAAAAAAAAA" } }, vault)).toThrow(
      SecretRefused,
    );
    clock.advance(10);
    expect(() => checkHandles(createUser, { Password: { $secret } }, vault)).toThrow(SecretRefused);
  });

  it("refuses a handle that is written as plain text where a secret belongs: it would become the secret", () => {
    const vault = vaultWith();
    const handle = vault.seal(VALUE, { kind: "generated", source: "test" });
    expect(() => checkHandles(createUser, { Password: handle }, vault)).toThrow(SecretRefused);
    expect(checkHandles(createUser, { Name: handle }, vault)).toEqual([]);
  });

  it("judges a JSON Patch operation by its pointer", () => {
    const patch = actionWith({ input: ["PatchDocument[].value", "PatchDocument[].value.**.Password"] });
    const vault = vaultWith();
    const value = { $secret: vault.seal(VALUE, { kind: "generated", source: "test" }) };
    const at = (path: string) => ({ PatchDocument: [{ op: "replace", path, value }] });
    expect(checkHandles(patch, at("/LoginProfile/Password"), vault)[0]?.path).toBe("PatchDocument[0].value");
    const inside = { PatchDocument: [{ op: "add", path: "/LoginProfile", value: { Password: value } }] };
    expect(checkHandles(patch, inside, vault)).toHaveLength(1);
    for (const path of ["/Description", "/Password/Note", "/A~1Password", "", "Password"]) {
      expect(() => checkHandles(patch, at(path), vault)).toThrow(SecretRefused);
    }
  });
});

describe("flows", () => {
  it.each([
    ["WorkloadAccessToken", "IdentityToken", true],
    ["WorkloadAccessToken", "UserToken", false],
    ["generated", "Password", true],
    ["generated", "IdentityToken", false],
    ["ClientSecret", "ClientSecret", true],
    ["ApiKey", "ApiKey", true],
    ["SecretAccessKey", "ApiKey", true],
    ["SecretAccessKey", "Password", false],
    ["SessionToken", "ApiKey", false],
    ["anything", "Password", false],
    ["", "", false],
  ])("%s → %s: %s", (kind, field, allowed) => {
    expect(flowAllowed(kind, [field])).toBe(allowed);
    expect(flowAllowed(kind, ["TargetState", "List", 0, field])).toBe(allowed);
    expect(flowAllowed(kind, [field, "Other"])).toBe(false);
  });

  it("can be widened", () => {
    expect(flowAllowed("SessionToken", ["A", "B"], [{ kind: "SessionToken", field: "A.B" }])).toBe(true);
    expect(flowAllowed("SessionToken", ["B"], [{ kind: "SessionToken", field: "A.B" }])).toBe(false);
  });
});

describe("openHandles", () => {
  const action = actionWith({ input: ["TargetState.**.Password"] });

  it("puts the values into a copy", () => {
    const vault = vaultWith();
    const Password = { $secret: vault.seal(VALUE, { kind: "generated", source: "test" }) };
    const params = deepFreeze({ TargetState: { UserName: "u", LoginProfile: { Password } } });
    expect(openHandles(action, params, vault)).toEqual({
      TargetState: { UserName: "u", LoginProfile: { Password: VALUE } },
    });
    expect(params.TargetState.LoginProfile.Password).toBe(Password);
  });

  it("returns params without handles as they are", () => {
    const params = deepFreeze({ TargetState: { UserName: "u" } });
    expect(openHandles(action, params, vaultWith())).toBe(params);
  });

  it("opens nothing that checkHandles would refuse", () => {
    const vault = vaultWith();
    const handle = { $secret: vault.seal(VALUE, { kind: "generated", source: "test" }) };
    expect(() => openHandles(action, { TargetState: { UserName: handle } }, vault)).toThrow(SecretRefused);
  });
});
