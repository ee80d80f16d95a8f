/** What `idgate doctor` says of files: policy, ledger, keys, sink. Each broken in one way. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { createLedger } from "../../../src/ledger/ledger.ts";
import { openStore } from "../../../src/sandbox/store.ts";
import { facts } from "../../ledger/facts.ts";
import { ownFolder, policyFile } from "../../support/folder.ts";
import { BINARY, runCommand } from "../../support/idgate.ts";
import { signingSetting } from "../../support/signing.ts";
import { envelope, startUpstream } from "../../support/upstream.ts";
import { examined } from "./examined.ts";

const RULES = `version: 1\nallow:\n  - { id: pools, actions: ["id:CreateWorkloadPool"] }\n`;

/** A state folder with a sandbox's ledger of two entries; its heads, as they were written. */
async function lived() {
  const state = ownFolder();
  const folder = join(state, "sandbox");
  const heads: string[] = [];
  const file = join(folder, "ledger.db");
  const keyFile = join(folder, "ledger.key");
  const ledger = createLedger({
    file,
    keyFile,
    clock: () => new Date(),
    onHead: (head) => heads.push(JSON.stringify({ at: "", ledger: "sandbox/2100000000", ...head })),
  });
  await ledger.refuse(facts(1), "no rule");
  await ledger.refuse(facts(2), "no rule");
  await ledger.close();
  return { state, folder, file, keyFile, heads, args: ["--sandbox", "--state", state] };
}

/** Every name below a folder, with what could be changed of it. */
function treeOf(folder: string): unknown {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const { mode, mtimeMs, ctimeMs, ino, uid } = lstatSync(path);
      const bytes = lstatSync(path).isFile() ? readFileSync(path, "hex") : "";
      return { name, mode, mtimeMs, ctimeMs, ino, uid, bytes };
    });
}

describe("doctor changes nothing", () => {
  it("of a state folder, whatever rights it has, and makes no sink, ledger or temporary file", async () => {
    const { state, folder, file, keyFile, args } = await lived();
    for (const [path, mode] of [
      [state, 0o755],
      [folder, 0o755],
      [file, 0o644],
      [keyFile, 0o640],
    ] as const) {
      chmodSync(path, mode);
    }
    const sink = join(ownFolder(), "heads.jsonl");
    const [home, temporary] = [ownFolder(), ownFolder()];
    const policy = policyFile(RULES);
    const before = treeOf(state);
    await examined([...args, "--audit-sink", sink, "--policy", policy], { HOME: home, TMPDIR: temporary });
    expect(treeOf(state)).toEqual(before);
    expect(existsSync(sink)).toBe(false);
    expect([readdirSync(home), readdirSync(temporary)]).toEqual([[], []]);
    expect(readFileSync(policy, "utf8")).toBe(RULES);
  });
});

describe("a policy", () => {
  it("that loads is summed up, with what lint finds", async () => {
    const report = await examined(["--sandbox", "--policy", policyFile(RULES)]);
    expect(report.of("policy")).toEqual([
      expect.stringMatching(/^ok .*policy\.yaml loads: of \d+ actions/),
      expect.stringMatching(/policy lint/),
    ]);
  });
  it("with an error is a problem, with the line", async () => {
    const wrong = RULES.replace("CreateWorkloadPool", "CreateWorkloadPol");
    const report = await examined(["--sandbox", "--policy", policyFile(wrong)]);
    expect(report.of("policy")).toEqual([
      expect.stringMatching(/^problem .*policy\.yaml:3:\d+.*CreateWorkloadPool/s),
    ]);
  });
  it("that a real account could not be used with is a problem there alone", async () => {
    const policy = policyFile(RULES);
    const real = [
      "--endpoint",
      "https://idgate.invalid",
      "--allow-host",
      "idgate.invalid",
      "--policy",
      policy,
    ];
    expect((await examined(real)).of("policy")).toEqual([
      expect.stringMatching(/^problem .*must pin the account/s),
    ]);
  });
  it("that is not there is a problem", async () => {
    const report = await examined(["--sandbox", "--policy", join(ownFolder(), "policy.yaml")]);
    expect(report.of("policy")).toEqual([expect.stringMatching(/^problem .*ENOENT/)]);
  });
  it("that every user could write is a problem, by the file or by its folder", async () => {
    const file = policyFile(RULES);
    const folder = join(file, "..");
    chmodSync(folder, 0o755);
    chmodSync(file, 0o666);
    const byFile = await examined(["--sandbox", "--policy", file]);
    expect(byFile.of("policy file")).toEqual([
      expect.stringMatching(
        /^problem Every user of this machine could change the policy, by way of .*policy\.yaml/,
      ),
    ]);
    chmodSync(file, 0o444);
    chmodSync(folder, 0o777);
    const byFolder = await examined(["--sandbox", "--policy", file]);
    expect(byFolder.of("policy file")).toEqual([expect.stringContaining(`by way of ${folder}.`)]);
  });
});

