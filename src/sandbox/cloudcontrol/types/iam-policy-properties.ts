/** Properties of Volcengine::IAM::Policy. */
import type { ListProperty, ObjectProperty, Properties } from "../model.ts";
import { policyName, policyType } from "./iam-user-properties.ts";

const scope: ObjectProperty = {
  type: "object",
  description: "A project in which the policy holds.",
  properties: {
    ProjectName: { type: "string", description: "Name of the project." },
    ProjectDisplayName: { type: "string", description: "Display name.", access: "readOnly" },
    PolicyScopeType: { type: "string", description: "Global or Project.", access: "readOnly" },
    CreatedTime: { type: "string", description: "Since when.", access: "readOnly" },
  },
  required: ["ProjectName"],
};

const holders = (description: string): ListProperty => ({
  type: "array",
  description,
  items: {
    type: "object",
    description: "Who has the policy, everywhere or in some projects.",
    properties: {
      PolicyScope: { type: "array", description: "Projects; none for everywhere.", items: scope },
      Name: { type: "string", description: "Name of the user, group or role." },
      EntitiesId: { type: "integer", description: "Number.", access: "readOnly" },
      DisplayName: { type: "string", description: "Display name.", access: "readOnly" },
      Description: { type: "string", description: "Note.", access: "readOnly" },
      CreatedTime: { type: "string", description: "When it was attached.", access: "readOnly" },
    },
    required: ["Name"],
  },
});

export const iamPolicyProperties: Properties = {
  PolicyName: { ...policyName, access: "createOnly" },
  PolicyType: { ...policyType, access: "createOnly" },
  PolicyDocument: {
    type: "string",
    description: "The policy: JSON text with a list called Statement.",
    minLength: 1,
    maxLength: 6144,
  },
  Description: { type: "string", description: "Note on the policy.", maxLength: 128 },
  PolicyUsers: holders("Users who have the policy."),
  PolicyUserGroups: holders("Groups that have the policy."),
  PolicyRoles: holders("Roles that have the policy."),
  PolicyTrn: { type: "string", description: "TRN of the policy.", access: "readOnly" },
  AttachmentCount: { type: "integer", description: "How many have it.", access: "readOnly" },
  IsServiceRolePolicy: {
    type: "integer",
    description: "1 for a service's role, else 0.",
    access: "readOnly",
  },
  Category: { type: "string", description: "Of system policies: the service.", access: "readOnly" },
  CreatedTime: { type: "string", description: "When the policy was created.", access: "readOnly" },
  UpdatedTime: { type: "string", description: "When the policy was last changed.", access: "readOnly" },
};
