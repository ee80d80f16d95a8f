import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createGate } from "../../src/gate/gate.ts";
import { ownerOf } from "../../src/gate/owner.ts";
import type { Checked, UserAnswer } from "../../src/gate/types.ts";
import { createLedger } from "../../src/ledger/ledger.ts";
import { createLogger } from "../../src/log.ts";
import { loadPolicy } from "../../src/policy/load.ts";
import { createVault, type Vault } from "../../src/secrets/index.ts";
import { actions } from "../../tools/index.ts";
import { ownFolder } from "../support/folder.ts";
import { action, askingClient } from "../support/rooms.ts";

const POLICY = `
version: 1
account: "2100000000"
allow:
  - {id: pools, actions: ["id:CreateWorkloadPool"], when: {WorkloadPoolName: {like: "agent-*"}}}
  - {id: ask-first, actions: ["id:DeleteWorkloadPool", "id:ListUsers"], approval: ask}
  - {id: login, actions: ["iam:CreateLoginProfile", "iam:UpdateOAuthProvider"], approval: none}
  - {id: tokens, actions: ["id:GetWorkloadAccessToken"], approval: none}
  - {id: cloud, actions: ["cloudcontrol:DeleteResource"], types: ["Volcengine::IAM::User"], approval: ask}
deny:
  - {id: no-groups, actions: ["iam:ListGroups"]}
`;

/** A gate whose wire, permits and keys fail the test that uses them. */
async function open(dryRun: boolean) {
  const folder = ownFolder();
  const clock = () => new Date();
  const file = join(folder, "ledger.db");
  const ledger = createLedger({ file, keyFile: join(folder, "ledger.key"), clock });
  onTestFinished(() => ledger.close());
  const used: string[] = [];
  const use = (what: string) => {
    used.push(what);
    throw new Error(`${what} was used`);
  };
  const policy = loadPolicy(Buffer.from(POLICY), { name: "p" }, { actions }, { requireAccount: true });
  const vault = createVault({ clock });
  const opened: string[] = [];
  const watched = (seen: Vault): Vault => ({
    ...seen,
    as: (owner) => watched(seen.as(owner)),
    open(handle) {
      opened.push(handle);
      return seen.open(handle);
    },
  });
  const gate = createGate({
    policy: () => policy,
    ledger,
    vault: watched(vault),
    wire: { send: async () => use("the wire"), close: async () => undefined },
    issue: () => use("a permit"),
    target: {
      mode: "real",
      account: "2100000000",
      region: "cn-beijing",
      profile: undefined,
      endpoint: undefined,
    },
    accessKeyId: async () => use("a key"),
    find: action,
    exists: () => true,
    clock,
    log: await createLogger({
      level: "error",
      scrub: (value) => value,
      destination: { write: () => undefined },
    }),
    ungoverned: false,
    dryRun,
  });
  const call = (name: string, args: object, answer?: UserAnswer) =>
    gate.call({ action: action(name), args, requester: askingClient, answer });
  const check = (name: string, args: object) =>
    gate.check({ action: action(name), args, requester: askingClient });
  const untouched = () => {
    expect({ used, opened, ledger: existsSync(file) }).toEqual({ used: [], opened: [], ledger: false });
  };
  return { call, check, vault, untouched, used };
}

const CALLS: readonly (readonly [string, string, object, string])[] = [
  ["an allowed change", "id:CreateWorkloadPool", { WorkloadPoolName: "agent-a" }, "allowed"],
  ["a refused change", "id:CreateWorkloadPool", { WorkloadPoolName: "other" }, "refused"],
  ["a change that a person is asked for", "id:DeleteWorkloadPool", { WorkloadPoolName: "a" }, "asks"],
  ["a read that a person is asked for", "id:ListUsers", { UserPoolUid: "u" }, "asks"],
  ["a read that is denied", "iam:ListGroups", {}, "refused"],
  ["a credential", "id:GetWorkloadAccessToken", { Name: "a", WorkloadPoolName: "p" }, "allowed"],
  [
    "a secret that is handed back",
    "id:GetResourceApiKey",
    { ProviderName: "a", IdentityToken: "t" },
    "refused",
  ],
];

