import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ACCOUNT, call } from "../client.ts";
import { objectIn, type Service, startService, textIn } from "../service.ts";
import { keyFor, policy, statement, userWith } from "./people.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const PAGE = { PageNumber: 1, PageSize: 10 };
const trnOf = (name: string) => `trn:iam::${ACCOUNT}:user/${name}`;

describe("a key of a user", () => {
  it("signs as that user, from the moment it is made until it is deleted", async () => {
    const key = await userWith(service, "ada");
    expect(key.accessKeyId).toMatch(/^SANDBOX/);
    expect(await service.ok("sts:GetCallerIdentity", {}, key)).toMatchObject({
      AccountId: Number(ACCOUNT),
      IdentityType: "User",
      IdentityId: "1000001",
      Trn: trnOf("ada"),
    });
    await service.ok("iam:DeleteAccessKey", { UserName: "ada", AccessKeyId: key.accessKeyId });
    expect(await service.outcome("sts:GetCallerIdentity", {}, key)).toBe("403 InvalidAccessKeyId");
  });

  it("is refused while it is inactive, and with another secret", async () => {
    const key = await userWith(service, "ada");
    const about = { UserName: "ada", AccessKeyId: key.accessKeyId };
    await service.ok("iam:UpdateAccessKey", { ...about, Status: "inactive" });
    expect(await service.outcome("sts:GetCallerIdentity", {}, key)).toBe("403 InvalidAccessKeyId");
    await service.ok("iam:UpdateAccessKey", { ...about, Status: "active" });
    expect(await service.outcome("sts:GetCallerIdentity", {}, key)).toBe("200");
    const other = { ...key, secretAccessKey: "sandbox-secret-other" };
    expect(await service.outcome("sts:GetCallerIdentity", {}, other)).toBe("401 SignatureDoesNotMatch");
  });

  it("goes with its user", async () => {
    const key = await userWith(service, "ada");
    await service.ok("cloudcontrol:DeleteResource", { TypeName: "Volcengine::IAM::User", Identifier: "ada" });
    service.wait(1000);
    expect(await service.outcome("sts:GetCallerIdentity", {}, key)).toBe("403 InvalidAccessKeyId");
    expect(await service.stored("iam:access-key")).toBe("[]");
  });

  it("shows when it was last used, and for what", async () => {
    const key = await userWith(service, "ada");
    const about = { UserName: "ada", AccessKeyId: key.accessKeyId };
    const used = async () =>
      objectIn(await service.ok("iam:GetAccessKeyLastUsed", about), "AccessKeyLastUsed");
    expect(await used()).toEqual({ Region: "", RequestTime: "00010101T000000Z", Service: "" });
    service.wait(60_000);
    await service.ok("sts:GetCallerIdentity", {}, key);
    const time = service.now().toISOString().slice(0, 19).replaceAll(/[-:]/g, "");
    expect(await used()).toEqual({ Region: "cn-beijing", RequestTime: `${time}Z`, Service: "sts" });
    await service.outcome("iam:ListUsers", {}, key);
    expect(await used()).toMatchObject({ Service: "iam" });
  });
});

describe("the sandbox's own key pair", () => {
  it("may do everything, whatever policies there are", async () => {
    await policy(service, "nothing", statement("*", "*", { Effect: "Deny" }));
    expect(await service.outcome("iam:ListPolicies")).toBe("200");
  });
});

