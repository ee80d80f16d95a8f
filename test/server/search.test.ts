import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Action, qualifiedName } from "../../src/action/action.ts";
import { toolName } from "../../src/action/names.ts";
import { type SearchData, searchData } from "../../src/server/discovery/search-data.ts";
import { createSearchIndex } from "../../src/server/discovery/search-index.ts";
import { stem, words } from "../../src/server/discovery/words.ts";
import { actions, families } from "../../tools/index.ts";

const index = createSearchIndex(families);

function names(found: readonly Action[]): readonly string[] {
  return found.map(qualifiedName);
}

function search(query: string, limit = 5): readonly string[] {
  return names(index.search(query, { limit }));
}

describe("the words of a text", () => {
  it.each([
    ["CreateWorkloadPool", ["creat", "workload", "pool"]],
    ["id_create_workload_pool", ["id", "creat", "workload", "pool"]],
    ["iam:CreateOIDCProvider", ["iam", "creat", "oidc", "provider"]],
    ["credential-provider", ["credential", "provider"]],
    ["AddClientIDToOIDCProvider", ["add", "client", "id", "oidc", "provider"]],
    ["redirect URLs and IPs", ["redirect", "url", "ip"]],
    ["CreateOAuth2Client", ["creat", "oauth", "client"]],
    ["ＩＡＭ　用户", ["iam", "用户"]],
    ["E-Mail", ["email"]],
  ])("of %s are %j", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it.each([
    ["policies", "policy"],
    ["identities", "identity"],
    ["creating", "create"],
    ["created", "creates"],
    ["tagging", "tag"],
    ["resetting", "reset"],
    ["addresses", "address"],
    ["organisation", "organization"],
    ["authorising", "authorize"],
  ])("%s meets %s", (one, other) => {
    expect(stem(one)).toBe(stem(other));
  });

  it.each(["access", "status", "alias", "sms", "string", "iam", "this"])(
    "%s is no plural or form of anything",
    (word) => {
      expect(stem(word)).toBe(word);
    },
  );

  it.each([
    ["sign in", "login"],
    ["signing-in", "logged in"],
    ["single sign-on", "SSO"],
    ["two-factor authentication", "MFA"],
    ["IP whitelist", "IP allow list"],
    ["单点登录", "sso"],
    ["用户池", "user pools"],
  ])("%s and %s are spellings of one thing", (one, other) => {
    expect(words(one)).toEqual(words(other));
  });

  it("leave out what says nothing, in both languages", () => {
    expect(words("how do I please")).toEqual([]);
    expect(words("我想请问怎么")).toEqual([]);
  });

  it("are pairs of characters in Chinese, or the one character that there is", () => {
    expect(words("用户组")).toEqual(["用户", "户组"]);
    expect(words("池")).toEqual(["池"]);
  });
});

describe("the search", () => {
  it("finds every action first by its qualified name and by its tool's name", () => {
    for (const action of actions) {
      expect(search(qualifiedName(action), 1)).toEqual([qualifiedName(action)]);
      expect(search(toolName(action), 1)).toEqual([qualifiedName(action)]);
    }
  });

  it("finds all actions of a bare name before all others, however it is written", () => {
    for (const { name } of actions) {
      const namesakes = actions.filter((action) => action.name === name).map(qualifiedName);
      expect(new Set(search(name, namesakes.length))).toEqual(new Set(namesakes));
    }
    for (const query of ["create user pool client", "CREATE_USER_POOL_CLIENT", "create-user-pool-client"]) {
      expect(search(query, 1)).toEqual(["id:CreateUserPoolClient"]);
    }
  });

  it("sees the name of an action inside a sentence", () => {
    expect(search("what does iam:AttachRolePolicy need?", 1)).toEqual(["iam:AttachRolePolicy"]);
    expect(search("怎么用 GetWorkloadAccessToken", 1)).toEqual(["id:GetWorkloadAccessToken"]);
  });

  it("finds an action by the name of a parameter that only it has", () => {
    expect(search("which one takes MaxSessionDuration")).toContain("iam:UpdateRole");
  });

  it.each([
    ["list workload identites", "id:ListWorkloadIdentities"],
    ["creat user-pool clinet", "id:CreateUserPoolClient"],
    ["detele namespace", "id:DeleteNamespace"],
    ["premission sets", "cloudidentity:ListPermissionSets"],
    ["publish gatway route", "id:PublishRoute"],
  ])("forgives the slips in “%s”", (query, expected) => {
    expect(search(query)).toContain(expected);
  });

  it("guesses only at words that nothing has: a guess never outranks what was said", () => {
    // “route” is a word here and one letter from “routes”, “router”, “rotate”.
    const [first] = search("publish a route", 1);
    expect(first).toBe("id:PublishRoute");
    for (const found of search("route", 8)) expect(found).toMatch(/Route/);
  });

  it.each([
    ["创建工作负载身份", "id:CreateWorkloadIdentity"],
    ["删掉一个机器人", "id:DeleteWorkloadIdentity"],
    ["新员工在身份中心开通账号", "cloudidentity:CreateUser"],
    ["IAM 用户组有哪些成员", "iam:ListUsersForGroup"],
    ["新建 user pool", "id:CreateUserPool"],
    ["ｉａｍ　访问密钥 列表", "iam:ListAccessKeys"],
  ])("answers %s", (query, expected) => {
    expect(search(query)).toContain(expected);
  });

  it.each([
    ["list groups in IAM", "iam:ListGroups"],
    ["list groups in the identity center", "cloudidentity:ListGroups"],
    ["身份中心 用户 列表", "cloudidentity:ListUsers"],
    ["users of the user pool", "id:ListUsers"],
    ["create a user in IAM", "iam:CreateUser"],
    ["delete the resource with Cloud Control", "cloudcontrol:DeleteResource"],
    ["用云控制删除资源", "cloudcontrol:DeleteResource"],
  ])("puts the service that “%s” names first", (query, expected) => {
    const [first] = search(query, 1);
    expect(first?.split(":")[0]).toBe(expected.split(":")[0]);
    expect(search(query)).toContain(expected);
  });

  it("filters before the limit counts, and asks no more often than needed", () => {
    const reads = index.search("user", { limit: 8, accepts: ({ effect }) => effect === "read" });
    expect(reads).toHaveLength(8);
    expect(reads.every(({ effect }) => effect === "read")).toBe(true);
    let asked = 0;
    index.search("user", { limit: 3, accepts: () => ++asked > 0 });
    expect(asked).toBe(3);
    expect(index.search("iam:CreateUser", { limit: 5, accepts: () => false })).toEqual([]);
  });

  it("filters by service also where the question names another", () => {
    const found = index.search("IAM users", {
      limit: 5,
      accepts: ({ service }) => service === "cloudidentity",
    });
    expect(found).toHaveLength(5);
    expect(found.every(({ service }) => service === "cloudidentity")).toBe(true);
  });

  it("gives the same answer again, also from another index and after other questions", () => {
    const other = createSearchIndex(families);
    for (const query of ["user", "list users", "创建用户", "tag", "zzzz lsit"]) {
      expect(names(other.search(query, { limit: 50 }))).toEqual(search(query, 50));
      expect(search(query, 50)).toEqual(search(query, 50));
    }
  });

  it("finds the same with what was written down, and nothing that was shut out", () => {
    const written: SearchData = JSON.parse(JSON.stringify(searchData(families)));
    const whole = createSearchIndex(families, written);
    const iam = families.filter(({ actions: [first] }) => first?.service === "iam");
    const part = createSearchIndex(iam, written);
    for (const query of [
      "list users",
      "创建用户",
      "tag",
      "premission sets",
      "MaxSessionDuration",
      "id:ListUsers",
    ]) {
      const all = search(query, 500);
      expect(names(whole.search(query, { limit: 500 }))).toEqual(all);
      const found = names(part.search(query, { limit: 500 }));
      expect(found).not.toEqual([]);
      expect(found.filter((name) => !name.startsWith("iam:"))).toEqual([]);
    }
  });

  it("keeps equal actions in their usual order", () => {
    const namesakes = actions.filter(({ name }) => name === "ListTagsForResources").map(qualifiedName);
    const [family] = families;
    const action = family?.actions[0];
    if (family === undefined || action === undefined) throw new Error("there are no actions");
    const twins = ["first", "second", "third"].map((version) => ({ ...action, version }));
    const same = createSearchIndex([{ ...family, actions: twins }]);
    expect(same.search(action.title, { limit: 3 }).map(({ version }) => version)).toEqual([
      "first",
      "second",
      "third",
    ]);
    expect(namesakes.length).toBeGreaterThan(1);
  });

  it.each([
    ["nothing", ""],
    ["blanks", " \t\n　"],
    ["stop words", "how do I please"],
    ["Chinese stop words", "我想请问怎么"],
    ["emoji", "🙂🤖👍"],
    ["punctuation", "!?;:,.«»—…{}[]()*+^$|\\"],
    ["half a character", "\ud83d"],
  ])("finds nothing for %s", (_, query) => {
    expect(search(query)).toEqual([]);
  });

  it("answers a very long question quickly, whatever is in it", () => {
    const long = [
      "create user ".repeat(10_000),
      "创建用户删除".repeat(10_000),
      "a".repeat(100_000),
      Array.from({ length: 20_000 }, (_, n) => `wrod${n}x`).join(" "),
      "take the ".repeat(20_000),
      "CreateX_".repeat(10_000),
    ];
    for (const query of long) {
      const start = performance.now();
      expect(search(query).length).toBeLessThanOrEqual(5);
      expect(performance.now() - start).toBeLessThan(1_000);
    }
    expect(search(long[0] ?? "")[0]).toMatch(/:CreateUser$/);
  });

  it("never throws and never gives more than it was asked for", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 60 }),
        fc.integer({ min: 0, max: 8 }),
        (query, limit) => {
          expect(search(query, limit).length).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 300 },
    );
    for (const word of ["constructor", "__proto__", "toString", "hasOwnProperty"]) search(word);
  });
});
