/** Properties of Volcengine::IAM::Role. */
import type { ObjectProperty, Properties } from "../model.ts";
import { policyName, policyType } from "./iam-user-properties.ts";

const scope: ObjectProperty = {
  type: "object",
  description: "Where the policy holds.",
  properties: {
    PolicyScopeType: { type: "string", description: "Global or Project." },
    ProjectName: { type: "string", description: "Name of the project." },
    ProjectDisplayName: { type: "string", description: "Display name of the project." },
    AttachDate: { type: "string", description: "Since when." },
  },
};

export const iamRoleProperties: Properties = {
  RoleName: {
    type: "string",
    description: "Name of the role, unique in the account.",
    access: "createOnly",
    minLength: 1,
    maxLength: 64,
    pattern: /^[A-Za-z0-9._-]+$/,
  },
  DisplayName: { type: "string", description: "Name for people to read.", maxLength: 64 },
  Description: { type: "string", description: "Note on the role.", maxLength: 128 },
  TrustPolicyDocument: { type: "string", description: "Who may act as the role: JSON text." },
  MaxSessionDuration: {
    type: "integer",
    description: "Longest session, in seconds.",
    minimum: 3600,
    maximum: 43_200,
  },
  IsServiceLinkedRole: {
    type: "integer",
    description: "1 for the role of a service, else 0.",
    access: "createOnly",
    minimum: 0,
    maximum: 1,
  },
  ServiceName: {
    type: "string",
    description: "Service that the role is for.",
    access: ["createOnly", "writeOnly"],
  },
  Policies: {
    type: "array",
    description: "Policies of the role.",
    items: {
      type: "object",
      description: "A policy.",
      properties: {
        PolicyName: policyName,
        PolicyType: policyType,
        PolicyTrn: { type: "string", description: "TRN of the policy.", access: "readOnly" },
        Description: { type: "string", description: "Note on the policy.", access: "readOnly" },
        AttachDate: { type: "string", description: "When it was attached.", access: "readOnly" },
        PolicyScopes: { type: "array", description: "Where it holds.", items: scope, access: "readOnly" },
      },
      required: ["PolicyName", "PolicyType"],
    },
  },
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
      required: ["Key"],
    },
  },
  RoleId: { type: "integer", description: "Number of the role.", access: "readOnly" },
  Trn: { type: "string", description: "TRN of the role.", access: "readOnly" },
  CreateDate: { type: "string", description: "When the role was created.", access: "readOnly" },
  UpdateDate: { type: "string", description: "When the role was last changed.", access: "readOnly" },
};
