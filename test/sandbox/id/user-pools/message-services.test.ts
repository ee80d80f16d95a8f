import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
let pool: string;
beforeAll(async () => {
  service = await startService();
  pool = textIn(await service.ok("id:CreateUserPool", { Name: "staff" }), "Uid");
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

describe("e-mail of a user pool", () => {
  it("is not there until it is set, changes, and goes", async () => {
    const own = { UserPoolUid: pool };
    expect(await service.outcome("id:GetEmailService", own)).toBe("404 NotFound");
    expect(await service.ok("id:UpsertEmailService", own)).toEqual({ ...own, Enabled: true });
    await service.ok("id:UpsertEmailService", { ...own, Enabled: false });
    expect(await service.ok("id:GetEmailService", own)).toEqual({ ...own, Enabled: false });
    await service.ok("id:DeleteEmailService", own);
    expect(await service.outcome("id:DeleteEmailService", own)).toBe("404 NotFound");
    expect(await service.outcome("id:UpsertEmailService", { UserPoolUid: "nowhere" })).toBe("404 NotFound");
  });
});

describe("SMS of a user pool", () => {
  it("is there from the beginning, off, and keeps what a change leaves out", async () => {
    const own = { UserPoolUid: pool };
    const off = { ...own, Enabled: false, CnUsageEnabled: false, RowUsageEnabled: false };
    expect(await service.ok("id:GetSmsService", own)).toEqual(off);
    await service.ok("id:UpdateSmsService", { ...own, SmsAccountId: "sms-1", SignatureContent: "Shop" });
    await service.ok("id:UpdateSmsService", { ...own, Enabled: true });
    expect(await service.ok("id:GetSmsService", own)).toEqual({
      ...off,
      Enabled: true,
      SmsAccountId: "sms-1",
      SignatureContent: "Shop",
    });
    expect(await service.outcome("id:GetSmsService", { UserPoolUid: "nowhere" })).toBe("404 NotFound");
  });
});

describe("mail servers of a user pool", () => {
  it("never show their password, and keep it when only the host changes", async () => {
    const made = await service.ok("id:UpsertExternalProvider", {
      UserPoolUid: pool,
      ProviderType: "SMTP",
      ProviderConfig: { SMTP: { Host: "smtp.example.com", Port: 465, UseTLS: true } },
      ProviderCredentials: { SMTP: { Username: "mailer", Password: "a-password" } },
    });
    expect(made).toMatchObject({
      ProviderConfig: { SMTP: { Host: "smtp.example.com", Port: 465, UseTLS: true } },
      ProviderCredentials: { SMTP: { Username: "mailer" } },
    });
    const { ProviderUid = null } = made;
    const changed = await service.ok("id:UpsertExternalProvider", {
      ProviderUid,
      ProviderConfig: { SMTP: { Host: "mail.example.com" } },
    });
    expect(changed).toMatchObject({ ProviderConfig: { SMTP: { Host: "mail.example.com", Port: 465 } } });
    const shown = await service.ok("id:GetExternalProvider", { UserPoolUid: pool, ProviderUid });
    expect(shown).toEqual(changed);
    expect(JSON.stringify([made, changed, shown])).not.toContain("a-password");
    expect(await service.stored("id.external-provider")).toContain("a-password");
    await service.ok("id:DeleteExternalProvider", { ProviderUid });
    expect(await service.outcome("id:GetExternalProvider", { ProviderUid })).toBe("404 NotFound");
  });

  it("need a bare host, a port that is one, and a provider that is there to be written over", async () => {
    const upsert = (more = {}) =>
      service.outcome("id:UpsertExternalProvider", { UserPoolUid: pool, ...more });
    const smtp = (SMTP: object) => ({ ProviderConfig: { SMTP } });
    expect(await upsert()).toBe("400 MissingParameter.ProviderConfig.SMTP.Host");
    expect(await upsert(smtp({ Host: "https://smtp.example.com" }))).toBe(
      "400 InvalidParameter.ProviderConfig.SMTP.Host",
    );
    expect(await upsert(smtp({ Host: "smtp.example.com", Port: 0 }))).toBe(
      "400 InvalidParameter.ProviderConfig.SMTP.Port",
    );
    expect(await upsert({ ProviderType: "Pigeon", ...smtp({ Host: "smtp.example.com" }) })).toBe(
      "400 InvalidParameter.ProviderType",
    );
    expect(await upsert({ ProviderUid: "nowhere", ...smtp({ Host: "smtp.example.com" }) })).toBe(
      "404 NotFound",
    );
    expect(await upsert({ UserPoolUid: "nowhere", ...smtp({ Host: "smtp.example.com" }) })).toBe(
      "404 NotFound",
    );
  });
});
