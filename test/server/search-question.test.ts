/** What the search takes a question to ask for: rules that hold for many questions, each by examples of it. */
import { describe, expect, it } from "vitest";
import { qualifiedName } from "../../src/action/action.ts";
import { concepts } from "../../src/server/discovery/question.ts";
import { createSearchIndex } from "../../src/server/discovery/search-index.ts";
import { words } from "../../src/server/discovery/words.ts";
import { families } from "../../tools/index.ts";

const index = createSearchIndex(families);

function search(query: string, limit = 5): readonly string[] {
  return index.search(query, { limit }).map(qualifiedName);
}

describe("a question", () => {
  const meant = (question: string) =>
    concepts(question).map(({ ways }) => ways.map((way) => way.words.join(" ")));

  it("keeps the asker's word before what else may say it, and weighs the latter less", () => {
    const [concept] = concepts("drop");
    expect(concept?.ways[0]).toEqual({ words: ["drop"], weight: 1 });
    expect(concept?.ways.slice(1).map((way) => way.words.join(" "))).toContain("delet");
    expect(concept?.ways.slice(1).every((way) => way.weight < 1)).toBe(true);
  });

  it("takes “who” for a list and not for a word of its own", () => {
    expect(meant("who")).toEqual([["list"]]);
  });

  it("knows a Chinese word inside a sentence", () => {
    const said = meant("帮我删掉那个机器人").flat();
    expect(said).toContain("delet");
    expect(said).toContain("workload");
  });

  it("asks for the matter before what stands around it", () => {
    const [tag, pool] = concepts("tags of a pool");
    expect(tag?.weight).toBeGreaterThan(pool?.weight ?? 1);
    const [池, 标签] = concepts("用户池的标签");
    expect(标签?.weight).toBeGreaterThan(池?.weight ?? 1);
  });
});

