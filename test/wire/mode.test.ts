import { describe, expect, it } from "vitest";
import { sandboxCredentials } from "../../src/credentials/sandbox.ts";
import { ConfigInvalid, ModeMismatch } from "../../src/errors.ts";
import { assertMode, assertTlsVerified } from "../../src/wire/mode.ts";

const loopback = new URL("http://127.0.0.1:18080");
const vendor = new URL("https://id.cn-beijing.volcengineapi.com");
const sandboxKey = sandboxCredentials().accessKeyId;
const realKey = "AKLTexampleexampleexample";

describe("sandbox and real", () => {
  // INVARIANT: of all eight combinations, two may pass.
  const cases = (["sandbox", "real"] as const).flatMap((mode) =>
    [loopback, vendor].flatMap((url) => [sandboxKey, realKey].map((key) => ({ mode, url, key }))),
  );
  it.each(cases)("$mode, $url, $key", ({ mode, url, key }) => {
    const agree =
      mode === "sandbox" ? url === loopback && key === sandboxKey : url === vendor && key === realKey;
    if (agree) expect(() => assertMode(mode, url, key)).not.toThrow();
    else expect(() => assertMode(mode, url, key)).toThrow(ModeMismatch);
  });

  it.each(["sandboxKEY", " SANDBOXKEY", "AKLTSANDBOX", ""])("does not take %j for a sandbox key", (key) => {
    expect(() => assertMode("sandbox", loopback, key)).toThrow(ModeMismatch);
  });
});

describe("certificate checks", () => {
  it("must be on in real mode", () => {
    expect(() => assertTlsVerified("real", { NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toThrow(ConfigInvalid);
    expect(() => assertTlsVerified("real", { NODE_TLS_REJECT_UNAUTHORIZED: "1" })).not.toThrow();
    expect(() => assertTlsVerified("real", {})).not.toThrow();
  });

  it("do not matter to a sandbox, which speaks http", () => {
    expect(() => assertTlsVerified("sandbox", { NODE_TLS_REJECT_UNAUTHORIZED: "0" })).not.toThrow();
  });
});