/** Each answer has fingerprints of its own. */
const unmarked = ({ request }: Checked) => JSON.stringify(request).replaceAll(/[0-9a-f]{16}/g, "…");

describe("a gate in dry run", () => {
  it.each(CALLS)(
    "neither sends, records nor asks for %s, and says what would happen",
    async (_, name, args, verdict) => {
      const { call, check, untouched } = await open(true);
      const result = await call(name, args);
      if (result.kind !== "dry run") throw new Error(result.kind);
      expect(result.checked.verdict).toBe(verdict);
      expect(unmarked(result.checked)).toEqual(unmarked(await check(name, args)));
      expect(new URL(result.checked.request?.url ?? "").searchParams.get("Action")).toBe(name.split(":")[1]);
      untouched();
    },
  );

  it("takes no answer for a reason to send", async () => {
    const { call, untouched } = await open(true);
    const answer = { operation: "op_00000000000000000000", verdict: "approved" } as const;
    const result = await call("id:DeleteWorkloadPool", { WorkloadPoolName: "a" }, answer);
    expect(result.kind).toBe("dry run");
    untouched();
  });

  it("lets plain reads through", async () => {
    const { call, used } = await open(true);
    await expect(call("iam:ListUsers", {})).rejects.toThrow("was used");
    expect(used).not.toEqual([]);
  });
});

describe("a call that is only checked", () => {
  const PROVIDER = {
    OAuthProviderName: "p",
    ClientId: "c",
    AuthorizeURL: "https://idp.example.com/a",
    AuthorizeTemplate: "https://idp.example.com/a",
    TokenURL: "https://idp.example.com/t",
    UserInfoURL: "https://idp.example.com/u",
    IdentityMapType: 1,
    IdpIdentityKey: "k",
    SSOType: 2,
  };
  const secret = "canary-5up3r-s3cret";
  const typed: readonly (readonly [string, string, object])[] = [
    ["a query", "iam:CreateOAuthProvider", { ...PROVIDER, ClientSecret: secret }],
    ["a form", "iam:UpdateOAuthProvider", { OAuthProviderName: "p", ClientSecret: secret }],
    ["a JSON body", "id:CreateApiKeyCredentialProvider", { Name: "p", ApiKey: secret }],
  ];
  it.each(typed)("shows a secret that was typed into %s only as a mark", async (_, name, args) => {
    const { check, untouched } = await open(false);
    const checked = await check(name, args);
    expect(decodeURIComponent(JSON.stringify(checked))).not.toContain(secret);
    expect(decodeURIComponent(JSON.stringify(checked.request))).toMatch(/\$fingerprint\W+[0-9a-f]{16}/);
    untouched();
  });

  it("leaves a handle a handle, in the body and in the address", async () => {
    const { check, vault, untouched } = await open(false);
    const generated = vault.as(ownerOf(askingClient)).seal(secret, { kind: "generated", source: "test" });
    const state = { UserName: "bot", LoginProfile: { Password: { $secret: generated } } };
    const body = await check("cloudcontrol:CreateResource", {
      TypeName: "Volcengine::IAM::User",
      TargetState: state,
    });
    expect(JSON.parse(body.request?.body ?? "").TargetState).toEqual(state);
    const handle = vault.as(ownerOf(askingClient)).seal(secret, { kind: "ClientSecret", source: "test" });
    const query = await check("iam:CreateOAuthProvider", { ...PROVIDER, ClientSecret: { $secret: handle } });
    const sent = new URL(query.request?.url ?? "").searchParams.get("ClientSecret");
    expect(sent).toBe(`{"$secret":"${handle}"}`);
    untouched();
  });

  it("says that an idempotency token is added, and not which", async () => {
    const { check } = await open(false);
    const args = { TypeName: "Volcengine::IAM::User", Identifier: "u" };
    const ours = JSON.parse((await check("cloudcontrol:DeleteResource", args)).request?.body ?? "");
    expect(ours.ClientToken).toContain("follow from the operation");
    const theirs = await check("cloudcontrol:DeleteResource", {
      ...args,
      ClientToken: "chosen-by-the-caller",
    });
    expect(JSON.parse(theirs.request?.body ?? "").ClientToken).not.toContain("follow from the operation");
  });
});
