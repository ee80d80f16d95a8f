/** Outbound addresses: fixed IPs from which the identity service calls identity providers and OAuth servers (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";

const family = "egress-ips";

const egressId = () => name("ID from CreateOutboundEgressIP or ListOutboundEgressIPs");
const eipId = () => name("Id of an elastic IP (EIP) bound to the NAT gateway");

const egressIp = () => ({
  ID: textOutput(),
  Status: textOutput(),
  EipID: textOutput(),
  EipAddress: textOutput(),
  NatGatewayID: textOutput(),
  NatGatewayName: textOutput(),
  NatGatewayVpcID: textOutput(),
  NatGatewayVpcName: textOutput(),
  UserPoolIdpResourceNum: countOutput(),
  OAuthClientResourceNum: countOutput(),
  CreateTime: countOutput(),
  UpdateTime: countOutput(),
});

const idOutput = () => ({ Data: z.looseObject({ ID: textOutput() }).nullish() });

const createOutboundEgressIP = defineAction({
  service: "id",
  name: "CreateOutboundEgressIP",
  family,
  effect: "create",
  title: "Create an outbound IP",
  zh: "创建出站公网 IP",
  summary:
    "Gives the identity service a fixed address to call identity providers and OAuth servers from, through a NAT gateway of yours. Others can then let that address through their firewalls. It may take a while to be ready: see GetOutboundEgressIP.",
  synonyms: [
    "static IP; allowlist; IdP unreachable; firewall needs a fixed source address; elastic IP; partner's firewall; known address; calls always come from one address",
    "固定出口 IP; 白名单; 防火墙放行; 固定出口; 固定公网 IP; 防火墙白名单; 弹性公网 IP; 对方防火墙; 出去的 IP 固定; 固定来源",
  ],
  prerequisites: ["id:ListOutboundEgressIPs"],
  input: () => ({
    NatGatewayID: name("Id of the NAT gateway, from the VPC service"),
    EipID: eipId().optional(),
  }),
  output: idOutput,
  lookup: {
    action: "id:ListOutboundEgressIPs",
    by: [],
    among: { list: "Data", by: { NatGatewayID: "NatGatewayID", "EipID?": "EipID" } },
    proves: "not happened",
  },
});

const getOutboundEgressIP = defineAction({
  service: "id",
  name: "GetOutboundEgressIP",
  family,
  effect: "read",
  title: "Get an outbound IP",
  zh: "查看出站公网 IP",
  summary:
    "Shows one outbound address with its IP, status, NAT gateway, and how many identity providers and OAuth clients call through it.",
  synonyms: [
    "which IP to allow; source address; source IP of the service; which NAT gateway",
    "出口地址; 出口 IP 详情; 出口 IP 是哪个; 绑在哪个 NAT",
  ],
  prerequisites: ["id:ListOutboundEgressIPs"],
  input: () => ({ ID: egressId() }),
  output: () => ({ Data: z.looseObject(egressIp()).nullish() }),
});

const listOutboundEgressIPs = defineAction({
  service: "id",
  name: "ListOutboundEgressIPs",
  family,
  effect: "read",
  title: "List outbound IPs",
  zh: "列出出站公网 IP",
  summary:
    "Lists the fixed addresses from which the identity service calls out, page by page, filtered by id or status.",
  synonyms: [
    "allowlist these; source addresses; addresses to let through the firewall; NAT gateways; fixed addresses we have",
    "出口 IP 列表; 白名单地址; 防火墙要放行哪些地址; 出口地址有哪些; NAT 网关; 固定 IP 有哪些",
  ],
  input: () => ({
    Filter: z
      .strictObject({
        ID: name("Only the one of this id").optional(),
        Status: name("Only those of this status, as answers spell it").optional(),
      })
      .optional(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    SortBy: name("Field to sort by, e.g. CreateTime").optional(),
    SortOrder: name("Sort direction, e.g. Desc").optional(),
  }),
  output: () => ({ Data: rowsOutput(egressIp()), ...pageOutput("TotalCount") }),
  paging: "page-number",
});

const modifyOutboundEgressIP = defineAction({
  service: "id",
  name: "ModifyOutboundEgressIP",
  family,
  effect: "update",
  title: "Update an outbound IP",
  zh: "修改出站公网 IP",
  summary:
    "Puts another elastic IP in place of an outbound address; the NAT gateway stays. Partners that let only the old address through refuse sign-ins until they know the new one: see GetOutboundEgressIP first.",
  synonyms: [
    "change the EIP; swap the address; another fixed address; elastic IP was replaced",
    "更换出口 IP; 更换弹性公网 IP; 换出口 IP; 换 EIP; 弹性 IP 换一个",
  ],
  prerequisites: ["id:GetOutboundEgressIP"],
  input: () => ({ ID: egressId(), EipID: eipId() }),
  output: idOutput,
  lookup: { action: "id:GetOutboundEgressIP", by: ["ID"], at: "Data" },
});

const deleteOutboundEgressIP = defineAction({
  service: "id",
  name: "DeleteOutboundEgressIP",
  family,
  effect: "delete",
  title: "Delete an outbound IP",
  zh: "删除出站公网 IP",
  summary:
    "Deletes an outbound address for good; NAT gateway and elastic IP stay. Identity providers and OAuth clients that call through it may fail: their numbers are in GetOutboundEgressIP.",
  synonyms: [
    "release the address; stop using a fixed IP; fixed address no longer needed; give the address back; save money",
    "释放出口 IP; 取消固定出口; 释放固定公网 IP; 不用固定 IP; 退掉 IP; 省钱; 释放地址",
  ],
  prerequisites: ["id:GetOutboundEgressIP"],
  input: () => ({ ID: egressId() }),
  output: idOutput,
  lookup: { action: "id:GetOutboundEgressIP", by: ["ID"], at: "Data" },
});

export const egressIps = defineFamily({
  name: family,
  title: "Outbound IPs",
  zh: "出站公网 IP",
  summary:
    "Fixed addresses from which the identity service calls identity providers and OAuth servers, for firewalls that let only known addresses through.",
  actions: [
    createOutboundEgressIP,
    getOutboundEgressIP,
    listOutboundEgressIPs,
    modifyOutboundEgressIP,
    deleteOutboundEgressIP,
  ],
});
