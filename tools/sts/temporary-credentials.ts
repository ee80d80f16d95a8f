/** Temporary cloud keys of a role (sts). They work anywhere, outside of what this server governs. */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { name, secretOutput, tags, text, textOutput } from "../../src/action/fields.ts";

const family = "temporary-credentials";

/** A bound of our own for a session policy: the reference states none. */
const DOCUMENT_LIMIT = 65_536;

const assumeRole = defineAction({
  service: "sts",
  name: "AssumeRole",
  family,
  effect: "issue",
  title: "Assume an IAM role",
  zh: "扮演角色",
  summary:
    "Issues temporary cloud keys of a role that trusts the caller. Secret key and session token come back as handles, whose values nobody is shown; this server goes on with its own credentials. A root account cannot assume roles.",
  synonyms: [
    "temporary credentials; STS token; cross-account access; switch role; borrow a role; short-lived keys; act as a role; become another role; session as a role; one hour session; swap my keys for a role; elevate",
    "临时凭证; 临时密钥; 跨账号访问; 角色切换; 借用角色; 切换角色; 短期密钥; 临时 AK SK; 以角色身份操作; 切到角色; 换一小时密钥; 会话凭证",
  ],
  prerequisites: ["iam:ListRoles", "sts:GetCallerIdentity"],
  harmlessTwice: true,
  input: () => ({
    RoleTrn: name("e.g. trn:iam::2000012345:role/my_role; Trn in iam ListRoles"),
    RoleSessionName: name("Name for the audit trail: 2-64 of letters, digits and .-_@"),
    // Out of range is no fault: the service puts it right.
    DurationSeconds: z
      .int()
      .describe("How long the keys are valid, 900 to 43200; 3600 when absent")
      .optional(),
    Policy: text(
      'JSON policy {"Statement":[…]} that narrows the role for this session',
      DOCUMENT_LIMIT,
    ).optional(),
    Tags: tags().describe("Session tags, 50 at most").optional(),
  }),
  output: () => ({
    Credentials: z
      .looseObject({
        AccessKeyId: textOutput(),
        SecretAccessKey: secretOutput(),
        SessionToken: secretOutput(),
        CurrentTime: textOutput(),
        ExpiredTime: textOutput(),
      })
      .nullish(),
    AssumedRoleUser: z.looseObject({ AssumedRoleId: textOutput(), Trn: textOutput() }).nullish(),
  }),
  secrets: { output: ["Credentials.SecretAccessKey", "Credentials.SessionToken"] },
});

export const temporaryCredentials = defineFamily({
  name: family,
  title: "Temporary credentials",
  zh: "临时安全凭证",
  summary:
    "Keys that a role lends to whom it trusts, for at most twelve hours. What is done with them outside passes this server by.",
  actions: [assumeRole],
});
