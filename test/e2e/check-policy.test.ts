/** What the policy says, asked by a real client before anything is called. */
import { describe, expect, it } from "vitest";
import { ownFolder, policyFile } from "../support/folder.ts";
import { connect, type ToolResult } from "../support/idgate.ts";

const POLICY = `
version: 1
account: "2100000000"
allow:
  - {id: pools, actions: ["id:CreateWorkloadPool"], when: {WorkloadPoolName: {like: "agent-*"}}}
  - {id: ask-first, actions: ["id:DeleteWorkloadPool"], approval: ask}
  - {id: groups, actions: ["id:UpdateGroup"]}
  - {id: people, actions: ["id:UpdateUser"], approval: none}
`;

const governed = () => ["serve", "--sandbox", "--state", ownFolder(), "--policy", policyFile(POLICY)];

const textOf = (result: ToolResult): string => result.content[0]?.text ?? "";

describe("check_policy", () => {
  it("answers for one call, for one action and all in all", async () => {
    const client = await connect("v2 modern", governed());
    const call = await client.call("check_policy", {
      action: "id:CreateWorkloadPool",
      params: { WorkloadPoolName: "agent-b" },
    });
    expect(call.structuredContent).toMatchObject({ verdict: "allowed" });
    const action = await client.call("check_policy", { action: "id:DeleteWorkloadPool" });
    expect(action.structuredContent).toMatchObject({ verdict: "allowed", approval: "ask" });
    const all = await client.call("check_policy", {});
    expect(all.structuredContent).toMatchObject({
      allowed: "id:UpdateUser.",
      asks: "id:DeleteWorkloadPool.",
      depends: "id:CreateWorkloadPool, id:UpdateGroup.",
      otherReads: "cloudcontrol:GetResource, cloudcontrol:ListResources",
    });
    expect(textOf(all)).toContain("once a person agrees: id:DeleteWorkloadPool.");
  });

  it("names the parameters on which it depends what an action does", async () => {
    const client = await connect("v2 modern", governed());
    const answer = await client.call("check_policy", { action: "id:UpdateGroup" });
    expect(textOf(answer)).toContain(
      "id:UpdateGroup: depends on the arguments: with parameters IamRoleTrn, Precedence it raises rights",
    );
  });

  it("accounts for every action there is", async () => {
    const client = await connect("v2 modern", ["serve", "--sandbox", "--state", ownFolder()]);
    const { structuredContent = {} } = await client.call("check_policy", {});
    const numbers = ["reads", "stored", "refused"].map(
      (key) => / of (\d+) /.exec(String(structuredContent[key]))?.[1],
    );
    expect(numbers.map(Number).reduce((sum, count) => sum + count)).toBe(418);
  });
});