describe("a user", () => {
  const pools = async () => {
    const one = textIn(await service.ok("id:CreateUserPool", { Name: "one" }), "Uid");
    const other = textIn(await service.ok("id:CreateUserPool", { Name: "other" }), "Uid");
    const trn = `trn:id:cn-beijing:${ACCOUNT}:userpool/${one}`;
    return { one, other, trn };
  };

  it("may do nothing without a policy, but ask who it is", async () => {
    const key = await userWith(service, "ada");
    const reply = await service.reply("iam:ListPolicies", {}, key);
    expect([reply.status, reply.code]).toEqual([403, "AccessDenied"]);
    expect(reply.message).toContain("iam:ListPolicies");
    expect(reply.message).toContain(trnOf("ada"));
    expect(await service.outcome("sts:GetCallerIdentity", {}, key)).toBe("200");
  });

  it("with a policy for one action on one resource can do exactly that", async () => {
    const { one, other, trn } = await pools();
    const key = await userWith(
      service,
      "ada",
      await policy(service, "p", statement("id:UpdateUserPool", trn)),
    );
    const as = (action: string, params = {}) => service.outcome(action, params, key);
    const allowed = { UserPoolUid: one, Description: "by ada" };
    expect(await as("id:UpdateUserPool", allowed)).toBe("200");
    expect(await as("id:UpdateUserPool", { UserPoolUid: other, Description: "by ada" })).toBe(
      "403 AccessDenied",
    );
    expect(await as("id:GetUserPool", { UserPoolUid: one })).toBe("403 AccessDenied");
    expect(await as("id:DeleteUserPool", { UserPoolUid: one })).toBe("403 AccessDenied");
    expect(await as("id:ListUserPools", PAGE)).toBe("403 AccessDenied");
    // What does not exist is not told from what is not allowed.
    expect(await as("id:UpdateUserPool", { UserPoolUid: "nowhere" })).toBe("403 AccessDenied");
    const get = (UserPoolUid: string) => service.ok("id:GetUserPool", { UserPoolUid });
    expect(await get(one)).toMatchObject({ Description: "by ada" });
    expect(await get(other)).toMatchObject({ Description: "" });
  });

  it("who may work in one pool makes, lists and removes there what it likes, and nothing elsewhere", async () => {
    const pool = await service.ok("id:CreateUserPool", { Name: "shop" });
    const other = await service.ok("id:CreateUserPool", { Name: "other" });
    const trn = textIn(pool, "Trn");
    const as = await userWith(service, "keeper", await policy(service, "in-shop", statement("id:*", trn)));
    const inside = { UserPoolUid: pool.Uid ?? null };
    const outside = { UserPoolUid: other.Uid ?? null };
    const group = await service.ok("id:CreateGroup", { ...inside, Name: "staff" }, as);
    const user = await service.ok("id:CreateUser", { ...inside, PreferredUsername: "ann" }, as);
    const members = { ...inside, GroupUid: group.Uid ?? null, UserUids: [user.Uid ?? null] };
    expect(await service.outcome("id:AddUsersToGroup", members, as)).toBe("200");
    const page = { PageNumber: 1, PageSize: 10 };
    expect(await service.outcome("id:ListGroups", { ...inside, ...page }, as)).toBe("200");
    expect(await service.outcome("id:DeleteGroup", { ...inside, GroupUid: group.Uid ?? null }, as)).toBe(
      "200",
    );
    for (const [action, params] of [
      ["id:CreateGroup", { ...outside, Name: "staff" }],
      ["id:CreateUser", { ...outside, PreferredUsername: "ann" }],
      ["id:ListGroups", { ...outside, ...page }],
      ["id:ListUserPools", page],
      ["id:CreateNamespace", { NamespaceName: "a" }],
      ["id:CreateWorkloadIdentity", { Name: "a" }],
    ] as const) {
      expect(await service.outcome(action, params, as), action).toBe("403 AccessDenied");
    }
  });

  it("who may work in one workload pool has identities there, and no right to its siblings", async () => {
    const { Trn = null } = await service.ok("id:CreateWorkloadPool", { WorkloadPoolName: "agents" });
    const document = await policy(
      service,
      "in-agents",
      statement("id:*Workload*", [String(Trn), `${Trn}/*`]),
    );
    const as = await userWith(service, "agent-keeper", document);
    const create = (WorkloadPoolName: string) =>
      service.outcome("id:CreateWorkloadIdentity", { WorkloadPoolName, Name: "bot" }, as);
    expect([await create("agents"), await create("default")]).toEqual(["200", "403 AccessDenied"]);
    const bot = { WorkloadPoolName: "agents", Name: "bot" };
    expect(await service.outcome("id:GetWorkloadIdentity", bot, as)).toBe("200");
  });

  it("has the rights of its groups too, and a Deny of either wins", async () => {
    const { one, trn } = await pools();
    await policy(service, "all", statement("id:*"));
    await policy(service, "not-this", statement("id:Delete*", trn, { Effect: "Deny" }));
    const key = await userWith(service, "ada", "not-this");
    await service.ok("cloudcontrol:CreateResource", {
      TypeName: "Volcengine::IAM::Group",
      TargetState: {
        UserGroupName: "admins",
        Users: [{ UserName: "ada" }],
        AttachedPolicies: [{ PolicyName: "all", PolicyType: "Custom" }],
      },
    });
    expect(await service.outcome("id:ListUserPools", PAGE, key)).toBe("403 AccessDenied");
    service.wait(1000);
    expect(await service.outcome("id:ListUserPools", PAGE, key)).toBe("200");
    expect(await service.outcome("id:DeleteUserPool", { UserPoolUid: one }, key)).toBe("403 AccessDenied");
    await service.ok("iam:DetachUserPolicy", {
      UserName: "ada",
      PolicyName: "not-this",
      PolicyType: "Custom",
    });
    expect(await service.outcome("id:DeleteUserPool", { UserPoolUid: one }, key)).toBe("200");
  });

  it("is kept from the default pool also where a request does not name it", async () => {
    await service.ok("id:CreateWorkloadIdentity", { Name: "agent" });
    const trn = textIn(await service.ok("id:GetWorkloadPool", {}), "Trn");
    const deny = statement("id:*", trn, { Effect: "Deny" });
    const ada = await userWith(service, "ada", await policy(service, "most", statement("*"), deny));
    for (const named of [{}, { WorkloadPoolName: "default" }]) {
      const asked = { Name: "agent", ...named };
      expect(await service.outcome("id:GetWorkloadAccessToken", asked, ada)).toBe("403 AccessDenied");
    }
  });

  it("is kept from a group and from a provider that a Deny names", async () => {
    const [admins, login] = ["usergroup/admins", "oidc-provider/login"].map(
      (path) => `trn:iam::${ACCOUNT}:${path}`,
    );
    const deny = statement("iam:*", [admins ?? "", login ?? ""], { Effect: "Deny" });
    const ada = await userWith(service, "ada", await policy(service, "most", statement("*"), deny));
    for (const UserGroupName of ["admins", "crew"]) await service.ok("iam:CreateGroup", { UserGroupName });
    const joining = (UserGroupName: string) =>
      service.outcome("iam:AddUserToGroup", { UserGroupName, UserName: "ada" }, ada);
    expect(await joining("admins")).toBe("403 AccessDenied");
    expect(await joining("crew")).toBe("200");
    const client = { OIDCProviderName: "login", ClientID: "mine" };
    const provider = {
      IssuerURL: "https://issuer.example.com",
      ClientIDs: ["one"],
      Thumbprints: ["a".repeat(40)],
    };
    await service.ok("iam:CreateOIDCProvider", { OIDCProviderName: "login", ...provider });
    expect(await service.outcome("iam:AddClientIDToOIDCProvider", client, ada)).toBe("403 AccessDenied");
  });

  it("loses rights with the policy that is changed", async () => {
    const key = await userWith(service, "ada", await policy(service, "p", statement("iam:ListPolicies")));
    expect(await service.outcome("iam:ListPolicies", {}, key)).toBe("200");
    const NewPolicyDocument = JSON.stringify({ Statement: [statement("iam:ListRoles")] });
    await service.ok("iam:UpdatePolicy", { PolicyName: "p", NewPolicyDocument });
    expect(await service.outcome("iam:ListPolicies", {}, key)).toBe("403 AccessDenied");
    expect(await service.outcome("iam:ListRoles", {}, key)).toBe("200");
  });

  it("writes nothing where it may not", async () => {
    const key = await userWith(service, "ada");
    expect(await service.outcome("iam:CreateRole", { RoleName: "r" }, key)).toBe("403 AccessDenied");
    expect(await service.stored("iam:role")).toBe("[]");
  });

  it("is refused in the words of the service that it asks", async () => {
    const key = await userWith(service, "ada");
    const id = await service.reply("id:ListUserPools", PAGE, key);
    expect(id.message).toMatch(
      /^You are not authorized to perform this action\. .* may not id:ListUserPools on/,
    );
  });

  it("depends on what the conditions of its policies ask", async () => {
    const at = (key: string, value: string, operator = "StringEquals") => ({
      Condition: { [operator]: { [key]: value } },
    });
    await policy(service, "here", statement("iam:ListRoles", "*", at("volc:RequestedRegion", "cn-beijing")));
    await policy(
      service,
      "there",
      statement("iam:ListUsers", "*", at("volc:RequestedRegion", "cn-shanghai")),
    );
    await policy(
      service,
      "soon",
      statement("iam:ListPolicies", "*", at("volc:CurrentTime", "2026-03-01T13:00:00Z", "DateLessThan")),
    );
    const key = await userWith(service, "ada", "here", "there", "soon");
    const as = (action: string) => service.outcome(action, {}, key);
    expect([await as("iam:ListRoles"), await as("iam:ListUsers")]).toEqual(["200", "403 AccessDenied"]);
    expect(await as("iam:ListPolicies")).toBe("200");
    service.wait(3_600_000);
    expect(await as("iam:ListPolicies")).toBe("403 AccessDenied");
  });

  it("who may manage its own keys may not manage those of others", async () => {
    const key = await userWith(service, "ada", "System/AccessKeySelfManageAccess");
    await userWith(service, "eve");
    expect(await service.outcome("iam:CreateAccessKey", {}, key)).toBe("200");
    expect(await service.outcome("iam:CreateAccessKey", { UserName: "eve" }, key)).toBe("403 AccessDenied");
    expect(await service.outcome("iam:ListAccessKeys", { UserName: "ada" }, key)).toBe("200");
  });
});

it("a key that does not begin with SANDBOX opens nothing, even with a known secret", async () => {
  const { secretAccessKey } = await userWith(service, "ada");
  const from = { url: service.to.url, accessKeyId: "AKLTEXAMPLE", secretAccessKey };
  expect((await call(from, "GetCallerIdentity", {}, { service: "sts", method: "GET" })).code).toBe(
    "InvalidAccessKeyId",
  );
});

it("a key of the account is the account's", async () => {
  const reply = objectIn(await service.ok("iam:CreateAccessKey"), "AccessKey");
  expect(reply).toMatchObject({ UserName: "", Status: "active" });
  const key = {
    accessKeyId: textIn(reply, "AccessKeyId"),
    secretAccessKey: textIn(reply, "SecretAccessKey"),
  };
  expect(await service.ok("sts:GetCallerIdentity", {}, key)).toEqual(
    await service.ok("sts:GetCallerIdentity"),
  );
  await keyForNobody();
});

async function keyForNobody(): Promise<void> {
  await expect(keyFor(service, "nobody")).rejects.toThrow(/UserNotExist/);
}
