/** What `idgate approvals` says, in Chinese. */
import type { ApprovalWords } from "./en.ts";

export const ZH: ApprovalWords = {
  language: "zh",
  show: {
    rules: (ids) => `规则：${ids.join("、")}`,
    toBeSignedBy: (names) => `签名人：${names.join(" 或 ")}`,
    answeredBy: (who) => `答复者：${who}`,
    reason: (reason) => `原因：${reason}`,
    requestId: (id) => `请求 ID：${id}`,
    expires: (when) => `到期时间：${when}`,
    place: (at, of) => `===== 第 ${at} 项，共 ${of} 项 =====`,
    nothingWaits: "没有等待审批的操作。",
    nothingAsked: "从未有操作提交审批。`idgate audit list` 列出被拒绝或无需审批而执行的操作。",
    onlyNewest: (count) => `只查看了最新的 ${count} 个操作，还有更多。`,
    noOperation: (id) => `此账本中没有操作 ${id}。`,
    noOperationHint: "`idgate approvals list` 列出等待审批的操作；--sandbox 和 --state 用于选择账本。",
  },
  ask: {
    approve: (word, count) =>
      `输入 ${word} ${count === 1 ? "批准" : `批准全部 ${count} 个操作`}，输入其他内容则保持待审批：`,
    approveRemoval: (name) => `此操作会移除内容。输入 ${name}（不含引号）批准，输入其他内容则保持待审批：`,
    deny: (word) => `输入 ${word} 拒绝，输入其他内容则保持不变：`,
    passphraseOf: (name) => `${name} 的密钥口令：`,
    newPassphrase: (least) => `口令，至少 ${least} 个字符：`,
    again: "再次输入口令：",
    terminal: (command) => `\`idgate ${command}\` 需要终端，以便显示所涉及的内容并提问。`,
    terminalHint: "请在自己的终端中运行。",
  },
  answered: {
    approved: (count) =>
      count === 1
        ? "已批准。智能体重复完全相同的调用时，会执行一次。"
        : `已批准全部 ${count} 个操作。智能体重复完全相同的调用时，每个操作执行一次。`,
    denied: (count) =>
      `${count === 1 ? "已拒绝，不会执行。" : "已全部拒绝，均不会执行。"}智能体不会收到通知：再次发起相同调用时，会重新等待审批。`,
    leftAsItWas: "保持不变。",
    closed: (status) => `状态为 ${status}，无需答复。`,
    closedOne: (id, status) => `${id} 的状态为 ${status}。`,
    noneAnswered: "未答复其中任何一个。请去掉无需答复的操作。",
    recorded: "已记录。智能体重复调用时会验证签名是否有效（用 --policy FILE 可立即验证）。",
    verified: "已验证并记录。智能体重复完全相同的调用时，每个操作执行一次。",
  },
  signing: {
    mustSign: (ids, names) => `${ids.join("、")} 必须由第二人签名：${names.join(" 或 ")}。`,
    mustSignHint: "请用 --key FILE 给出审批人的密钥。仅输入答复不会使其执行。",
    notTheirs: (id, who, names) => `${id} 不由 ${who} 审批，应由 ${names.join(" 或 ")} 审批。`,
    notTheirsHint: "未作任何记录。名称取自密钥文件，必须与策略中的一致。",
    ownCall: (id, who) => `${id} 由 ${who} 提出，任何人都不能审批自己的调用。`,
    ownCallHint: "未作任何记录。必须由其他审批人签名。",
    neverUp: (id) => `${id} 从未提交审批。`,
    nothingRecorded: "未作任何记录。",
    otherPolicy: "它是在另一份策略文件下提出的，只能在那份策略下执行。",
    against: (id, why) => `${id}：${why}`,
    noneNeeded: (id) => `${id} 不需要签名，而需要有人在终端答复。`,
    noneNeededHint: "请在终端用 `idgate approvals approve` 答复。",
    nothingToSign: (id, status) => `${id} 的状态为 ${status}，无需签名。`,
    notCovered: (id) => `该签名不涵盖 ${id}。`,
    notCoveredHint: "未作任何记录。请去掉该操作，或对包含它的请求签名。",
    expired: (id) => `${id} 已过期。`,
    nothingSigned: "未签名。",
    signed: "已签名。请在服务器上用 `idgate approvals approve OPERATION… --signature LINE` 记录签名。",
    sameOwner:
      "密钥文件与账本属于同一用户：该签名只能证明，在此系统用户下知道口令的人批准了操作。要证明更多，策略和密钥必须属于运行 idgate 以外的另一用户。",
  },
  keygen: {
    noName: (name) => `${name} 不能用作审批人名称。`,
    noNameHint: "--name 最多 64 个字符，可用字母、数字、点、连字符、下划线和 @，与策略中的一致。",
    tooShort: (least) => `口令不足 ${least} 个字符。`,
    tooShortHint: "未生成密钥。由几个词组成的口令容易记住，又难以猜到。",
    differ: "两次输入的口令不一致。",
    noKey: "未生成密钥。",
    made: (file) => `密钥已保存在 ${file}。请在策略的 approvers 下添加：`,
    user: "user 是该审批人自己的智能体发起调用时所用的名称；任何人都不能审批自己的调用。",
    taken: (file) => `${file} 已存在；密钥从不覆盖已有文件。`,
    takenHint: "请用 --out 指定其他文件。",
  },
};
