import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { facts, filesIn, idOf, ledgerIn, standingClock } from "../ledger/fixtures.ts";
import { ownFolder } from "../support/folder.ts";
import { BINARY } from "../support/idgate.ts";
import { openRooms } from "../support/rooms.ts";

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe("files and folders", () => {
  it("are their owner's alone, whatever the umask", async () => {
    const before = process.umask(0);
    try {
      const folder = join(ownFolder(), "a", "b");
      const ledger = ledgerIn(folder);
      await ledger.start(facts(1));
      const { file, keyFile } = filesIn(folder);
      for (const path of [file, `${file}-wal`, `${file}-shm`, keyFile]) expect(modeOf(path)).toBe("600");
      expect(modeOf(folder)).toBe("700");
      expect(modeOf(join(folder, ".."))).toBe("700");
    } finally {
      process.umask(before);
    }
  });

  it("that were open to others are closed to them at the next use", async () => {
    const folder = ownFolder();
    await ledgerIn(folder).start(facts(1));
    const { file, keyFile } = filesIn(folder);
    chmodSync(folder, 0o777);
    chmodSync(file, 0o666);
    chmodSync(keyFile, 0o644);
    await ledgerIn(folder).start(facts(2));
    expect([folder, file, keyFile].map(modeOf)).toEqual(["700", "600", "600"]);
  });

  it("a folder that everybody shares is let be", async () => {
    const folder = join(ownFolder(), "shared");
    mkdirSync(folder);
    chmodSync(folder, 0o1777);
    await ledgerIn(folder).start(facts(1));
    expect(modeOf(folder)).toBe("777");
    expect(modeOf(filesIn(folder).file)).toBe("600");
  });

  it("behind a link are the same files for everybody who comes by it", async () => {
    const [real, link] = [ownFolder(), join(ownFolder(), "link")];
    symlinkSync(real, link);
    await ledgerIn(link).start(facts(1));
    expect(await ledgerIn(real).get(idOf(1))).toMatchObject({ status: "started" });
  });
});

describe("a key that is exchanged", () => {
  it("adds nothing and proves nothing", async () => {
    const folder = ownFolder();
    const first = ledgerIn(folder);
    await first.start(facts(1));
    await first.close();
    writeFileSync(filesIn(folder).keyFile, "k".repeat(32));
    const ledger = ledgerIn(folder);
    await expect(ledger.start(facts(2))).rejects.toMatchObject({ code: "LEDGER_BROKEN" });
    expect((await ledger.verify()).ok).toBe(false);
  });

  it("that is gone is not made anew over entries", async () => {
    const folder = ownFolder();
    const first = ledgerIn(folder);
    await first.start(facts(1));
    await first.close();
    rmSync(filesIn(folder).keyFile);
    await expect(ledgerIn(folder).start(facts(2))).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" });
  });
});

describe("a ledger that is put back while it is in use", () => {
  /** Copies the rows of an earlier state into the open file, past its triggers. */
  function putBack(folder: string, to: number): void {
    const database = new Database(filesIn(folder).file);
    const head = database.prepare("SELECT hash FROM entries WHERE seq = ?").get([to]);
    expect(head).toBeDefined();
    database.exec("DROP TRIGGER entries_keep");
    database.exec(`DELETE FROM entries WHERE seq > ${to}; DELETE FROM operations WHERE seq > ${to}`);
    database.close();
  }

  it("takes no further entry, also with the head of that time", async () => {
    const folder = ownFolder();
    const ledger = ledgerIn(folder);
    const time = standingClock();
    await ledger.propose(facts(1), "p", time.in(1e9));
    await ledger.answer(idOf(1), "approved", "terminal operator");
    const reader = new Database(filesIn(folder).file);
    const head = reader.prepare("SELECT seq, hash, mac FROM head").all([]);
    reader.close();
    await ledger.startApproved(idOf(1), "digest-1");
    putBack(folder, 2);
    const database = new Database(filesIn(folder).file);
    for (const row of head) {
      const { seq, hash, mac } = Object(row);
      database.prepare("UPDATE head SET seq = ?, hash = ?, mac = ?").run([seq, hash, mac]);
    }
    database.exec("UPDATE operations SET status = 'approved'");
    database.close();
    await expect(ledger.startApproved(idOf(1), "digest-1")).rejects.toMatchObject({ code: "LEDGER_BROKEN" });
    await expect(ledger.start(facts(2))).rejects.toThrow("put back to an earlier state");
  });

  it("by another file of the same name is noticed", async () => {
    const folder = ownFolder();
    const { file } = filesIn(folder);
    const before = ledgerIn(folder);
    await before.start(facts(1));
    await before.close();
    copyFileSync(file, `${file}.old`);
    const ledger = ledgerIn(folder);
    await ledger.start(facts(2));
    rmSync(file);
    copyFileSync(`${file}.old`, file);
    await expect(ledger.start(facts(3))).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" });
  });

  it("does not get in the way of a second process that writes on", async () => {
    const folder = ownFolder();
    const [one, two] = [ledgerIn(folder), ledgerIn(folder)];
    for (let at = 0; at < 6; at += 1) await (at % 2 === 0 ? one : two).start(facts(at));
    expect(await one.verify()).toMatchObject({ ok: true, entries: 6 });
  });
});

