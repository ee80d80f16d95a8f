import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../../src/action/json.ts";
import { EGRESS_IP_BINDS_MS } from "../../../../src/sandbox/id/gateway/egress-ips.ts";
import { items } from "../../client.ts";
import { objectIn, type Service, startService, textIn } from "../../service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

async function create(more: JsonObject = {}): Promise<string> {
  const answer = await service.ok("id:CreateOutboundEgressIP", { NatGatewayID: "ngw-1", ...more });
  return textIn(objectIn(answer, "Data"), "ID");
}
const get = async (ID: Json) => objectIn(await service.ok("id:GetOutboundEgressIP", { ID }), "Data");

describe("outbound IPs", () => {
  it("are usable once the elastic IP is bound", async () => {
    const id = await create({ EipID: "eip-1" });
    expect(await get(id)).toMatchObject({ Status: "Creating", EipID: "eip-1", NatGatewayID: "ngw-1" });
    service.wait(EGRESS_IP_BINDS_MS);
    const ready = await get(id);
    expect(ready).toMatchObject({
      Status: "Available",
      UserPoolIdpResourceNum: 0,
      OAuthClientResourceNum: 0,
    });
    expect(ready.EipAddress).toMatch(/^203\.0\.113\.\d+$/);
    expect(Number(ready.UpdateTime) - Number(ready.CreateTime)).toBe(60);
  });

  it("get another elastic IP, which takes its time as well", async () => {
    const id = await create();
    const modify = { ID: id, EipID: "eip-2" };
    expect(await service.outcome("id:ModifyOutboundEgressIP", modify)).toBe("400 InvalidRequest");
    service.wait(EGRESS_IP_BINDS_MS);
    const { EipAddress } = await get(id);
    expect(await service.ok("id:ModifyOutboundEgressIP", modify)).toEqual({ Data: { ID: id } });
    expect(await get(id)).toMatchObject({ Status: "Modifying", EipID: "eip-2" });
    service.wait(EGRESS_IP_BINDS_MS);
    const changed = await get(id);
    expect(changed.Status).toBe("Available");
    expect(changed.EipAddress).not.toBe(EipAddress);
  });

  it("do not share an elastic IP", async () => {
    await create({ EipID: "eip-own" });
    const again = { NatGatewayID: "ngw-2", EipID: "eip-own" };
    expect(await service.outcome("id:CreateOutboundEgressIP", again)).toBe("409 Duplicated");
  });

  it("are listed by id and status, and sorted", async () => {
    const id = await create();
    const list = async (more: JsonObject) =>
      items(await service.ok("id:ListOutboundEgressIPs", { PageNumber: 1, PageSize: 10, ...more }), "Data");
    expect((await list({ Filter: { ID: id } })).map(({ ID }) => ID)).toEqual([id]);
    expect((await list({ Filter: { Status: "Creating" } })).map(({ ID }) => ID)).toContain(id);
    service.wait(EGRESS_IP_BINDS_MS);
    expect(await list({ Filter: { Status: "Creating" } })).toEqual([]);
    const sorted = await list({ SortBy: "UpdateTime", SortOrder: "Desc" });
    expect(sorted[0]?.ID).toBe(id);
  });

  it("are gone once deleted, even while they are being made", async () => {
    const id = await create();
    expect(await service.ok("id:DeleteOutboundEgressIP", { ID: id })).toEqual({ Data: { ID: id } });
    service.wait(EGRESS_IP_BINDS_MS);
    expect(await service.outcome("id:GetOutboundEgressIP", { ID: id })).toBe("404 NotFound");
  });
});
