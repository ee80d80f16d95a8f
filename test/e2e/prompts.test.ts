/** Every prompt is followed to the letter in the sandbox: what it says to call is accepted there. */
import { describe, expect, it } from "vitest";
import type { Json } from "../../src/action/json.ts";
import { prompts } from "../../tools/prompts/index.ts";
import { ownFolder } from "../support/folder.ts";
import { type Connected, connect, errorOf } from "../support/idgate.ts";
import { follow } from "../support/prompt-run.ts";

const RESOURCE = "trn:vefaas:cn-beijing:2100000000:function/crm";
const GRANT = { who: "Agent::support-bot", what: "Action::read", on: "Invoice::42", within: "invoices" };

/** What the user says where a prompt asks. */
const ANSWERS: Readonly<Record<string, Json>> = {
  ApiKey: "crm-key-0123456789",
  "Config.ClientId": "crm-client",
  "Config.ClientSecret": "crm-secret-0123456789",
  "Config.Scopes[]": "read",
  "Config.Oauth2Discovery.DiscoveryUrl": "https://login.example.com/.well-known/openid-configuration",
  Password: "Example-first-1",
  InboundAuthConfigId: "iac-example",
  UserState: "DISABLED",
};

interface Case {
  readonly name: string;
  readonly args: Record<string, string>;
  /** Steps that the sandbox answers at least; the others it may not emulate yet. */
  readonly atLeast: number;
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
    atLeast: 8,
  },
  { name: "provision_agent", args: { agent: "mail-bot" }, atLeast: 5 },
  {
    name: "give_agent_a_credential",
    args: { agent: "support-bot", provider: "crm", kind: "api_key", key: "generated", resource: RESOURCE },
    atLeast: 3,
  },
  {
    name: "give_agent_a_credential",
    args: { agent: "support-bot", provider: "crm", kind: "api_key" },
    atLeast: 3,
  },
  {
    name: "give_agent_a_credential",
    args: { agent: "support-bot", provider: "crm", kind: "oauth2_m2m" },
    atLeast: 3,
  },
  {
    name: "give_agent_a_credential",
    args: { agent: "support-bot", provider: "crm", kind: "oauth2_user" },
    atLeast: 2,
  },
  { name: "grant_access", args: { system: "namespace", ...GRANT }, atLeast: 7 },
  {
    name: "grant_access",
    args: { system: "directory", who: "ann", what: "ReadOnly", on: "2100000000", within: "finance" },
    atLeast: 6,
  },
  {
    name: "grant_access",
    args: { system: "iam", who: "ann", what: "ReadOnlyAccess", within: "finance" },
    atLeast: 1,
  },
  {
    name: "onboard_user",
    args: { where: "directory", user: "bea", email: "bea@example.com", group: "finance" },
    atLeast: 6,
  },
  {
    name: "onboard_user",
    args: { where: "user_pool", user: "bea", pool: "shop", group: "finance", email: "" },
    atLeast: 1,
  },
  {
    name: "onboard_user",
    args: { where: "iam", user: "bea", display_name: "Bea", group: "finance" },
    atLeast: 1,
  },
  { name: "offboard_user", args: { where: "directory", user: "ann", delete: "yes" }, atLeast: 6 },
  {
    name: "offboard_user",
    args: { where: "user_pool", user: "ann", pool: "shop", delete: "yes" },
    atLeast: 3,
  },
  { name: "offboard_user", args: { where: "iam", user: "ann", delete: "yes" }, atLeast: 2 },
  { name: "access_review", args: {}, atLeast: 7 },
];

describe("followed to the letter in the sandbox", () => {
  it("is every prompt", () => {
    expect(new Set(CASES.map(({ name }) => name))).toEqual(new Set(prompts.map(({ name }) => name)));
  });

  it.each(CASES.map((one) => [`${one.name} ${Object.values(one.args).join(" ")}`, one] as const))(
    "%s",
    async (_, { name, args, atLeast }) => {
      const client = await prepared();
      const { outcomes } = await followed(client, name, args);
      expect(
        outcomes.filter((outcome) => outcome === "ran").length,
        outcomes.join(", "),
      ).toBeGreaterThanOrEqual(atLeast);
      // What is skipped is skipped for want of what the sandbox does not have, not for a mistake in the prompt.
      if (outcomes.includes("skipped")) expect(outcomes).toContain("not emulated");
    },
  );

  it("a grant is refused before, allowed after, and no wider than asked for", async () => {
    const client = await prepared();
    const { results } = await followed(client, "grant_access", { system: "namespace", ...GRANT });
    const answers = results.flat().filter((result) => result.Allowed !== undefined);
    expect(answers.map(({ Allowed }) => Allowed)).toEqual([false, true, false]);
  });

  it("offboarding leaves nobody in the directory, and without the wish to delete it leaves them there", async () => {
    for (const wish of ["no", "yes"]) {
      const client = await prepared();
      await followed(client, "offboard_user", { where: "directory", user: "ann", delete: wish });
      const left = await client.call("read_action", { action: "cloudidentity:ListUsers", count: true });
      expect(left.structuredContent).toMatchObject({ count: wish === "yes" ? 1 : 2 });
    }
  });
});

async function followed(client: Connected, name: string, args: Record<string, string>) {
  const text = await client.material.prompt(name, args);
  const steps = prompts.find((prompt) => prompt.name === name)?.steps(args) ?? [];
  return await follow(client, { text, steps, answers: ANSWERS });
}

/** A sandbox with an agent, a namespace, two people and a group in each place, where it has such a place. */
async function prepared(): Promise<Connected> {
  const client = await connect("v2 modern", ["serve", "--sandbox", "--state", ownFolder()]);
  const change = async (action: string, params: Record<string, Json>) => {
    const result = await client.call("change_action", { action, params });
    if (result.isError === true) expect(errorOf(result).message).toContain("does not emulate it yet");
    return result.structuredContent ?? {};
  };
  await change("id:CreateNamespace", { NamespaceName: "invoices" });
  await change("id:CreateWorkloadIdentity", { Name: "support-bot" });
  const { UserId } = await change("cloudidentity:CreateUser", { UserName: "ann" });
  await change("cloudidentity:CreateUser", { UserName: "anna" });
  const { GroupId } = await change("cloudidentity:CreateGroup", { GroupName: "finance", JoinType: "Manual" });
  await change("cloudidentity:CreateGroup", { GroupName: "finance-guests", JoinType: "Manual" });
  await change("cloudidentity:AddUserToGroup", { UserId: String(UserId), GroupId: String(GroupId) });
  await change("iam:CreateUser", { UserName: "ann" });
  await change("iam:CreateGroup", { UserGroupName: "finance" });
  await change("iam:CreateLoginProfile", { UserName: "ann", Password: "Example-first-1" });
  await change("iam:CreateAccessKey", { UserName: "ann" });
  return client;
}
