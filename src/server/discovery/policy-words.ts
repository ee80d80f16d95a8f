import type { ApprovalMode, Outlook } from "../../gate/types.ts";

const NEEDS: Readonly<Record<ApprovalMode, string>> = {
  none: "",
  ask: " once a person agrees",
  "second-person": " once a second person has signed",
};
const MAY_NEED: Readonly<Record<ApprovalMode, string>> = {
  none: "",
  ask: ", a person may be asked",
  "second-person": ", a second person may have to sign",
};

/** One line that tells a model what the policy says of an action. */
export function outlookLine(outlook: Outlook): string {
  switch (outlook.verdict) {
    case "allowed":
      return outlookWords(outlook);
    case "depends": {
      return `depends on the arguments: ${outlook.on.join("; ")}${MAY_NEED[outlook.approval].replace(",", ";")}`;
    }
    case "refused":
      return `refused: ${outlook.reason.replace(/\.$/, "")}`;
  }
}

/** The same in a word or two, for lists. */
export function outlookWords(outlook: Outlook): string {
  switch (outlook.verdict) {
    case "allowed":
      return `allowed${NEEDS[outlook.approval]}`;
    case "depends":
      return `depends on arguments${MAY_NEED[outlook.approval]}`;
    case "refused":
      return "refused";
  }
}
