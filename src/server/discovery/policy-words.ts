import type { Outlook } from "../../gate/types.ts";

/** One line that tells a model what the policy says of an action. */
export function outlookLine(outlook: Outlook): string {
  switch (outlook.verdict) {
    case "allowed":
      return outlookWords(outlook);
    case "depends": {
      const asks = outlook.approval === "ask" ? "; a person may be asked" : "";
      return `depends on the arguments: ${outlook.on.join("; ")}${asks}`;
    }
    case "refused":
      return `refused: ${outlook.reason.replace(/\.$/, "")}`;
  }
}

/** The same in a word or two, for lists. */
export function outlookWords(outlook: Outlook): string {
  switch (outlook.verdict) {
    case "allowed":
      return outlook.approval === "ask" ? "allowed once a person agrees" : "allowed";
    case "depends":
      return outlook.approval === "ask"
        ? "depends on arguments, a person may be asked"
        : "depends on arguments";
    case "refused":
      return "refused";
  }
}
