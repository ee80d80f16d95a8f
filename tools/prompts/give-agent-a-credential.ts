import { choice, definePrompt, type Step, text } from "../../src/action/prompt.ts";
import { agentPool, whoAmI } from "./steps.ts";

/** Long enough to fetch the credential once. */
const TRIAL_SECONDS = 900;

interface Provider {
  readonly provider: string;
  readonly pool: string;
}

export const giveAgentACredential = definePrompt({
  name: "give_agent_a_credential",
  title: "Give an agent a credential",
  zh: "为智能体配置凭据",
  description:
    "Store a third party's API key or OAuth2 client, so that an agent fetches it and no code holds it.",
  arguments: {
    agent: text("Name of the agent's workload identity"),
    provider: text("Name of the credential provider to create, e.g. crm-key"),
    kind: choice(
      ["api_key", "oauth2_m2m", "oauth2_user"],
      "An API key; OAuth2 from machine to machine; OAuth2 for users who consent",
    ),
    pool: agentPool(),
    key: choice(
      ["given", "generated"],
      "API key: the user has it, or a new one of an inbound authentication of your own",
    ).default("given"),
    resource: text("TRN of a resource that is to use it, if it has to be bound").optional(),
  },
  steps({ agent, provider, kind, pool, key, resource }) {
    const type = kind === "api_key" ? "api_key" : "oauth2";
    const binding = { ProviderName: provider, ProviderType: type, PoolName: pool };
    return [
      whoAmI,
      {
        action: "id:GetWorkloadIdentity",
        params: { Name: agent, WorkloadPoolName: pool },
        why: "Shows the agent that will fetch the credential.",
        check: "If it does not exist, stop: provision_agent comes first.",
      },
      {
        action: "id:ListCredentialProviders",
        params: { PoolName: pool, Filter: { Name: provider } },
        fields: ["Name", "Type", "Flow", "BindingResourceNumber", "UpdatedAt"],
        why: "Shows whether the name is taken.",
        check: "If it exists, stop and ask: replacing a stored secret changes it for everybody who uses it.",
      },
      ...(kind === "api_key" ? apiKey({ provider, pool }, key, agent) : [client({ provider, pool }, kind)]),
      ...(resource === undefined
        ? []
        : [
            {
              action: "id:BindCredentialProvider",
              params: { ...binding, Resource: resource },
              why: "Lets the resource use the credential. Show the user the TRN first: whatever runs there gets it.",
            },
          ]),
      {
        action: "id:ListCredentialProviderBindings",
        params: binding,
        fields: ["ProviderName", "Resource", "CreatedAt"],
        why: "Shows who uses the provider now.",
      },
      ...(kind === "oauth2_user" ? [] : fetching({ provider, pool }, agent, kind)),
    ];
  },
});

/** Name under which a new key of an inbound authentication is found again. */
const keyName = (agent: string) => `key of ${agent}`;

function apiKey({ provider, pool }: Provider, key: "given" | "generated", agent: string): readonly Step[] {
  const create = {
    action: "id:CreateApiKeyCredentialProvider",
    params: { Name: provider, PoolName: pool },
    why: "Stores the key. ApiKeyMetadata can say where requests carry it.",
  };
  if (key === "given") {
    return [{ ...create, asks: { ApiKey: "the key, or a handle of it; never make one up" } }];
  }
  const asks = { InboundAuthConfigId: "the inbound authentication of what the agent is to call" };
  return [
    {
      action: "id:CreateApiKey",
      params: { ApiKeyAuthConfig: { ApiKeyName: keyName(agent) } },
      asks,
      why: "Has a new key made that your own side accepts. id:ListInboundAuthConfigs finds the id. A third party issues its keys itself: then stop.",
    },
    {
      action: "id:GetInboundAuthConfig",
      params: {},
      asks,
      as: "inbound",
      why: "Gives the handle of the new key.",
    },
    {
      ...create,
      takes: {
        ApiKey: {
          from: "inbound",
          path: "ApiKeyAuthConfigs[].ApiKey",
          where: { ApiKeyName: keyName(agent) },
        },
      },
    },
  ];
}

function client({ provider, pool }: Provider, kind: "oauth2_m2m" | "oauth2_user"): Step {
  const forUsers = kind === "oauth2_user";
  return {
    action: "id:CreateOauth2CredentialProvider",
    params: {
      Name: provider,
      PoolName: pool,
      Vendor: 0,
      Config: { Flow: forUsers ? "USER_FEDERATION" : "M2M" },
    },
    asks: {
      "Config.ClientId": "the client id at the vendor",
      "Config.ClientSecret": "the client secret, or a handle of it",
      "Config.Scopes[]": "the scopes, no more than the agent needs",
      "Config.Oauth2Discovery.DiscoveryUrl": "the vendor's discovery address",
    },
    why: "Stores the OAuth2 client. Have the user confirm the address first: the secret is sent there.",
    check: forUsers
      ? "Its CallbackUrl has to be registered at the vendor. At run time the agent's own code calls id:GetWorkloadAccessTokenForJWT with the user's token, then id:GetResourceOauth2Token with that as IdentityToken, and sends the user to the AuthorizationUrl."
      : "In the answer look at the name alone; the secret is stored and not shown again.",
  };
}

function fetching({ provider, pool }: Provider, agent: string, kind: "api_key" | "oauth2_m2m"): Step[] {
  const optional = "only if the user wants to try it now";
  return [
    {
      action: "id:GetWorkloadAccessToken",
      params: { Name: agent, WorkloadPoolName: pool, DurationSeconds: TRIAL_SECONDS },
      as: "token",
      optional,
      why: "The agent's own token, as the agent gets it at run time.",
    },
    {
      action: kind === "api_key" ? "id:GetResourceApiKey" : "id:GetResourceOauth2Token",
      params: { ProviderName: provider, PoolName: pool, ...(kind === "api_key" ? {} : { Flow: "M2M" }) },
      takes: { IdentityToken: { from: "token", path: "WorkloadAccessToken" } },
      optional,
      why: "Fetches the credential with that token, as the agent does. It comes as a handle.",
      check: "Tell the user that these two calls are what the agent's code has to make.",
    },
  ];
}
