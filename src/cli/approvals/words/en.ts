/** What `idgate approvals` says, in English. What is to be typed is the same in every language. */
import type { Language } from "../../../language.ts";

export const EN = {
  language: "en" as const,
  show: {
    rules: (ids: readonly string[]) => `Rules: ${ids.join(", ")}`,
    toBeSignedBy: (names: readonly string[]) => `To be signed by: ${names.join(" or ")}`,
    answeredBy: (who: string) => `Answered by: ${who}`,
    reason: (reason: string) => `Reason: ${reason}`,
    requestId: (id: string) => `Request id: ${id}`,
    expires: (when: string) => `Expires: ${when}`,
    place: (at: number, of: number) => `===== ${at} of ${of} =====`,
    nothingWaits: "Nothing waits for an answer.",
    nothingAsked:
      "Nothing was ever put up for an answer. `idgate audit list` shows what was refused or ran without one.",
    onlyNewest: (count: number) => `Only the newest ${count} were looked at; there are more.`,
    noOperation: (id: string) => `There is no operation ${id} in this ledger.`,
    noOperationHint:
      "`idgate approvals list` shows those that wait; --sandbox and --state choose the ledger.",
  },
  ask: {
    approve: (word: string, count: number) =>
      `Type ${word} to approve ${count === 1 ? "it" : `all ${count}`}, anything else to leave it pending: `,
    approveRemoval: (name: string) =>
      `This takes something away. Type ${name}, without the quotes, to approve it, anything else to leave it pending: `,
    deny: (word: string) => `Type ${word} to deny, anything else to leave it as it is: `,
    passphraseOf: (name: string) => `Passphrase of ${name}'s key: `,
    newPassphrase: (least: number) => `Passphrase, at least ${least} characters: `,
    again: "The same again: ",
    terminal: (command: string) =>
      `\`idgate ${command}\` wants a terminal, to show what it is about and to ask.`,
    terminalHint: "Run it in a terminal of your own.",
  },
  answered: {
    approved: (count: number): string =>
      count === 1
        ? "Approved. It runs once, when the agent repeats exactly the same call."
        : `Approved, all ${count}. Each runs once, when the agent repeats exactly the same call.`,
    denied: (count: number): string =>
      `${count === 1 ? "Denied. It will not run." : "Denied. None of them will run."} The agent is not told: the same call, made again, waits anew.`,
    leftAsItWas: "Left as it was.",
    closed: (status: string) => `It is ${status}; there is nothing to answer.`,
    closedOne: (id: string, status: string) => `${id} is ${status}.`,
    noneAnswered: "None of them was answered. Leave out what is not to be answered.",
    recorded:
      "Recorded. Whether the signature holds is verified when the agent repeats the call (--policy FILE verifies at once).",
    verified:
      "Verified and recorded. Each operation runs once, when the agent repeats exactly the same call.",
  },
  signing: {
    mustSign: (ids: readonly string[], names: readonly string[]) =>
      `A second person must sign ${ids.join(", ")}: ${names.join(" or ")}.`,
    mustSignHint: "Add --key FILE with the approver's key. A typed answer alone would start nothing.",
    notTheirs: (id: string, who: string, names: readonly string[]) =>
      `${id} is not ${who}'s to approve, but ${names.join(" or ")}'s.`,
    notTheirsHint: "Nothing was recorded. The name is in the key file; it must be the one in the policy.",
    ownCall: (id: string, who: string) => `${who} asked for ${id}, and nobody approves a call of their own.`,
    ownCallHint: "Nothing was recorded. Another approver has to sign.",
    neverUp: (id: string) => `${id} was never up for approval.`,
    nothingRecorded: "Nothing was recorded.",
    otherPolicy: "It was asked for under another policy file than this one; it runs under that one only.",
    against: (id: string, why: string) => `${id}: ${why}`,
    noneNeeded: (id: string) => `${id} needs no signature but a person's answer at a terminal.`,
    noneNeededHint: "`idgate approvals approve` answers it at a terminal.",
    nothingToSign: (id: string, status: string) => `${id} is ${status}; there is nothing to sign.`,
    notCovered: (id: string) => `The signature does not cover ${id}.`,
    notCoveredHint: "Nothing was recorded. Leave the operation out, or have a request that names it signed.",
    expired: (id: string) => `${id} has expired.`,
    nothingSigned: "Nothing was signed.",
    signed: "Signed. At the server, `idgate approvals approve OPERATION… --signature LINE` records it.",
    sameOwner:
      "The key file and the ledger belong to the same user: the signature proves only that somebody with the passphrase at this account approved. For more, the policy and the key must belong to another user than the one that idgate runs as.",
  },
  keygen: {
    noName: (name: string) => `${name} cannot be an approver's name.`,
    noNameHint: "--name takes up to 64 letters, digits, dots, dashes, underscores and @, as in the policy.",
    tooShort: (least: number) => `The passphrase has fewer than ${least} characters.`,
    tooShortHint: "No key was made. Several words are easy to remember and hard to guess.",
    differ: "The two passphrases differ.",
    noKey: "No key was made.",
    made: (file: string) => `The key is in ${file}. For the policy, under approvers:`,
    user: "user is the name under which this approver's own agents make calls, which nobody approves for themselves.",
    taken: (file: string) => `${file} is there already; a key is never written over.`,
    takenHint: "Name another file in --out.",
  },
};

/** Everything that `idgate approvals` says, in one language. */
export type ApprovalWords = Omit<typeof EN, "language"> & { readonly language: Language };
