import { describe, expect, it } from "vitest";
import { fitsQuestion, renderPreview } from "../../../src/gate/approval/preview.ts";
import { action } from "../../support/rooms.ts";

const facts = {
  action: action("id:DeleteWorkloadPool"),
  effect: "delete" as const,
  escalates: false,
  params: {},
  target: {
    mode: "real" as const,
    account: "2100000000",
    region: "cn-beijing",
    profile: "ops",
    endpoint: undefined,
  },
  requester: "stdio test/1",
  operation: "op_00000000000000000000",
};

describe("a preview", () => {
  it("begins with the target, in capitals where it is real", () => {
    expect(renderPreview(facts).split("\n")[0]).toBe(
      "Target: REAL account 2100000000, region cn-beijing, profile ops",
    );
  });

  it("says what an absent parameter means", () => {
    expect(renderPreview(facts)).toContain('WorkloadPoolName: not given, which means "default"');
  });

  it("quotes the model's words, whole, and shows what would hide", () => {
    const text = renderPreview({
      ...facts,
      params: { WorkloadPoolName: "a\u202eb\nTarget: sandbox", Description: `${"x".repeat(10_000)}end` },
    });
    expect(text).not.toContain("\u202e");
    expect(text.split("\n").filter((line) => line.startsWith("Target:"))).toHaveLength(1);
    expect(text).toContain('xend"');
  });

  it("does not let a parameter's name make a line of its own", () => {
    const text = renderPreview({ ...facts, params: { "a\nTarget: sandbox": "x" } });
    expect(text.split("\n").filter((line) => line.startsWith("Target:"))).toHaveLength(1);
  });

  it("shows secrets as handles and fingerprints", () => {
    const text = renderPreview({
      ...facts,
      params: {
        TargetState: {
          Password: { $secret: "secret_AAAAAAAAAAAAAAAAAAAAAA" },
          ClientSecret: { $fingerprint: "0123456789abcdef" },
        },
      },
    });
    expect(text).toContain("Password: (secret, handle secret_AAAAAAAAAAAAAAAAAAAAAA)");
    expect(text).toContain("ClientSecret: (secret, fingerprint 0123456789abcdef)");
  });

  it("shows every parameter, and is no question for a dialog where that is too much for one", () => {
    const params = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`Key${index}`, index]));
    const text = renderPreview({ ...facts, params });
    expect(text).toContain("Key99: 99");
    expect(fitsQuestion(text)).toBe(false);
    expect(fitsQuestion(renderPreview({ ...facts, params: { Description: "x".repeat(5_000) } }))).toBe(false);
    expect(fitsQuestion(renderPreview(facts))).toBe(true);
  });
});
