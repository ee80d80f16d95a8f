import { describe, expect, it } from "vitest";
import { natureOf } from "../../src/action/action.ts";
import { action, parse } from "./support.ts";

const USER = "Volcengine::IAM::User";
const patch = (...PatchDocument: unknown[]) =>
  parse("cloudcontrol:UpdateResource", { TypeName: USER, Identifier: "ann", PatchDocument });

describe("type names", () => {
  it.each(["Volcengine::IAM::User", "Volcengine::ID::Service", "Volcengine::CloudIdentity::Group"])(
    "%s is one",
    (TypeName) => {
      expect(parse("cloudcontrol:ListResources", { TypeName })).toMatchObject({ TypeName });
    },
  );

  it.each([
    "",
    "User",
    "IAM::User",
    "volcengine::IAM::User",
    "Volcengine::IAM::User ",
    "Volcengine::IAM::*",
    "Volcengine::IAM::User::X",
    "Volcengine::IAM::Üser",
  ])("%j is none", (TypeName) => {
    expect(parse("cloudcontrol:ListResources", { TypeName })).toEqual(expect.stringContaining("TypeName"));
  });
});

describe("TargetState", () => {
  const create = (TargetState: unknown) =>
    parse("cloudcontrol:CreateResource", { TypeName: USER, TargetState });

  it("is any object", () => {
    const state = { UserName: "ann", Deep: { list: [1, true, null, { a: "b" }] } };
    expect(create(state)).toEqual({ TypeName: USER, TargetState: state });
  });

  it.each([['{"UserName":"ann"}'], [[]], [null], [1], [true]])("is not %j", (state) => {
    expect(create(state)).toEqual(expect.stringContaining("TargetState"));
  });

  it("is bounded as a whole", () => {
    expect(create({ text: "x".repeat(300_000) })).toEqual(expect.stringContaining("TargetState"));
    expect(create({ texts: Array.from({ length: 300 }, () => "x".repeat(1000)) })).toEqual(
      expect.stringContaining("TargetState"),
    );
  });
});

describe("PatchDocument", () => {
  it.each([
    [{ op: "add", path: "/Tags/-", value: { Key: "env", Value: "dev" } }],
    [{ op: "replace", path: "/DisplayName", value: null }],
    [{ op: "test", path: "/a~1b/~0c", value: 0 }],
    [{ op: "remove", path: "/Description" }],
    [{ op: "move", path: "/A", from: "/B" }],
    [{ op: "copy", path: "/A/0", from: "/B/1" }],
    [{ op: "replace", path: "", value: {} }],
  ])("takes %j", (operation) => {
    expect(patch(operation)).toMatchObject({ PatchDocument: [operation] });
  });

  it.each([
    ["an unknown operation", { op: "merge", path: "/A", value: 1 }, "op"],
    ["an operation in capitals", { op: "ADD", path: "/A", value: 1 }, "op"],
    ["a path that is no pointer", { op: "remove", path: "DisplayName" }, "path"],
    ["a pointer with a bad escape", { op: "remove", path: "/a~2b" }, "path"],
    ["no path", { op: "remove" }, "path"],
    ["add without a value", { op: "add", path: "/A" }, "value"],
    ["replace without a value", { op: "replace", path: "/A" }, "value"],
    ["remove with a value", { op: "remove", path: "/A", value: 1 }, "value"],
    ["move without from", { op: "move", path: "/A" }, "from"],
    ["add with from", { op: "add", path: "/A", value: 1, from: "/B" }, "from"],
    ["a member of its own", { op: "remove", path: "/A", Path: "/B" }, "Path"],
    ["a value without end", { op: "add", path: "/A", value: "x".repeat(300_000) }, "value"],
    ["an operation as text", '{"op":"remove","path":"/A"}', "PatchDocument.0"],
  ])("refuses %s", (_, operation, word) => {
    expect(patch(operation)).toEqual(expect.stringContaining(word));
  });

  it("is a list, never JSON in a string", () => {
    const args = { TypeName: USER, Identifier: "ann", PatchDocument: '[{"op":"remove","path":"/A"}]' };
    expect(parse("cloudcontrol:UpdateResource", args)).toEqual(expect.stringContaining("PatchDocument"));
  });
});

describe("what a call does depends on the resource type", () => {
  const nature = (name: string, TypeName: string) => natureOf(action(name), { TypeName });

  it("creating an access key issues a credential, however the type is spelled", () => {
    for (const type of ["Accesskey", "AccessKey", "ACCESSKEY"]) {
      expect(nature("cloudcontrol:CreateResource", `Volcengine::IAM::${type}`)).toEqual({
        effect: "issue",
        escalates: true,
      });
    }
  });

  it("creating anything else creates, and escalates", () => {
    for (const type of [USER, "Volcengine::IAM::OauthProvider", "Volcengine::New::Thing"]) {
      expect(nature("cloudcontrol:CreateResource", type)).toEqual({ effect: "create", escalates: true });
    }
  });

  it.each(["cloudcontrol:GetResource", "cloudcontrol:ListResources"])("%s of a plain type reads", (name) => {
    for (const type of [USER, "Volcengine::CloudIdentity::Group", "Volcengine::ID::Service"]) {
      expect(nature(name, type)).toEqual({ effect: "read", escalates: false });
    }
  });

  it.each(["cloudcontrol:GetResource", "cloudcontrol:ListResources"])(
    "%s of a type that stores a secret, or of one not known, reveals",
    (name) => {
      for (const type of [
        "Volcengine::IAM::Accesskey",
        "Volcengine::IAM::OauthProvider",
        "Volcengine::New::Thing",
        "Volcengine::IAM::user",
      ]) {
        expect(nature(name, type)).toEqual({ effect: "reveal", escalates: false });
      }
      expect(natureOf(action(name), {}).effect).toBe("reveal");
    },
  );

  it("tasks carry no type in the question, so that their models are secret as a whole", () => {
    expect(action("cloudcontrol:GetTask").secrets.output).toEqual(["ResourceModel"]);
    expect(action("cloudcontrol:ListTasks").secrets.output).toEqual([
      "ResourceTaskStatusSummaries[].ResourceModel",
    ]);
  });

  it("changing and deleting always escalate", () => {
    for (const name of ["cloudcontrol:UpdateResource", "cloudcontrol:DeleteResource"]) {
      expect(nature(name, USER).escalates).toBe(true);
    }
  });
});

describe("writes", () => {
  it.each(["CreateResource", "UpdateResource", "DeleteResource"])(
    "%s is followed by its task and made repeatable by a token",
    (name) => {
      const write = action(`cloudcontrol:${name}`);
      expect(write.follow).toEqual({ action: "cloudcontrol:GetTask", with: "TaskId", from: "TaskID" });
      expect(write.idempotencyToken).toBe("ClientToken");
      expect(write.jsonStrings).toEqual(["ResourceModel"]);
    },
  );
});
