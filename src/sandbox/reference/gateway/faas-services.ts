/** What the actions on faas services take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const faasServiceAnswer = {
  FunctionId: "string",
  FunctionType: "string",
  TriggerName: "string",
  UserPoolUid: "string",
} as const satisfies Facts;
const faasServiceRequest = {
  "FunctionId!": "string",
  "FunctionType!": "string",
  "TriggerName!": "string",
  "UserPoolUid!": "string",
} as const satisfies Facts;

export const faasServices: Reference = {
  CreateFaasService: { input: faasServiceRequest, output: faasServiceAnswer },
  GetFaasService: {
    input: { "FunctionType!": "string", "UserPoolUid!": "string" },
    output: faasServiceAnswer,
  },
  ListFaasServices: {
    input: { "UserPoolUid!": "string" },
    output: { Data: [faasServiceAnswer], TotalCount: "int" },
  },
  UpdateFaasService: { input: faasServiceRequest, output: faasServiceAnswer },
  DeleteFaasService: {
    input: { "FunctionType!": "string", "UserPoolUid!": "string" },
    output: { Message: "string" },
  },
};
