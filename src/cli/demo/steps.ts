import * as z from "zod";
import type { Agent, ToolOutcome } from "./agent.ts";
import type { Transcript } from "./transcript.ts";

export class DemoFailed extends Error {}

interface Expected {
  /** The error code that this call must end with; success where it is left out. */
  readonly refusedWith?: string;
  /** Fields of the result that are worth showing. */
  readonly show: readonly string[];
}

/** One call of the agent's: shown, made, checked. @throws DemoFailed where it ends otherwise than it must. */
async function step(
  agent: Agent,
  transcript: Transcript,
  tool: string,
  args: Record<string, unknown>,
  expected: Expected,
): Promise<ToolOutcome> {
  transcript.say(`agent → ${tool} ${JSON.stringify(args)}`);
  const outcome = await agent.call(tool, args);
  if (expected.refusedWith !== undefined) {
    if (outcome.code !== expected.refusedWith) {
      throw new DemoFailed(`${tool} ended ${outcome.code ?? "well"}, not ${expected.refusedWith}`);
    }
    transcript.say(`idgate → ${outcome.code}: ${outcome.message ?? ""}`);
    return outcome;
  }
  if (!outcome.ok) throw new DemoFailed(`${tool} failed: ${outcome.code}: ${outcome.message}`);
  const shown = expected.show.map((field) => `${field} ${JSON.stringify(outcome.data[field])}`);
  transcript.say(`idgate → ${shown.length === 0 ? "done" : shown.join(", ")}`);
  return outcome;
}

/** A search of the agent's, with the best hits as its line. */
async function search(agent: Agent, transcript: Transcript, query: string): Promise<void> {
  transcript.say(`agent → search_actions ${JSON.stringify({ query })}`);
  const outcome = await agent.call("search_actions", { query, limit: 3 });
  const { hits } = found.parse(outcome.data);
  if (hits.length === 0) throw new DemoFailed(`nothing is found for ${query}`);
  for (const { action, policy } of hits) transcript.say(`idgate → ${action} (${policy})`);
}

const found = z.looseObject({ hits: z.array(z.looseObject({ action: z.string(), policy: z.string() })) });

/** The main job: the four creates of the reference pages, read back; a refusal; an approval. */
export async function mainJob(agent: Agent, transcript: Transcript): Promise<void> {
  const call = (tool: string, args: Record<string, unknown>, expected: Expected) =>
    step(agent, transcript, tool, args, expected);

  transcript.heading("The agent lists its tools");
  const tools = await agent.tools();
  transcript.say(`${tools.length} tools, among them ${tools.slice(0, 6).join(", ")} …`);

  transcript.heading("Most of the 418 actions are not listed: the agent searches");
  await search(agent, transcript, "take somebody out of a directory group");
  await search(agent, transcript, "删除工作负载池");

  transcript.heading("A workload pool");
  await call(
    "id_create_workload_pool",
    {
      WorkloadPoolName: "example",
      Description: "example",
      ProjectName: "default",
      Tags: [{ Key: "app", Value: "test" }],
    },
    { show: ["WorkloadPoolName", "Trn"] },
  );
  await call(
    "read_action",
    { action: "id:GetWorkloadPool", params: { WorkloadPoolName: "example" } },
    { show: ["Description", "Tags"] },
  );

  transcript.heading("A permission namespace");
  await call(
    "id_create_namespace",
    { NamespaceName: "example", Description: "example" },
    { show: ["NamespaceName", "Trn"] },
  );
  await call(
    "read_action",
    { action: "id:GetNamespace", params: { NamespaceName: "example" } },
    { show: ["NamespaceId", "Description"] },
  );

  transcript.heading("A group in the directory");
  const group = await call(
    "sso_create_group",
    {
      GroupName: "FP.hyEQBzZBPeBRKDbwDTz.o4t4FrBcml4Os5YWiN8",
      JoinType: "Manual",
      DisplayName: "y9",
    },
    { show: ["GroupId", "GroupName"] },
  );
  await call(
    "read_action",
    { action: "cloudidentity:GetGroup", params: { GroupId: group.data.GroupId } },
    { show: ["DisplayName", "JoinType"] },
  );

  transcript.heading("An IAM user through Cloud Control, with a password that nobody sees");
  const secret = await call("generate_secret", { form: "password" }, { show: ["$secret"] });
  await call(
    "cc_create_resource",
    {
      TypeName: "Volcengine::IAM::User",
      TargetState: {
        UserName: "user-cc",
        DisplayName: "demo",
        Description: "this is a iam user created by ccapi",
        SecurityConfig: { SafeAuthType: "vmfa" },
        Policies: [{ PolicyName: "IAMReadOnlyAccess", PolicyType: "System" }],
        LoginProfile: { Password: { $secret: secret.data.$secret }, PasswordResetRequired: true },
        Tags: [{ Key: "usage", Value: "ccapi" }],
      },
      ClientToken: "abc",
    },
    { show: ["OperationStatus", "Identifier", "TaskID"] },
  );
  await call(
    "read_action",
    {
      action: "cloudcontrol:GetResource",
      params: { TypeName: "Volcengine::IAM::User", Identifier: "user-cc" },
    },
    { show: ["ResourceDescription"] },
  );

  transcript.heading("Changes that the policy does not allow");
  await call(
    "change_action",
    { action: "cloudidentity:DeleteGroup", params: { GroupId: group.data.GroupId } },
    { refusedWith: "REFUSED_BY_POLICY", show: [] },
  );
  await call(
    "change_action",
    { action: "id:DeleteNamespace", params: { NamespaceName: "example" } },
    { refusedWith: "REFUSED_BY_POLICY", show: [] },
  );

  transcript.heading("A change that needs a person");
  const pool = { WorkloadPoolName: "example" };
  await call("change_action", { action: "id:DeleteWorkloadPool", params: pool }, { show: [] });
  await call(
    "read_action",
    { action: "id:GetWorkloadPool", params: pool },
    { refusedWith: "SERVICE_ERROR", show: [] },
  );
}
