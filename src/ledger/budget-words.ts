/** What a full budget says, in either language. */
import type { Language } from "../language.ts";

const EN = {
  budget: (rule: string, max: number, window: string) =>
    `The budget of rule ${rule} is ${max} ${max === 1 ? "item" : "items"} within ${window}`,
  neverFits: (items: number) => `this call would spend ${items}, which never fits.`,
  left: (left: number, items: number, freeAt: string) =>
    `${left} ${left === 1 ? "is" : "are"} left and this call would spend ${items}. Enough of it is free again at ${freeAt}.`,
  window: (count: number, unit: "day" | "hour" | "minute" | "second") =>
    count === 1 ? `1 ${unit}` : `${count} ${unit}s`,
  between: "; ",
  nothingSent: " Nothing was sent.",
  wait: "wait until then and make the call again",
  waitApproved: (until: string | undefined) =>
    `wait until then and repeat exactly the same call: it runs by the approval that it has${until === undefined ? "" : `, which stays good until ${until}`}`,
  fewer: "do fewer items",
  operator: "tell the user that the operator can raise the budget",
  or: ", or ",
  noOtherWay: ". Look for no other way to the same effect.",
};

export type BudgetWords = typeof EN;

const UNITS = { day: "天", hour: "小时", minute: "分钟", second: "秒" } as const;

const ZH: BudgetWords = {
  budget: (rule, max, window) => `规则 ${rule} 的预算为每 ${window} ${max} 项`,
  neverFits: (items) => `此调用将用去 ${items} 项，超过整个预算，不可能执行。`,
  left: (left, items, freeAt) =>
    `还剩 ${left} 项，而此调用将用去 ${items} 项。到 ${freeAt} 才会有足够的余量。`,
  window: (count, unit) => `${count} ${UNITS[unit]}`,
  between: "；",
  nothingSent: "未发送任何内容。",
  wait: "等到那时再次调用",
  waitApproved: (until) =>
    `等到那时重复完全相同的调用：它将凭已有的审批执行${until === undefined ? "" : `，该审批在 ${until} 之前有效`}`,
  fewer: "减少项数",
  operator: "告诉用户，运维人员可以提高预算",
  or: "，或",
  noOtherWay: "。不要寻找达到同样效果的其他途径。",
};

export function budgetWords(language: Language | undefined): BudgetWords {
  return language === "zh" ? ZH : EN;
}
