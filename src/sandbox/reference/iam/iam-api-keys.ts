/** What the actions on iam api keys take and answer (reference of iam, version 2018-01-01). */
import type { Reference } from "../types.ts";

export const iamApiKeys: Reference = {
  CreateApiKey: {
    input: { Name: "string ..128", PermissionsBoundary: "string ..2048", UserName: "string" },
    output: {
      ApiKey: {
        CreateDate: "string",
        Id: "string",
        Name: "string",
        PermissionsBoundary: "string",
        Secret: "string",
        Status: "string",
        UpdateDate: "string",
      },
    },
  },
  ListApiKeys: {
    input: { Limit: "int ..1000", Offset: "int ..100", UserName: "string" },
    output: {
      ApiKeys: [
        {
          CreateDate: "string",
          Id: "string",
          Name: "string",
          PermissionsBoundary: "string",
          Status: "string",
          UpdateDate: "string",
        },
      ],
      Total: "int",
    },
  },
  UpdateApiKey: {
    input: {
      "Id!": "string",
      Name: "string ..128",
      PermissionsBoundary: "string ..2048",
      Status: "string active|inactive",
      UserName: "string",
    },
    output: {},
  },
  DeleteApiKey: { input: { "Id!": "string", UserName: "string" }, output: {} },
};
