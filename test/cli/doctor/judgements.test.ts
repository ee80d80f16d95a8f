/** What each check makes of its facts, for facts that no test machine has. */
import { describe, expect, it } from "vitest";
import type { Facts, Step, Who } from "../../../src/cli/doctor/access.ts";
import { judgeAccount } from "../../../src/cli/doctor/checks/account.ts";
import { judgeClock, offsetOf } from "../../../src/cli/doctor/checks/clock.ts";
import { cut } from "../../../src/cli/doctor/checks/credentials.ts";
import { judgeProbe } from "../../../src/cli/doctor/checks/endpoints.ts";
import { judgeNames } from "../../../src/cli/doctor/checks/environment.ts";
import { judgeNode, judgeSystem } from "../../../src/cli/doctor/checks/platform.ts";
import { judgePolicyFile } from "../../../src/cli/doctor/checks/policy-file.ts";
import { judgeDisk, judgeFolder } from "../../../src/cli/doctor/checks/state-folder.ts";
import { judgeUser } from "../../../src/cli/doctor/checks/user.ts";
import { judgeSecretFile } from "../../../src/cli/doctor/reach.ts";
import type { Probed } from "../../../src/wire/probe.ts";

const agent: Who = { uid: 1000, groups: [1000] };
const root: Who = { uid: 0, groups: [0] };
const MB = 1024 * 1024;

describe("the platform", () => {
  it.each([
    ["20.18.9", "problem"],
    ["18.20.0", "problem"],
    ["20.19.0", "ok"],
    ["22.0.0", "ok"],
  ])("of Node %s is: %s", (version, verdict) => {
    expect(judgeNode(version).verdict).toBe(verdict);
  });
  it("that no test ran on is a warning", () => {
    expect(judgeSystem("linux", "x64").verdict).toBe("ok");
    expect(judgeSystem("win32", "x64")).toMatchObject({
      verdict: "warning",
      do: expect.stringContaining("no file modes"),
    });
  });
});

describe("a variable of idgate's that nothing reads", () => {
  it.each([
    ["IDGATE_POLCY", "Did you mean IDGATE_POLICY?"],
    ["IDGATE_ENDPIONT", "Did you mean IDGATE_ENDPOINT?"],
    ["IDGATE_SOMETHING_ELSE_ALTOGETHER", "Unset it"],
  ])("%s: %s", (name, todo) => {
    expect(judgeNames([name, "IDGATE_STATE", "PATH"])).toEqual([
      { verdict: "warning", what: expect.stringContaining(name), do: expect.stringContaining(todo) },
    ]);
  });
});

describe("the clock", () => {
  it.each([
    [0, "ok"],
    [60, "ok"],
    [-61, "warning"],
    [600, "warning"],
    [-601, "problem"],
    [90_000, "problem"],
  ])("%i seconds ahead of the service is: %s", (seconds, verdict) => {
    expect(judgeClock(seconds).verdict).toBe(verdict);
  });
  it("is compared at the middle of the request, since the answer took its time", () => {
    const askedAt = new Date("2026-01-01T00:00:00.000Z");
    const answeredAt = new Date("2026-01-01T00:00:08.000Z");
    expect(offsetOf({ askedAt, answeredAt, date: new Date("2026-01-01T00:00:03Z") })).toBe(1);
    expect(offsetOf({ askedAt, answeredAt, date: new Date("2026-01-01T00:05:04Z") })).toBe(-300);
    expect(offsetOf({ askedAt, answeredAt, date: undefined })).toBeUndefined();
  });
});

describe("the account of the keys", () => {
  it.each([
    ["real", "1", "1", "ok"],
    ["real", "2", "1", "problem"],
    ["real", "2", undefined, "warning"],
    ["sandbox", "2", "1", "warning"],
  ] as const)("%s: keys of %s, the policy pins %s: %s", (mode, account, pinned, verdict) => {
    expect(judgeAccount(account, { mode, pinned, hasPolicy: true }).verdict).toBe(verdict);
  });
  it("is told, to be written down, where there is no policy", () => {
    expect(judgeAccount("7", { mode: "real", pinned: undefined, hasPolicy: false })).toMatchObject({
      verdict: "ok",
      what: expect.stringContaining('account: "7"'),
    });
  });
});

describe("an access key", () => {
  it("is shown in part, the shorter the less", () => {
    expect(cut("AKLTEXAMPLEEXAMPLE")).toBe("AKLTEXAM…");
    expect(cut("AKLT")).toBe("AK…");
  });
});

