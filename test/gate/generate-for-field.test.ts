/** What generate_secret makes for a field fits that field: its action's schema, and the service's own check. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { qualifiedName } from "../../src/action/action.ts";
import { takesText } from "../../src/action/inside.ts";
import type { JsonObject } from "../../src/action/json.ts";
import { flowAllowed, generateBy, ruleOf } from "../../src/secrets/index.ts";
import { callGenerateSecret } from "../../src/server/generate-secret.ts";
import { actions } from "../../tools/index.ts";
import { ownFolder } from "../support/folder.ts";
import { openRooms, type Rooms, silentClient } from "../support/rooms.ts";

/** Every field that takes a generated secret, as a caller names it. */
const fields = actions.flatMap((action) =>
  action.secrets.input
    .map((path) => path.replaceAll("[]", "").replaceAll("**.", ""))
    .filter((path) => flowAllowed("generated", path.split(".")))
    .map((path) => [`${qualifiedName(action)}.${path}`, action, path.split(".")] as const),
);

const make = (rooms: Rooms, form: { for?: string; length?: number; form?: "password" | "token" }) =>
  rooms.gate.generateSecret(form, silentClient);

it("there are such fields in the services that have passwords", () => {
  const names = fields.map(([name]) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      "iam:CreateLoginProfile.Password",
      "cloudcontrol:CreateResource.TargetState.Password",
    ]),
  );
});

describe("what is generated for a field", () => {
  it.each(fields)("%s: is taken by the action's schema, at every length", (_, action, path) => {
    const rule = ruleOf(path.at(-1) ?? "");
    fc.assert(
      fc.property(fc.integer({ min: rule.min, max: rule.max }), (length) => {
        const value = generateBy(rule, length);
        expect(value).toHaveLength(length);
        expect(takesText(action.input(), path, value)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("is taken by the service, shortest and longest", async () => {
    const rooms = await openRooms();
    for (const length of [12, 17, 32]) {
      const UserName = `bot-${length}`;
      const secret = async (field: string) => ({
        $secret: (await make(rooms, { for: field, length })).handle,
      });
      const calls: readonly (readonly [string, JsonObject])[] = [
        ["iam:CreateUser", { UserName }],
        ["iam:CreateLoginProfile", { UserName, Password: await secret("iam:CreateLoginProfile.Password") }],
        ["iam:UpdateLoginProfile", { UserName, Password: await secret("iam:UpdateLoginProfile.Password") }],
        [
          "cloudcontrol:CreateResource",
          {
            TypeName: "Volcengine::IAM::User",
            TargetState: {
              UserName: `cc-${UserName}`,
              LoginProfile: {
                Password: await secret("cloudcontrol:CreateResource.TargetState.LoginProfile.Password"),
              },
            },
          },
        ],
      ];
      for (const [name, args] of calls) expect((await rooms.run(name, args)).kind, name).toBe("done");
    }
  });

  it("says where it may be used, and the ledger what it was made for", async () => {
    const rooms = await openRooms();
    expect(await make(rooms, { for: "iam:CreateLoginProfile.Password" })).toMatchObject({
      fits: ["iam:CreateLoginProfile.Password"],
    });
    expect(await make(rooms, { for: "iam_create_login_profile.Password" })).toMatchObject({
      fits: ["iam:CreateLoginProfile.Password"],
    });
    expect(await make(rooms, {})).toMatchObject({ fits: ["Password"] });
    const notes: unknown[] = [];
    for await (const { body } of rooms.ledger.entries()) notes.push(body.note);
    expect(notes).toContain("for iam:CreateLoginProfile.Password");
  });

  it("says to the model whether the operator can see it, which takes a key that outlives the server", async () => {
    const told = async (rooms: Rooms) => {
      const [text] = (await callGenerateSecret(rooms.gate, {}, silentClient)).content;
      return text?.type === "text" ? text.text : "";
    };
    expect(await told(await openRooms())).toMatch(
      /nobody can see it, so an administrator has to set another/,
    );
    const secretKey = join(ownFolder(), "sealing.keys");
    writeFileSync(secretKey, `one ${"7c".repeat(32)}\n`, { mode: 0o600 });
    expect(await told(await openRooms({ secretKey }))).toMatch(
      /the operator can run `idgate secrets reveal secret_[\w-]+` in a terminal of their own; never run it yourself/,
    );
  });

  it("has the form of a key where the policy lets it become one", async () => {
    const rooms = await openRooms({
      policy:
        'version: 1\naccount: "2100000000"\nsecrets: { flows: [{ from: generated, to: "id:CreateApiKeyCredentialProvider.ApiKey" }] }\nallow: [{ id: a, actions: ["id:CreateApiKeyCredentialProvider"], approval: none }]',
    });
    const { handle } = await make(rooms, { for: "id:CreateApiKeyCredentialProvider.ApiKey" });
    const args = { Name: "own", ApiKey: { $secret: handle } };
    expect((await rooms.run("id:CreateApiKeyCredentialProvider", args)).kind).toBe("done");
  });
});

describe("a secret is not made", () => {
  it.each(["iam:CreateLoginProfile", "iam:CreateLoginProfile.Passwort"])(
    "for %s, and the hint names the fields as they are written",
    async (field) => {
      const rooms = await openRooms();
      await expect(make(rooms, { for: field })).rejects.toMatchObject({
        hint: "It takes them at: iam:CreateLoginProfile.Password.",
      });
    },
  );

  it.each([
    [
      { for: "iam:CreateLoginProfile.Password", length: 33 },
      "iam:CreateLoginProfile.Password has 12 to 32 characters here, not 33",
    ],
    [{ for: "iam:CreateLoginProfile.Password", form: "token" as const }, "takes a password, not a token"],
    [{ length: 40 }, "A password has 12 to 32 characters here, not 40"],
    [{ form: "token" as const, length: 16 }, "A token has 32 to 128 characters here, not 16"],
    [{ for: "iam:CreateLoginProfile.UserName" }, "takes no secret at"],
    [{ for: "iam:CreateLoginProfil.Password" }, "names no field of an action"],
    [{ for: "Password" }, "names no field of an action"],
    [{ for: "id:CreateApiKeyCredentialProvider.ApiKey" }, "A generated secret can not be used at"],
  ])("for %j, and the error says why", async (form, why) => {
    const rooms = await openRooms();
    await expect(make(rooms, form)).rejects.toThrow(why);
  });
});
