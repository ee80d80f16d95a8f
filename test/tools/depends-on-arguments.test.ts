import { describe, expect, it } from "vitest";
import { natureOf, qualifiedName } from "../../src/action/action.ts";
import type { JsonObject } from "../../src/action/json.ts";
import { actions } from "../../tools/index.ts";
import { DEPENDS_ON_ARGUMENTS } from "./natures.ts";
import { action } from "./support.ts";

/** Each with what makes it raise rights, one at a time, and with arguments that do not. */
const CASES: readonly (readonly [name: string, raising: readonly JsonObject[], plain: JsonObject])[] = [
  ["id:CreateResource", [{ ParentResourceKey: "a" }, { Properties: "{}" }], { ResourceKey: "a" }],
  [
    "id:CreateUser",
    [
      { Password: { $secret: "secret_example" } },
      { EmailVerified: false },
      { PhoneNumberVerified: true },
      { ExternalProviderConnectionUid: "c" },
      { ExternalProviderUserIdentifier: "i" },
      { CustomAttributesToUpsert: [{ Name: "department", Value: "admins" }] },
    ],
    { Name: "ann", Email: "ann@example.com" },
  ],
  [
    "id:CreateUsers",
    [
      { ExternalProviderConnectionUid: "c" },
      { Users: [{ Name: "ann" }, { Password: "text" }] },
      { Users: [{ EmailVerified: true }] },
    ],
    { Users: [{ Name: "ann", Email: "ann@example.com" }] },
  ],
  [
    "id:UpdateUser",
    [{ Password: "text" }, { UserState: "" }, { EmailVerified: true }, { Email: "a@b.example" }],
    { Nickname: "ann" },
  ],
  [
    "id:UpdateUsers",
    [
      { Users: [{}, { UserState: "x" }] },
      { Users: [{ PhoneNumber: "1" }] },
      { Users: [{ CustomAttributesToUpsert: [] }] },
    ],
    { Users: [{}] },
  ],
  ["id:CreateGroup", [{ IamRoleTrn: "trn:iam::1:role/r" }], { Name: "g" }],
  ["id:UpdateGroup", [{ IamRoleTrn: "" }, { Precedence: 0 }], { Description: "g" }],
  ["id:CreateDepartment", [{ IamRoleTrn: "trn:iam::1:role/r" }], { Name: "d" }],
  [
    "id:UpdateDepartment",
    [{ IamRoleTrn: "" }, { Precedence: 0 }, { ParentDepartmentUid: "p" }],
    { Description: "d" },
  ],
  [
    "id:BatchUpsertDepartments",
    [{ Departments: [{}, { Precedence: 0 }] }, { Departments: [{ ExternalParentID: "p" }] }],
    { Source: "hr", Departments: [{ Name: "d", ExternalID: "1" }] },
  ],
  [
    "id:UploadDepartmentSyncDepartments",
    [{ Departments: [{ Precedence: 0 }] }, { Departments: [{}, { ExternalParentID: "p" }] }],
    { Source: "hr", Departments: [{ Name: "d", ExternalID: "1" }] },
  ],
];

describe("what raises rights with some of its arguments", () => {
  it.each(CASES)("%s", (name, raising, plain) => {
    for (const params of raising) {
      expect(natureOf(action(name), params), JSON.stringify(params)).toMatchObject({ escalates: true });
    }
    expect(natureOf(action(name), plain)).toEqual({ effect: action(name).effect, escalates: false });
    // Whoever is told that it depends is told on what.
    const { parameters: said = [], changes } = action(name).natureBy ?? {};
    expect(changes).toBe("rights");
    for (const params of raising)
      expect(said.some((one) => JSON.stringify(params).includes(`"${one}"`))).toBe(true);
  });

  it("is every action that depends on them, but for Cloud Control, where the type decides", () => {
    const others = DEPENDS_ON_ARGUMENTS.filter((name) => !name.startsWith("cloudcontrol:"));
    expect(CASES.map(([name]) => name).toSorted()).toEqual(others);
    expect(
      actions
        .filter((one) => one.natureOf !== undefined)
        .map(qualifiedName)
        .toSorted(),
    ).toEqual(DEPENDS_ON_ARGUMENTS);
    expect(
      actions
        .filter((one) => one.natureBy !== undefined)
        .map(qualifiedName)
        .toSorted(),
    ).toEqual(DEPENDS_ON_ARGUMENTS);
  });
});
