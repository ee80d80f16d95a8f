/** What the actions on user pool domains take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const userPoolDomainRequest = {
  CertificateId: "string",
  "Domain!": "string",
  "UserPoolUid!": "string",
} as const satisfies Facts;
const userPoolDomainAnswer = {
  ApigDomain: "string",
  CertificateId: "string",
  Domain: "string",
  Status: "string",
  UserPoolUid: "string",
} as const satisfies Facts;

export const userPoolDomains: Reference = {
  CreateUserPoolDomain: { input: userPoolDomainRequest, output: userPoolDomainAnswer },
  GetUserPoolDomain: {
    input: { "Domain!": "string", "UserPoolUid!": "string" },
    output: userPoolDomainAnswer,
  },
  UpdateUserPoolDomain: { input: userPoolDomainRequest, output: userPoolDomainAnswer },
  DeleteUserPoolDomain: {
    input: { "Domain!": "string", "UserPoolUid!": "string" },
    output: { Message: "string" },
  },
  ListUserPoolDomainOperations: {
    input: { "UserPoolUid!": "string" },
    output: {
      Operations: [
        {
          Action: "string",
          CreateTime: "string",
          Domain: "string",
          ErrorMessage: "string",
          Status: "string",
          TaskId: "string",
          UpdateTime: "string",
        },
      ],
      UserPoolUid: "string",
    },
  },
};
