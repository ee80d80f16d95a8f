/** `idgate sandbox` as a process of its own: killed, started again, and given files that it cannot use. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSqlite } from "../../src/sqlite/sqlite.ts";
import { call, items, type Outgoing, ok, outcome, type Signing } from "../sandbox/client.ts";
import { ownFolder } from "../support/folder.ts";
import { BINARY, runCommand } from "../support/idgate.ts";

interface Running {
  readonly to: Signing;
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<number | null>;
}

async function run(args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [BINARY, "sandbox", ...args], {
    env: { PATH: process.env.PATH ?? "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const exited = once(child, "exit");
  let text = "";
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes("Ctrl-C")) break;
  }
  const found = (name: RegExp) => name.exec(text)?.[1] ?? "";
  const to = {
    url: found(/listens on (\S+)/),
    accessKeyId: found(/ACCESS_KEY=(\S+)/),
    secretAccessKey: found(/SECRET_KEY=(\S+)/),
  };
  return {
    to,
    async kill(signal) {
      child.kill(signal);
      const [code] = await exited;
      return typeof code === "number" ? code : null;
    },
  };
}

const now = () => ({ at: new Date() });

describe("a sandbox that is killed amid a stream of changes", () => {
  it("has after its restart every change that it answered, and none by half", async () => {
    const file = join(ownFolder(), "sandbox.db");
    let asked = 0;
    const answered: string[] = [];
    for (let round = 0; round < 2; round++) {
      const { to, kill } = await run(["--data", file]);
      const target = answered.length + 40;
      let stopped = false;
      const streams = Array.from({ length: 4 }, async () => {
        while (!stopped) {
          asked += 1;
          const name = `pool-${asked}`;
          const reply = await call(to, "CreateWorkloadPool", { WorkloadPoolName: name }, now()).catch(
            () => undefined,
          );
          if (reply === undefined) return;
          expect(reply.status).toBe(200);
          answered.push(name);
        }
      });
      await expect.poll(() => answered.length, { timeout: 20_000, interval: 1 }).toBeGreaterThan(target);
      await kill("SIGKILL");
      stopped = true;
      await Promise.all(streams);
    }

    const { to, kill } = await run(["--data", file]);
    const listed: string[] = [];
    for (let PageNumber = 1; ; PageNumber++) {
      const page = await ok(to, "ListWorkloadPools", { PageNumber, PageSize: 100 }, now());
      const names = items(page, "WorkloadPools").map(({ WorkloadPoolName }) => String(WorkloadPoolName));
      listed.push(...names);
      if (names.length < 100) break;
    }
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining(answered));
    for (let n = 1; n <= asked; n++) {
      const name = `pool-${n}`;
      const got = await outcome(to, "GetWorkloadPool", { WorkloadPoolName: name }, now());
      expect(`${name} ${got}`).toBe(`${name} ${listed.includes(name) ? "200" : "404 NotFound"}`);
      // What is there keeps its name taken; what is not leaves it free.
      const again = await outcome(to, "CreateWorkloadPool", { WorkloadPoolName: name }, now());
      expect(`${name} ${again}`).toBe(`${name} ${listed.includes(name) ? "409 Duplicated" : "200"}`);
    }
    expect(await kill("SIGTERM")).toBe(0);
  });
});

describe("two sandboxes on one file", () => {
  it("see each other's changes, and a name is taken once", async () => {
    const file = join(ownFolder(), "sandbox.db");
    const [one, two] = await Promise.all([run(["--data", file]), run(["--data", file])]);
    const names = Array.from({ length: 10 }, (_, n) => `contended-${n}`);
    const results = await Promise.all(
      [one, two].flatMap(({ to }) =>
        names.map((WorkloadPoolName) => outcome(to, "CreateWorkloadPool", { WorkloadPoolName }, now())),
      ),
    );
    expect(results.filter((result) => result === "200")).toHaveLength(names.length);
    expect(results.filter((result) => result === "409 Duplicated")).toHaveLength(names.length);
  });
});

describe("a file that the sandbox cannot use", () => {
  async function refusal(args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await runCommand(["sandbox", ...args]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(2);
    return stderr;
  }

  it("is refused with what to do: a folder, garbage, a database of another kind", async () => {
    const folder = ownFolder();
    mkdirSync(join(folder, "folder"));
    expect(await refusal(["--data", join(folder, "folder")])).toMatch(/is a directory\. Name another file/);

    const garbage = join(folder, "notes.txt");
    writeFileSync(garbage, "no database at all, but somebody's notes\n".repeat(200));
    const before = readFileSync(garbage);
    expect(await refusal(["--data", garbage])).toMatch(/is not a database\. Name another file/);
    expect(readFileSync(garbage)).toEqual(before);

    const kind = join(folder, "kind.db");
    const tables = { migrations: ["CREATE TABLE other (n INTEGER) STRICT;"] };
    await (await openSqlite(kind, { ...tables, application: 7 })).close();
    expect(await refusal(["--data", kind])).toMatch(/is a database of another kind\. Name another file/);
  });

  it("is refused where it is another account's", async () => {
    const file = join(ownFolder(), "sandbox.db");
    const first = await run(["--data", file]);
    await first.kill("SIGTERM");
    expect(await refusal(["--data", file, "--account", "2100000001"])).toMatch(
      /belongs to account 2100000000 in cn-beijing\.\n.*Use another file/,
    );
  });

  it.skipIf(process.getuid?.() === 0)("is refused where it may not be written", async () => {
    const file = join(ownFolder(), "sandbox.db");
    writeFileSync(file, "");
    chmodSync(file, 0o400);
    expect(await refusal(["--data", file])).toMatch(/EACCES, this user may not\)\. Name another file/);
  });

  it("is refused where it can be neither opened nor made", async () => {
    const file = join(ownFolder(), "file");
    writeFileSync(file, "");
    expect(await refusal(["--data", join(file, "sandbox.db")])).toMatch(/\(E\w+, .+\)\. Name another file/);
    expect(await refusal(["--log", join(file, "requests")])).toMatch(/--log .* cannot be written \(ENOTDIR/);
  });
});

describe("faults and the log of a process", () => {
  it("come from flags, and the log has a line per request without what parameters say", async () => {
    const log = join(ownFolder(), "requests.jsonl");
    const { to, kill } = await run([
      "--fault",
      "id:Get*=throttle:2@first1",
      "--fault",
      "*=slow:1",
      "--log",
      log,
    ]);
    const created = await call(to, "CreateWorkloadPool", { WorkloadPoolName: "secretive" }, now());
    expect(created.headers["x-sandbox-fault"]).toBe("slow:1");
    expect(await outcome(to, "GetWorkloadPool", {}, now())).toBe("429 Throttling");
    const bend = (request: Outgoing) => {
      request.headers["x-sandbox-fault"] = "gateway-after:503";
    };
    expect((await call(to, "GetWorkloadPool", {}, { ...now(), bend })).status).toBe(503);
    const text = readFileSync(log, "utf8");
    expect(text).not.toContain("secretive");
    const lines: unknown[] = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      {
        number: 1,
        action: "CreateWorkloadPool",
        parameters: ["WorkloadPoolName"],
        changed: true,
        fault: "slow:1",
      },
      { number: 2, status: 429, code: "Throttling", changed: false, fault: "slow:1, throttle:2" },
      { number: 3, status: 503, fault: "slow:1, gateway-after:503" },
    ]);
    expect(statSync(log).mode & 0o777).toBe(0o600);
    expect(await kill("SIGTERM")).toBe(0);
    expect(existsSync(log)).toBe(true);
  });

  it("log what parameters say only where requests are kept", async () => {
    const log = join(ownFolder(), "requests.jsonl");
    const { to } = await run(["--log", log, "--keep-requests"]);
    await ok(to, "CreateWorkloadPool", { WorkloadPoolName: "kept" }, now());
    const line: unknown = JSON.parse(readFileSync(log, "utf8"));
    expect(line).toMatchObject({ params: { WorkloadPoolName: "kept" }, changed: true });
  });

  it("that are written wrong are refused with what there is", async () => {
    const { code, stderr } = await runCommand(["sandbox", "--fault", "resett"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/There is no fault "resett"\. Did you mean reset\?\nThere are throttle/);
  });
});
