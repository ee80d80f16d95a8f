/** Actions whose secrets a model is shown: from there on nobody knows where they are. */
import { type Check, type Finding, reached } from "./types.ts";

export const showsSecrets: Check = (subject) => {
  const { rules, written } = subject.policy;
  return written.reveal.map(({ value, at }): Finding => {
    const finding = { code: "shows-secrets", line: at.line, rule: undefined } as const;
    const allowed = rules.allow.some((rule) => reached(rule, subject).includes(value));
    if (!allowed) {
      return {
        ...finding,
        level: "note",
        what: `reveal names ${value}, which no rule allows: nothing is shown`,
      };
    }
    const fields = subject.actions.get(value)?.secrets.output.join(", ") ?? "";
    return {
      ...finding,
      level: "warning",
      what: `the model is shown the secrets of ${value} (${fields}): they stay in its context, in the client's transcripts and with whoever runs the model; take it out of reveal and pass the handle on`,
    };
  });
};
