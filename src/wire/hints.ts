/**
 * What to do about the services' error codes (the reference's common codes, and the own lists of id,
 * cloudidentity, cloudcontrol and iam). The first pattern that matches counts; hints are for a model to act on.
 */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /^Signature(?:NotMatch|DoesNotMatch)|^InvalidSignature/,
    "The secret key does not fit the access key, or this machine's clock is off by more than 15 minutes. This is for the operator to repair.",
  ],
  [
    /^InvalidAccessKey|^InvalidCredentials$|^(?:Invalid(?:Security|Secret)Token$|ExpiredToken|InvalidClientTokenId)/,
    "The service does not know these cloud credentials, or they have expired. This is for the operator to repair.",
  ],
  [
    /^(?:AccessDenied|RequestForbidden|PermissionError|Forbidden|Unauthorized|AccountInvalid)/,
    "The cloud account's own permissions do not allow this. Ask the operator for it; do not try another way.",
  ],
  [
    /^(?:ServiceNotEnabled|ServiceStatusException)/,
    "The service is not enabled for this account, or its instance is unavailable. The operator enables it in the console.",
  ],
  [
    /^InvalidTimestamp/,
    "This machine's clock is off by more than 15 minutes. This is for the operator to repair.",
  ],
  [
    /^AccountNotInOrg/,
    "That cloud account is not in the organisation. Accounts in use are in ListAccountAssignments and ListPermissionSetProvisionings; else ask the user for the account's id.",
  ],
  [
    /Quota|^ServiceLimitExceeded$|LimitExceeded(?:$|\.)/i,
    "A quota is used up. Remove what is not needed or ask the operator to have it raised; repeating does not help.",
  ],
  [/Throttling|TooManyRequests|FlowLimit|RateLimit/i, "Too many requests. Wait some seconds and call again."],
  [
    /AlreadyInGroup$|(?:Assignment|Attachment|PermissionPolicy|Provisioning)AlreadyExists?$/,
    "It is so already. Check with the list action; if that is what was wanted, go on.",
  ],
  [/NotInGroup$/, "They are not in this group: nothing is left to remove. List the members to make sure."],
  [
    /InUse$|^DeleteConflict/,
    "It is still in use. List what uses it and ask the user before you take that away first.",
  ],
  [
    /^ResourceConflict/,
    "Something that exists stands in the way, as the message says. Read it before you change anything.",
  ],
  [
    /^Duplicated|AlreadyExists?|^Conflict/,
    "It exists already. Read it first; choose another name or use it.",
  ],
  [
    /(?:Running|InProgress)$/,
    "A task on it still runs. Wait some seconds, see how it ended, and call again only if that is still needed.",
  ],
  [
    /^(?:Concurrent(?:Exception|Modification)|NotStabilized)/,
    "Something else is changing this resource. Wait some seconds, read it again and repeat.",
  ],
  [
    /^AccessKeyNotExist/,
    "A key is looked for among those of one user. Name its owner as UserName: GetUser by AccessKeyID tells whose it is.",
  ],
  [
    /NotFound|NotExists?$|^NoResource$/,
    "It does not exist in this account and region. List what exists and check names and ids.",
  ],
  [
    /^Invalid(?:Policy|Role|User)(?:Group)?Name|^InvalidTrustPolicyDoc|^InvalidPolicyType|^InvalidOperation/,
    "Correct what the message names. describe_action shows what is allowed.",
  ],
  [
    /^InvalidRequest/,
    "The message says what stands against it. Correct it if it is a parameter: describe_action shows what is allowed.",
  ],
  [/^(?:MissingParameter|ParamMissing)/, "Add the named parameter."],
  [/^NotUpdatable/, "This property cannot be changed after creation. A new resource would be needed."],
  [
    /^(?:InvalidParameter|InvalidParam)|Exceed(?:ed)?Limit$/,
    "Correct the named parameter. describe_action shows its type and limits.",
  ],
  [
    /^(?:MissingAction|InvalidAction|InvalidVersion)/,
    "The service does not offer this action in this region.",
  ],
];

/** A hint for an error code; undefined where the code says no more than itself. */
export function hintFor(code: string): string | undefined {
  return HINTS.find(([pattern]) => pattern.test(code))?.[1];
}
