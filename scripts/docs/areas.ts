/** The rooms under tools/, as the index of pages shows them. */
import type { Family } from "../../src/action/family.ts";
import { cloudControl } from "../../tools/cloud-control/index.ts";
import { credentials } from "../../tools/credentials/index.ts";
import { directory } from "../../tools/directory/index.ts";
import { gateway } from "../../tools/gateway/index.ts";
import { iam } from "../../tools/iam/index.ts";
import { identityProviderKinds } from "../../tools/identity-providers/index.ts";
import { people } from "../../tools/people/index.ts";
import { permissions } from "../../tools/permissions/index.ts";
import { sts } from "../../tools/sts/index.ts";
import { sync } from "../../tools/sync/index.ts";
import { userPoolSettings } from "../../tools/user-pools/index.ts";
import { workloads } from "../../tools/workloads/index.ts";

export interface Area {
  /** The folder under tools/. */
  readonly folder: string;
  readonly title: string;
  readonly families: readonly Family[];
}

/** In the order of tools/index.ts; a test holds them together. */
export const areas: readonly Area[] = [
  { folder: "sts", title: "The caller and temporary keys", families: sts },
  { folder: "workloads", title: "Agents and tools", families: workloads },
  { folder: "credentials", title: "Stored credentials", families: credentials },
  { folder: "permissions", title: "Permissions", families: permissions },
  { folder: "gateway", title: "Permission gateway and network", families: gateway },
  { folder: "user-pools", title: "User pools", families: userPoolSettings },
  { folder: "people", title: "People in user pools", families: people },
  { folder: "sync", title: "Bulk sync into user pools", families: sync },
  {
    folder: "identity-providers",
    title: "Sign-in connections of user pools",
    families: identityProviderKinds,
  },
  { folder: "directory", title: "The directory and single sign-on", families: directory },
  { folder: "iam", title: "IAM of the account", families: iam },
  { folder: "cloud-control", title: "Cloud Control", families: cloudControl },
];
