/** What the actions on egress ips take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const data = {
  CreateTime: "int",
  EipAddress: "string",
  EipID: "string",
  ID: "string",
  NatGatewayID: "string",
  NatGatewayName: "string",
  NatGatewayVpcID: "string",
  NatGatewayVpcName: "string",
  OAuthClientResourceNum: "int",
  Status: "string",
  UpdateTime: "int",
  UserPoolIdpResourceNum: "int",
} as const satisfies Facts;

export const egressIps: Reference = {
  CreateOutboundEgressIP: {
    input: { EipID: "string", "NatGatewayID!": "string" },
    output: { Data: { ID: "string" } },
  },
  GetOutboundEgressIP: { input: { "ID!": "string" }, output: { Data: data } },
  ListOutboundEgressIPs: {
    input: {
      Filter: { ID: "string", Status: "string" },
      "PageNumber!": "int",
      "PageSize!": "int",
      SortBy: "string",
      SortOrder: "string",
    },
    output: { Data: [data], PageNumber: "int", PageSize: "int", TotalCount: "int" },
  },
  ModifyOutboundEgressIP: {
    input: { "EipID!": "string", "ID!": "string" },
    output: { Data: { ID: "string" } },
  },
  DeleteOutboundEgressIP: { input: { "ID!": "string" }, output: { Data: { ID: "string" } } },
};
