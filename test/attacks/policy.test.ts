/** Calls that try to pass by a rule: each is made through the product's own path, and nothing may be sent. */
import { describe, expect, it, onTestFinished } from "vitest";
import { openRooms, type Rooms } from "../support/rooms.ts";
import { envelope, startUpstream, type Upstream } from "../support/upstream.ts";

const USER = "Volcengine::IAM::User";

async function open(rules: string): Promise<{ rooms: Rooms; upstream: Upstream }> {
  const upstream = await startUpstream(envelope({ OperationStatus: "SUCCESS", TaskID: "t" }));
  onTestFinished(() => upstream.close());
  const rooms = await openRooms({
    policy: `version: 1\naccount: "2100000000"\n${rules}`,
    endpoint: upstream.url,
  });
  return { rooms, upstream };
}

async function refused({ rooms, upstream }: Awaited<ReturnType<typeof open>>, name: string, args: unknown) {
  await expect(rooms.run(name, args), JSON.stringify(args).slice(0, 200)).rejects.toMatchObject({
    code: expect.stringMatching(/^(REFUSED_BY_POLICY|INVALID_ARGUMENTS)$/),
  });
  expect(upstream.arrived).toEqual([]);
}

describe("a thing named by its id", () => {
  it("is not taken for the default that an absent name stands for: a deny by name holds", async () => {
    const rooms = await open(
      `deny: [{id: d, actions: ["id:GetWorkloadPool"], when: {WorkloadPoolName: prod}}]`,
    );
    await refused(rooms, "id:GetWorkloadPool", { WorkloadPoolId: "pool-of-prod" });
    await refused(rooms, "id:GetWorkloadPool", { WorkloadPoolId: "pool-of-prod", WorkloadPoolName: "x" });
  });

  it("is not allowed by a rule for the default pool", async () => {
    const rooms = await open(
      `reads: listed\nallow: [{id: a, actions: ["id:GetWorkloadPool"], when: {WorkloadPoolName: default}}]`,
    );
    await refused(rooms, "id:GetWorkloadPool", { WorkloadPoolId: "pool-of-prod" });
    expect(await rooms.rooms.run("id:GetWorkloadPool", {})).toMatchObject({ kind: "done" });
  });
});

describe("a condition that something is there", () => {
  const rules = (when: string) => `allow:
  - id: users
    actions: ["cloudcontrol:CreateResource"]
    types: ["${USER}"]
    only: [TargetState.UserName, TargetState.LoginProfile.LoginAllowed]
    when: ${when}
    approval: none`;
  const create = (TargetState: unknown) => ({ TypeName: USER, TargetState });

  it("does not let the whole of it through beside only", async () => {
    for (const when of [
      "{TargetState: {present: true}}",
      "{TargetState.LoginProfile: {present: true}}",
      "{TargetState.Policies: {absent: true}, TargetState.LoginProfile: {present: true}}",
    ]) {
      const rooms = await open(rules(when));
      await refused(
        rooms,
        "cloudcontrol:CreateResource",
        create({ UserName: "a", LoginProfile: { Password: "Example-1", LoginAllowed: true } }),
      );
      expect(
        await rooms.rooms.run(
          "cloudcontrol:CreateResource",
          create({ UserName: "a", LoginProfile: { LoginAllowed: true } }),
        ),
      ).toMatchObject({ kind: "done" });
    }
  });
});

describe("a deny by value", () => {
  const spellings = [
    "prod",
    "PROD",
    "Prod ",
    " prod",
    "ｐｒｏｄ",
    "prod\u00a0",
    "prod\u200b",
    "pro\u0064\u0301",
  ];
  it.each(spellings)("also holds for %j, which the service may take for the same", async (Email) => {
    const rooms = await open(
      `allow: [{id: a, actions: ["cloudidentity:CreateUser"]}]
deny: [{id: d, actions: ["cloudidentity:CreateUser"], when: {Email: {like: "prod*"}}}]`,
    );
    await refused(rooms, "cloudidentity:CreateUser", { UserName: "a", Email });
  });
});

