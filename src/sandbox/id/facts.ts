/** What the pool and identity actions of the id service take (reference, version 2025-10-30). */
import type { Facts } from "../types.ts";

/** Lengths of tag keys and values: the limits of the cloud's tags everywhere. */
export const tags = [{ "Key!": "string 1..128", Value: "string ..256" }] as const;
export const tagFilters = [{ "Key!": "string 1..128", Values: ["string ..256"] }] as const;
const metaData = [{ "Key!": "string 1..", Values: ["string"] }] as const;
const page: Facts = { "PageNumber!": "int 1..", "PageSize!": "int 1..100" };

export const poolFacts = {
  create: { WorkloadPoolName: "string 1..", Description: "string", ProjectName: "string", Tags: tags },
  list: {
    ...page,
    WorkloadPoolName: "string",
    WorkloadPoolId: "string",
    ProjectName: "string",
    SortBy: "string",
    SortOrder: "string",
    TagFilters: tagFilters,
  },
} satisfies Record<string, Facts>;

export const identityFacts = {
  create: {
    "Name!": "string 1..",
    WorkloadPoolName: "string",
    Description: "string",
    Category: "string",
    AllowedResourceOauth2ReturnUrls: ["string 1.."],
    MetaData: metaData,
  },
  list: {
    ...page,
    WorkloadPoolName: "string",
    Name: "string",
    Category: "string",
    Source: "string",
    Trn: "string",
    SortBy: "string",
    SortOrder: "string",
  },
  update: {
    "Name!": "string",
    WorkloadPoolName: "string",
    Description: "string",
    AllowedResourceOauth2ReturnUrls: ["string 1.."],
    MetaData: metaData,
    MetaDataUpdateMode: "string",
  },
  metaData: { "WorkloadPoolName!": "string", "WorkloadIdentity!": "string", MetaData: metaData },
} satisfies Record<string, Facts>;

// The reference bounds no duration; twelve hours is what the cloud's temporary credentials live at most.
const token: Facts = {
  Name: "string",
  WorkloadPoolName: "string",
  Audience: ["string 1.."],
  DurationSeconds: "int64 1..43200",
};

export const tokenFacts = {
  workload: token,
  forJwt: { ...token, "UserToken!": "string 1.." },
  forUserId: { ...token, "UserId!": "string 1.." },
} satisfies Record<string, Facts>;
