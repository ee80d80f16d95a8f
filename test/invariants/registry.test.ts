/** What the policy's rules come to over the actions that this version really has. */
import { describe, expect, it } from "vitest";
import { natureOf, qualifiedName } from "../../src/action/action.ts";
import type { JsonObject } from "../../src/action/json.ts";
import { readOnlyPolicy } from "../../src/policy/defaults.ts";
import { loadPolicy } from "../../src/policy/load.ts";
import type { Policy } from "../../src/policy/types.ts";
import { actions } from "../../tools/index.ts";

const load = (text: string) => loadPolicy(text, { name: "policy.yaml" }, { actions });

/** Names of the actions that the policy lets through with these parameters. */
function passing(policy: Policy, params: JsonObject = {}): readonly string[] {
  return actions
    .filter((action) => policy.decide({ action, ...natureOf(action, params), params }).verdict === "allow")
    .map(qualifiedName);
}

const reads = actions.filter(({ effect, natureOf }) => effect === "read" && natureOf === undefined);

describe("over every action that there is", () => {
  it("a real account without a policy lets plain reads through, reads of stored secrets without them, and nothing else", () => {
    const policy = readOnlyPolicy();
    const withheld = actions.filter(
      (action) =>
        action.effect === "reveal" &&
        !["id:CheckApiKey", "id:GetIdentityProviderFeishuScopes"].includes(qualifiedName(action)),
    );
    const expected = new Set([...reads, ...withheld].map(qualifiedName));
    expect(new Set(passing(policy))).toEqual(expected);
    for (const action of withheld) {
      const decision = policy.decide({ action, effect: "reveal", escalates: false, params: {} });
      expect(decision).toMatchObject({ verdict: "allow", secrets: "withheld" });
      expect(action.secrets.output).not.toEqual([]);
    }
  });

  it("an empty policy lets plain reads through and nothing else", () => {
    expect(passing(load("version: 1"))).toEqual(reads.map(qualifiedName));
  });

  it("listed reads without a rule let nothing through", () => {
    expect(passing(load("version: 1\nreads: listed"))).toEqual([]);
  });

  it("a deny of everything lets nothing through, whatever is allowed", () => {
    const allow = '{id: a, actions: ["id:*", "sts:*", "cloudidentity:*"]}';
    expect(passing(load(`version: 1\nallow: [${allow}]\ndeny: [{id: d, actions: ["*"]}]`))).toEqual([]);
  });

  it("no pattern of an allow rule reaches an action that raises rights", () => {
    const types = 'types: ["Volcengine::IAM::User"]';
    const everything = `version: 1
allow:
  - {id: direct, actions: ["id:*", "sts:*", "cloudidentity:*"], approval: none}
  - {id: door, actions: ["cloudcontrol:*Resource", "cloudcontrol:*Resources"], ${types}, only: [], approval: none}
`;
    const through = new Set(passing(load(everything), { TypeName: "Volcengine::IAM::User" }));
    expect(through).toContain("id:CreateWorkloadPool");
    for (const action of actions) {
      if (action.escalates) expect(through).not.toContain(qualifiedName(action));
    }
  });
});
