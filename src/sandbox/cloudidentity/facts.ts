/** What the user and group actions of cloudidentity take (reference, version 2023-01-01). */
import type { Facts } from "../types.ts";

export const VERSION = "2023-01-01";

/** Longest values, in characters. Cloud Control sends the same fields past the facts, so the records check too. */
export const USER_LIMITS = {
  UserName: 54,
  DisplayName: 64,
  Description: 255,
  Email: 128,
  Phone: 20,
} as const;
export const GROUP_LIMITS = { GroupName: 63, DisplayName: 64, Description: 128 } as const;

export const userFacts = {
  create: {
    "UserName!": "string 1..54",
    DisplayName: "string ..64",
    Description: "string ..255",
    Email: "string ..128",
    Phone: "string ..20",
  },
  get: { "UserId!": "string" },
  list: {
    PageNumber: "int 1..",
    PageSize: "int 1..100",
    QueryString: "string",
    Source: "string Sync|Manual",
    UserName: "string",
  },
  update: {
    "UserId!": "string",
    UserName: "string 1..54",
    DisplayName: "string ..64",
    Description: "string ..255",
    Email: "string ..128",
    Phone: "string ..20",
  },
  delete: { "UserId!": "string" },
} satisfies Record<string, Facts>;

export const groupFacts = {
  create: {
    "GroupName!": "string ..63",
    "JoinType!": "string Manual|Auto",
    DisplayName: "string ..64",
    Description: "string ..128",
  },
  get: { "GroupId!": "string" },
  // The fields of this list carry no bounds in the API; the handler holds PageSize to the documented 1..100.
  list: { JoinType: "string Manual|Auto", PageNumber: "int", PageSize: "int", QueryString: "string" },
  update: { "GroupId!": "string", DisplayName: "string ..64", Description: "string ..128" },
  delete: { "GroupId!": "string" },
  member: { "GroupId!": "string", "UserId!": "string" },
  members: { "GroupId!": "string", PageNumber: "int", PageSize: "int 1..100", QueryString: "string" },
} satisfies Record<string, Facts>;
