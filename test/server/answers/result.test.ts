import { describe, expect, it } from "vitest";
import { qualifiedName } from "../../../src/action/action.ts";
import type { JsonObject } from "../../../src/action/json.ts";
import type { Done } from "../../../src/gate/types.ts";
import { success } from "../../../src/server/answers/result.ts";
import { actions } from "../../../tools/index.ts";

/** The first line of what a model reads of a call that gave this. */
function firstLine(name: string, result: JsonObject, effect: Done["effect"]): string {
  const action = actions.find((one) => qualifiedName(one) === name);
  if (action === undefined) throw new Error(name);
  const done: Done = {
    kind: "done",
    params: {},
    result,
    effect,
    operation: undefined,
    requestId: undefined,
    notes: [],
  };
  const [first] = success(action, done, "sandbox", { result, notes: [] }).content;
  return first?.type === "text" ? (first.text.split("\n")[0] ?? "") : "";
}

describe("the first line of an answer", () => {
  it("does not call issued what waits for the user's consent", () => {
    const name = "id:GetResourceOauth2Token";
    expect(firstLine(name, { AuthorizationUrl: "https://a.example.com/" }, "issue")).toMatch(
      /^Begun, and the user's turn: /,
    );
    expect(firstLine(name, { AccessToken: { $secret: "secret_AAAAAAAAAAAAAAAAAAAAAAAA" } }, "issue")).toMatch(
      /^Issued, its secrets sealed: /,
    );
  });

  it("calls sealed only what is: a policy may show it, and a server without one leaves it out", () => {
    const name = "id:GetApiKeyCredentialProvider";
    const sealed = { ApiKey: { $secret: "secret_AAAAAAAAAAAAAAAAAAAAAAAA" } };
    expect(firstLine(name, sealed, "reveal")).toMatch(/^Read, its secrets sealed: /);
    expect(firstLine(name, { ApiKey: "shown" }, "reveal")).toMatch(/^Read: /);
    expect(firstLine(name, { Name: "crm" }, "reveal")).toMatch(/^Read: /);
    expect(firstLine("iam:CreateAccessKey", { AccessKey: { List: [sealed] } }, "issue")).toMatch(
      /^Issued, its secrets sealed: /,
    );
  });

  it("calls a read a read, whatever address is in it", () => {
    const read = firstLine(
      "id:GetResourceOauth2Token",
      { AuthorizationUrl: "https://a.example.com/" },
      "read",
    );
    expect(read).toMatch(/^Read: /);
  });
});
