/** Identity providers of user pools, of each kind, and what hangs on them. */
import { KINDS } from "../../../sandbox/id/providers/connections.ts";
import type { Step } from "./story.ts";

const IN = { UserPoolUid: "$pool.Uid" };
const at = (as: string) => ({ ...IN, ConnectionUid: `$${as}.Uid` });
const pool: Step = ["id:CreateUserPool", { Name: "people" }, "pool"];

const SCIM: Readonly<Record<string, object>> = { OIDC: { ScimProvisioning: { Enabled: true } } };
/** What an update of a kind has to carry besides. */
const BESIDES: Readonly<Record<string, object>> = {
  OIDC: { ClientId: "app", IsIdTokenMapping: true, UsePkce: true },
};

export const connections: readonly Step[] = [
  pool,
  ...KINDS.flatMap(({ suffix, params }): Step[] => [
    [`id:CreateIdentityProvider${suffix}`, { ...params, ...IN, Name: suffix }, suffix],
    ...(suffix === "LDAPADAgent"
      ? []
      : ([
          [`id:UpdateIdentityProvider${suffix}`, { ...at(suffix), ...BESIDES[suffix], Name: `${suffix} 2` }],
        ] satisfies Step[])),
    [`id:DeleteIdentityProvider${suffix}`, at(suffix)],
    [`id:CreateIdentityProvider${suffix}`, { ...params, ...SCIM[suffix], ...IN, Name: suffix }, suffix],
  ]),
  ["id:DeleteIdentityProvider", at("OAuth")],
  ["id:CreateSCIMToken", at("OIDC"), "token"],
  ["id:DeleteSCIMToken", { ...at("OIDC"), TokenUid: "$token.Uid" }],
  [
    "id:CreateIamOidcProvider",
    { ...IN, IdentityProviderId: "$OIDC.Uid", IdentityProviderType: "OIDC", AppId: "app" },
  ],
  ["id:CreateUser", { ...IN, Name: "Ann", Email: "a@example.com" }, "ann"],
  [
    "id:LinkIdentityProviderToUser",
    { ...IN, UserPoolUserUid: "$ann.Uid", ConnectionUid: "$OIDC.Uid", ExternalProviderUserId: "x1" },
  ],
  [
    "id:DisableIdentityProviderForUser",
    { ...IN, UserPoolUserUid: "$ann.Uid", ConnectionUid: "$OIDC.Uid", ExternalProviderUserId: "x1" },
  ],
];

const file = Buffer.from("Email\r\na@example.com").toString("base64");

export const tasks: readonly Step[] = [
  pool,
  [
    "id:CreateIdentityProviderWeCom",
    { ...KINDS.find(({ suffix }) => suffix === "WeCom")?.params, ...IN, Name: "office" },
    "office",
  ],
  ["id:CreateTaskRetrieveUserSync", { ...at("office"), SkipMergeTask: true }, "sync"],
  ["id:CancelTask", { ...IN, TaskUid: "$sync.TaskUid" }],
  ["wait", { ms: 60_000 }],
  ["id:CreateTaskRetrieveUserSync", { ...at("office"), SkipMergeTask: true }, "stopped"],
  ["id:CancelTaskUserSync", { ...IN, TaskUid: "$stopped.TaskUid" }],
  [
    "id:CreateTaskRetrieveUserSyncAttachment",
    { ...IN, AttachmentFileB64: file, UniqueUserIdentifier: "Email", SkipMergeTask: true },
    "second",
  ],
  ["wait", { ms: 60_000 }],
  ["id:CreateTaskMergeUserSync", { ...IN, TaskUid: "$second.TaskUid" }],
  ["wait", { ms: 60_000 }],
  ["id:CreateTaskRetrieveAppVisibleUsers", { ...at("office"), SyncDepartments: true }, "visible"],
  ["wait", { ms: 60_000 }],
  ["id:CreateTaskCommitAppVisibleUsers", { ...IN, StagingTaskUid: "$visible.TaskUid" }],
];
