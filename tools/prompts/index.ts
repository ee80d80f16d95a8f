/** The jobs that a user can ask for by name, as data, in the order in which an administrator meets them. */
import type { Prompt } from "../../src/action/prompt.ts";
import { accessReview } from "./access-review.ts";
import { giveAgentACredential } from "./give-agent-a-credential.ts";
import { grantAccess } from "./grant-access.ts";
import { offboardUser } from "./offboard-user.ts";
import { onboardUser } from "./onboard-user.ts";
import { provisionAgent } from "./provision-agent.ts";

export const prompts: readonly Prompt[] = Object.freeze([
  provisionAgent,
  giveAgentACredential,
  grantAccess,
  onboardUser,
  offboardUser,
  accessReview,
]);
