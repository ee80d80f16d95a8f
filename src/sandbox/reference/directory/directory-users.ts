/** What the actions on directory users take and answer (reference of cloudidentity, version 2023-01-01). */
import type { Reference } from "../types.ts";

export const directoryUsers: Reference = {
  CreateUser: {
    input: {
      Description: "string ..255",
      DisplayName: "string ..64",
      Email: "string ..128",
      Phone: "string ..20",
      "UserName!": "string 1..54",
    },
    output: {
      CreatedTime: "string",
      Description: "string",
      DisplayName: "string",
      Email: "string",
      Phone: "string",
      Source: "string",
      UpdatedTime: "string",
      UserId: "string",
      UserName: "string",
    },
  },
  GetUser: {
    input: { "UserId!": "string" },
    output: {
      CreatedTime: "string",
      Description: "string",
      DisplayName: "string",
      Email: "string",
      IdentityType: "string",
      Phone: "string",
      Source: "string",
      UpdatedTime: "string",
      UserId: "string",
      UserName: "string",
    },
  },
  ListUsers: {
    input: {
      PageNumber: "int 1..",
      PageSize: "int 1..100",
      QueryString: "string",
      Source: "string Sync|Manual",
      UserName: "string",
    },
    output: {
      PageNumber: "int",
      PageSize: "int",
      Total: "int64",
      Users: [
        {
          CreatedTime: "string",
          Description: "string",
          DisplayName: "string",
          Email: "string",
          Phone: "string",
          Source: "string Sync",
          UpdatedTime: "string",
          UserId: "string",
          UserName: "string",
        },
      ],
    },
  },
  UpdateUser: {
    input: {
      Description: "string ..255",
      DisplayName: "string ..64",
      Email: "string ..128",
      Phone: "string ..20",
      "UserId!": "string",
      UserName: "string 1..54",
    },
    output: {},
  },
  DeleteUser: { input: { "UserId!": "string" }, output: {} },
  ResetPassword: {
    input: {
      "GenerateRandomPassword!": "boolean",
      Password: "string 8..32",
      "PasswordResetRequired!": "boolean",
      "UserId!": "string",
    },
    output: { Password: "string" },
  },
};
