/** What decisions say, in Chinese. */
import type { PolicyWords } from "./en.ts";

const rulesOf = (ids: readonly string[]) => `规则 ${ids.join("、")}`;

export const ZH: PolicyWords = {
  unknown: (name) => `策略不认识操作 ${name}。`,
  denied: (name, ids) => `此次 ${name} 调用被${rulesOf(ids)} 拒绝。`,
  documentGives: (names, more) =>
    `其中的文档所授予的权限涉及 ${names.join("、")}${more > 0 ? `，另有 ${more} 个` : ""}。`,
  noRule: (name) => `没有规则允许 ${name}。`,
  noRuleWith: (name) => `没有规则允许以这些参数调用 ${name}。`,
  address: (name, because) => `${name} 会把内容发送到不允许的地址：${because}。`,
  newName: (name, because) => `不允许 ${name} 使用这个名称：${because}。`,
  signature: (name, because) => `${name} 需要第二人签名：${because}。`,

  unlistedHost: (field) => `${field} 必须是 https 地址，且主机在策略的列表中`,
  unlistedInMetadata: (field) =>
    `${field} 中的每个地址都必须是 https 地址，且主机在策略的列表中；文档不得含有注释、CDATA、字符引用，也不得引用其他可读取的位置`,
  unlistedValue: (field) => `${field} 必须是规则以 in 条件列出的值`,
  underRule: (rule) => `新名称会使其落入规则 ${rule} 的范围，而该规则目前不涵盖它`,
  outOfRule: (rule) => `规则 ${rule} 按现有名称拒绝对它的操作，改名后便管不到它`,
  noCommonApprover: "允许它的各条规则没有共同的审批人",

  otherCallers: "该规则适用于其他调用者",
  mustBeNamed: "提升权限的调用必须以完整名称列出",
  nobodyToSign: "提升权限的调用需要第二人签名，而策略没有指定签名人",
  typesForSecrets: "会返回已存储密钥的调用需要列出资源类型的规则",
  mustBe: (path, accepted) => `${path} 必须${accepted}`,
  mustBeGiven: (path, accepted) => `必须给出 ${path}，且${accepted}`,
  mustBeLeftOut: (path) => `不得给出 ${path}`,
  notLetThrough: (path) => `${path} 不在该规则放行的参数之中`,
  plainPatch: (field) => `${field} 只能在根以下添加、替换和移除`,
  noProperty: (path, type) => `${path} 不是 ${type} 中可由调用设置的属性`,

  like: (pattern) => `匹配 ${pattern}`,
  atLeast: (bound) => `不小于 ${bound}`,
  atMost: (bound) => `不大于 ${bound}`,
  oneOf: (values, more) =>
    values.length === 1 && more === 0
      ? `是 ${values.join("")}`
      : `是 ${values.join("、")} ${more > 0 ? `等 ${values.length + more} 个值` : ""}之一`,
  there: "给出",
  and: "，且",
  also: "；",
  aParameter: "某个参数",
  keyInside: (path) => `${path} 中的某个键`,

  deniedAlways: (name, ids) => `${name} 被${rulesOf(ids)} 拒绝。`,
  deniesSomeCallers: (rule) => `规则 ${rule} 拒绝部分调用者`,
  deniesSomeArguments: (rule) => `规则 ${rule} 拒绝部分参数`,
  documentGrants: "策略文档不得授予规则所拒绝的操作",
  newNameStays: "新名称不得使其落入原本不涵盖它的规则",
  signersDiffer: "要求签名的各条规则没有共同的审批人",
  addressesListed: "其中的地址必须位于策略列出的主机上",
  natureBy: (parameters) => `它的作用取决于参数 ${parameters.join("、")}，并据此判断`,
  raisesBy: (parameters) =>
    `带有参数 ${parameters.join("、")} 时会提升权限：规则必须以完整名称列出它，并说明如何审批`,
  raisesSigned: (parameters) => `带有参数 ${parameters.join("、")} 时会提升权限，只有这时才需要第二人签名`,
  forSomeCallers: (rule) => `规则 ${rule} 只适用于部分调用者`,
  someParameters: (rule) => `规则 ${rule} 只放行部分参数`,
  mustNameIt: (rule) => `规则 ${rule} 必须以完整名称列出它`,

  needsPolicy: (name) =>
    `${name} 需要策略，而此服务器没有策略：没有策略时只允许普通读取；请向运维人员索取策略。`,
  plainReadsOnly: "没有策略时只允许普通读取",
  suspended: (name, since) =>
    `${name} 不是普通读取，而变更已暂停：自 ${since} 起，运维人员的策略无法使用。在运维人员改正策略并让 idgate 重新加载（SIGHUP）或重新启动 idgate 之前，只允许普通读取。`,
  suspendedOutlook: "必须是普通读取：变更已暂停",
};
