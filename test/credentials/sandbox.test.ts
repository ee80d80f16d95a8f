import { describe, expect, it } from "vitest";
import { credentialsOf } from "../../src/credentials/keys.ts";
import { sandboxCredentials } from "../../src/credentials/sandbox.ts";
import { rootKey } from "../../src/sandbox/keys.ts";
import { isSandboxKey } from "../../src/wire/mode.ts";

describe("the sandbox's keys", () => {
  it("are sandbox keys, the same each time, and usable as keys", () => {
    const keys = sandboxCredentials();
    expect(isSandboxKey(keys.accessKeyId)).toBe(true);
    expect(sandboxCredentials()).toEqual(keys);
    expect(rootKey(keys.accessKeyId)?.secretAccessKey).toBe(keys.secretAccessKey);
    expect(credentialsOf({ ...keys, sessionToken: undefined }, "The sandbox")).toEqual(keys);
  });
});