describe("what a probe met", () => {
  const probed = (more: Partial<Probed>): Probed => ({
    origin: "https://iam.volcengineapi.com",
    kind: "refused",
    words: "words",
    status: 401,
    date: undefined,
    askedAt: new Date(),
    answeredAt: new Date(),
    ...more,
  });
  it.each([
    ["a refusal", {}, "ok"],
    ["a service in trouble", { status: 503 }, "warning"],
    ["an answer that no key was needed for", { kind: "accepted", status: 200 }, "problem"],
    ["a page", { kind: "foreign", status: 200 }, "problem"],
    ["nothing", { kind: "failed", status: undefined }, "problem"],
  ] as const)("%s", (_, more, verdict) => {
    expect(judgeProbe("iam", probed(more)).verdict).toBe(verdict);
  });
  it.each([
    ["the host name could not be resolved (ENOTFOUND)", "DNS"],
    ["the server's certificate could not be verified (CERT_HAS_EXPIRED)", "NODE_EXTRA_CA_CERTS"],
    ["the connection was refused (ECONNREFUSED)", "--endpoint"],
    ["no answer came in time (ETIMEDOUT)", "TCP 443"],
  ])("%s: says what to do, %s", (words, todo) => {
    expect(judgeProbe("iam", probed({ kind: "failed", words })).do).toContain(todo);
  });
});

describe("a state folder", () => {
  const folder = (mode: number): Facts => ({ mode, uid: 1000, gid: 1000 });
  it.each([
    [0o700, "ok"],
    [0o750, "warning"],
    [0o711, "warning"],
    [0o770, "problem"],
    [0o707, "problem"],
  ])("of mode %o is: %s", (mode, verdict) => {
    expect(judgeFolder("/state", folder(mode)).verdict).toBe(verdict);
  });
  it.each([
    ["a local disk with room", 0xef53, 500 * MB, ["ok"]],
    ["a local disk with little room", 0xef53, 100 * MB, ["warning"]],
    ["a full disk", 0xef53, 5 * MB, ["problem"]],
    ["NFS", 0x6969, 500 * MB, ["ok", "warning"]],
    ["CIFS", 0xff534d42, 500 * MB, ["ok", "warning"]],
    ["memory", 0x01021994, 500 * MB, ["ok", "warning"]],
  ])("on %s", (_, type, free, verdicts) => {
    expect(judgeDisk(type, free).map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});

describe("root", () => {
  it("is a warning, another user none", () => {
    expect(judgeUser(root, "root").verdict).toBe("warning");
    expect(judgeUser(agent, "agent").verdict).toBe("ok");
    expect(judgeUser(undefined, "agent").verdict).toBe("skipped");
  });
});

const owned = (mode: number, uid: number, gid = uid): Facts => ({ mode, uid, gid });
/** A file in a folder below the root. */
const at = (folder: Facts, file: Facts): readonly Step[] => [
  { path: "/", facts: owned(0o755, 0), parent: undefined, kind: "folder" },
  { path: "/etc", facts: folder, parent: owned(0o755, 0), kind: "folder" },
  { path: "/etc/it", facts: file, parent: folder, kind: "file" },
];

describe("a policy file", () => {
  it.each([
    ["root's, in root's folder", at(owned(0o755, 0), owned(0o444, 0)), agent, ["ok"]],
    ["the user's own", at(owned(0o755, 0), owned(0o444, 1000)), agent, ["warning"]],
    ["root's, in the user's folder", at(owned(0o755, 1000), owned(0o444, 0)), agent, ["warning"]],
    ["everybody's", at(owned(0o755, 0), owned(0o666, 0)), agent, ["problem"]],
    ["a group's", at(owned(0o755, 0), owned(0o464, 0, 50)), agent, ["warning", "ok"]],
    ["whatever, for root", at(owned(0o755, 0), owned(0o444, 0)), root, ["warning"]],
  ])("that is %s", (_, steps, who, verdicts) => {
    expect(judgePolicyFile("/etc/it", steps, who).map(({ verdict }) => verdict)).toEqual(verdicts);
  });
  it("of the user's own: says that an agent could change it, and where it would be out of reach", () => {
    const [finding] = judgePolicyFile("/etc/it", at(owned(0o755, 0), owned(0o644, 1000)), agent);
    expect(finding?.what).toContain("an agent with a shell");
    expect(finding?.do).toMatch(/another user \(root\), mode 0444.*container/);
  });
});

describe("a file with a key", () => {
  it.each([
    ["its owner's alone", at(owned(0o700, 1000), owned(0o600, 1000)), []],
    ["open, in a folder that is closed", at(owned(0o700, 1000), owned(0o644, 1000)), []],
    ["open to a group", at(owned(0o755, 0), owned(0o640, 1000)), ["warning"]],
    ["open to all", at(owned(0o755, 0), owned(0o644, 1000)), ["problem"]],
  ])("%s", (_, steps, verdicts) => {
    expect(judgeSecretFile("The key", "/etc/it", steps).map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});
