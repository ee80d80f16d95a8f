/** What refusals, approvals and previews say, in Chinese. */
import type { Effect } from "../../action/action.ts";
import type { GateWords } from "./en.ts";

const consequence: Readonly<Record<Effect, string>> = {
  read: "只读取。",
  reveal: "交还已存储的密钥（已密封；模型只得到句柄）。",
  create: "新建内容。",
  update: "修改已有内容。",
  delete: "移除内容，可能无法撤销。",
  issue: "发放新的凭证（已密封；模型只得到句柄）。",
};

const whatElse: Readonly<Record<Effect, string>> = {
  read: "可能做更多的事",
  reveal: "会交还已存储的密钥",
  issue: "会发放凭证",
  create: "会作出变更",
  update: "会作出变更",
  delete: "会作出变更",
};

export const ZH: GateWords = {
  language: "zh",
  refusal: {
    nothingSent: (reason) => `${reason}未发送任何内容。`,
    closest: (reason, rule, because) => `${reason}最接近的规则是 ${rule}：${because}。`,
    tell: "请告诉用户什么被拒绝了，以及运维人员可以允许它。不要寻找达到同样效果的其他途径，也不要修改任何配置。",
    anotherValue: "只有由你而非用户选定的值，你才可以另选。",
    doNotCorrect: (reason) =>
      `不必改正参数：${reason}无论参数如何，此调用都会被拒绝。请告诉用户，运维人员可以允许它。未发送任何内容。`,
    shutOut: (name, effect) => `以这些参数，${name} 属于 \`${effect}\`，而此服务器不提供。未发送任何内容。`,
    shutOutHint: "请告诉用户，运维人员已将其排除（--only、--exclude）。不要寻找其他途径。",
    mustNotMake: (parameters, effect) =>
      `${parameters.join("、")} 不得使其成为此服务器不提供的 \`${effect}\``,
    notARead: (name, effect) => `${name} 不是普通读取：它${whatElse[effect]}。未发送任何内容。`,
    notAReadHint: "请使用 change_action 或该操作自己的工具：由策略在那里判断。",
    cancelled: "调用在发送任何内容之前已被取消。",
    cannotSeal: "目前无法再密封更多密钥，因此没有请求新的密钥。未发送任何内容。",
    cannotSealHint: "请等到较早的句柄过期，或重新启动服务器。",
    nobodyKnown: "此调用必须由第二人审批，但不知道调用者是谁。",
    onlyRequester: "此调用必须由第二人审批，而策略只指定了请求者本人。",
  },
  approval: {
    waits: (why) => `此调用需要有人审批。${why}未发送任何内容。`,
    waitsHint: (operation) =>
      `运维人员可以在终端运行 \`idgate approvals approve ${operation}\`。然后重复完全相同的调用：它会执行一次。`,
    because: (first, then) => `${first}${then}`,
    cannotAsk: "此客户端无法询问其用户。",
    tooLong: "内容太长，无法在一个问题中完整显示。",
    noAnswer: "客户端没有带回答复。",
    notInTime: "客户端的用户没有及时答复，或无法询问。",
    notTyped: "没有照原样输入将被移除者的名称，因此该答复不算数。",
    noDecision: "答复中没有决定。",
    closed: "问题未经答复就被关闭。",
    changed: "自审批以来，此调用所要变更的内容已经改变。",
    otherCall: "该答复是针对另一个调用给出的。未发送任何内容。",
    otherCallHint: "请再次调用；会重新询问用户。",
    no: "用户拒绝了。未发送任何内容。",
    noHint: "不要重复此调用；请询问用户想要什么。",
    unsigned: (names, why) => `此调用必须由第二人签名：${names.join(" 或 ")}。${why ?? ""}未发送任何内容。`,
    unsignedHint: (operation) =>
      `审批人在终端运行 \`idgate approvals approve ${operation} --key FILE\`。然后重复完全相同的调用：它会执行一次。此客户端的用户无论说什么都不能代替签名。`,
    noSignature: (by) => `账本中的审批${by === undefined ? "" : `（来自 ${by}）`}没有签名。`,
    notNamed: (name) => `策略没有指定 ${name} 审批此调用。`,
    ownCall: (name) => `此调用由 ${name} 提出，任何人都不能审批自己的调用。`,
    incomplete: "账本中的审批不完整。",
    expired: "审批已过期。",
    otherPreview: "审批人看到的不是此调用。",
    badSignature: (name) => `该签名不是 ${name} 用策略当前指定的密钥对此调用所作的签名。`,
  },
  question: {
    intro: (preview) => `智能体想要作出以下变更：\n\n${preview}\n\n是否批准？`,
    again: (why, preview) => `${why}\n\n${preview}`,
    decision: "决定",
    decisionHint: "除非选择 approve（批准），否则不会发送任何内容；reject 为拒绝。",
    typeToApprove: (text) => `要批准，请输入 ${text}`,
    typeHint: "不含引号，逐字输入。此操作会移除内容。",
  },
  preview: {
    target: (target) => `目标：${target}`,
    consequence,
    raises: "它可能提升某人的权限或降低防护。",
    noParameters: "（无参数）",
    notGiven: (name, meaning) => `${name}：未给出，表示 ${meaning}`,
    askedBy: (requester, operation) =>
      `请求者 ${requester}${operation === undefined ? "" : `，操作 ${operation}`}`,
    emptyList: "（空列表）",
    handle: (handle) => `（密钥，句柄 ${handle}）`,
    fingerprint: (fingerprint) => `（密钥，指纹 ${fingerprint}）`,
    noAccount: "未固定账号",
    account: (account) => `账号 ${account}`,
    sandbox: "沙箱",
    real: "真实",
    region: (region) => `区域 ${region}`,
    profile: (profile) => `配置 ${profile}`,
    comma: "，",
  },
};
