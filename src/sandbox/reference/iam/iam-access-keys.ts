/** What the actions on iam access keys take and answer (reference of iam, version 2018-01-01). */
import type { Reference } from "../types.ts";

export const iamAccessKeys: Reference = {
  CreateAccessKey: {
    input: { UserName: "string" },
    output: {
      AccessKey: {
        AccessKeyId: "string",
        CreateDate: "string",
        SecretAccessKey: "string",
        Status: "string",
        UpdateDate: "string",
        UserName: "string",
      },
    },
  },
  ListAccessKeys: {
    input: { UserName: "string" },
    output: {
      AccessKeyMetadata: [
        {
          AccessKeyId: "string",
          CreateDate: "string",
          Status: "string",
          UpdateDate: "string",
          UserName: "string",
        },
      ],
    },
  },
  UpdateAccessKey: {
    input: { "AccessKeyId!": "string", "Status!": "string", UserName: "string" },
    output: {},
  },
  DeleteAccessKey: { input: { "AccessKeyId!": "string", UserName: "string" }, output: {} },
  GetAccessKeyLastUsed: {
    input: { "AccessKeyId!": "string", UserName: "string" },
    output: { AccessKeyLastUsed: { Region: "string", RequestTime: "string", Service: "string" } },
  },
};
