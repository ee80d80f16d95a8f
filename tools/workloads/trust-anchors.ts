/** Trust anchors: outside issuers whose proofs a workload pool accepts (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  flagOutput,
  listOf,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainName,
  plainText,
  rowsOutput,
  secretOutput,
  text,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";

const family = "trust-anchors";

/** A bound of our own for certificates and key sets: the reference states none. */
const CONFIG_LIMIT = 65_536;

const anchorName = () => name("Name from ListTrustAnchors");

// Values are sealed in answers, since anything may be in them, but not in requests: who approves an anchor has to
// see whom it trusts, and the policy judges the address.
const configOutput = () => rowsOutput({ Key: textOutput(), Value: secretOutput() });

const changed = () => ({
  Name: textOutput(),
  AccountId: textOutput(),
  Trn: textOutput(),
  TrustAnchorType: textOutput(),
  TrustAnchorCfg: configOutput(),
  CreatedAt: textOutput(),
  UpdatedAt: textOutput(),
});
const listed = () => ({ ...changed(), Description: textOutput() });
const anchor = () => ({ ...listed(), IdentityNameTemplate: textOutput() });

const pool = () => ({
  WorkloadPoolId: textOutput(),
  WorkloadPoolName: textOutput(),
  Trn: textOutput(),
  Description: textOutput(),
  DiscoveryUrl: textOutput(),
  Url: textOutput(),
  TrustAnchors: textsOutput(),
  AllowAutoCreateIdentity: flagOutput(),
  CreatedAt: textOutput(),
  UpdatedAt: textOutput(),
});

const createTrustAnchor = defineAction({
  service: "id",
  name: "CreateTrustAnchor",
  family,
  effect: "create",
  escalates: true,
  title: "Create a trust anchor",
  zh: "创建信任锚",
  summary:
    "Registers an outside issuer whose tokens or certificates workloads may prove themselves with, instead of keys. It takes effect in the workload pools that it is bound to, here or with BindWorkloadPoolTrustAnchor.",
  synonyms: [
    "workload identity federation; trust Kubernetes; CI without keys; SPIFFE; pods authenticate without secrets; accept tokens of our cluster; service account tokens of Kubernetes; outside CA; root of trust",
    "免密钥联合; 信任外部签发方; 集群签发的 token; pod 不放密钥; 信任集群; 信任 K8s; 外部 OIDC 签发方; 外部 CA; 信任根; 登记集群; 外部集群",
  ],
  exampleShows: ["TrustAnchorCfg"],
  prerequisites: ["id:ListWorkloadPools"],
  counts: ["WorkloadPoolName[]"],
  input: () => ({
    Name: name("Name of the new anchor"),
    TrustAnchorType: name("Kind of anchor, spelled as ListTrustAnchors shows it"),
    TrustAnchorCfg: listOf(
      z.strictObject({ Key: plainName().optional(), Value: plainText(CONFIG_LIMIT).optional() }),
      "Settings of this kind, e.g. the issuer's address",
    ).optional(),
    WorkloadPoolName: listOf(plainName(), "Pools to bind it to at once").optional(),
    IdentityNameTemplate: name("How identities that come through it are named").optional(),
    Description: text("What the anchor is for, for people").optional(),
  }),
  egress: ["TrustAnchorCfg[].Value"],
  secrets: { output: ["TrustAnchorCfg[].Value"] },
  output: anchor,
  lookup: { action: "id:GetTrustAnchor", by: ["Name"] },
});

const getTrustAnchor = defineAction({
  service: "id",
  name: "GetTrustAnchor",
  family,
  effect: "read",
  title: "Get a trust anchor",
  zh: "查看信任锚",
  summary:
    "Shows one trust anchor with its kind and the names of its settings; their values are sealed. Which pools accept it, GetWorkloadPool shows.",
  synonyms: [
    "which issuer is trusted; federation settings; issuer settings; settings of a trust root; issuer and certificates of a root",
    "信任了谁; 联合配置; 签发方详情; 信任根详情; 集群的 issuer",
  ],
  prerequisites: ["id:ListTrustAnchors"],
  input: () => ({ Name: anchorName() }),
  secrets: { output: ["TrustAnchorCfg[].Value"] },
  output: anchor,
});

const listTrustAnchors = defineAction({
  service: "id",
  name: "ListTrustAnchors",
  family,
  effect: "read",
  title: "List trust anchors",
  zh: "列出信任锚",
  summary: "Lists the trust anchors of the account, page by page; the values of their settings are sealed.",
  synonyms: [
    "audit federation; all trusted issuers; which clusters are trusted; outside issuers; roots of trust; clusters registered",
    "信任关系盘点; 外部签发方; 信任了哪些集群; 信任了哪些外部签发方; 信任根列表; 登记了哪些集群",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    Name: name("Only anchors of this name").optional(),
    SortBy: name("Field to sort by, e.g. CreatedAt").optional(),
    SortOrder: name("Sort direction, e.g. Desc").optional(),
  }),
  secrets: { output: ["TrustAnchors[].TrustAnchorCfg[].Value"] },
  output: () => ({ TrustAnchors: rowsOutput(listed()), ...pageOutput("TotalCount") }),
  paging: "page-number",
});

