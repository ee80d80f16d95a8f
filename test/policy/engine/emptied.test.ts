/** An empty list in a property's place takes away what was there: no deny and no allow takes it for absence. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { openRooms } from "../../support/rooms.ts";
import { judging } from "../real.ts";

const IAM = "Volcengine::IAM::";
const verdict = (rules: string, name: string, params: JsonObject) => judging(rules)(name, params).verdict;
const patching = (type: string, denied: string, patch: JsonObject[], when = "") =>
  verdict(
    `allow:\n  - {id: a, actions: ["cloudcontrol:UpdateResource"], types: ["${type}"], only: [PatchDocument], approval: none${when}}\n${denied === "" ? "" : `deny:\n  - {id: d, actions: ["${denied}"]}\n`}`,
    "cloudcontrol:UpdateResource",
    { TypeName: type, Identifier: "x", PatchDocument: patch },
  );

describe("a patch that puts an empty list in a property's place", () => {
  test.each([
    [`${IAM}User`, "iam:DetachUserPolicy", "/Policies"],
    [`${IAM}User`, "iam:RemoveUserFromGroup", "/Groups"],
    [`${IAM}Group`, "iam:RemoveUserFromGroup", "/Users"],
    [`${IAM}Group`, "iam:DetachUserGroupPolicy", "/AttachedPolicies"],
    [`${IAM}Policy`, "iam:DetachUserPolicy", "/PolicyUsers"],
    [`${IAM}Role`, "iam:DetachRolePolicy", "/Policies"],
    [`${IAM}OidcProvider`, "iam:RemoveThumbprintFromOIDCProvider", "/Thumbprints"],
    ["Volcengine::CloudIdentity::Group", "cloudidentity:RemoveUserFromGroup", "/Members"],
    [
      "Volcengine::CloudIdentity::PermissionSet",
      "cloudidentity:RemovePermissionPolicyFromPermissionSet",
      "/PermissionPolicies",
    ],
  ])("%s: a deny of %s holds for %s", (type, denied, path) => {
    for (const value of [[], [[]]]) {
      for (const op of ["replace", "add"])
        expect(patching(type, denied, [{ op, path, value }])).toBe("refuse");
    }
  });
  test("is not absent for an allow", () => {
    const patch = [{ op: "replace", path: "/Policies", value: [] }];
    expect(patching(`${IAM}User`, "", patch, ", when: {PatchDocument.Policies: {absent: true}}")).toBe(
      "refuse",
    );
  });
  test("through the gate, in the sandbox", async () => {
    const type = `${IAM}User`;
    const head = `version: 1\naccount: "2100000000"\nallow:\n  - { id: c, actions: ["cloudcontrol:CreateResource"], types: ["${type}"], only: [TargetState], approval: none }\n  - { id: u, actions: ["cloudcontrol:UpdateResource"], types: ["${type}"], only: [PatchDocument], approval: none }\n`;
    const rooms = await openRooms({ policy: head });
    const Policies = [{ PolicyName: "AdministratorAccess", PolicyType: "System" }];
    await rooms.run("cloudcontrol:CreateResource", {
      TypeName: type,
      TargetState: { UserName: "bob", Policies },
    });
    writeFileSync(
      join(rooms.state, "policy.yaml"),
      `${head}deny:\n  - { id: keep, actions: ["iam:DetachUserPolicy"] }\n`,
    );
    rooms.reloadPolicy();
    const PatchDocument = [{ op: "replace", path: "/Policies", value: [] }];
    await expect(
      rooms.run("cloudcontrol:UpdateResource", { TypeName: type, Identifier: "bob", PatchDocument }),
    ).rejects.toThrow(/denied/);
  });
});
