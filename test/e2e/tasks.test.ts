import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { describe, expect, it, onTestFinished } from "vitest";
import { ownFolder } from "../support/folder.ts";
import { BINARY, runCommand, toolResult } from "../support/idgate.ts";
import { envelope, startUpstream } from "../support/upstream.ts";

const CREATE = {
  name: "cc_create_resource",
  arguments: { TypeName: "Volcengine::IAM::User", TargetState: { UserName: "bot" } },
};

/** A Cloud Control whose task runs until `finish` is called. */
async function openTask() {
  let status = "IN_PROGRESS";
  const upstream = await startUpstream((arrived, response) =>
    envelope({ OperationStatus: status, TaskID: "task-1", Identifier: "bot" })(arrived, response),
  );
  onTestFinished(() => upstream.close());
  const state = ownFolder();
  const client = new Client({ name: "test-client", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [BINARY, "serve", "--endpoint", upstream.url, "--state", state],
      stderr: "ignore",
    }),
  );
  onTestFinished(() => client.close());
  const finish = () => {
    status = "SUCCESS";
  };
  return { upstream, client, state, finish };
}

describe("a task that takes time", () => {
  it("tells of its progress, and its end is the result", async () => {
    const { upstream, client, finish } = await openTask();
    const told: string[] = [];
    const result = await client.callTool(CREATE, undefined, {
      onprogress: ({ message }) => {
        told.push(message ?? "");
        finish();
      },
    });
    expect(told[0]).toContain("task-1");
    expect(toolResult.parse(result).structuredContent).toMatchObject({ OperationStatus: "SUCCESS" });
    expect(upstream.of("CreateResource")).toHaveLength(1);
    expect(upstream.of("GetTask").map((one) => one.body)).toContain('{"TaskId":"task-1"}');
  });

  it("is left to itself when the client cancels: the ledger says that it was accepted, and nothing is sent again", async () => {
    const { upstream, client, state } = await openTask();
    const cancel = new AbortController();
    const call = client.callTool(CREATE, undefined, {
      signal: cancel.signal,
      onprogress: () => cancel.abort(),
    });
    await expect(call).rejects.toThrow();
    await client.close();
    const { stdout } = await runCommand(["audit", "list", "--json", "--sandbox", "--state", state]);
    expect(JSON.parse(stdout)).toMatchObject([{ status: "accepted", taskId: "task-1" }]);
    expect(upstream.of("CreateResource")).toHaveLength(1);
  });
});