const updateTrustAnchor = defineAction({
  service: "id",
  name: "UpdateTrustAnchor",
  family,
  effect: "update",
  escalates: true,
  title: "Update a trust anchor",
  zh: "修改信任锚",
  summary:
    "Replaces the settings or the description of a trust anchor. Whoever the new settings trust gets into every pool that it is bound to; what they no longer trust is refused.",
  synonyms: [
    "rotate certificate; issuer moved; renew CA; new CA certificate; change issuer URL; JWKS changed; cluster has a new certificate; replace CA bundle; issuer address changed",
    "更换证书; 签发方变更; 更新 CA; 换签发地址; 集群证书更新; 集群换证书; issuer 地址变了; 换根证书",
  ],
  exampleShows: ["TrustAnchorCfg"],
  prerequisites: ["id:GetTrustAnchor"],
  input: () => ({
    Name: anchorName(),
    // A list of pairs everywhere else. The reference has text here, and text is what can be judged as a whole.
    TrustAnchorCfg: text("The new settings, as one text", CONFIG_LIMIT).optional(),
    Description: text("The new description").optional(),
  }),
  egress: ["TrustAnchorCfg"],
  secrets: { output: ["TrustAnchorCfg[].Value"] },
  output: changed,
  lookup: { action: "id:GetTrustAnchor", by: ["Name"] },
});

const deleteTrustAnchor = defineAction({
  service: "id",
  name: "DeleteTrustAnchor",
  family,
  effect: "delete",
  title: "Delete a trust anchor",
  zh: "删除信任锚",
  summary:
    "Deletes a trust anchor for good: workloads that prove themselves through it get no more tokens. Its values are sealed in answers, so have the settings at hand before you delete what may be needed again.",
  synonyms: [
    "stop federation; distrust issuer; cluster is gone; forget a cluster; old cluster is shut down; remove a root; drop an issuer",
    "不再信任; 取消联合; 集群下线; 移除外部签发方; 旧集群下线; 删信任根; 集群没了",
  ],
  prerequisites: ["id:GetTrustAnchor", "id:ListWorkloadPools"],
  input: () => ({ Name: anchorName() }),
  output: () => ({ Name: textOutput() }),
  lookup: { action: "id:GetTrustAnchor", by: ["Name"] },
});

const bindWorkloadPoolTrustAnchor = defineAction({
  service: "id",
  name: "BindWorkloadPoolTrustAnchor",
  family,
  effect: "update",
  items: "TrustAnchorNames[]",
  escalates: true,
  title: "Bind trust anchors to a workload pool",
  zh: "为工作负载池绑定信任锚",
  summary:
    "Lets workloads into a pool that prove themselves through the given trust anchors. The answer shows the pool with all its anchors, and whether identities are made on first use.",
  synonyms: [
    "accept outside workloads; enable federation; let a cluster into a pool; pool trusts an issuer; accept tokens of a cluster; link a root with a pool; pool should believe",
    "接入外部工作负载; 启用联合; 让集群进身份池; 允许集群接入; 身份池信任集群; 池子接受; 关联信任根",
  ],
  exampleShows: ["TrustAnchorNames"],
  prerequisites: ["id:ListTrustAnchors", "id:ListWorkloadPools"],
  input: () => ({
    WorkloadPoolName: name("Pool that shall trust them"),
    TrustAnchorNames: listOf(plainName(), "Names from ListTrustAnchors").optional(),
  }),
  output: pool,
  lookup: {
    action: "id:GetWorkloadPool",
    by: ["WorkloadPoolName"],
    among: { list: "TrustAnchors", by: { "TrustAnchorNames[]": "" } },
    tells: "there",
  },
});

// The reference names a workload identity and no anchor, as if taken over from another action; so it is sent.
const unBindWorkloadPoolTrustAnchor = defineAction({
  service: "id",
  name: "UnBindWorkloadPoolTrustAnchor",
  family,
  effect: "delete",
  title: "Unbind trust anchors from a workload pool",
  zh: "为工作负载池解绑信任锚",
  summary:
    "Ends a pool's trust in its anchors; the anchors stay. The API takes a workload identity and names no anchor, so more may be unbound than you mean: compare GetWorkloadPool before and after.",
  synonyms: [
    "refuse outside workloads; disable federation; keep a cluster out of a pool; pool no longer trusts; stop accepting tokens of a cluster; pool should not believe; loosen the link",
    "停止接入外部工作负载; 关闭联合; 不让集群进身份池; 不再接入集群; 摘下签发方; 身份池不再信任; 移除集群信任; 池子不再接受; 断开集群; 取消信任根",
  ],
  prerequisites: ["id:GetWorkloadPool", "id:ListWorkloadIdentities"],
  input: () => ({
    WorkloadPoolName: name("Pool that shall trust them no more"),
    WorkloadIdentity: name("Name of a workload identity in the pool"),
  }),
  output: () => ({
    ...pool(),
    WorkloadIdentity: textOutput(),
    BindingUID: textOutput(),
    MetaData: rowsOutput({ Key: textOutput(), Values: textsOutput() }),
  }),
});

export const trustAnchors = defineFamily({
  name: family,
  title: "Trust anchors",
  zh: "信任锚",
  summary:
    "A trust anchor is an outside issuer whose tokens or certificates a workload pool accepts, so that workloads need no stored keys.",
  actions: [
    createTrustAnchor,
    getTrustAnchor,
    listTrustAnchors,
    updateTrustAnchor,
    deleteTrustAnchor,
    bindWorkloadPoolTrustAnchor,
    unBindWorkloadPoolTrustAnchor,
  ],
});
