import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { items } from "../../client.ts";
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

const hook = (FunctionType: string, FunctionId = "f-1") => ({
  UserPoolUid: pool,
  FunctionType,
  FunctionId,
  TriggerName: "http",
});

describe("function hooks of a user pool", () => {
  it("are one for each kind of event", async () => {
    expect(await service.ok("id:CreateFaasService", hook("PreSignUp"))).toEqual(hook("PreSignUp"));
    expect(await service.outcome("id:CreateFaasService", hook("PreSignUp", "f-2"))).toBe("409 Duplicated");
    await service.ok("id:CreateFaasService", hook("PostSignIn"));
    const listed = await service.ok("id:ListFaasServices", { UserPoolUid: pool });
    expect(items(listed, "Data").map(({ FunctionType }) => FunctionType)).toEqual([
      "PreSignUp",
      "PostSignIn",
    ]);
    expect(listed.TotalCount).toBe(2);
  });

  it("are pointed at another function, and taken out", async () => {
    const one = { UserPoolUid: pool, FunctionType: "Token" };
    expect(await service.outcome("id:UpdateFaasService", hook("Token"))).toBe("404 NotFound");
    await service.ok("id:CreateFaasService", hook("Token"));
    await service.ok("id:UpdateFaasService", hook("Token", "f-9"));
    expect(await service.ok("id:GetFaasService", one)).toMatchObject({ FunctionId: "f-9" });
    await service.ok("id:DeleteFaasService", one);
    expect(await service.outcome("id:GetFaasService", one)).toBe("404 NotFound");
  });

  it("need their pool and go with it", async () => {
    const elsewhere = { ...hook("PreSignUp"), UserPoolUid: "nowhere" };
    expect(await service.outcome("id:CreateFaasService", elsewhere)).toBe("404 NotFound");
    const gone = textIn(await service.ok("id:CreateUserPool", { Name: "gone" }), "Uid");
    await service.ok("id:CreateFaasService", { ...hook("PreSignUp"), UserPoolUid: gone });
    await service.ok("id:DeleteUserPool", { UserPoolUid: gone });
    expect(await service.stored("id.faas-service")).not.toContain(gone);
  });
});