describe("what a question is about", () => {
  const said = (question: string) => concepts(question).map(({ ways }) => ways[0]?.words.join(" "));
  const meant = (question: string) =>
    concepts(question).flatMap(({ ways }) => ways.map((way) => way.words.join(" ")));
  const commands = (question: string) =>
    concepts(question)
      .filter((concept) => concept.commands === true)
      .map(({ ways }) => ways[0]?.words.join(" "));

  it.each([
    ["the object and not the place", "remove a tag in the user pool", "用户池里删标签"],
    ["the object of a clause and not the place of another", "in our user pool, a tag", "在用户池里，加标签"],
  ])("is %s", (_, english, chinese) => {
    for (const question of [english, chinese]) {
      const [place] = concepts(question).filter((concept) => concept.place === true);
      const [tag] = concepts(question).filter(({ ways }) => ways.some(({ words }) => words.join() === "tag"));
      expect(place?.ways[0]?.words).toEqual(["userpool"]);
      expect(tag?.weight).toBeGreaterThan(place?.weight ?? 1);
    }
  });

  it("is the container where nothing else is named", () => {
    const [, pool] = concepts("delete a user pool");
    expect(pool?.place).toBeUndefined();
    expect(search("delete a user pool", 1)).toEqual(["id:DeleteUserPool"]);
    expect(search("删除用户池", 1)).toEqual(["id:DeleteUserPool"]);
  });

  it.each([
    ["every clause anew: a place ends with its clause", "nobody is on the gateway, drop it", "drop"],
    ["a verb that begins a clause", "the key is in the pool; rotate it", "rotat"],
    ["a verb after polite words", "could you please list the keys", "list"],
  ])("takes for what is to be done %s", (_, question, verb) => {
    expect(commands(question)).toContain(verb);
    const concept = concepts(question).find(({ ways }) => ways[0]?.words.join() === verb);
    expect(concept?.weight).toBe(1);
  });

  it("weighs less what only says when or why", () => {
    const weights = new Map(
      concepts("show the key before we drop it").map(({ ways, weight }) => [ways[0]?.words.join(), weight]),
    );
    expect(weights.get("show")).toBe(1);
    expect(weights.get("drop")).toBeLessThan(1);
  });

  it("takes what was done for no command", () => {
    expect(commands("we rotated the key, show it")).toEqual(["show"]);
    expect(commands("creating a user failed")).toEqual([]);
  });

  it("takes the last clause of a Chinese question for what is to be done, unless it only adds to it", () => {
    expect(commands("同步失败了，查看原因")).toContain("查看");
    expect(commands("删除用户，不走文件")).toContain("删除");
  });

  it("is not what things are called, their ids, addresses or links", () => {
    for (const value of ["user-42", "called list-users", "https://list.users.test/a", "list@users.test"]) {
      expect(said(`a role ${value}`)).toEqual(["rol"]);
    }
    expect(said("有没有叫 list-users 的角色")).not.toContain("list");
  });

  it.each([
    ["AKLT1234abcd", "access key"],
    ["203.0.113.0/24", "ip address"],
    ["POST /v1/orders", "endpoint path"],
    ["login.acme.test", "hostname"],
  ])("sees what %s is", (value, expected) => {
    expect(said(value).join(" ")).toBe(words(expected).join(" "));
  });

  it("takes a pair of name and value for a label", () => {
    expect(meant("env=prod")).toContain("tag");
  });

  it.each([
    ["throw it away", "delet"],
    ["throw the key away", "delet"],
    ["kick him out of the group", "remov"],
    ["kick off a sync", "start"],
    ["put the service online", "publish"],
    ["take the route out of service", "disabl"],
    ["turn these people into local ones", "convert"],
    ["run that one again", "retry"],
    ["put the new value there", "updat"],
    ["make it eight hours", "set"],
    ["set the quota", "set"],
    ["set this up", "mak"],
    ["strip the label off a pool", "untag"],
    ["cut him off", "revok"],
    ["put the rights back", "restor"],
    ["remove the policy from a group", "detach"],
    ["take that out", "remov"],
  ])("knows the verb in “%s”", (question, verb) => {
    expect(said(question)[0]).toBe(verb);
  });

  it.each([
    ["废掉", "delet"],
    ["清掉", "delet"],
    ["停一停", "disabl"],
    ["捞出来", "list"],
    ["试跑", "validat"],
    ["传上去", "upload"],
    ["三十个人", "batch"],
    ["five accounts", "batch"],
    ["in one call", "batch"],
  ])("knows what %s means", (question, meaning) => {
    expect(meant(question)).toContain(meaning);
  });

  it("takes “set” for a verb only where a clause begins", () => {
    expect(meant("show the permission set")).not.toContain("updat");
  });

  it("takes “new” for a wish only where it begins the question", () => {
    expect(said("new route")[0]).toBe("creat");
    expect(said("upload the new certificate")).not.toContain("creat");
  });

  it.each([
    ["which people can edit invoice 7", "id:BatchGetObjectPermissions"],
    ["who has any rights on this file", "id:BatchGetObjectPermissions"],
    ["would Sarah be permitted to approve this", "id:CheckPermission"],
    ["智能体运行时要取 key", "id:GetResourceApiKey"],
    ["is Agent Identity switched on for our account?", "id:GetTenantServiceStatus"],
    ["let people sign up by themselves in the customer pool", "id:UpdateUserPool"],
    ["结算智能体不能再碰这个密钥", "id:UnBindCredentialProvider"],
    ["还能再建几个角色", "iam:GetAccountSummary"],
    ["which documents may the intern see", "id:BatchGetSubjectPermissions"],
    ["am I using the right keys", "sts:GetCallerIdentity"],
    ["we no longer use role etl", "iam:DeleteRole"],
    ["how many people used our app last month", "id:GetUserPoolMaus"],
    ["oss-write 这条 IAM 策略里写了啥", "iam:GetPolicy"],
    ["把只读策略从 IAM 用户组上拿走", "iam:DetachUserGroupPolicy"],
  ])("is understood in “%s”", (question, expected) => {
    expect(search(question)).toContain(expected);
  });
});
