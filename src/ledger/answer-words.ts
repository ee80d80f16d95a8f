/** What stands against an answer to an operation or its start, in either language. */
import type { Language } from "../language.ts";

const EN = {
  unknown: "There is no such operation.",
  expired: "The operation has expired.",
  notPending: (status: string) => `The operation is ${status}, not pending.`,
  notApproved: (status: string) => `The operation is ${status}, not approved.`,
  otherCall: "The approval was given for another call.",
  noneRecorded: (operation: string, against: string) =>
    `${operation}: ${against} None of the answers was recorded.`,
  hint: "Make the call again to ask for a new approval.",
};

export type AnswerWords = typeof EN;

const ZH: AnswerWords = {
  unknown: "没有此操作。",
  expired: "此操作已过期。",
  notPending: (status) => `此操作的状态为 ${status}，不是 pending（待审批）。`,
  notApproved: (status) => `此操作的状态为 ${status}，不是 approved（已批准）。`,
  otherCall: "该审批是针对另一个调用给出的。",
  noneRecorded: (operation, against) => `${operation}：${against}未记录任何答复。`,
  hint: "请重新调用，以请求新的审批。",
};

export function answerWords(language: Language | undefined): AnswerWords {
  return language === "zh" ? ZH : EN;
}
