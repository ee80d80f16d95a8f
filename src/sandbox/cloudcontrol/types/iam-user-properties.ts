/** Properties of Volcengine::IAM::User. */
import type { ObjectProperty, Properties, TextProperty } from "../model.ts";
import { passwordProperty } from "../password.ts";

const PROTECTIONS: ReadonlySet<string> = new Set(["phone", "email", "vmfa"]);

const protections = (description: string): TextProperty => ({
  type: "string",
  description: `${description} Any of phone, email and vmfa, separated by commas.`,
  fault: (value) =>
    value === "" || value.split(",").every((one) => PROTECTIONS.has(one))
      ? undefined
      : "It may list phone, email and vmfa.",
});

export const policyName: TextProperty = {
  type: "string",
  description: "Name of the policy.",
  minLength: 1,
  maxLength: 64,
  pattern: /^[A-Za-z0-9+=,.@_-]+$/,
};

export const policyType: TextProperty = {
  type: "string",
  description: "System for the cloud's own policies, Custom for the account's.",
  options: ["System", "Custom"],
};

export const userName: TextProperty = {
  type: "string",
  description: "Name of the user, unique in the account.",
  access: "createOnly",
  minLength: 1,
  maxLength: 64,
  pattern: /^[A-Za-z0-9_.@-]+$/,
};

const accessKey: ObjectProperty = {
  type: "object",
  description: "A key, without its secret.",
  properties: {
    AccessKeyId: { type: "string", description: "Id of the key." },
    UserName: { type: "string", description: "Whose key it is." },
    Status: { type: "string", description: "Active or Inactive." },
    Region: { type: "string", description: "Where it was last used." },
    Service: { type: "string", description: "For what it was last used." },
    RequestTime: { type: "string", description: "When it was last used." },
    CreateDate: { type: "string", description: "When it was made." },
    UpdateDate: { type: "string", description: "When it was last changed." },
  },
};

const securityConfig: ObjectProperty = {
  type: "object",
  description: "What protects sensitive operations of the user.",
  properties: {
    SafeAuthType: protections("How a sensitive operation is confirmed."),
    SafeAuthClose: { type: "number", description: "0: protection is on, 1: off.", access: "readOnly" },
    SafeAuthExemptDuration: {
      type: "number",
      description: "Minutes for which a confirmation holds.",
      access: "readOnly",
    },
  },
};

const loginProfile: ObjectProperty = {
  type: "object",
  description: "How the user signs in to the console.",
  properties: {
    Password: passwordProperty,
    LoginAllowed: { type: "boolean", description: "Whether the user may sign in; false by default." },
    PasswordResetRequired: {
      type: "boolean",
      description: "Whether the next sign-in asks for a new password; false by default.",
    },
    SafeAuthFlag: { type: "boolean", description: "Whether sign-in is protected; false by default." },
    SafeAuthType: protections("How a sign-in is confirmed."),
    SafeAuthExemptRequired: {
      type: "number",
      description: "1 where a confirmation holds for a while, else 0.",
      minimum: 0,
      maximum: 1,
    },
    SafeAuthExemptUnit: {
      type: "number",
      description: "Unit of SafeAuthExemptDuration: 0 minutes, 1 hours, 2 days.",
      minimum: 0,
      maximum: 2,
    },
    SafeAuthExemptDuration: {
      type: "number",
      description: "How long a confirmation holds: 5 to 1440 minutes, 1 to 168 hours or 1 to 7 days.",
      minimum: 1,
      maximum: 1440,
    },
    LoginLocked: { type: "boolean", description: "Whether sign-in is locked.", access: "readOnly" },
    LastLoginDate: { type: "string", description: "Last sign-in.", access: "readOnly" },
    LastLoginIp: { type: "string", description: "Address of the last sign-in.", access: "readOnly" },
    LastResetPasswordTime: {
      type: "integer",
      description: "When the password was last set, in Unix seconds; 0 for never.",
      access: "readOnly",
    },
    PasswordExpireAt: {
      type: "integer",
      description: "When the password expires, in Unix seconds; 0 for never.",
      access: "readOnly",
    },
    CreateDate: { type: "string", description: "When the profile was made.", access: "readOnly" },
    UpdateDate: { type: "string", description: "When the profile was last changed.", access: "readOnly" },
  },
};

export const iamUserProperties: Properties = {
  UserName: userName,
  DisplayName: {
    type: "string",
    description: "Name for people to read: Chinese, letters, digits, spaces and .-_@",
    maxLength: 128,
    pattern: /^[\p{Script=Han}A-Za-z0-9 ._@-]*$/u,
  },
  Description: { type: "string", description: "Note on the user.", maxLength: 255 },
  Email: { type: "string", description: "Mail address.", access: "writeOnly", shownBlank: true },
  EmailIsVerify: { type: "boolean", description: "Whether the mail address is confirmed." },
  MobilePhone: {
    type: "string",
    description: "Mobile number.",
    access: "writeOnly",
    shownBlank: true,
    maxLength: 20,
  },
  MobilePhoneIsVerify: {
    type: "boolean",
    description: "Whether the mobile number is confirmed.",
    access: "readOnly",
  },
  Groups: {
    type: "array",
    description: "Names of the IAM groups that the user is in.",
    items: { type: "string", description: "Name of a group." },
  },
  Policies: {
    type: "array",
    description: "Policies attached to the user.",
    items: {
      type: "object",
      description: "A policy.",
      properties: { PolicyName: policyName, PolicyType: policyType },
      required: ["PolicyName", "PolicyType"],
    },
  },
  SecurityConfig: securityConfig,
  LoginProfile: loginProfile,
  Tags: {
    type: "array",
    description: "Tags.",
    items: {
      type: "object",
      description: "A tag.",
      properties: {
        Key: { type: "string", description: "Key of the tag.", minLength: 1, maxLength: 128 },
        Value: { type: "string", description: "Value of the tag.", maxLength: 256 },
      },
      required: ["Key", "Value"],
    },
  },
  AccessKey: { type: "array", description: "Keys of the user.", items: accessKey, access: "readOnly" },
  AccountId: { type: "number", description: "Account of the user.", access: "readOnly" },
  UserId: { type: "integer", description: "Number of the user.", access: "readOnly" },
  Trn: { type: "string", description: "TRN of the user.", access: "readOnly" },
  CreateDate: { type: "string", description: "When the user was created.", access: "readOnly" },
  UpdateDate: { type: "string", description: "When the user was last changed.", access: "readOnly" },
};
