import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPolicySource } from "../../src/cli/policy-source.ts";
import { createLogger } from "../../src/log.ts";
import type { Call } from "../../src/policy/types.ts";
import { actions } from "../../tools/index.ts";
import { ownFolder, policyFile } from "../support/folder.ts";
import { action } from "../support/rooms.ts";

const policy = (actionName: string, account = "2100000000") =>
  `version: 1\naccount: "${account}"\nallow: [{ id: one, actions: ["${actionName}"] }]\n`;
const CREATES = policy("id:CreateWorkloadPool");
const DELETES = policy("id:DeleteWorkloadPool");

function callOf(name: string): Call {
  const found = action(name);
  return {
    action: found,
    effect: found.effect,
    escalates: found.escalates,
    params: { WorkloadPoolName: "a" },
  };
}

async function open(file: string) {
  const lines: string[] = [];
  const log = await createLogger({
    level: "info",
    scrub: (value) => value,
    destination: { write: (line: string) => void lines.push(line) },
  });
  let minute = 0;
  const clock = () => new Date(Date.UTC(2026, 0, 1, 0, minute++));
  const source = await openPolicySource({ file, mode: "sandbox", actions, clock, log });
  const verdict = (name: string) => source.current().decide(callOf(name)).verdict;
  const verdicts = () => [
    verdict("id:CreateWorkloadPool"),
    verdict("id:DeleteWorkloadPool"),
    verdict("id:GetWorkloadPool"),
  ];
  return { source, verdicts, lastLine: (): unknown => JSON.parse(lines.at(-1) ?? "null") };
}

const fifo = (file: string) => execFileSync("mkfifo", [file]);

/** What may have happened to the file, and what the log says of it. */
const BROKEN: readonly (readonly [string, (file: string) => void, RegExp])[] = [
  ["broken YAML", (file) => writeFileSync(file, "version: 1\nallow: ["), /policy\.yaml:2/],
  ["a rule that means nothing", (file) => writeFileSync(file, policy("id:CreatePol")), /policy\.yaml:3/],
  ["gone", (file) => rmSync(file), /ENOENT/],
  ["emptied", (file) => truncateSync(file), /policy\.yaml:1/],
  ["nothing but spaces", (file) => writeFileSync(file, "  \n"), /policy\.yaml:1/],
  ["nothing but NULs", (file) => writeFileSync(file, Buffer.alloc(64)), /policy\.yaml:1/],
  [
    "larger than a policy may be",
    (file) => writeFileSync(file, `${CREATES}#${"x".repeat(262_144)}`),
    /256 KB/,
  ],
  [
    "a directory",
    (file) => {
      rmSync(file);
      mkdirSync(file);
    },
    /no regular file/,
  ],
  [
    "a FIFO that nobody writes to",
    (file) => {
      rmSync(file);
      fifo(file);
    },
    /no regular file/,
  ],
  [
    "a link to another policy",
    (file) => {
      const other = join(dirname(file), "other.yaml");
      writeFileSync(other, DELETES);
      rmSync(file);
      symlinkSync(other, file);
    },
    /become a symbolic link/,
  ],
  [
    "a link to a device that never ends",
    (file) => {
      rmSync(file);
      symlinkSync("/dev/zero", file);
    },
    /become a symbolic link/,
  ],
  [
    "a policy for another account",
    (file) => writeFileSync(file, policy("id:*Pool", "2100000001")),
    /restart/,
  ],
  ["a policy for no account", (file) => writeFileSync(file, "version: 1\n"), /restart/],
];

describe("a reload", () => {
  it("puts the file's rules in the place of the old ones before it returns, and logs both versions", async () => {
    const file = policyFile(CREATES);
    const { source, verdicts, lastLine } = await open(file);
    const old = source.current().version;
    writeFileSync(file, DELETES);
    expect(verdicts()).toEqual(["allow", "refuse", "allow"]);
    source.reload();
    expect(verdicts()).toEqual(["refuse", "allow", "allow"]);
    expect(lastLine()).toMatchObject({
      old,
      policy: source.current().version,
      rules: { allow: 1, deny: 0 },
      msg: "policy reloaded",
    });
    expect(source.current().version).not.toBe(old);
  });

  it("of the same bytes leaves the policy that it was, so that no call under way is held back", async () => {
    const file = policyFile(CREATES);
    const { source, lastLine } = await open(file);
    const before = source.current();
    source.reload();
    expect(source.current()).toBe(before);
    expect(lastLine()).toMatchObject({ msg: "policy reloaded: it is the same" });
  });

  it.each(BROKEN)("that finds the file %s suspends changes until a good one", async (_, breakIt, says) => {
    const file = policyFile(CREATES);
    const { source, verdicts, lastLine } = await open(file);
    const good = source.current().version;
    breakIt(file);
    source.reload();
    expect(verdicts()).toEqual(["refuse", "refuse", "allow"]);
    expect(source.current().version).toBe(`suspended:${good}`);
    expect(lastLine()).toMatchObject({
      level: "error",
      msg: expect.stringMatching(/^changes are suspended: /),
      policy: `suspended:${good}`,
    });
    expect(lastLine()).toMatchObject({ msg: expect.stringMatching(says) });

    // Broken for longer: still since the first time.
    const since = source.current().decide(callOf("id:CreateWorkloadPool"));
    source.reload();
    expect(source.current().decide(callOf("id:CreateWorkloadPool"))).toEqual(since);

    rmSync(file, { recursive: true, force: true });
    writeFileSync(file, DELETES);
    source.reload();
    expect(verdicts()).toEqual(["refuse", "allow", "allow"]);
  });

  it("follows a link that was one at start, as a mounted ConfigMap's", async () => {
    const folder = ownFolder();
    const names = ["first", "second"].map((name) => join(folder, name));
    writeFileSync(join(folder, "first"), CREATES);
    writeFileSync(join(folder, "second"), DELETES);
    const file = join(folder, "policy.yaml");
    symlinkSync(names[0] ?? "", file);
    const { source, verdicts } = await open(file);
    expect(verdicts()).toEqual(["allow", "refuse", "allow"]);
    symlinkSync(names[1] ?? "", `${file}.new`);
    renameSync(`${file}.new`, file);
    source.reload();
    expect(verdicts()).toEqual(["refuse", "allow", "allow"]);
  });
});

describe("a start", () => {
  it("takes no FIFO for a policy, and does not wait for its writer", async () => {
    const file = join(ownFolder(), "policy.yaml");
    fifo(file);
    await expect(open(file)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining("no regular file"),
    });
  });

  it("without a file has nothing to reload, and says so", async () => {
    const lines: string[] = [];
    const log = await createLogger({
      level: "info",
      scrub: (value) => value,
      destination: { write: (line: string) => void lines.push(line) },
    });
    const clock = () => new Date();
    const source = await openPolicySource({ file: undefined, mode: "real", actions, clock, log });
    const before = source.current();
    source.reload();
    expect(source.current()).toBe(before);
    expect(lines.join("")).toContain("no policy file to reload");
  });
});
