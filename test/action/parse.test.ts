import { describe, expect, it } from "vitest";
import { parseArguments } from "../../src/action/parse.ts";
import { action } from "../support/rooms.ts";

describe("an error about arguments", () => {
  it("says of a parameter that was not given that it is required", () => {
    expect(() => parseArguments(action("id:GetWorkloadIdentity"), {})).toThrow(
      "id:GetWorkloadIdentity does not accept these arguments: Name: is required.",
    );
  });

  it("says so too of a secret, which may be text or a handle, and of one choice among several", () => {
    const create = action("id:CreateApiKeyCredentialProvider");
    expect(() => parseArguments(create, { Name: "crm" })).toThrow(/ApiKey: is required\./);
    expect(() => parseArguments(create, { Name: "crm", ApiKey: 7 })).toThrow(/ApiKey: (?!is required)/);
    expect(() => parseArguments(action("cloudidentity:CreateGroup"), { GroupName: "g" })).toThrow(
      /JoinType: is required/,
    );
  });

  it("names what is not declared before what is missing", () => {
    const many = () => parseArguments(action("id:CreateIdentityProviderOIDC"), { UserpoolUid: "a" });
    expect(many).toThrow(/arguments: .*"UserpoolUid"/);
  });

  it("says which declared name an undeclared one is a slip of, and guesses nothing where none is near", () => {
    const read = action("id:GetWorkloadPool");
    expect(() => parseArguments(read, { WorkloadPoolname: "a" })).toThrow(
      /"WorkloadPoolname". Did you mean WorkloadPoolName\?/,
    );
    expect(() => parseArguments(read, { Colour: "a" })).toThrow(/"Colour"\.$/);
    // Inside of an object the declared names of the top level mean nothing.
    const tagged = { WorkloadPoolName: "a", Tags: [{ Key: "k", Value: "v", Description: "d" }] };
    expect(() => parseArguments(action("id:CreateWorkloadPool"), tagged)).toThrow(/"Description"\.$/);
  });

  it("says of a parameter of the wrong type which type it wants", () => {
    expect(() => parseArguments(action("id:ListWorkloadPools"), { PageNumber: "1", PageSize: 10 })).toThrow(
      /PageNumber: .*expected number, received string/,
    );
  });
});
