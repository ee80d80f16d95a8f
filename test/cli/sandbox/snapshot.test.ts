import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSqlite } from "../../../src/sqlite/sqlite.ts";
import { ownFolder } from "../../support/folder.ts";
import { BINARY, runCommand } from "../../support/idgate.ts";

const sandbox = (...args: string[]) => runCommand(["sandbox", ...args]);

async function filled(): Promise<{
  folder: string;
  data: string;
  out: string;
  seed: (name: string) => string;
}> {
  const folder = ownFolder();
  const data = join(folder, "sandbox.db");
  const seed = (name: string) => {
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, `- id:CreateWorkloadPool: { WorkloadPoolName: ${name} }\n`);
    return file;
  };
  expect((await sandbox("seed", seed("first"), "--data", data)).code).toBe(0);
  return { folder, data, out: join(folder, "copy's.db"), seed };
}

describe("idgate sandbox snapshot and restore", () => {
  it("go back to what was there, and leave nothing else behind", async () => {
    const { folder, data, out, seed } = await filled();
    expect(await sandbox("snapshot", out, "--data", data)).toMatchObject({ code: 0, stderr: "" });
    expect(statSync(out).mode & 0o077).toBe(0);
    expect((await sandbox("seed", seed("second"), "--data", data)).code).toBe(0);
    expect((await sandbox("restore", out, "--data", data, "--force")).code).toBe(0);
    // The first is there, the second is not any more.
    expect((await sandbox("seed", seed("first"), "--data", data)).stderr).toContain("409 Duplicated");
    expect((await sandbox("seed", seed("second"), "--data", data)).code).toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes(".part"))).toEqual([]);
  });

  it("copy while a sandbox runs, and do not restore under it", async () => {
    const { data, out } = await filled();
    // A process of its own: a closed connection lives on in this one until the garbage collector has been.
    const running = spawn(process.execPath, [BINARY, "sandbox", "--data", data], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    try {
      await once(running.stdout, "data");
      expect((await sandbox("snapshot", out, "--data", data)).code).toBe(0);
      const { code, stderr } = await sandbox("restore", out, "--data", data, "--force");
      expect(code).toBe(2);
      expect(stderr).toContain("A sandbox runs on that file.");
    } finally {
      running.kill("SIGTERM");
      await once(running, "exit");
    }
    expect((await sandbox("restore", out, "--data", data, "--force")).code).toBe(0);
  });

  it("write over nothing unless told to", async () => {
    const { data, out } = await filled();
    writeFileSync(out, "mine");
    const refused = await sandbox("snapshot", out, "--data", data);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("--force")]);
    expect((await sandbox("snapshot", out, "--data", data, "--force")).code).toBe(0);
    const over = await sandbox("restore", out, "--data", data);
    expect([over.code, over.stderr]).toEqual([2, expect.stringContaining("--force")]);
  });

  it("take no file that is missing or no sandbox's", async () => {
    const { folder, data, out } = await filled();
    const missing = await sandbox("snapshot", out, "--data", join(folder, "none.db"));
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining("none.db")]);
    expect(missing.stderr).toContain("no such state file");
    const other = join(folder, "other.db");
    const database = await openSqlite(other, { application: 7, migrations: ["CREATE TABLE t (a)"] });
    await database.close();
    const kind = await sandbox("restore", other, "--data", data, "--force");
    expect([kind.code, kind.stderr]).toEqual([2, expect.stringContaining("another kind")]);
    writeFileSync(other, "no database at all, but long enough to be read as one".repeat(40));
    expect((await sandbox("restore", other, "--data", data, "--force")).code).toBe(2);
    // What stood there still stands.
    expect((await sandbox("snapshot", out, "--data", data)).code).toBe(0);
    expect(existsSync(out)).toBe(true);
  });

  it("need the sandbox's file", async () => {
    const { code, stderr } = await sandbox("snapshot", "out.db");
    expect([code, stderr]).toEqual([2, expect.stringContaining("--data FILE")]);
  });
});
