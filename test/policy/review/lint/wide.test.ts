/** What is wider than it looks. */
import { describe, expect, it } from "vitest";
import { wideLike } from "../../../../src/policy/review/lint/wide.ts";
import { file, found } from "./files.ts";

describe("a pattern of actions", () => {
  it("that reaches many changes says how many, and the most surprising ones", () => {
    const [one = ""] = found(file({ allow: ['id: a, actions: ["id:Create*"]'] }), "wide-pattern");
    expect(one).toMatch(
      /^4 a: "id:Create\*" reaches \d+ actions, \d+ of them changes, among them .*id:CreateUsers \(many at once\)/,
    );
  });
  it("that reads reaches stored secrets", () => {
    const [one = ""] = found(
      file({ allow: ['id: a, actions: ["id:Get*"]'], top: "reads: listed\n" }),
      "wide-pattern",
    );
    expect(one).toContain("(reveals a stored secret)");
  });
  it("that is narrow, or narrowed by denies, is none", () => {
    expect(
      found(file({ allow: ['id: a, actions: ["id:*WorkloadMetaData"]'] }), "wide-pattern").join(),
    ).toContain("takes something away");
    expect(found(file({ allow: ['id: a, actions: ["id:Add*MetaData"]'] }), "wide-pattern")).toEqual([]);
    const denied = file({
      allow: ['id: a, actions: ["id:*WorkloadMetaData"]'],
      deny: ['id: d, actions: ["id:Remove*"]'],
    });
    expect(found(denied, "wide-pattern")).toEqual([]);
  });
  it("in a deny may be as wide as it likes", () => {
    expect(found(file({ deny: ['id: d, actions: ["*"]'] }), "wide-pattern")).toEqual([]);
  });
});

describe("a pattern of text", () => {
  it.each(["dev*", "*prod*", "a-b*"])("%j is open in the middle of a word", (pattern) => {
    expect(wideLike(pattern)).toContain(`like "${pattern.slice(0, -1)}-*"`);
  });
  it.each(["*", "**", "???"])("%j fits everything", (pattern) => {
    expect(wideLike(pattern)).toContain("fits every text");
  });
  it.each(["dev-*", "trn:iam::1:role/*", "*-dev", "dev", "dev?-*", "a_*"])(
    "%j ends where a name does",
    (pattern) => {
      expect(wideLike(pattern)).toBeUndefined();
    },
  );
  it("is looked at in allow rules alone", () => {
    const rule = 'actions: ["id:CreateWorkloadPool"], when: {WorkloadPoolName: {like: "dev*"}}';
    expect(found(file({ allow: [`id: a, ${rule}`] }), "wide-like")).toEqual([
      '4 a: WorkloadPoolName: like "dev*" also fits "devX-admin": end it at a separator, like "dev-*"',
    ]);
    expect(found(file({ deny: [`id: d, ${rule}`] }), "wide-like")).toEqual([]);
  });
});

describe("a condition that asks only whether something is there", () => {
  const rule = (when: string) =>
    file({ allow: [`id: a, actions: ["id:CreateWorkloadPool"], when: {${when}}`] });
  it("is found where nothing else is asked", () => {
    expect(found(rule("WorkloadPoolName: {present: true}"), "wide-present")).toHaveLength(1);
    expect(found(rule("WorkloadPoolName: {present: true}, ProjectName: p"), "wide-present")).toEqual([]);
  });
});

describe("only", () => {
  const rule = (only: string) =>
    file({
      allow: [
        `id: a, actions: ["cloudcontrol:CreateResource"], types: ["Volcengine::IAM::User"], only: [${only}], approval: ask`,
      ],
    });
  it("that names the whole of a free-form parameter is found", () => {
    expect(found(rule("TargetState"), "wide-only")).toHaveLength(1);
    expect(found(rule("TargetState.UserName"), "wide-only")).toEqual([]);
  });
});

describe("hosts", () => {
  const rule = (host: string) => file({ top: `hosts: ["${host}"]\n` });
  it.each(["*.github.io", "*.vercel.app", "*.eu.ngrok.io", "*.com.cn", "*.co.uk"])(
    "%s is anybody's, and found on its line",
    (host) => {
      expect(found(rule(host), "wide-host")[0]).toMatch(/^3 file: anybody/);
    },
  );
  it.each(["*.example.com", "me.github.io", "auth.example.com"])("%s is somebody's", (host) => {
    expect(found(rule(host), "wide-host")).toEqual([]);
  });
});
