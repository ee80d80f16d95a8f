/** What `--only` and `--exclude` shut out comes in by no arguments, and what a policy denies is not read on the side. */
import { describe, expect, it } from "vitest";
import { ownFolder, policyFile } from "../support/folder.ts";
import { connect, errorOf } from "../support/idgate.ts";

const USER = "Volcengine::IAM::User";
const KEY = "Volcengine::IAM::Accesskey";

const connected = (...more: string[]) =>
  connect("v2 modern", ["serve", "--sandbox", "--state", ownFolder(), ...more]);

describe("an effect that the arguments give an action", () => {
  it("is shut out like that of any other action: --exclude issue makes no keys through Cloud Control", async () => {
    const client = await connected("--exclude", "issue");
    const call = (TypeName: string, dryRun: boolean) =>
      client.call("change_action", {
        action: "cloudcontrol:CreateResource",
        params: { TypeName, TargetState: { UserName: "ann" }, wait: 0 },
        dryRun,
      });
    for (const dryRun of [true, false]) {
      expect((await call(USER, dryRun)).isError).toBeFalsy();
      const refused = errorOf(await call(KEY, dryRun));
      expect(refused).toMatchObject({ code: "UNKNOWN_ACTION" });
      expect(refused.message).toContain("`issue`, which this server leaves out");
    }
  });

  it("shows in what is said of the action beforehand", async () => {
    const client = await connected("--exclude", "reveal");
    const asked = await client.call("check_policy", { action: "cloudcontrol:GetResource" });
    expect(asked.structuredContent).toMatchObject({ verdict: "depends" });
    expect(asked.content[0]?.text).toContain(
      "TypeName must not make it `reveal`, which this server leaves out",
    );
    const other = await client.call("check_policy", { action: "cloudcontrol:CreateResource" });
    expect(other.structuredContent).not.toMatchObject({ on: [expect.stringContaining("leaves out")] });
  });

  it("is not among the only ones: --only read reveals nothing", async () => {
    const client = await connected("--only", "read");
    const list = (TypeName: string) =>
      client.call("change_action", { action: "cloudcontrol:ListResources", params: { TypeName } });
    expect((await list(USER)).isError).toBeFalsy();
    expect(errorOf(await list(KEY))).toMatchObject({ code: "UNKNOWN_ACTION" });
  });

  it("does not matter where the action itself was named", async () => {
    const client = await connected("--only", "cloudcontrol:ListResources");
    const listed = await client.call("change_action", {
      action: "cloudcontrol:ListResources",
      params: { TypeName: KEY },
    });
    // Whatever the sandbox makes of the type.
    expect(listed.isError === true ? errorOf(listed).code : "").not.toBe("UNKNOWN_ACTION");
  });
});

describe("the task of a change", () => {
  const policy = `
version: 1
allow:
  - id: users
    actions: ["cloudcontrol:CreateResource"]
    types: ["${USER}"]
    only: [TargetState.UserName]
    approval: none
deny:
  - {id: no-tasks, actions: ["cloudcontrol:GetTask"]}
`;
  const create = {
    action: "cloudcontrol:CreateResource",
    params: { TypeName: USER, TargetState: { UserName: "ann" }, wait: 20 },
  };

  it("is not looked at where a rule denies it; the change is made and called running", async () => {
    const client = await connected("--policy", policyFile(policy));
    const created = await client.call("change_action", create);
    expect(created.isError).toBeFalsy();
    expect(created.content[0]?.text).toContain("could not be looked at (REFUSED_BY_POLICY)");
    expect(created.content[0]?.text).toContain("how it ends cannot be read here");
    expect(created.content[0]?.text).not.toContain("Look again");
    expect(created.structuredContent).not.toMatchObject({ OperationStatus: "SUCCESS" });
  });

  it("is not looked at where it was shut out", async () => {
    const client = await connected("--exclude", "cloudcontrol:GetTask");
    const created = await client.call("change_action", create);
    expect(created.content[0]?.text).toContain("could not be looked at (REFUSED_BY_POLICY)");
  });
});