describe("a ledger", () => {
  it("that is whole verifies, with the heads that the sink kept", async () => {
    const { args, heads } = await lived();
    expect((await examined(args)).of("ledger")).toEqual([
      expect.stringMatching(/^ok The ledger verifies: 2 entries\. No --audit-sink is named/),
    ]);
    const sink = join(ownFolder(), "heads.jsonl");
    writeFileSync(sink, `${heads.join("\n")}\n`);
    expect((await examined([...args, "--audit-sink", sink])).of("ledger")).toEqual([
      "ok The ledger verifies: 2 entries. It holds all 2 heads in the audit sink.",
    ]);
  });
  it("that was altered is a problem", async () => {
    const { args, file } = await lived();
    const database = new Database(file);
    database.exec(
      "DROP TRIGGER entries_fixed; UPDATE entries SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 1",
    );
    database.close();
    const report = await examined(args);
    expect(report.code).toBe(1);
    expect(report.of("ledger")).toEqual([
      expect.stringMatching(/^problem The ledger does NOT verify.*Entry 1 was altered/s),
    ]);
  });
  it("that was put back to an older copy is a problem, where a sink is named", async () => {
    const { args, heads } = await lived();
    const sink = join(ownFolder(), "heads.jsonl");
    writeFileSync(sink, `${heads.join("\n")}\n${(heads[1] ?? "").replace('"seq":2', '"seq":3')}\n`);
    expect((await examined([...args, "--audit-sink", sink])).of("ledger")).toEqual([
      expect.stringMatching(/^problem .*the chain ends at entry 2/s),
    ]);
  });
  it("that is gone is a problem, where a sink has heads of it", async () => {
    const { args, heads, folder } = await lived();
    rmSync(folder, { recursive: true });
    expect((await examined(args)).of("ledger")).toEqual([expect.stringMatching(/^ok There is none yet/)]);
    const sink = join(ownFolder(), "heads.jsonl");
    writeFileSync(sink, `${heads.join("\n")}\n`);
    expect((await examined([...args, "--audit-sink", sink])).of("ledger")).toEqual([
      expect.stringMatching(/^problem There is no ledger, but the audit sink has 2 heads of one/),
    ]);
  });
  it("without its key is a problem, and no key is made", async () => {
    const { args, keyFile } = await lived();
    rmSync(keyFile);
    expect((await examined(args)).of("ledger")).toEqual([
      expect.stringMatching(/^problem .*its key .* is gone/),
    ]);
    expect(existsSync(keyFile)).toBe(false);
  });
  it("whose key every user can read is a problem", async () => {
    const { args, state, folder, keyFile } = await lived();
    for (const path of [state, folder]) chmodSync(path, 0o755);
    chmodSync(keyFile, 0o644);
    const report = await examined(args);
    expect(report.of("ledger")).toContainEqual(
      expect.stringMatching(/^problem The ledger's key .*mode 0644\) can be read by every user.*chmod 600/),
    );
    expect(report.of("state folder")).toContainEqual(
      expect.stringMatching(/^warning .*mode 0755\) can be looked into/),
    );
  });
  it("whose folder others may write is a problem", async () => {
    const { args, folder } = await lived();
    chmodSync(folder, 0o777);
    expect((await examined(args)).of("state folder")).toContainEqual(
      expect.stringMatching(/^problem .*can be written by other users/),
    );
  });
  it("whose folder every user could replace, by the one above, is a problem", async () => {
    const { args, state } = await lived();
    chmodSync(state, 0o777);
    expect((await examined(args)).of("state folder")).toContainEqual(
      expect.stringMatching(/^problem Every user .* in the place of the state folder, by way of /),
    );
  });
  it("that is no database is a problem", async () => {
    const { args, file } = await lived();
    writeFileSync(file, "a text that is no database ".repeat(200));
    expect((await examined(args)).of("ledger")).toEqual([expect.stringMatching(/^problem .*not a database/)]);
  });
  it("that lies below a folder that everybody shares is a warning", async () => {
    const { args, state } = await lived();
    chmodSync(state, 0o1777);
    expect((await examined(args)).of("state folder")).toContainEqual(
      expect.stringMatching(/^warning The state folder is below .*everybody shares/),
    );
  });
});

describe("what the built-in sandbox keeps", () => {
  const withData = (text: string) => {
    const state = ownFolder();
    mkdirSync(join(state, "sandbox"));
    const file = join(state, "sandbox", "sandbox-2100000000-cn-beijing.db");
    if (text !== "") writeFileSync(file, text);
    return { file, args: ["--sandbox", "--state", state] };
  };
  it("opens, where it is whole", async () => {
    const { file, args } = withData("");
    const store = await openStore(file);
    await store.close();
    expect((await examined(args)).of("sandbox state")).toEqual([`ok ${file} opens.`]);
  });
  it("is a problem where it is no database", async () => {
    const { args } = withData("a text that is no database ".repeat(200));
    expect((await examined(args)).of("sandbox state")).toEqual([
      expect.stringMatching(/^problem .*not a database.*Move it away/),
    ]);
  });
});

