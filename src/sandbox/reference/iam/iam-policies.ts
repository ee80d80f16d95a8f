/** What the actions on iam policies take and answer (reference of iam, version 2018-01-01). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const policy = {
  AttachmentCount: "int",
  Category: "string",
  CreateDate: "string",
  Description: "string",
  IsServiceRolePolicy: "int",
  PolicyDocument: "string",
  PolicyName: "string",
  PolicyTrn: "string",
  PolicyType: "string",
  UpdateDate: "string",
} as const satisfies Facts;

export const iamPolicies: Reference = {
  CreatePolicy: {
    input: {
      Description: "string ..255",
      "PolicyDocument!": "string 1..6144",
      "PolicyName!": "string 1..64",
    },
    output: { Policy: policy },
  },
  GetPolicy: {
    input: { "PolicyName!": "string", "PolicyType!": "string System|Custom" },
    output: { Policy: policy },
  },
  ListPolicies: {
    input: { Limit: "int", Offset: "int", Query: "string", Scope: "string", WithServiceRolePolicy: "int" },
    output: { Limit: "int", Offset: "int", PolicyMetadata: [policy], Total: "int" },
  },
  UpdatePolicy: {
    input: {
      NewDescription: "string ..255",
      NewPolicyDocument: "string ..6144",
      NewPolicyName: "string 1..64",
      "PolicyName!": "string 1..64",
    },
    output: { Policy: policy },
  },
  DeletePolicy: { input: { "PolicyName!": "string 1..64" }, output: {} },
};
