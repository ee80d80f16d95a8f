import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const poolNamed = async (Name: string) => textIn(await service.ok("id:CreateUserPool", { Name }), "Uid");
const MINUTE = 60_000;

describe("custom domains of a user pool", () => {
  it("take a while to be there, and the list of operations says how far they are", async () => {
    const pool = await poolNamed("own");
    const domain = { UserPoolUid: pool, Domain: "login.own.example.com" };
    const made = await service.ok("id:CreateUserPoolDomain", { ...domain, CertificateId: "cert-1" });
    expect(made).toMatchObject({ ...domain, CertificateId: "cert-1", Status: "Creating" });
    const operations = async () =>
      items(await service.ok("id:ListUserPoolDomainOperations", { UserPoolUid: pool }), "Operations").map(
        ({ Action, Status, Domain }) => `${Action} ${Domain}: ${Status}`,
      );
    expect(await operations()).toEqual(["Create login.own.example.com: Running"]);
    service.wait(MINUTE);
    expect(await operations()).toEqual(["Create login.own.example.com: Success"]);
    expect(await service.ok("id:GetUserPoolDomain", domain)).toMatchObject({ Status: "Active" });
    expect(await service.ok("id:GetUserPool", { UserPoolUid: pool })).toMatchObject({
      CustomDomain: "login.own.example.com",
    });

    expect(await service.ok("id:UpdateUserPoolDomain", { ...domain, CertificateId: "cert-2" })).toMatchObject(
      { CertificateId: "cert-2", Status: "Updating" },
    );
    service.wait(MINUTE);
    await service.ok("id:DeleteUserPoolDomain", domain);
    expect(await service.ok("id:GetUserPoolDomain", domain)).toMatchObject({ Status: "Deleting" });
    service.wait(MINUTE);
    expect(await service.outcome("id:GetUserPoolDomain", domain)).toBe("404 NotFound");
    expect(await operations()).toEqual([
      "Create login.own.example.com: Success",
      "Update login.own.example.com: Success",
      "Delete login.own.example.com: Success",
    ]);
    expect(await service.ok("id:GetUserPool", { UserPoolUid: pool })).not.toHaveProperty("CustomDomain");
  });

  it("lead to one pool, and a pool has one", async () => {
    const pool = await poolNamed("first");
    const other = await poolNamed("second");
    await service.ok("id:CreateUserPoolDomain", { UserPoolUid: pool, Domain: "one.example.com" });
    const create = (UserPoolUid: string, Domain: string) =>
      service.outcome("id:CreateUserPoolDomain", { UserPoolUid, Domain });
    expect(await create(other, "one.example.com")).toBe("409 Duplicated");
    expect(await create(pool, "two.example.com")).toBe("400 InvalidRequest");
    expect(await create(other, "two.example.com")).toBe("200");
    expect(await create("nowhere", "three.example.com")).toBe("404 NotFound");
  });

  it("are not touched while an operation runs", async () => {
    const pool = await poolNamed("busy");
    const domain = { UserPoolUid: pool, Domain: "busy.example.com" };
    await service.ok("id:CreateUserPoolDomain", domain);
    expect(await service.outcome("id:UpdateUserPoolDomain", domain)).toBe("400 InvalidRequest");
    expect(await service.outcome("id:DeleteUserPoolDomain", domain)).toBe("400 InvalidRequest");
    service.wait(MINUTE);
    expect(await service.outcome("id:DeleteUserPoolDomain", domain)).toBe("200");
  });

  it.each([
    "https://login.example.com",
    "login",
    "Login.Example.com",
    "login.example.com/",
    "-a.example.com",
  ])("are host names: not %s", async (Domain) => {
    const pool = await poolNamed(`host ${Domain}`);
    expect(await service.outcome("id:CreateUserPoolDomain", { UserPoolUid: pool, Domain })).toBe(
      "400 InvalidParameter.Domain",
    );
  });
});