describe("reading what stores a secret", () => {
  const reads = ["Volcengine::IAM::Accesskey", "Volcengine::IAM::OauthProvider", "Volcengine::IAM::Anything"];
  const variants = ["Volcengine::iam::user", "Volcengine::IAM::USER", "Volcengine::IAM::User "];
  const rule = (actions: string) =>
    `reads: allow\nallow: [{id: a, actions: ${actions}, only: [TypeName, Identifier]}]`;

  it.each([...reads, ...variants])("%s is no read that a rule about reading reaches", async (TypeName) => {
    for (const actions of [
      '["cloudcontrol:Get*"]',
      '["cloudcontrol:GetResource"]',
      '["cloudcontrol:*Resource*"]',
    ]) {
      const rooms = await open(rule(actions));
      await refused(rooms, "cloudcontrol:GetResource", { TypeName, Identifier: "x" });
    }
    await refused(await open("reads: allow"), "cloudcontrol:ListResources", { TypeName });
  });
});

describe("Cloud Control type names", () => {
  const odd = [
    "volcengine::IAM::User",
    "Volcengine::IAM::User ",
    "Volcengine::IAM::User\n",
    "Volcengine::IAM::User::",
    "Volcengine::IAM::Uѕer",
    "Volcengine:: IAM::User",
    "Volcengine::IAM::User\u0000",
    ["Volcengine::IAM::User"],
    { toString: "Volcengine::IAM::User" },
    null,
    "",
  ];
  it.each(odd)("%j reaches no rule, neither to be created nor to be minted", async (TypeName) => {
    const rooms = await open(`allow:
  - {id: a, actions: ["cloudcontrol:CreateResource"], types: ["${USER}"], only: [TargetState], approval: none}`);
    await refused(rooms, "cloudcontrol:CreateResource", { TypeName, TargetState: { UserName: "a" } });
  });

  it("a key is minted under no spelling where its creation is denied", async () => {
    const rooms = await open(`allow:
  - {id: a, actions: ["cloudcontrol:CreateResource"], types: ["Volcengine::IAM::Accesskey"], only: [TargetState], approval: none}
deny:
  - {id: d, actions: ["cloudcontrol:CreateResource"], types: ["Volcengine::IAM::Accesskey"]}`);
    for (const TypeName of [
      "Volcengine::IAM::Accesskey",
      "Volcengine::IAM::AccessKey",
      "Volcengine::iam::accesskey",
    ]) {
      await refused(rooms, "cloudcontrol:CreateResource", { TypeName, TargetState: { UserName: "a" } });
    }
  });
});

describe("JSON Patch", () => {
  const rules = `allow:
  - id: names
    actions: ["cloudcontrol:UpdateResource"]
    types: ["${USER}"]
    only: [PatchDocument.DisplayName, PatchDocument.Tags.Value]
    approval: none`;
  const patches: readonly unknown[] = [
    [{ op: "add", path: "/Policies/-", value: { PolicyName: "x" } }],
    [{ op: "add", path: "", value: { DisplayName: "a" } }],
    [{ op: "add", path: "/", value: { DisplayName: "a" } }],
    [
      { op: "replace", path: "/DisplayName", value: "a" },
      { op: "copy", from: "/DisplayName", path: "/Policies" },
    ],
    [{ op: "move", from: "/Policies", path: "/DisplayName" }],
    [{ op: "test", path: "/LoginProfile/Password", value: "guess" }],
    [{ op: "replace", path: "/displayname", value: "a" }],
    [{ op: "replace", path: "//DisplayName", value: "a" }],
    [
      { op: "replace", path: "/DisplayName/../Policies", value: "a" },
      { op: "add", path: "/Policies", value: [] },
    ],
    [{ op: "replace", path: "/Tags", value: [{ Key: "a", Value: "b" }] }],
    [{ op: "replace", path: "DisplayName", value: "a" }],
    [{ op: "replace", path: "/DisplayName", value: "a", from: "/Policies" }],
    [{ op: "replace", path: "/DisplayName", Path: "/Policies", value: "a" }],
    [{ op: "Replace", path: "/DisplayName", value: "a" }],
    [[{ op: "replace", path: "/DisplayName", value: "a" }]],
    { op: "replace", path: "/DisplayName", value: "a" },
    '[{"op":"replace","path":"/DisplayName","value":"a"}]',
  ];
  it.each(patches)("%j touches nothing outside only", async (PatchDocument) => {
    await refused(await open(rules), "cloudcontrol:UpdateResource", {
      TypeName: USER,
      Identifier: "u",
      PatchDocument,
    });
  });

  it("passes where it touches only what only names", async () => {
    const { rooms, upstream } = await open(rules);
    const PatchDocument = [{ op: "replace", path: "/DisplayName", value: "a" }];
    await rooms.run("cloudcontrol:UpdateResource", { TypeName: USER, Identifier: "u", PatchDocument });
    expect(upstream.of("UpdateResource")).toHaveLength(1);
  });
});

