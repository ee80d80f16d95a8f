/** What refusals, approvals and previews say, in Chinese. */
import type { Effect } from "../../action/action.ts";
import type { GateWords } from "./en.ts";

const consequence: Readonly<Record<Effect, string>> = {
  read: "只读取。",
  reveal: "返回已存储的密钥（已密封，模型只得到句柄）。",
  create: "新建资源。",
  update: "修改已有资源。",
  delete: "删除或移除内容，可能无法撤销。",
  issue: "签发新的凭证（已密封，模型只得到句柄）。",
};
const consequenceShown: Readonly<Partial<Record<Effect, string>>> = {
  reveal: "返回已存储的密钥，明文：策略允许向模型显示。",
  issue: "签发新的凭据，明文：策略允许向模型显示。",
};

const whatElse: Readonly<Record<Effect, string>> = {
  read: "可能不止读取",
  reveal: "会返回已存储的密钥",
  issue: "会签发凭证",
  create: "会进行变更",
  update: "会进行变更",
  delete: "会进行变更",
};

export const ZH: GateWords = {
  language: "zh",
  refusal: {
    nothingSent: (reason) => `${reason}未发送任何内容。`,
    closest: (reason, rule, because) => `${reason}最接近的规则是 ${rule}：${because}。`,
    tell: "请告诉用户哪项操作被拒绝，以及运维人员可以允许它。不要寻找达到同样效果的其他途径，也不要修改任何配置。",
    anotherValue: "只有你自行选定、并非用户指定的值，才可以换成其他值。",
    doNotCorrect: (reason) =>
      `不要修改参数：${reason}无论参数如何，此调用都会被拒绝。请告诉用户，运维人员可以允许它。未发送任何内容。`,
    shutOut: (name, effect) =>
      `使用这些参数时，${name} 属于 \`${effect}\` 类操作，此服务器不提供这类操作。未发送任何内容。`,
    shutOutHint: "请告诉用户，运维人员已将其排除（--only、--exclude）。不要寻找其他途径。",
    mustNotMake: (parameters, effect) =>
      `${parameters.join("、")} 不得使其成为 \`${effect}\` 类操作，此服务器不提供这类操作`,
    notARead: (name, effect) => `${name} 不是普通读取：它${whatElse[effect]}。未发送任何内容。`,
    notAReadHint: "请改用 change_action 或该操作对应的工具，由策略判断是否允许。",
    cancelled: "调用已取消，未发送任何内容。",
    cannotSeal: "目前无法再密封更多密钥，因此没有请求新的密钥。未发送任何内容。",
    cannotSealHint: "请等到较早的句柄过期，或重新启动服务器。",
    nobodyKnown: "此调用必须由第二人审批，但无法确定调用者是谁。",
    onlyRequester: "此调用必须由第二人审批，而策略只指定了请求者本人。",
    noAccount: "策略没有指定账号，因此对真实账号只发送读取。",
    noAccountHint: "请让运维人员在策略中添加 `account`。",
    otherAccount: "云凭证所属的账号与策略指定的账号不同。",
    otherAccountHint: "请询问运维人员：配置（profile）或策略有一个不对。未作任何变更。",
    policyChanged: (name) => `${name} 进行期间，运维人员更改了策略：调用已被拦下，未作任何变更。`,
    policyChangedHint: "请再次调用：将按当前生效的策略判断。",
    gaveUp: "客户端已放弃此调用。未发送任何内容。",
    locked: "idgate 已锁定：运维人员的策略无法使用。未发送任何内容。",
    lockedHint:
      "不要尝试其他工具。请告诉用户，运维人员需要改正策略并重新启动 idgate；其日志指出了有问题的行。",
  },
  approval: {
    waits: (why) => `此调用需要人工审批。${why}未发送任何内容。`,
    waitsHint: (operation) =>
      `请告诉用户：运维人员可以在 24 小时内于自己的终端运行 \`idgate approvals approve ${operation}\`，其中 --sandbox 和 --state 与此服务器相同。你自己绝不要运行它。获得批准后，重复完全相同的调用，即会执行一次。`,
    because: (first, then) => `${first}${then}`,
    cannotAsk: "此客户端无法向用户提问。",
    tooLong: "内容过长，无法在一次询问中完整显示。",
    noAnswer: "客户端没有带回答复。",
    notInTime: "客户端的用户没有及时答复，或无法向其提问。",
    notTyped: "没有照原样输入要移除的对象名称，因此该答复无效。",
    noDecision: "答复中没有决定。",
    closed: "询问未经答复即被关闭。",
    noTime: "已没有时间询问。",
    changed: "审批之后，此调用要变更的内容已发生变化。",
    otherCall: "该答复是针对另一个调用给出的。未发送任何内容。",
    otherCallHint: "请重新调用，届时会再次询问用户。",
    no: "用户已拒绝。未发送任何内容。",
    noHint: "不要重复此调用；请询问用户想要什么。",
    unsigned: (names, why) => `此调用必须由第二人签名：${names.join(" 或 ")}。${why ?? ""}未发送任何内容。`,
    unsignedHint: (operation) =>
      `请告诉用户：审批人可以在 24 小时内于自己的终端运行 \`idgate approvals approve ${operation} --key FILE\`，其中 --sandbox 和 --state 与此服务器相同。你自己绝不要运行它；此客户端用户的任何答复都不能代替签名。签名后，重复完全相同的调用，即会执行一次。`,
    noSignature: (by) => `账本中的审批${by === undefined ? "" : `（来自 ${by}）`}没有签名。`,
    notNamed: (name) => `策略没有指定 ${name} 审批此调用。`,
    ownCall: (name) => `此调用由 ${name} 提出，任何人都不能审批自己的调用。`,
    incomplete: "账本中的审批不完整。",
    expired: "审批已过期。",
    otherPreview: "审批人看到的不是此调用。",
    badSignature: (name) => `该签名不是 ${name} 用策略当前指定的密钥对此调用所作的签名。`,
  },
  outcome: {
    withheld: (why) => `服务已接受此变更，但其应答无法密封，因此不予显示。${why ?? ""}`,
    withheldHint: "不要重复此调用，否则会变更两次。请用读取操作查看该资源。",
    running: (notes) => ["任务仍在运行，尚未结束。", ...notes].join(""),
    lookAgain: (action, parameter, id) => `请用 ${action} 再次查看，${parameter} 为 ${id}。`,
    cannotLook: (id) => `任务 ID 为 ${id}；此处无法读取其结果，请告诉用户。`,
    mayNotLook: (action) => `此处不允许读取 ${action}。`,
    noTask: "应答没有给出可跟踪的任务。",
    cancelled: "调用已取消；任务仍在继续。",
    lookFailed: (code) => `无法查看任务（${code}）。`,
    noStatus: "应答没有任务状态。",
    unknownStatus: (field) => `应答的 ${field} 不是文档列出的状态。`,
    failed: (said) => `任务失败：${said}`,
    failedHint: "任务不会继续。请排除原因后重新调用。",
    noCode: "无错误码",
    noMessage: "无错误信息",
    ungoverned: "允许此调用，是因为这是没有策略的沙箱；真实账号需要有策略允许它。",
    readBack: (reader) => `应答已丢失；${reader} 表明变更已经完成。以下是现在读到的内容。`,
    secretsLost: "丢失的应答中的机密无法再次取得：请移除所创建的对象并重新创建，或更换其机密。",
    notDone: (name, reader, why) => `${name} 没有得到应答，且并未发生：据 ${reader}，${why}。`,
    notDoneHint: "没有任何变更。如仍需要，请重新调用。",
    inTheWayHint: (action, params) =>
      `现有的对象不是此调用创建的，同一调用还会失败。请用 read_action {"action": "${action}", "params": ${params}} 查看；使用现有的对象，或换一个名称。`,
    stillUnknown: (lost, why) => `${lost} 已查询：${why}。`,
    lookWith: (action, params, operation) =>
      `请用 read_action {"action": "${action}", "params": ${params}} 查看。重复同一调用不会发送两次：会先行查询。如果一直无法确定，请告诉用户：运维人员可以用 \`idgate audit settle ${operation}\` 说明其结果。`,
    cannotLookUp: (operation) =>
      `没有单个读取操作能确定结果；列出此类对象的操作也许能看到它。请把看到的情况告诉用户：运维人员可以在自己的终端运行 \`idgate audit settle ${operation}\`，加上 --happened 或 --not-happened，其中 --sandbox 和 --state 与此服务器相同。你自己绝不要运行它。在此之前，同一调用不会再次发送。`,
    sameToken: "请再次发出完全相同的调用：它带有相同的 ClientToken，无论到达多少次，服务只执行一次。",
    harmlessTwice: "可能已签发一个无人收到的凭证，它会自行过期。请重新调用以取得另一个。",
    joined: (operation) =>
      `这是先前被放弃的同一调用（操作 ${operation}）的应答；没有再次发送。如需另一个，请再调用一次。`,
    joinedLost: (operation, when) =>
      `${when} 的同一调用（操作 ${operation}）没有得到应答；已查询其结果，没有再次发送。`,
    waitsForFirst: (name, operation, when, why) =>
      `${name} 已在 ${when} 以完全相同的参数调用（操作 ${operation}），其结果未知：${why}。没有再次发送。`,
    alreadyDone: (name, operation, when) =>
      `${name} 已在 ${when} 以完全相同的参数调用（操作 ${operation}）并且成功；此后服务器重新启动。未发送任何内容。`,
    settledSince: (name, operation, when, by) =>
      `${when} 已有完全相同的 ${name} 调用（操作 ${operation}），当时结果不明；后来由 ${by} 确认它已生效。未发送任何内容。`,
    otherPolicy: (name, operation) =>
      `此前已有完全相同的 ${name} 调用（操作 ${operation}），在其调用方离开后成功。此后管理员的策略已变更，因此不给出其应答。未发送任何内容。`,
    alreadyDoneHint: "如果该应答未曾送达，对象仍然已经存在：请先查看。如确需第二个，请再次调用。",
    notRecorded: "账本无法记录此结果；在恢复记录之前，拒绝后续变更。",
    notAll: (what) => `应答未完整显示：${what}。`,
    sealed: (until) => `已密封：句柄在 ${until} 之前有效，之后失效。`,
    guessed: (count, places) =>
      `以下未标明含凭据的字段中有 ${count} 个疑似凭据的值已密封：${places.join("、")}。文本中的 [secret_…] 即对应的句柄。`,
    secretsWithheld: (count, places) =>
      `已略去 ${count} 个密钥值（${places.join("、")}）：此服务器没有策略。若有策略允许此调用，它们会以句柄形式返回；可由运维人员编写策略。`,
    secretsShown: (count, places) =>
      `按运维人员的策略，以明文显示 ${count} 个密钥值：${places.join("、")}。请勿复述，也不要另行保存。`,
    forUser: (fields) =>
      `${fields.join("、")} 供用户打开：请原样、完整地展示给用户，切勿自行打开。后续结果要等用户在该页面完成操作之后才有。`,
  },
  findings: {
    heading: "提出请求时的现状：",
    cut: (fingerprint) => `（此处截去部分的指纹为 ${fingerprint}）`,
    unread: (reader, why) => `无法读取现状：${reader}，${why}。`,
    untold: (reader) => `无法读取现状：${reader} 未返回相关信息。`,
    there: "该对象存在。",
    moreUnnamed: (parameter, count) => `${parameter}：另有 ${count} 个，未读取名称`,
    unreadAlong: (what, action, why) => `${what}：无法读取，${action}，${why}`,
    untoldAlong: (what, action) => `${what}：无法读取，${action} 未返回相关信息`,
    noneAlong: (what) => `${what}：无`,
    along: (what, count, atLeast, names, more) =>
      `${what}：${atLeast ? "至少 " : ""}${count} 个${names.length === 0 ? "" : `：${names.join("、")}`}${more > 0 ? `，另有 ${more} 个` : ""}`,
    unreadName: (why) => `无法读取，${why}`,
    noName: "没有名称",
    nameless: "（无名称）",
    unchanged: (label, value) => `${label}：${value}，不变`,
    change: (label, before, after) => `${label}：${before} → ${after}`,
    now: (label, value) => `${label}：现为 ${value}`,
    nothing: "无",
    secret: "（密钥）",
    more: (count) => `另有 ${count} 个`,
    moreCharacters: (count) => `[另有 ${count} 个字符]`,
    notNamed: "因为此调用没有以相应方式指明该对象",
    notCarried: "因为此调用未包含读取所需的全部参数",
    notAllowed: "因为此处不允许读取",
    notInTime: "因为没有及时返回",
  },
  question: {
    intro: (preview) => `智能体请求进行以下变更：\n\n${preview}\n\n是否批准？`,
    again: (why, preview) => `${why}现状如下。\n\n${preview}`,
    decision: "决定",
    decisionHint: "除非选择 approve（批准），否则不会发送任何内容；reject 为拒绝。",
    typeToApprove: (text) => `要批准，请输入 ${text}`,
    typeHint: "不含引号，逐字输入。此操作会移除内容。",
  },
  preview: {
    target: (target) => `目标：${target}`,
    consequence,
    consequenceShown,
    withheld: "读取含有已存储密钥的内容；密钥会被略去。",
    raises: "此操作可能提升权限或削弱防护。",
    noParameters: "（无参数）",
    notGiven: (name, meaning) => `${name}：未给出，表示 ${meaning}`,
    askedBy: (requester, operation) =>
      `请求者 ${requester}${operation === undefined ? "" : `，操作 ${operation}`}`,
    emptyList: "（空列表）",
    handle: (handle) => `（密钥，句柄 ${handle}）`,
    fingerprint: (fingerprint) => `（密钥，指纹 ${fingerprint}）`,
    action: (title, name) => `${title}（${name}）`,
    place: (mode, account) => `${mode}，${account}`,
    noAccount: "未指定账号",
    account: (account) => `账号 ${account}`,
    sandbox: "沙箱",
    real: "真实环境",
    region: (region) => `地域 ${region}`,
    profile: (profile) => `配置 ${profile}`,
    comma: "，",
  },
};