describe("an audit sink", () => {
  it("that is a pipe is not waited for", async () => {
    const { args } = await lived();
    const sink = join(ownFolder(), "heads.jsonl");
    execFileSync("mkfifo", [sink]);
    const report = await examined([...args, "--audit-sink", sink]);
    expect(report.of("ledger")).toEqual([expect.stringContaining("The audit sink is no regular file")]);
    expect(report.of("audit sink")).toEqual([expect.stringMatching(/^problem .*no regular file/)]);
  });
  it("in the state folder is a problem, since it would be put back with it", async () => {
    const { args, state } = await lived();
    const report = await examined([...args, "--audit-sink", join(state, "heads.jsonl")]);
    expect(report.of("audit sink")).toEqual([expect.stringMatching(/^problem .*is in the state folder/)]);
  });
  it("in a folder that does not exist is a problem", async () => {
    const { args } = await lived();
    const report = await examined([...args, "--audit-sink", join(ownFolder(), "none", "heads.jsonl")]);
    expect(report.of("audit sink")).toEqual([expect.stringMatching(/^problem .*ENOENT/)]);
  });
});

describe("a sealing key", () => {
  it("is usable where idgate made it, and is in reach of whoever reads it", async () => {
    const file = join(ownFolder(), "seal.key");
    expect(await runCommand(["secrets", "keygen", file])).toMatchObject({ code: 0 });
    const report = await examined(["--sandbox", "--secret-key", file]);
    expect(report.of("sealing keys")).toEqual(["ok Sealed values outlive the server."]);
    expect(report.of("keys in reach").join()).toContain(`the sealing key (${file})`);
    chmodSync(join(file, ".."), 0o755);
    chmodSync(file, 0o644);
    const open = await examined(["--sandbox", "--secret-key", file]);
    expect(open.of("sealing keys").join("\n")).toContain("problem ");
    expect(lstatSync(file).mode & 0o777).toBe(0o644);
  });
  it("that is none is a problem, and the account is asked for all the same", async () => {
    const file = join(ownFolder(), "seal.key");
    writeFileSync(file, "no key", { mode: 0o600 });
    const at = await startUpstream(envelope({ AccountId: 7 }));
    const report = await examined(["--endpoint", at.url, "--secret-key", file]);
    await at.close();
    expect(report.of("sealing keys")).toEqual([expect.stringMatching(/^problem /)]);
    expect(report.of("account")).toEqual([expect.stringContaining("account 7")]);
  });
});

describe("an approver's key", () => {
  it("that lies where the agent's user reads it is told, by the approver's name", async () => {
    const { policy, flags, key } = await signingSetting();
    const report = await examined([...flags, "--policy", policy]);
    expect(report.of("keys in reach").join("\n")).toContain(
      `The key of approver alice lies in reach of this user (${key})`,
    );
  });
  it("of somebody whom the policy does not name is not", async () => {
    const { key } = await signingSetting();
    const { policy, flags } = await signingSetting();
    copyFileSync(key, join(policy, "..", "other.key"));
    rmSync(join(policy, "..", "alice.key"));
    expect((await examined([...flags, "--policy", policy])).of("keys in reach").join()).not.toContain(
      "approver",
    );
  });
});

const NOBODY = 65_534;

describe.skipIf(process.getuid?.() !== 0)("a user that is not root", () => {
  /** As another user; the policy's folder is what matters, so nothing else need be readable but the program. */
  const asNobody = (policy: string): string => {
    const args = [BINARY, "doctor", "--sandbox", "--policy", policy, "--state", "/nonexistent/state"];
    const options = { uid: NOBODY, gid: NOBODY, cwd: "/", env: { HOME: "/nonexistent" } };
    try {
      return execFileSync(process.execPath, args, options).toString("utf8");
    } catch (error) {
      return String(error instanceof Error ? Reflect.get(error, "stdout") : error);
    }
  };

  it("cannot change a policy of root's, and can change its own or one in its own folder", () => {
    const policy = policyFile(RULES);
    const folder = join(policy, "..");
    chmodSync(folder, 0o755);
    chmodSync(policy, 0o444);
    expect(asNobody(policy)).toMatch(/\nok +policy file +This user cannot change/);
    chownSync(policy, NOBODY, NOBODY);
    expect(asNobody(policy)).toMatch(
      /\nWARNING +policy file +This user could change the policy, by way of .*policy\.yaml:/,
    );
    chownSync(policy, 0, 0);
    chownSync(folder, NOBODY, NOBODY);
    expect(asNobody(policy)).toMatch(
      /\nWARNING +policy file +This user could change the policy, by way of \S*idgate-test-\S+ and/,
    );
  });

  it("that cannot make the state folder is told", () => {
    const policy = policyFile(RULES);
    chmodSync(join(policy, ".."), 0o755);
    expect(asNobody(policy)).toMatch(/\nPROBLEM +state folder +.*this user cannot make it in/);
  });
});