describe("a denied change by another way", () => {
  const GROUP = "Volcengine::CloudIdentity::Group";
  const everything = `allow:
  - {id: a, actions: ["cloudcontrol:CreateResource", "cloudcontrol:UpdateResource", "cloudcontrol:DeleteResource"], types: ["${GROUP}", "${USER}", "Volcengine::CloudIdentity::User"], only: [TargetState, PatchDocument], approval: none}
  - {id: b, actions: ["id:CreatePolicy", "id:GrantPermission", "cloudidentity:AddUserToGroup"], approval: none}`;
  const ways: readonly (readonly [string, string, object])[] = [
    [
      "cloudidentity:AddUserToGroup",
      "cloudcontrol:CreateResource",
      { TypeName: GROUP, TargetState: { Members: ["u"] } },
    ],
    [
      "cloudidentity:AddUserToGroup",
      "cloudcontrol:CreateResource",
      { TypeName: GROUP, TargetState: { members: ["u"] } },
    ],
    [
      "cloudidentity:AddUserToGroup",
      "cloudcontrol:CreateResource",
      { TypeName: GROUP, TargetState: { "Members.1": "u" } },
    ],
    [
      "cloudidentity:AddUserToGroup",
      "cloudcontrol:UpdateResource",
      { TypeName: GROUP, Identifier: "g", PatchDocument: [{ op: "add", path: "/Members/-", value: "u" }] },
    ],
    [
      "cloudidentity:AddUserToGroup",
      "cloudcontrol:UpdateResource",
      { TypeName: GROUP, Identifier: "g", PatchDocument: [{ op: "copy", from: "/Description", path: "/x" }] },
    ],
    ["cloudidentity:DeleteGroup", "cloudcontrol:DeleteResource", { TypeName: GROUP, Identifier: "g" }],
    [
      "cloudidentity:CreateUser",
      "cloudcontrol:CreateResource",
      { TypeName: "Volcengine::CloudIdentity::User", TargetState: {} },
    ],
    ["id:CreatePolicy", "id:GrantPermission", { NamespaceName: "n", PolicyName: "p" }],
    ["id:GrantPermission", "id:CreatePolicy", { NamespaceName: "n", PolicyName: "p" }],
  ];
  it.each(["cloudcontrol:GetResource", "cloudcontrol:ListResources"])(
    "the members of a group are not read through %s where reading them is denied",
    async (action) => {
      const rooms = await open(`reads: allow\ndeny: [{id: d, actions: ["cloudidentity:ListGroupMembers"]}]`);
      const identifier = action.endsWith("GetResource") ? { Identifier: "g" } : {};
      await refused(rooms, action, { TypeName: GROUP, ...identifier });
    },
  );

  it.each(ways)("%s is denied through %s too: %j", async (denied, action, args) => {
    await refused(await open(`${everything}\ndeny: [{id: d, actions: ["${denied}"]}]`), action, args);
  });
});
