import { describe, expect, it } from "vitest";
import { parseArguments } from "../../src/action/parse.ts";
import { action } from "../support/rooms.ts";

describe("an error about arguments", () => {
  it("says of a parameter that was not given that it is required", () => {
    expect(() => parseArguments(action("id:GetWorkloadIdentity"), {})).toThrow(
      "id:GetWorkloadIdentity does not accept these arguments: Name: is required.",
    );
  });

  it("names what is not declared before what is missing", () => {
    const many = () => parseArguments(action("id:CreateIdentityProviderOIDC"), { UserpoolUid: "a" });
    expect(many).toThrow(/arguments: .*"UserpoolUid"/);
  });

  it("says of a parameter of the wrong type which type it wants", () => {
    expect(() => parseArguments(action("id:ListWorkloadPools"), { PageNumber: "1", PageSize: 10 })).toThrow(
      /PageNumber: .*expected number, received string/,
    );
  });
});
