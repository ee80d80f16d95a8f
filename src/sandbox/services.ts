/** Everything that the sandbox models, put together. */
import { cloudControl } from "./cloudcontrol/index.ts";
import { cloudIdentity } from "./cloudidentity/index.ts";
import { iam } from "./iam/index.ts";
import { accessParts } from "./id/access/index.ts";
import { gatewayParts } from "./id/gateway/index.ts";
import { workloadParts } from "./id/index.ts";
import { peopleParts } from "./id/people/index.ts";
import { identityProviderParts } from "./id/providers/index.ts";
import { syncParts } from "./id/sync/index.ts";
import { userPoolParts } from "./id/user-pools/index.ts";
import { resourceGraph } from "./resources/graph.ts";
import { sts } from "./sts/index.ts";
import type { Part, Place, Resource, ResourceGraph, SandboxAction, TaskRunner, WebPage } from "./types.ts";

const PARTS: readonly Part[] = [
  ...workloadParts,
  ...userPoolParts,
  ...peopleParts,
  ...syncParts,
  ...identityProviderParts,
  ...cloudIdentity,
  ...accessParts,
  ...gatewayParts,
  cloudControl,
  ...iam,
  sts,
];

/** Every action of the sandbox. A test holds that none of the documented ones is missing. */
export const sandboxActions: readonly SandboxAction[] = PARTS.flatMap(({ actions }) => actions);
/** Every kind of thing that is declared. */
export const declaredResources: readonly Resource[] = PARTS.flatMap(({ resources = [] }) => resources);
export const sandboxResources: ResourceGraph = resourceGraph(declaredResources);
export const sandboxPages: readonly WebPage[] = PARTS.flatMap(({ pages = [] }) => pages);
export const sandboxRunners: ReadonlyMap<string, TaskRunner> = new Map(
  PARTS.flatMap(({ runners = [] }) => runners).map((runner) => [runner.kind, runner]),
);

/** Makes what is always there. */
export async function prepareServices(context: Place): Promise<void> {
  for (const part of PARTS) await part.prepare?.(context);
}
