import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import { call } from "../../../src/sandbox/seeding/client.ts";
import { ownFolder } from "../../support/folder.ts";
import { runCommand } from "../../support/idgate.ts";

const ACCOUNT = "2100000000";

function files(text: string): { seed: string; data: string } {
  const folder = ownFolder();
  const seed = join(folder, "seed.yaml");
  writeFileSync(seed, text);
  return { seed, data: join(folder, "sandbox.db") };
}

const POOLS = `
- id:CreateWorkloadPool: { WorkloadPoolName: agents, Description: "of the company" }
  as: pool
  at: -400d
- id:CreateWorkloadIdentity:
    WorkloadPoolName: \${pool.WorkloadPoolName}
    Name: reporter
    Description: in \${pool.Trn}
- iam:CreateUser: { UserName: alice }
`;

async function ask(data: string, action: string, params: Record<string, string>) {
  const sandbox = await startSandbox({ file: data, account: ACCOUNT });
  try {
    const [service = "", name = ""] = action.split(":");
    const travel = { service, name, version: "2025-10-30", http: "POST json" as const };
    const answer = await call({ ...sandbox, clock: () => new Date() }, travel, params);
    if (!answer.ok) throw new Error(answer.message);
    return answer.result;
  } finally {
    await sandbox.close();
  }
}

describe("idgate sandbox seed", () => {
  it("makes what the file says, some of it long ago, with answers in later calls", async () => {
    const { seed, data } = files(POOLS);
    const { code, stdout } = await runCommand(["sandbox", "seed", seed, "--data", data]);
    expect([code, stdout]).toEqual([0, `${seed}: 3 of 3 calls done.\n`]);
    const pool = await ask(data, "id:GetWorkloadPool", { WorkloadPoolName: "agents" });
    const age = Date.now() - Date.parse(String(pool.CreatedAt));
    expect(Math.round(age / 86_400_000)).toBe(400);
    const identity = await ask(data, "id:GetWorkloadIdentity", {
      WorkloadPoolName: "agents",
      Name: "reporter",
    });
    expect(identity.Description).toBe(`in ${pool.Trn}`);
    expect(Date.now() - Date.parse(String(identity.CreatedAt))).toBeLessThan(600_000);
  });

  it("stops at what is there already, naming the line, or goes on over it and what needs its answer", async () => {
    const { seed, data } = files(POOLS);
    await runCommand(["sandbox", "seed", seed, "--data", data]);
    const again = await runCommand(["sandbox", "seed", seed, "--data", data]);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain(
      `${seed}: line 2: id:CreateWorkloadPool: 409 Duplicated: Resource already exists: workload pool agents.`,
    );
    expect(again.stderr).toContain("0 of 3 calls are done and stay.");
    expect(again.stderr).toContain("--skip-existing");
    writeFileSync(seed, `${POOLS}- id:CreateWorkloadPool: { WorkloadPoolName: tools }\n`);
    const over = await runCommand(["sandbox", "seed", seed, "--data", data, "--skip-existing"]);
    expect(over.code).toBe(0);
    expect(over.stdout).toContain(
      "1 of 4 calls done. 3 were there already, or need the answer of one that was.",
    );
  });

  it("fills a sandbox that runs, whose clock it leaves alone", async () => {
    const { seed, data } = files(POOLS);
    const sandbox = await startSandbox({ file: data, account: ACCOUNT });
    try {
      const old = await runCommand(["sandbox", "seed", seed, "--url", sandbox.url]);
      expect(old.code).toBe(2);
      expect(old.stderr).toContain("Line 2 is to happen in the past");
      writeFileSync(seed, POOLS.replace("  at: -400d\n", ""));
      expect((await runCommand(["sandbox", "seed", seed, "--url", sandbox.url])).code).toBe(0);
    } finally {
      await sandbox.close();
    }
    expect((await ask(data, "id:GetWorkloadPool", { WorkloadPoolName: "agents" })).TotalWorkloads).toBe(1);
    const gone = await runCommand(["sandbox", "seed", seed, "--url", sandbox.url]);
    expect(gone.code).toBe(2);
    expect(gone.stderr).toContain("No sandbox answers at");
  });

  it.each([
    ["no sandbox", [], "Name the sandbox: --data FILE, or --url"],
    ["two of them", ["--data", "x.db", "--url", "http://127.0.0.1:1"], "Name the sandbox"],
    ["another host", ["--url", "http://example.com"], "--url takes the address of a running sandbox"],
    ["a word for an account", ["--data", "x.db", "--account", "us"], "--account takes 4 to 15 digits"],
  ])("is refused with %s", async (_what, flags, message) => {
    const { seed } = files("- sts:GetCallerIdentity: {}\n");
    const { code, stderr } = await runCommand(["sandbox", "seed", seed, ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it("says that a file is missing", async () => {
    const { data } = files("");
    const { code, stderr } = await runCommand(["sandbox", "seed", "/nowhere/seed.yaml", "--data", data]);
    expect(code).toBe(2);
    expect(stderr).toContain("The seed /nowhere/seed.yaml cannot be read");
  });
});
