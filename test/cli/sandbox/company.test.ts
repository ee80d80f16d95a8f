/** The ready-made seed: it runs to its end, and an auditor finds in it what it was written for. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { movableClock } from "../../../src/cli/sandbox/seed.ts";
import { readSeedFile } from "../../../src/cli/sandbox/seed-file.ts";
import { documented } from "../../../src/sandbox/reference/index.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import { call, caller } from "../../../src/sandbox/seeding/client.ts";
import { runSeed } from "../../../src/sandbox/seeding/run.ts";
import { items } from "../../sandbox/client.ts";
import { ownFolder } from "../../support/folder.ts";
import { BINARY, runCommand } from "../../support/idgate.ts";

const FILE = fileURLToPath(new URL("../../../examples/sandbox/company.yaml", import.meta.url));
const DAY = 86_400_000;
const time = movableClock();

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ file: ":memory:", account: "2100000000", clock: time.clock });
  const steps = readSeedFile(FILE);
  const outcome = await runSeed(steps, {
    call: caller({ ...sandbox, ...time }),
    ...time,
    skipExisting: false,
  });
  expect(outcome).toEqual({ done: steps.length, skipped: 0, failure: undefined, existing: false });
});
afterAll(() => sandbox.close());

async function ask(qualified: string, params: Record<string, string | number> = {}) {
  const action = documented.find(({ service, name }) => `${service}:${name}` === qualified);
  if (action === undefined) throw new Error(`There is no ${qualified}.`);
  const answer = await call({ ...sandbox, ...time }, action, params);
  if (!answer.ok) throw new Error(`${qualified}: ${answer.code} ${answer.message}`);
  return answer.result;
}
/** `20250919T084713Z` */
const daysSince = (text: unknown) => {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(text)) ?? [];
  return Math.round((Date.now() - Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`)) / DAY);
};

describe("the seed of a small company", () => {
  it("has keys that are old, new and switched off", async () => {
    const keys = async (UserName: string) =>
      items(await ask("iam:ListAccessKeys", { UserName }), "AccessKeyMetadata").map((key) => [
        daysSince(key.CreateDate),
        key.Status,
      ]);
    expect((await keys("alice")).toSorted()).toEqual(
      [
        [10, "active"],
        [380, "active"],
      ].toSorted(),
    );
    expect(await keys("bob")).toEqual([[200, "inactive"]]);
  });

  it("has an identity of no team, an empty pool and an empty group", async () => {
    const identities = await ask("id:ListWorkloadIdentities", {
      WorkloadPoolName: "agents",
      PageNumber: 1,
      PageSize: 10,
    });
    expect(items(identities, "WorkloadIdentities").map(({ Name }) => Name)).toEqual([
      "reporter",
      "support",
      "test-2",
    ]);
    const orphan = await ask("id:GetWorkloadIdentity", { WorkloadPoolName: "agents", Name: "test-2" });
    expect(orphan).toMatchObject({ MetaData: [], Description: "" });
    expect(await ask("id:GetWorkloadPool", { WorkloadPoolName: "trial" })).toMatchObject({
      TotalWorkloads: 0,
      TotalCredentials: 0,
    });
    expect(await ask("id:GetWorkloadPool", { WorkloadPoolName: "agents" })).toMatchObject({
      TrustAnchors: ["cluster"],
      TotalCredentials: 3,
    });
  });

  it("has assignments, of which one gives a single person everything", async () => {
    const sets = items(await ask("cloudidentity:ListPermissionSets"), "PermissionSets");
    expect(sets.map(({ Name }) => Name).toSorted()).toEqual(["admin", "read"]);
    const assigned = items(await ask("cloudidentity:ListAccountAssignments"), "AccountAssignments");
    expect(assigned.map(({ PrincipalType }) => PrincipalType).toSorted()).toEqual(["Group", "User"]);
  });

  it("has a published service and policies that decide", async () => {
    expect(await ask("id:GetService", { ServiceName: "orders" })).toMatchObject({
      Status: "active",
      RouteCount: 2,
    });
    const listed = await ask("id:ListPolicies", { NamespaceName: "shop", PageNumber: 1, PageSize: 10 });
    expect(JSON.stringify(listed)).toContain("nobody-deletes");
  });
});

describe("idgate sandbox --seed", () => {
  it("begins with what a file says, in memory too", async () => {
    const child = spawn(process.execPath, [BINARY, "sandbox", "--seed", FILE], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.includes("Ctrl-C")) child.kill("SIGTERM");
    });
    const [code] = await once(child, "close");
    expect(code).toBe(0);
    expect(text).toMatch(/^\S+company\.yaml: (\d+) of \1 calls done\.\nThe sandbox listens on/);
  });

  it("does not start where the file fails or is none", async () => {
    const file = join(ownFolder(), "seed.yaml");
    writeFileSync(file, "- id:GetWorkloadPool: { WorkloadPoolName: nowhere }\n");
    const failed = await runCommand(["sandbox", "--seed", file]);
    expect([failed.code, failed.stdout]).toEqual([1, ""]);
    expect(failed.stderr).toContain("line 1: id:GetWorkloadPool: 404 NotFound");
    writeFileSync(file, "- id:Nothing: {}\n");
    expect((await runCommand(["sandbox", "--seed", file])).code).toBe(2);
  });
});
