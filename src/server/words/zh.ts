/** What a model is told beforehand of the policy, in Chinese. */
import type { ApprovalMode, Budget } from "../../gate/types.ts";
import type { ServerWords } from "./en.ts";

const allowed: Readonly<Record<ApprovalMode, string>> = {
  none: "允许",
  ask: "经人工批准后允许",
  "second-person": "经第二人签名后允许",
};
const mayNeed: Readonly<Record<ApprovalMode, string>> = {
  none: "",
  ask: "可能需要人工批准",
  "second-person": "可能需要第二人签名",
};

function listed(names: readonly string[], more: number): string {
  return `${names.join("、")}${more > 0 ? `，另有 ${more} 个` : ""}`;
}

const UNITS: Readonly<Record<number, string>> = {
  60: "每分钟",
  3600: "每小时",
  86400: "每天",
  604800: "每周",
};

function rate(max: number, perSeconds: number): string {
  return `${UNITS[perSeconds] ?? `每 ${perSeconds} 秒`} ${max} 项`;
}

function budgetOf({ rule, max, perSeconds }: Budget): string {
  return `规则 ${rule} ${rate(max, perSeconds)}`;
}

export const ZH: ServerWords = {
  checked: {
    head: (said) => `试运行：未发送任何内容。${said}`,
    asked: (said) => `${said}未发送或记录任何内容。`,
    serverHint: "整个服务器处于试运行模式（--dry-run）：不要重复此调用，也绝不要声称它已执行。",
    runs: "此调用会执行。",
    signed: (names, more) =>
      `此调用经第二人${names.length === 0 ? "" : `（${listed(names, more)}）`}签名后会执行；除非已经签名，发起调用即会请求签名。`,
    approved: "此调用经人工批准后会执行；除非已经批准，发起调用即会请求批准。",
    refused: (reason, hint) => `此调用会被拒绝：${reason ?? "没有规则允许它。"}${hint ?? ""}`,
    spends: (budgets) => `将用去预算：${budgets.join("，")}。`,
    budget: ({ items, left, max, perSeconds, rule }) =>
      `规则 ${rule} 剩余 ${left} 项中的 ${items} 项（${rate(max, perSeconds)}）`,
    request: (method, url) => `请求：${method} ${url}`,
  },
  outlook: {
    allowed: (approval) => allowed[approval],
    depends: (approval) => (approval === "none" ? "取决于参数" : `取决于参数，${mayNeed[approval]}`),
    refused: "拒绝",
    dependsOn: (on, approval) =>
      `取决于参数：${[...on, ...(approval === "none" ? [] : [mayNeed[approval]])].join("；")}`,
    refusedFor: (reason) => `拒绝：${reason.replace(/。$/, "")}`,
    policy: (outlook) => `策略：${outlook}。`,
    budgets: (outlook, budgets) => `${outlook}；预算：${budgets.map(budgetOf).join("，")}`,
    ofAction: (action, outlook, target) => `${action}：${outlook}。目标：${target}。`,
  },
  overview: {
    who: (requester, user, groups) =>
      `你是 ${requester}${user === undefined ? "" : `，代表用户 ${user}`}${groups.length === 0 ? "" : `，所属用户组 ${groups.join("、")}`}。`,
    head: (who, target, policy) => `${who}目标：${target}。${policy}`,
    noPolicy: "没有策略。",
    policy: (version, suspended) =>
      `策略版本 ${version}${suspended ? "；变更已暂停：其后的策略无法使用" : ""}。`,
    dryRun: "试运行：无论允许什么，此服务器只发送普通读取。",
    reads: (count, of, others) =>
      `${of} 个普通读取中有 ${count} 个无论参数如何都允许${others.length === 0 ? "" : `（其余：${others.join("、")}）`}；`,
    stored: (refused, of) => `${of} 个会返回已存储密钥的读取中拒绝 ${refused} 个。`,
    allowed: (which) => `直接允许的变更：${which}`,
    ask: (which) => `经人工批准后允许的变更：${which}`,
    secondPerson: (which) => `经第二人签名后允许的变更：${which}`,
    depends: (which) => `取决于参数的变更（用 check_policy 并给出 action 可查看条件）：${which}`,
    budgets: (budgets, more) =>
      `预算：${budgets.map(budgetOf).join("；")}${more > 0 ? `；另有 ${more} 个` : ""}。用 check_policy 并给出完整调用可查看余量。`,
    refused: (refused, of) => `拒绝：${of} 个变更中的 ${refused} 个。`,
    none: "无。",
    all: (count) => `全部 ${count} 个。`,
    listed: (names, more) => `${listed(names, more)}。`,
  },
};
