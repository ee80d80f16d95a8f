import { describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/config.ts";
import { ConfigInvalid } from "../../src/errors.ts";

const sealing = (flags: Parameters<typeof resolveConfig>[0], env = {}) => resolveConfig(flags, env).sealing;
const KEY = "0".repeat(64);

describe("the sealing key", () => {
  it("is none, a file, or one in the environment; a flag wins", () => {
    expect(sealing({})).toEqual({ key: undefined, keyFile: undefined, recipientFile: undefined });
    expect(sealing({}, { IDGATE_SECRET_KEY_FILE: "/a" }).keyFile).toBe("/a");
    expect(sealing({}, { IDGATE_SECRET_KEY: KEY }).key).toBe(KEY);
    for (const env of [{ IDGATE_SECRET_KEY_FILE: "/a" }, { IDGATE_SECRET_KEY: KEY }])
      expect(sealing({ secretKey: "/b" }, env)).toMatchObject({ key: undefined, keyFile: "/b" });
  });

  it("has one source, and the refusal of two does not quote it", () => {
    const both = { IDGATE_SECRET_KEY: KEY, IDGATE_SECRET_KEY_FILE: "/a" };
    expect(() => sealing({}, both)).toThrow(ConfigInvalid);
    expect(() => sealing({}, both)).not.toThrow(KEY);
  });
});

it("the recipient comes from the flag or the environment", () => {
  expect(sealing({}, { IDGATE_SECRET_RECIPIENT: "/a" }).recipientFile).toBe("/a");
  expect(sealing({ secretRecipient: "/b" }, { IDGATE_SECRET_RECIPIENT: "/a" }).recipientFile).toBe("/b");
});
