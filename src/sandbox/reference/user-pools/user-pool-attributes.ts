/** What the actions on user pool attributes take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const userPoolCustomAttributeAnswer = {
  DataType: "string",
  Maximum: "int",
  Minimum: "int",
  Mutability: "string",
  Name: "string",
  Uid: "string",
} as const satisfies Facts;

export const userPoolAttributes: Reference = {
  CreateUserPoolCustomAttribute: {
    input: {
      "DataType!": "string",
      Maximum: "int",
      Minimum: "int",
      "Mutability!": "string",
      "Name!": "string",
      "UserPoolUid!": "string",
    },
    output: userPoolCustomAttributeAnswer,
  },
  UpdateUserPoolCustomAttribute: {
    input: {
      Maximum: "int",
      Minimum: "int",
      Mutability: "string",
      Name: "string",
      "Uid!": "string",
      "UserPoolUid!": "string",
    },
    output: userPoolCustomAttributeAnswer,
  },
  DeleteUserPoolCustomAttribute: {
    input: { "Uid!": "string", "UserPoolUid!": "string" },
    output: { Message: "string" },
  },
};
