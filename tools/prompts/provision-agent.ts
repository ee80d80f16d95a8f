import { choice, definePrompt, given, type Step, text } from "../../src/action/prompt.ts";
import { agentPool, entity, whoAmI } from "./steps.ts";

/** Long enough to try the token once. */
const TRIAL_SECONDS = 900;

export const provisionAgent = definePrompt({
  name: "provision_agent",
  title: "Provision an agent",
  zh: "为智能体开通身份",
  description: "Give an AI agent or a tool an identity of its own in a workload pool.",
  arguments: {
    agent: text("Name of the agent's identity, e.g. invoice-bot"),
    pool: agentPool(),
    description: text("What the agent does, for people").optional(),
    try_token: choice(["no", "yes"], "yes: also issue a token of 15 minutes, as a test").default("no"),
    namespace: text("Permission namespace in which to check what it may do").optional(),
    operation: text("To check with it, e.g. Action::read").optional(),
    resource: text("To check with it, e.g. Invoice::42").optional(),
  },
  steps({ agent, pool, description, try_token, namespace, operation, resource }) {
    const inPool = { WorkloadPoolName: pool };
    const identity = { Name: agent, ...inPool };
    return [
      whoAmI,
      {
        action: "id:ListWorkloadPools",
        params: inPool,
        fields: ["WorkloadPoolName", "Description", "ProjectName", "TotalWorkloads"],
        why: "Shows whether the pool is there and what it is for.",
        check: "If there is none, ask the user whether to create it or to use another.",
      },
      ...(pool === "default"
        ? []
        : [
            {
              action: "id:CreateWorkloadPool",
              params: inPool,
              optional: "only if the pool is missing and the user wants it",
              why: "Creates the pool that groups the identities of one team or product.",
            },
          ]),
      {
        action: "id:ListWorkloadIdentities",
        params: identity,
        fields: ["Name", "Description", "Source", "CreatedAt"],
        why: "Shows whether the name is taken in the pool.",
        check: "If it exists, stop and ask the user: two agents must not share an identity.",
      },
      {
        action: "id:CreateWorkloadIdentity",
        params: { ...identity, ...given("Description", description) },
        why: "Creates the identity. It has no rights yet.",
      },
      {
        action: "id:GetWorkloadIdentity",
        params: identity,
        why: "Reads it back; policies and audits name its Trn.",
      },
      ...(try_token === "yes" ? [trial(identity)] : []),
      ...(namespace === undefined || operation === undefined || resource === undefined
        ? []
        : [
            {
              action: "id:CheckPermission",
              params: {
                NamespaceName: namespace,
                Principal: { Type: "Agent", Id: agent },
                Operation: entity("operation", operation),
                Resource: entity("resource", resource),
              },
              why: "Shows whether the policies let it; a new agent is usually refused.",
              check: "Tell the user the answer. Granting is another job: grant_access.",
            },
          ]),
    ];
  },
});

function trial(identity: Step["params"]): Step {
  return {
    action: "id:GetWorkloadAccessToken",
    params: { ...identity, DurationSeconds: TRIAL_SECONDS },
    why: "Proves that the agent can get a token. It comes as a handle that nobody can read.",
  };
}
