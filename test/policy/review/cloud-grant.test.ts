/** What the cloud has to allow idgate's keys for a policy. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { natureOf, qualifiedName } from "../../../src/action/action.ts";
import { loadPolicy } from "../../../src/policy/load.ts";
import { cloudGrant } from "../../../src/policy/review/cloud-grant.ts";
import { actions } from "../../../tools/index.ts";
import { callOf, actions as small } from "../actions.ts";
import { call } from "../generate-calls.ts";
import { policy } from "../generators.ts";
import { file } from "./lint/files.ts";

const load = (text: string) => loadPolicy(text, { name: "p" }, { actions });
const grant = (text: string, changesOnly = true) => cloudGrant(load(text), actions, { changesOnly }).actions;

describe("the document has", () => {
  it("what rules name, less what is denied whole, and what idgate itself asks", () => {
    const text = file({
      allow: ['id: a, actions: ["id:*WorkloadPool"]'],
      deny: [
        'id: d, actions: ["id:DeleteWorkloadPool"]',
        'id: e, actions: ["id:UpdateWorkloadPool"], when: {WorkloadPoolName: default}',
      ],
    });
    expect(grant(text)).toEqual([
      "id:CreateWorkloadPool",
      "id:GetWorkloadPool",
      "id:UpdateWorkloadPool",
      "sts:GetCallerIdentity",
    ]);
  });
  it("the reads by which tasks and lost answers are looked up", () => {
    const text = file({
      allow: [
        'id: a, actions: ["cloudidentity:CreateAccountAssignment"], when: {TargetId: {in: ["1"]}}, approval: ask',
      ],
    });
    expect(grant(text)).toEqual([
      "cloudidentity:CreateAccountAssignment",
      "cloudidentity:GetTaskStatus",
      "cloudidentity:ListAccountAssignments",
      "sts:GetCallerIdentity",
    ]);
  });
  it("every plain read with reads: allow, and no read that reveals", () => {
    const all = grant("version: 1\n", false);
    const reads = actions.filter(({ effect, natureOf: nature }) => effect === "read" && nature === undefined);
    for (const action of reads) expect(all).toContain(qualifiedName(action));
    expect(all).not.toContain("id:GetApiKeyCredentialProvider");
    expect(all).not.toContain("iam:GetOAuthProvider");
    expect(all).not.toContain("iam:CreateUser");
    expect(grant("version: 1\nreads: listed\n", false)).toEqual([]);
    expect(all).toEqual(all.toSorted());
  });
  it("what Cloud Control's handlers do with what only lets through, and nothing else", () => {
    const rule = (only: string) =>
      file({
        allow: [
          `id: a, actions: ["cloudcontrol:CreateResource"], types: ["Volcengine::IAM::User"], only: [${only}], approval: ask`,
        ],
      });
    const plain = grant(rule("TargetState.UserName"));
    expect(plain).toContain("iam:CreateUser");
    expect(plain).toContain("cloudcontrol:GetTask");
    expect(plain).toContain("iam:GetUser");
    expect(plain.filter((name) => /Attach|LoginProfile$/.test(name) && !/:(?:Get|List)/.test(name))).toEqual(
      [],
    );
    const more = grant(rule("TargetState.UserName, TargetState.Policies"));
    expect(more.filter((name) => !plain.includes(name))).toEqual(["iam:AttachUserPolicy"]);
  });
  it("no action twice, and says which are there for handlers alone", () => {
    const text = file({
      allow: [
        'id: a, actions: ["cloudcontrol:DeleteResource"], types: ["Volcengine::CloudIdentity::Group"], approval: ask',
      ],
    });
    const { forHandlers, actions: all } = cloudGrant(load(text), actions, { changesOnly: true });
    expect(forHandlers).toContain("cloudidentity:DeleteGroup");
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("of any policy", () => {
  it("what it allows is in the document, and what it never allows is not", () => {
    const seen = { allowed: 0, absent: 0 };
    const seed = Number(process.env.POLICY_SEED ?? 1);
    fc.assert(
      fc.property(policy, fc.array(call, { minLength: 20, maxLength: 20 }), (raw, calls) => {
        const loaded = loadPolicy(
          JSON.stringify({ version: 1, account: "1", ...raw }),
          { name: "p" },
          { actions: small },
        );
        const granted = new Set(cloudGrant(loaded, small).actions);
        for (const [name, params, principal] of calls) {
          const one = callOf(name, params, principal);
          const { verdict } = loaded.decide({ ...one, ...natureOf(one.action, params) });
          if (verdict === "allow") {
            seen.allowed++;
            expect(granted).toContain(name);
          }
          if (!granted.has(name)) seen.absent++;
        }
      }),
      { numRuns: 300, seed },
    );
    expect(seen.allowed).toBeGreaterThan(200);
    expect(seen.absent).toBeGreaterThan(200);
  });
});
