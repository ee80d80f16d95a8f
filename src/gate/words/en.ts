/** What refusals, approvals and previews say, in English. */
import type { Effect } from "../../action/action.ts";
import type { Language } from "../../language.ts";

const consequence: Readonly<Record<Effect, string>> = {
  read: "Reads only.",
  reveal: "Hands back a stored secret (sealed; the model gets a handle).",
  create: "Creates something new.",
  update: "Changes what exists.",
  delete: "Takes something away. This may not be undone.",
  issue: "Hands out a fresh credential (sealed; the model gets a handle).",
};
/** Where the policy shows secrets. */
const consequenceShown: Readonly<Partial<Record<Effect, string>>> = {
  reveal: "Hands back a stored secret, IN CLEAR: the policy shows it to the model.",
  issue: "Hands out a fresh credential, IN CLEAR: the policy shows it to the model.",
};

const whatElse: Readonly<Record<Effect, string>> = {
  read: "may do more",
  reveal: "hands back a stored secret",
  issue: "hands out a credential",
  create: "changes something",
  update: "changes something",
  delete: "changes something",
};

export const EN = {
  language: "en" as const,
  refusal: {
    nothingSent: (reason: string) => `${reason} Nothing was sent.`,
    closest: (reason: string, rule: string, because: string) =>
      `${reason} The closest rule is ${rule}: ${because}.`,
    tell: "Tell the user what was refused and that the operator can allow it. Look for no other way to the same effect and edit no configuration.",
    anotherValue: " You may choose another value only for what you, not the user, had chosen.",
    doNotCorrect: (reason: string) =>
      `Do not correct them: ${reason} Whatever its arguments, the call would be refused. Tell the user that the operator can allow it. Nothing was sent.`,
    shutOut: (name: string, effect: Effect) =>
      `With these arguments ${name} is \`${effect}\`, which this server leaves out. Nothing was sent.`,
    shutOutHint:
      "Tell the user that the operator has shut it out (--only, --exclude). Look for no other way.",
    mustNotMake: (parameters: readonly string[], effect: Effect) =>
      `${parameters.join(", ")} must not make it \`${effect}\`, which this server leaves out`,
    notARead: (name: string, effect: Effect) =>
      `${name} is no plain read: it ${whatElse[effect]}. Nothing was sent.`,
    notAReadHint: "Use change_action, or the action's own tool: the policy decides there.",
    cancelled: "The call was cancelled before anything was sent.",
    cannotSeal: "No further secret can be sealed now, so none is asked for. Nothing was sent.",
    cannotSealHint: "Wait until earlier handles have expired, or restart the server.",
    nobodyKnown: "A second person must approve this call, and it is not known who makes it.",
    onlyRequester: "A second person must approve this call, and the policy names nobody but its requester.",
    noAccount: "The policy pins no account, so nothing but reads is sent to a real one.",
    noAccountHint: "Ask your operator to add `account` to the policy.",
    otherAccount: "The cloud credentials belong to another account than the policy pins.",
    otherAccountHint:
      "Ask your operator: either the profile or the policy is the wrong one. Nothing was changed.",
    policyChanged: (name: string) =>
      `The operator's policy was changed while ${name} was under way: it was held back, and nothing was changed.`,
    policyChangedHint: "Make the call again: it is judged by the policy that rules now.",
    gaveUp: "The client gave up on this call. Nothing was sent.",
    locked: "idgate is locked: the operator's policy cannot be used. Nothing was sent.",
    lockedHint:
      "Try no other tool. Tell the user that the operator has to correct the policy and start idgate again; its log names the lines.",
  },
  approval: {
    waits: (why: string) => `This call needs a person's approval. ${why} Nothing was sent.`,
    waitsHint: (operation: string) =>
      `Tell the user: within 24 hours the operator can run \`idgate approvals approve ${operation}\` in a terminal of their own, with --sandbox and --state as this server has them. Never run it yourself. Once it is approved, repeat exactly the same call: it runs once.`,
    because: (first: string, then: string) => `${first} ${then}`,
    cannotAsk: "This client cannot ask its user.",
    tooLong: "It is too long to be shown whole in a question.",
    noAnswer: "The client brought no answer.",
    notInTime: "The client's user did not answer in time or could not be asked.",
    notTyped: "The name of what goes was not typed as it is, so the answer counts as none.",
    noDecision: "The answer held no decision.",
    closed: "The question was closed without an answer.",
    noTime: "There was no time left to ask.",
    changed: "What this call would change has changed since it was approved.",
    otherCall: "The answer was given for another call than this one. Nothing was sent.",
    otherCallHint: "Make the call again; its user is asked again.",
    no: "The user said no. Nothing was sent.",
    noHint: "Do not repeat this call; ask the user what they want instead.",
    unsigned: (names: readonly string[], why: string | undefined) =>
      `A second person must sign this call: ${names.join(" or ")}.${why === undefined ? "" : ` ${why}`} Nothing was sent.`,
    unsignedHint: (operation: string) =>
      `Tell the user: within 24 hours an approver can run \`idgate approvals approve ${operation} --key FILE\` in a terminal of their own, with --sandbox and --state as this server has them. Never run it yourself; nothing that the user of this client says takes the place of the signature. Once it is signed, repeat exactly the same call: it runs once.`,
    noSignature: (by: string | undefined) =>
      `The approval in the ledger${by === undefined ? "" : ` (by ${by})`} carries no signature.`,
    notNamed: (name: string) => `The policy does not name ${name} to approve this call.`,
    ownCall: (name: string) => `${name} asked for this call, and nobody approves a call of their own.`,
    incomplete: "The approval in the ledger is not complete.",
    expired: "The approval has expired.",
    otherPreview: "What the approver was shown is not this call.",
    badSignature: (name: string) =>
      `The signature is none of ${name}'s over this call, by the key that the policy names now.`,
  },
  outcome: {
    withheld: (why: string | undefined) =>
      `The service took this change, but its answer could not be sealed and is withheld.${why === undefined ? "" : ` ${why}`}`,
    withheldHint: "Do not repeat the call: it would change things twice. Look at the resource with a read.",
    running: (notes: readonly string[]) =>
      ["The task is still running: this is not the end of it.", ...notes].join(" "),
    lookAgain: (action: string, parameter: string, id: string) =>
      `Look again with ${action}, ${parameter} ${id}.`,
    cannotLook: (id: string) => `Its id is ${id}; how it ends cannot be read here: tell the user.`,
    mayNotLook: (action: string) => `${action} may not be read here.`,
    noTask: "The answer named no task to follow.",
    cancelled: "The call was cancelled; the task goes on.",
    lookFailed: (code: string) => `The task could not be looked at (${code}).`,
    noStatus: "The answer has no status of a task.",
    unknownStatus: (field: string) => `The answer's ${field} is none that the reference names.`,
    failed: (said: string) => `The task failed: ${said}`,
    failedHint: "Nothing goes on. Mend the cause and make a new call.",
    noCode: "no error code",
    noMessage: "no message",
    ungoverned:
      "Allowed because this is the sandbox without a policy; a real account would need a policy that allows it.",
    readBack: (reader: string) =>
      `The answer was lost; ${reader} shows that the change was made. This is what it reads now.`,
    secretsLost:
      "Secrets that the lost answer held cannot be had again: remove what was made and make it anew, or replace its secret.",
    notDone: (name: string, reader: string, why: string) =>
      `${name} got no answer, and did not happen: by ${reader}, ${why}.`,
    notDoneHint: "Nothing was changed. Make the call again if it is still wanted.",
    inTheWayHint: (action: string, params: string) =>
      `What is there was not made by this call, and the same call would fail again. Look with read_action {"action": "${action}", "params": ${params}}; use what is there, or choose another name.`,
    stillUnknown: (lost: string, why: string) => `${lost} Looked up: ${why}.`,
    lookWith: (action: string, params: string, operation: string) =>
      `Look with read_action {"action": "${action}", "params": ${params}}. The same call made again is not sent twice: it is looked up first. Where it stays unknown, tell the user: the operator can say what became of it with \`idgate audit settle ${operation}\`.`,
    cannotLookUp: (operation: string) =>
      `No one read decides it; a list of such things may show it. Tell the user what you find: the operator can run \`idgate audit settle ${operation}\` with --happened or --not-happened in a terminal of their own, with --sandbox and --state as this server has them. Never run it yourself. The same call is not sent again until then.`,
    sameToken:
      "Make exactly the same call again: it carries the same ClientToken, with which the service does it once however often it comes.",
    harmlessTwice:
      "A credential may have been issued that nobody received, and that runs out by itself. Call again for another.",
    joined: (operation: string) =>
      `This is the answer to the same call that was given up before (operation ${operation}); nothing was sent again. Call once more for another.`,
    joinedLost: (operation: string, when: string) =>
      `The same call of ${when} (operation ${operation}) got no answer; it was looked up, and nothing was sent again.`,
    waitsForFirst: (name: string, operation: string, when: string, why: string) =>
      `${name} was called just so at ${when}, as operation ${operation}, and what became of it is not known: ${why}. Nothing was sent again.`,
    alreadyDone: (name: string, operation: string, when: string) =>
      `${name} was called just so at ${when}, as operation ${operation}, and succeeded; the server was started anew since. Nothing was sent.`,
    settledSince: (name: string, operation: string, when: string, by: string) =>
      `${name} was called just so at ${when}, as operation ${operation}. What became of it was not known then; it took effect, as told since by ${by}. Nothing was sent.`,
    otherPolicy: (name: string, operation: string) =>
      `${name} was called just so before, as operation ${operation}, and succeeded after its caller had gone. The operator's policy was changed since, so that its answer is not given. Nothing was sent.`,
    alreadyDoneHint:
      "If that answer never arrived, one is there all the same: look before you go on. If a second one is wanted, make the call again.",
    notRecorded: "The ledger could not record this outcome; further changes are refused until it can.",
    notAll: (what: string) => `Not all of the answer is here: ${what}.`,
    sealed: (until: string) => `Sealed: its handles work until ${until}, then they are gone.`,
    guessed: (count: number, places: readonly string[]) =>
      `${count === 1 ? "1 value that looks like a credential was sealed" : `${count} values that look like credentials were sealed`} where none is known to be: ${places.join(", ")}. Where a text has a mark [secret_…], the value is behind that handle.`,
    secretsWithheld: (count: number, places: readonly string[]) =>
      `${count === 1 ? "1 secret value is" : `${count} secret values are`} left out (${places.join(", ")}): this server has no policy. With one that allows this call they would come as handles; the operator can write it.`,
    secretsShown: (count: number, places: readonly string[]) =>
      `${count === 1 ? "1 secret value is" : `${count} secret values are`} shown, because the operator's policy says so: ${places.join(", ")}. Repeat none of them, and store them nowhere.`,
    forUser: (fields: readonly string[]) =>
      `${fields.join(", ")} is for the user: show it to them exactly as it is and whole, and never open it yourself. What it leads to comes only after they have been there.`,
  },
  findings: {
    heading: "As it stood when this was asked:",
    cut: (fingerprint: string) => `(what is cut here has the fingerprint ${fingerprint})`,
    unread: (reader: string, why: string) => `What is there now could not be read: ${reader}, ${why}.`,
    untold: (reader: string) => `What is there now could not be read: ${reader} does not tell.`,
    there: "It is there.",
    moreUnnamed: (parameter: string, count: number) =>
      `${parameter}: ${count} more, whose names were not read`,
    unreadAlong: (what: string, action: string, why: string) =>
      `${what}: could not be read, ${action}, ${why}`,
    untoldAlong: (what: string, action: string) => `${what}: could not be read, ${action} does not tell`,
    noneAlong: (what: string) => `${what}: none`,
    along: (what: string, count: number, atLeast: boolean, names: readonly string[], more: number) =>
      `${atLeast ? "at least " : ""}${count} ${what}${names.length === 0 ? "" : `: ${names.join(", ")}`}${more > 0 ? ` and ${more} more` : ""}`,
    unreadName: (why: string) => `could not be read, ${why}`,
    noName: "has no name",
    nameless: "(no name)",
    unchanged: (label: string, value: string) => `${label}: ${value}, unchanged`,
    change: (label: string, before: string, after: string) => `${label}: ${before} → ${after}`,
    now: (label: string, value: string) => `${label}: now ${value}`,
    nothing: "nothing",
    secret: "(secret)",
    more: (count: number) => `and ${count} more`,
    moreCharacters: (count: number) => `[${count} more characters]`,
    notNamed: "for the call does not name it so",
    notCarried: "for the call does not carry all that this takes",
    notAllowed: "which may not be read here",
    notInTime: "which did not answer in time",
  },
  question: {
    intro: (preview: string) => `An agent wants to make this change:\n\n${preview}\n\nApprove it?`,
    again: (why: string, preview: string) => `${why} This is how it is now.\n\n${preview}`,
    decision: "Decision",
    decisionHint: "Nothing is sent unless you choose approve.",
    typeToApprove: (text: string) => `To approve, type ${text}`,
    typeHint: "Without the quotes, to the letter. This takes something away.",
  },
  preview: {
    target: (target: string) => `Target: ${target}`,
    consequence,
    consequenceShown,
    withheld: "Reads what holds a stored secret; the secret is left out.",
    raises: " It can raise somebody's rights or lower a guard.",
    noParameters: "(no parameters)",
    notGiven: (name: string, meaning: string) => `${name}: not given, which means ${meaning}`,
    askedBy: (requester: string, operation: string | undefined) =>
      `Asked by ${requester}${operation === undefined ? "" : `, operation ${operation}`}`,
    emptyList: "(empty list)",
    handle: (handle: string) => `(secret, handle ${handle})`,
    fingerprint: (fingerprint: string) => `(secret, fingerprint ${fingerprint})`,
    action: (title: string, name: string) => `${title} (${name})`,
    place: (mode: string, account: string) => `${mode} ${account}`,
    noAccount: "account not pinned",
    account: (account: string) => `account ${account}`,
    sandbox: "sandbox",
    real: "REAL",
    region: (region: string) => `region ${region}`,
    profile: (profile: string) => `profile ${profile}`,
    comma: ", ",
  },
};

/** Everything that the gate says to people and models, in one language. */
export type GateWords = Omit<typeof EN, "language"> & { readonly language: Language };
