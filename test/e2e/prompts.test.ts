/** Every prompt is followed to the letter in the sandbox: what it says to call is accepted there. */
import { describe, expect, it } from "vitest";
import type { Json } from "../../src/action/json.ts";
import { prompts } from "../../tools/prompts/index.ts";
import { ownFolder } from "../support/folder.ts";
import { type Connected, connect, errorOf } from "../support/idgate.ts";
import { follow } from "../support/prompt-run.ts";

const RESOURCE = "trn:vefaas:cn-beijing:2100000000:function/crm";
const GRANT = { who: "Agent::support-bot", what: "Action::read", on: "Invoice::42", within: "invoices" };

interface Case {
  readonly name: string;
  readonly args: Record<string, string>;
}

const CASES: readonly Case[] = [
  {
    name: "provision_agent",
    args: {
      agent: "mail-bot",
      pool: "agents",
      try_token: "yes",
      namespace: "invoices",
      operation: "Action::read",
      resource: 'Invoice::"42"',
    },
  },
  { name: "provision_agent", args: { agent: "mail-bot" } },
  {
    name: "give_agent_a_credential",
    args: { agent: "support-bot", provider: "crm", kind: "api_key", key: "generated", resource: RESOURCE },
  },
  {
    name: "give_agent_a_credential",
    args: { agent: "support-bot", provider: "crm", kind: "api_key" },
  },
  {
    name: "give_agent_a_credential",
    args: { agent: "support-bot", provider: "crm", kind: "oauth2_m2m" },
  },
  {
    name: "give_agent_a_credential",
    args: { agent: "support-bot", provider: "crm", kind: "oauth2_user" },
  },
  { name: "grant_access", args: { system: "namespace", ...GRANT } },
  {
    name: "grant_access",
    args: { system: "directory", who: "ann", what: "ReadOnly", on: "2100000000", within: "finance" },
  },
  {
    name: "grant_access",
    args: { system: "iam", who: "ann", what: "ReadOnlyAccess", within: "finance" },
  },
  {
    name: "onboard_user",
    args: { where: "directory", user: "bea", email: "bea@example.com", group: "finance" },
  },
  {
    name: "onboard_user",
    args: { where: "user_pool", user: "bea", pool: "shop", group: "finance", email: "" },
  },
  {
    name: "onboard_user",
    args: { where: "iam", user: "bea", display_name: "Bea", group: "finance" },
  },
  { name: "offboard_user", args: { where: "directory", user: "ann", delete: "yes" } },
  {
    name: "offboard_user",
    args: { where: "user_pool", user: "ann", pool: "shop", delete: "yes" },
  },
  { name: "offboard_user", args: { where: "iam", user: "ann", delete: "yes" } },
  { name: "access_review", args: {} },
];

describe("followed to the letter in the sandbox", () => {
  it("is every prompt", () => {
    expect(new Set(CASES.map(({ name }) => name))).toEqual(new Set(prompts.map(({ name }) => name)));
  });

  it.each(CASES.map((one) => [`${one.name} ${Object.values(one.args).join(" ")}`, one] as const))(
    "%s",
    async (_, { name, args }) => {
      const results = await followed(await prepared(), name, args);
      expect(results.length).toBeGreaterThan(3);
    },
  );

  it("a grant is refused before, allowed after, and no wider than asked for", async () => {
    const results = await followed(await prepared(), "grant_access", { system: "namespace", ...GRANT });
    const answers = results.flat().filter((result) => result.Allowed !== undefined);
    expect(answers.map(({ Allowed }) => Allowed)).toEqual([false, true, false]);
  });

  it("offboarding leaves nobody in the directory, and without the wish to delete it leaves them there", async () => {
    for (const wish of ["no", "yes"]) {
      const place = await prepared();
      await followed(place, "offboard_user", { where: "directory", user: "ann", delete: wish });
      const left = await place.client.call("read_action", { action: "cloudidentity:ListUsers", count: true });
      expect(left.structuredContent).toMatchObject({ count: wish === "yes" ? 1 : 2 });
    }
  });
});

interface Prepared {
  readonly client: Connected;
  /** What the user says where a prompt asks. */
  readonly answers: Readonly<Record<string, Json>>;
}

async function followed({ client, answers }: Prepared, name: string, args: Record<string, string>) {
  const text = await client.material.prompt(name, args);
  const steps = prompts.find((prompt) => prompt.name === name)?.steps(args) ?? [];
  return await follow(client, { text, steps, answers });
}

/** A sandbox with an agent, a namespace, and two people and a group in each place. */
async function prepared(): Promise<Prepared> {
  const client = await connect("v2 modern", ["serve", "--sandbox", "--state", ownFolder()]);
  const done = async (
    tool: "change_action" | "read_action",
    action: string,
    params: Record<string, Json>,
  ) => {
    const result = await client.call(tool, { action, params });
    if (result.isError === true) throw new Error(`${action}: ${errorOf(result).message}`);
    return result.structuredContent ?? {};
  };
  const change = (action: string, params: Record<string, Json>) => done("change_action", action, params);
  await change("id:CreateNamespace", { NamespaceName: "invoices" });
  await change("id:CreateWorkloadIdentity", { Name: "support-bot" });
  const inbound = await change("id:CreateInboundAuthConfig", { ConfigName: "crm", AuthType: "ApiKey" });

  const { UserId } = await change("cloudidentity:CreateUser", { UserName: "ann" });
  await change("cloudidentity:CreateUser", { UserName: "anna" });
  const { GroupId } = await change("cloudidentity:CreateGroup", { GroupName: "finance", JoinType: "Manual" });
  await change("cloudidentity:CreateGroup", { GroupName: "finance-guests", JoinType: "Manual" });
  await change("cloudidentity:AddUserToGroup", { UserId: String(UserId), GroupId: String(GroupId) });
  await change("cloudidentity:CreatePermissionSet", { Name: "ReadOnly" });

  const { Uid } = await change("id:CreateUserPool", { Name: "shop" });
  const pool = { UserPoolUid: String(Uid) };
  const { Uid: ann } = await change("id:CreateUser", { ...pool, PreferredUsername: "ann", Name: "ann" });
  await change("id:CreateUser", { ...pool, PreferredUsername: "anna", Name: "anna" });
  const { Uid: finance } = await change("id:CreateGroup", { ...pool, Name: "finance" });
  await change("id:AddUsersToGroup", { ...pool, GroupUid: String(finance), UserUids: [String(ann)] });

  await change("iam:CreateUser", { UserName: "ann" });
  await change("iam:CreateGroup", { UserGroupName: "finance" });
  await change("iam:CreateLoginProfile", { UserName: "ann", Password: "Example-first-1" });
  await change("iam:CreateAccessKey", { UserName: "ann" });

  // The sandbox dials loopback only, where it has an authorization server of its own with a client to try.
  const { DiscoveryUrl } = await done("read_action", "id:GetWorkloadPool", { WorkloadPoolName: "default" });
  const { origin } = new URL(String(DiscoveryUrl));
  return {
    client,
    answers: {
      ApiKey: "crm-key-0123456789",
      "Config.ClientId": "sandbox-client",
      "Config.ClientSecret": "sandbox-secret-example",
      "Config.Scopes[]": "read",
      "Config.Oauth2Discovery.DiscoveryUrl": `${origin}/oauth2/.well-known/oauth-authorization-server`,
      Password: "Example-first-1",
      InboundAuthConfigId: String(inbound.InboundAuthConfigId),
      UserState: "DISABLED",
    },
  };
}
