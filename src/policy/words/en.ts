/** What decisions say, in English. */

const rulesOf = (ids: readonly string[]) => `${ids.length > 1 ? "rules" : "rule"} ${ids.join(", ")}`;

export const EN = {
  unknown: (name: string) => `${name} is not an action that the policy knows.`,
  denied: (name: string, ids: readonly string[]) => `${name} is denied here by ${rulesOf(ids)}.`,
  documentGives: (names: readonly string[], more: number) =>
    ` What its document grants reaches ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
  noRule: (name: string) => `No rule allows ${name}.`,
  noRuleWith: (name: string) => `No rule allows ${name} with these parameters.`,
  address: (name: string, because: string) =>
    `${name} would send something to an address that is not allowed: ${because}.`,
  newName: (name: string, because: string) => `${name} is not allowed with this name: ${because}.`,
  signature: (name: string, because: string) => `${name} needs a second person's signature: ${because}.`,

  unlistedHost: (field: string) => `${field} must be an https address on a host that the policy lists`,
  unlistedInMetadata: (field: string) =>
    `every address in ${field} must be an https address on a host that the policy lists, and the document plain: no comments, CDATA, character references or other places to fetch from`,
  unlistedValue: (field: string) => `${field} must be a value that the rule lists, in a condition with in`,
  underRule: (rule: string) => `the new name would bring it under rule ${rule}, which does not cover it now`,
  outOfRule: (rule: string) =>
    `rule ${rule} denies things of the name that it has now, and would not hold it under the new one`,
  noCommonApprover: "the rules that allow it name no approver in common",

  otherCallers: "the rule is for other callers",
  mustBeNamed: "a call that raises rights must be named exactly",
  nobodyToSign:
    "a call that raises rights needs a second person's signature, and the policy names nobody to sign",
  typesForSecrets: "a call that reveals stored secrets needs a rule that lists its types",
  mustBe: (path: string, accepted: string) => `${path} must be ${accepted}`,
  mustBeGiven: (path: string, accepted: string) => `${path} must be given and be ${accepted}`,
  mustBeLeftOut: (path: string) => `${path} must be left out`,
  notLetThrough: (path: string) => `${path} is not among the parameters it lets through`,
  plainPatch: (field: string) => `${field} may only add, replace and remove below the root`,
  noProperty: (path: string, type: string) => `${path} is no property of ${type} that a call may set`,

  like: (pattern: string) => `like ${pattern}`,
  atLeast: (bound: number) => `at least ${bound}`,
  atMost: (bound: number) => `at most ${bound}`,
  oneOf: (values: readonly string[], more: number) =>
    values.length === 1 && more === 0
      ? values.join("")
      : `one of ${values.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
  there: "there",
  and: " and ",
  also: "; ",
  aParameter: "A parameter",
  keyInside: (path: string) => `a key inside ${path}`,

  deniedAlways: (name: string, ids: readonly string[]) => `${name} is denied by ${rulesOf(ids)}.`,
  deniesSomeCallers: (rule: string) => `rule ${rule} denies some callers`,
  deniesSomeArguments: (rule: string) => `rule ${rule} denies some arguments`,
  documentGrants: "a document must not grant what a rule denies",
  newNameStays: "a new name must not bring it under a rule that does not cover it",
  signersDiffer: "the rules that ask for a signature name no approver in common",
  addressesListed: "addresses in it must be on hosts that the policy lists",
  natureBy: (parameters: readonly string[]) =>
    `what it does depends on ${parameters.length > 1 ? "parameters" : "parameter"} ${parameters.join(", ")}, and is judged by that`,
  raisesBy: (parameters: readonly string[]) =>
    `with ${parameters.length > 1 ? "parameters" : "parameter"} ${parameters.join(", ")} it raises rights: a rule must name it exactly and say how it is approved`,
  raisesSigned: (parameters: readonly string[]) =>
    `with ${parameters.length > 1 ? "parameters" : "parameter"} ${parameters.join(", ")} it raises rights, and only then a second person has to sign`,
  forSomeCallers: (rule: string) => `rule ${rule} is for some callers only`,
  someParameters: (rule: string) => `rule ${rule} lets only some parameters through`,
  mustNameIt: (rule: string) => `rule ${rule} must name it exactly`,

  needsPolicy: (name: string) =>
    `${name} needs a policy, and this server has none: without one only reads are allowed, and those without their secrets; ask the operator for a policy.`,
  plainReadsOnly: "without a policy only plain reads are allowed",
  suspended: (name: string, since: string) =>
    `${name} is no plain read, and changes are suspended: the operator's policy cannot be used since ${since}. Only plain reads go on until the operator has corrected it and told idgate to reload it (SIGHUP), or has started idgate again.`,
  suspendedOutlook: "it must be a plain read: changes are suspended",
};

/** Everything that decisions say, in one language. */
export type PolicyWords = typeof EN;
