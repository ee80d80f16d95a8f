import { describe, expect, it } from "vitest";
import { hintFor } from "../../src/wire/hints.ts";

describe("hints", () => {
  it.each([
    ["SignatureNotMatch", /clock/],
    ["SignatureDoesNotMatch", /clock/],
    ["InvalidAccessKeyId", /credentials/],
    ["InvalidCredentials", /credentials/],
    ["AccessDenied", /permissions/],
    ["RequestForbidden", /permissions/],
    ["PermissionError", /permissions/],
    ["InvalidSecretToken", /credentials/],
    ["InvalidTimestamp", /clock/],
    ["AccountNotInOrg", /not in the organisation/],
    ["UserAlreadyInGroup", /so already/],
    ["AccountAssignmentAlreadyExist", /so already/],
    ["PolicyAttachmentAlreadyExists", /so already/],
    ["UserNotInGroup", /nothing is left/],
    ["PermissionSetInUse", /still in use/],
    ["ResourceConflict", /stands in the way/],
    ["PermissionSetProvisionRunning", /still runs/],
    ["AccessKeyNotExist", /UserName/],
    ["UserNotExist", /does not exist/],
    ["UserAlreadyExists", /exists already/],
    ["LimitExceeded.AccessKey", /quota/],
    ["InvalidUserName", /Correct/],
    ["InvalidTrustPolicyDoc", /Correct/],
    ["NotFound", /does not exist/],
    ["EntityNotFound", /does not exist/],
    ["Duplicated", /exists already/],
    ["GroupAlreadyExists", /exists already/],
    ["AlreadyExists", /exists already/],
    ["Throttling", /Too many/],
    ["QuotaExceeded", /quota/],
    ["QuotaLimitExceeded", /quota/],
    ["ReachedQuotaLimit", /quota/],
    ["ServiceLimitExceeded", /quota/],
    ["MissingParameter.Name", /Add/],
    ["ParamMissing", /Add/],
    ["InvalidParameter.Name", /Correct/],
    ["InvalidRequest", /The message says/],
    ["DisplayNameLengthExceedLimit", /Correct/],
    ["ConcurrentException", /Something else/],
    ["ConcurrentModification", /Something else/],
    ["NotUpdatable", /cannot be changed/],
    ["ServiceNotEnabled", /not enabled/],
    ["ServiceStatusException", /not enabled/],
    ["InvalidAction", /does not offer/],
  ])("for %s say what helps", (code, expected) => {
    expect(hintFor(code)).toMatch(expected);
  });

  it.each(["InternalError", "SomethingNew", "", "constructor"])("for %j say nothing", (code) => {
    expect(hintFor(code)).toBeUndefined();
  });
});
