import { describe, expect, it } from "vitest";
import { INSTRUCTIONS_LIMIT } from "../../src/server/instructions.ts";
import { ownFolder } from "../support/folder.ts";
import { CLIENTS, connect, errorOf } from "../support/idgate.ts";

describe.each(CLIENTS)("a %s client", (kind) => {
  const start = () => connect(kind, ["serve", "--sandbox", "--state", ownFolder()]);

  it("lists the tools, with the same names in the same order each time", async () => {
    const client = await start();
    const names = (await client.tools()).map((tool) => tool.name);
    expect(names).toContain("id_create_workload_pool");
    expect(names).toContain("cc_create_resource");
    expect(names).toContain("generate_secret");
    expect((await client.tools()).map((tool) => tool.name)).toEqual(names);
  });

  it("is told how to work with this server, briefly", async () => {
    const client = await start();
    const text = client.instructions() ?? "";
    expect(text).toContain("SANDBOX");
    expect(text.length).toBeLessThan(INSTRUCTIONS_LIMIT);
  });

  it("creates, reads back and deletes, with results that fit the output schema and name their target", async () => {
    const client = await start();
    const created = await client.call("id_create_workload_pool", { WorkloadPoolName: "agents" });
    expect(created.isError).toBeFalsy();
    expect(created.structuredContent).toMatchObject({
      WorkloadPoolName: "agents",
      idgate: { target: expect.stringContaining("sandbox"), operation: expect.stringMatching(/^op_/) },
    });
    const read = await client.call("id_get_workload_pool", { WorkloadPoolName: "agents" });
    expect(read.structuredContent).toMatchObject({ WorkloadPoolName: "agents" });
    expect(read.content[0]?.text).toContain('"WorkloadPoolName":"agents"');
    const deleted = await client.call("id_delete_workload_pool", { WorkloadPoolName: "agents" });
    expect(deleted.content[0]?.text).toContain("id:DeleteWorkloadPool");
    const gone = await client.call("id_get_workload_pool", { WorkloadPoolName: "agents" });
    expect(gone.isError).toBe(true);
    expect(errorOf(gone)).toMatchObject({ code: "SERVICE_ERROR", kind: "service" });
    expect(gone.structuredContent).toBeUndefined();
  });

  it("gets a token as a handle, and never its value", async () => {
    const client = await start();
    await client.call("id_create_workload_identity", { Name: "bot", WorkloadPoolName: "default" });
    const issued = await client.call("id_get_workload_access_token", {
      Name: "bot",
      WorkloadPoolName: "default",
    });
    expect(issued.structuredContent).toMatchObject({
      WorkloadAccessToken: { $secret: expect.stringMatching(/^secret_/) },
    });
    // A JWT begins with the base64url of `{"`: nothing of the kind may be anywhere in the answer.
    expect(JSON.stringify(issued)).not.toContain("eyJ");
  });

  it("follows a Cloud Control task to its end and gets the model parsed", async () => {
    const client = await start();
    const secret = await client.call("generate_secret", { form: "password" });
    const created = await client.call("cc_create_resource", {
      TypeName: "Volcengine::IAM::User",
      TargetState: {
        UserName: "bot",
        LoginProfile: { Password: { $secret: secret.structuredContent?.$secret } },
      },
    });
    expect(created.structuredContent).toMatchObject({
      OperationStatus: "SUCCESS",
      ResourceModel: { UserName: "bot" },
    });
    const listed = await client.call("cc_list_resources", { TypeName: "Volcengine::IAM::User" });
    expect(listed.structuredContent).toMatchObject({
      ResourceDescriptions: [{ Identifier: "bot", Properties: { UserName: "bot" } }],
    });
  });

  it("is told of a task that fails, even where HTTP said 200", async () => {
    const client = await start();
    const user = { TypeName: "Volcengine::IAM::User", TargetState: { UserName: "bot" } };
    expect((await client.call("cc_create_resource", user)).isError).toBeFalsy();
    const again = await client.call("cc_create_resource", user);
    expect(again.isError).toBe(true);
    expect(errorOf(again)).toMatchObject({
      code: "TASK_FAILED",
      message: expect.stringContaining("AlreadyExist"),
    });
  });

  it("gets a task back with its id when it does not wait for the end", async () => {
    const client = await start();
    const started = await client.call("cc_create_resource", {
      TypeName: "Volcengine::IAM::User",
      TargetState: { UserName: "bot" },
      wait: 0,
    });
    expect(started.isError).toBeFalsy();
    expect(started.structuredContent).toMatchObject({
      OperationStatus: expect.stringMatching(/PENDING|IN_PROGRESS/),
      TaskID: expect.any(String),
      idgate: { notes: expect.arrayContaining([expect.stringContaining("still running")]) },
    });
  });
});
