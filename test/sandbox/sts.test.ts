import { expect, it } from "vitest";
import { ACCOUNT, ok, outcome, sandbox } from "./client.ts";

it("GetCallerIdentity names the account, by POST form and by GET", async () => {
  const box = await sandbox();
  const identity = {
    AccountId: Number(ACCOUNT),
    IdentityType: "User",
    IdentityId: expect.any(String),
    Trn: `trn:iam::${ACCOUNT}:user/sandbox`,
  };
  const raw = { body: "", type: "application/x-www-form-urlencoded" };
  expect(await ok(box, "GetCallerIdentity", {}, { service: "sts", raw })).toEqual(identity);
  expect(await ok(box, "GetCallerIdentity", {}, { service: "sts", method: "GET" })).toEqual(identity);
  const query = { Extra: "1" };
  expect(await outcome(box, "GetCallerIdentity", {}, { service: "sts", method: "GET", query })).toBe(
    "400 InvalidParameter",
  );
  await box.close();
});