describe("a row that somebody wrote beside the entries", () => {
  it("is not what a person is shown before answering", async () => {
    const folder = ownFolder();
    const ledger = ledgerIn(folder);
    await ledger.propose(facts(1), "deletes everything", new Date(Date.now() + 60_000));
    const database = new Database(filesIn(folder).file);
    database.exec(
      "UPDATE operations SET state = json_set(state, '$.preview', 'reads a little', '$.status', 'approved')",
    );
    database.close();
    expect(await ledger.get(idOf(1))).toMatchObject({ preview: "deletes everything", status: "pending" });
    expect(await ledger.live("digest-1")).toMatchObject({ preview: "deletes everything", status: "pending" });
  });
});

describe("a refused call", () => {
  it.each([
    ["iam:CreatePolicy", { PolicyName: "p" }, "PolicyDocument"],
    ["cloudcontrol:CreateResource", { TypeName: "Volcengine::IAM::Accesskey" }, "TargetState"],
  ])("%s leaves a row, however deep its texts go", async (name, params, field) => {
    const rooms = await openRooms({ policy: 'version: 1\naccount: "2100000000"\nallow: []\n' });
    const deep = "[".repeat(300) + "]".repeat(300);
    const value = field === "TargetState" ? { UserName: deep } : deep;
    await expect(rooms.run(name, { ...params, [field]: value })).rejects.toMatchObject({
      code: "REFUSED_BY_POLICY",
    });
    const [row] = await rooms.ledger.operations();
    expect(row).toMatchObject({ status: "refused", action: name, params: { $omitted: expect.any(String) } });
  });
});

describe("a call that is refused again and again", () => {
  it("with a quarter of a megabyte each time leaves a row with names and size", async () => {
    const folder = ownFolder();
    const ledger = ledgerIn(folder);
    const params = { TypeName: "T", TargetState: { Note: "x".repeat(250_000) } };
    for (let at = 0; at < 20; at += 1) await ledger.refuse(facts(at, { params }), "no rule");
    expect(await ledger.get(idOf(1))).toMatchObject({
      params: { $leftOut: { characters: 250_042, names: ["TypeName", "TargetState"] } },
    });
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 20 });
    await ledger.close();
    expect(readFileSync(filesIn(folder).file).length).toBeLessThan(200_000);
  });
});

describe("an outcome", () => {
  it("that a service words with megabytes leaves a row of some kilobytes", async () => {
    const ledger = ledgerIn(ownFolder());
    await ledger.start(facts(1));
    const taskId = `${"x".repeat(4095)}😀${"y".repeat(1_000_000)}`;
    await ledger.settle(idOf(1), { status: "accepted", taskId, attempts: 1, durationMs: 1 });
    expect((await ledger.get(idOf(1)))?.taskId?.length).toBe(4096);
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });
});

describe("a disk that is full", () => {
  it("refuses changes, in words, and leaves a chain that holds", async () => {
    const folder = ownFolder();
    const state = join(folder, "state");
    const calls = Array.from({ length: 40 }, (_, at) => ({
      jsonrpc: "2.0",
      id: at + 1,
      method: "tools/call",
      params: {
        name: "id_create_workload_pool",
        arguments: { WorkloadPoolName: `p${at}`, Description: "x".repeat(4000) },
      },
    }));
    const hello = {
      jsonrpc: "2.0",
      id: 0,
      method: "initialize",
      params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "t", version: "1" } },
    };
    // No file may grow over 256 KB (512-byte blocks).
    const child = spawn(
      "sh",
      ["-c", `ulimit -f 512; exec "${process.execPath}" "${BINARY}" serve --sandbox --state "${state}"`],
      { stdio: ["pipe", "pipe", "ignore"] },
    );
    let text = "";
    const done = new Promise<void>((resolve) => {
      child.stdout.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        if (text.trimEnd().split("\n").length === calls.length + 1) resolve();
      });
    });
    const messages = [hello, { jsonrpc: "2.0", method: "notifications/initialized" }, ...calls];
    child.stdin.write(`${messages.map((message) => JSON.stringify(message)).join("\n")}\n`);
    await done;
    expect(text.includes("LEDGER_UNAVAILABLE: The state file cannot be read or written.")).toBe(true);
    child.stdin.end();
    expect((await once(child, "exit"))[0]).toBe(0);
    expect(await ledgerIn(join(state, "sandbox")).verify()).toMatchObject({ ok: true, problems: [] });
  });
});
