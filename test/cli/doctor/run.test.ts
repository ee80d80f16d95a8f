/** `idgate doctor` as a process, against things that are broken one by one. */
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import { ownFolder, policyFile } from "../../support/folder.ts";
import { runCommand } from "../../support/idgate.ts";
import { type Answerer, envelope, fault, startUpstream } from "../../support/upstream.ts";
import { examined } from "./examined.ts";

/** A real account at an address that no resolver knows (RFC 6761 section 6.4): nothing of it leaves the machine. */
const REAL = ["--endpoint", "https://idgate.invalid", "--allow-host", "idgate.invalid"];
const KEYS = {
  VOLCENGINE_ACCESS_KEY: "AKLTEXAMPLEEXAMPLE",
  VOLCENGINE_SECRET_KEY: "example-secret-of-forty-characters-or-so",
  VOLCENGINE_SESSION_TOKEN: "example-session-token",
};
const ACCOUNT = "2100000000";
const PINNED = `version: 1\naccount: "${ACCOUNT}"\nallow:\n  - { id: pools, actions: ["id:CreateWorkloadPool"] }\n`;

/** Refuses what is unsigned, as the service does. */
const service: Answerer = (arrived, response) => {
  const answer =
    arrived.headers.authorization === undefined
      ? fault(401, "MissingSignature", "no signature")
      : envelope({ AccountId: ACCOUNT });
  answer(arrived, response);
};

async function upstream(answer: Answerer = service) {
  const started = await startUpstream(answer);
  onTestFinished(() => started.close());
  return started;
}

describe("idgate doctor", () => {
  it("finds no problem in a sandbox, and makes nothing", async () => {
    const home = ownFolder();
    const report = await examined(["--sandbox"], { HOME: home });
    expect(report).toMatchObject({ code: 0, ok: true, mode: "sandbox" });
    expect(readdirSync(home)).toEqual([]);
  });

  it("prints a line for each finding, what to do below it, and a sum", async () => {
    const { code, stdout } = await runCommand(["doctor", ...REAL], {
      HOME: ownFolder(),
      VOLCENGINE_ECS_METADATA_DISABLED: "true",
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ok {7}platform +Node \d/);
    expect(stdout).toMatch(
      /\nPROBLEM {2}credentials +No cloud credentials .*\n +→ Set VOLCENGINE_ACCESS_KEY/,
    );
    expect(stdout).toMatch(/\n\n\d+ problems, \d+ warnings?, \d+ ok, \d+ skipped\.\n$/);
  });

  it("says plainly what idgate cannot restrain", async () => {
    expect((await examined(["--sandbox"])).of("user").join()).toContain(
      "cannot restrain another process of this user",
    );
  });

  it.each([
    ["a flag that does not exist", ["--polcy", "x"]],
    ["a region that is none", ["--region", "cn@evil"]],
    ["two targets at once", ["--sandbox", "--endpoint", "http://127.0.0.1:1"]],
  ])("does not run with %s: exit code 2", async (_, args) => {
    const { code, stdout, stderr } = await runCommand(["doctor", ...args], { HOME: ownFolder() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).not.toBe("");
  });

  it("takes every flag that serve takes", async () => {
    const flags = async (name: string) =>
      (await runCommand([name, "--help"])).stdout.match(/^ {2}--[a-z-]+/gm) ?? [];
    expect(await flags("doctor")).toEqual(expect.arrayContaining([...(await flags("serve")), "  --json"]));
  });
});

describe("the environment", () => {
  it("with a misspelt name of idgate's: says which was meant", async () => {
    const report = await examined(["--sandbox"], { IDGATE_POLCY: "policy.yaml" });
    expect(report.of("environment")).toContain(
      "warning IDGATE_POLCY is set, and nothing reads it. → Did you mean IDGATE_POLICY?",
    );
  });

  it.each([
    ["IDGATE_REGION", "cn@evil"],
    ["IDGATE_LIST", "no-such-family"],
    ["IDGATE_ENDPOINT", "https://evil.example.com"],
  ])("with a value that cannot be used is a problem, and the rest waits: %s=%s", async (name, value) => {
    const report = await examined([], { [name]: value });
    expect(report).toMatchObject({ code: 1, mode: null });
    expect(report.of("configuration")).toEqual([expect.stringMatching(/^problem /)]);
    expect(report.of("ledger")).toEqual([expect.stringMatching(/^skipped /)]);
  });

  it("that switches TLS checks off or names a proxy is told", async () => {
    const report = await examined(REAL, {
      ...KEYS,
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
      NODE_NO_WARNINGS: "1",
      HTTPS_PROXY: "http://proxy.example.com",
    });
    expect(report.of("network settings")).toEqual([
      expect.stringMatching(/^problem NODE_TLS_REJECT_UNAUTHORIZED=0/),
      expect.stringMatching(/^warning HTTPS_PROXY is set; idgate connects directly/),
    ]);
  });
});

describe("keys", () => {
  it("that are missing are a problem, and the names that other tools read are told", async () => {
    const report = await examined(REAL, { VOLC_ACCESSKEY: "AKLTEXAMPLE" });
    expect(report.of("credentials")).toEqual([
      expect.stringMatching(/^problem No cloud credentials/),
      expect.stringMatching(/^warning VOLC_ACCESSKEY is set, and idgate does not read it/),
    ]);
  });

  it("of which half is there are a problem", async () => {
    const report = await examined(REAL, { VOLCENGINE_ACCESS_KEY: "AKLTEXAMPLE" });
    expect(report.of("credentials")).toEqual([
      expect.stringContaining("sets an access key but no secret key"),
    ]);
  });

  it("are never shown, but for the beginning of the access key's id", async () => {
    const report = await examined(REAL, KEYS);
    expect(report.of("credentials")).toEqual([expect.stringMatching(/^ok .*AKLTEXAM…/)]);
    for (const value of Object.values(KEYS)) expect(report.text).not.toContain(value);
    expect(report.of("keys in reach").join()).toContain("in the environment (VOLCENGINE_SECRET_KEY)");
  });

  it("of a sandbox do not go with a real address", async () => {
    const report = await examined(REAL, { ...KEYS, VOLCENGINE_ACCESS_KEY: "SANDBOXEXAMPLE" });
    expect(report.of("mode")).toEqual([expect.stringMatching(/^problem .*sandbox key/)]);
  });

  it("in a file that every user can read are a problem", async () => {
    const home = ownFolder();
    mkdirSync(join(home, ".volcengine"));
    const file = join(home, ".volcengine", "config.json");
    const profile = { mode: "ak", "access-key": "AKLTEXAMPLEEXAMPLE", "secret-key": "example-secret" };
    writeFileSync(file, JSON.stringify({ current: "agents", profiles: { agents: profile } }));
    chmodSync(file, 0o644);
    const closed = await examined(REAL, { HOME: home });
    expect(closed.of("credentials")).toEqual([expect.stringContaining('profile "agents" of the vendor CLI')]);
    expect(closed.of("keys in reach")).toEqual([
      expect.stringMatching(/^warning This user can read cloud keys/),
    ]);
    chmodSync(home, 0o755);
    const open = await examined(REAL, { HOME: home });
    expect(open.of("keys in reach")).toContainEqual(
      expect.stringMatching(/^problem .*config\.json, mode 0644\) can be read by every user/),
    );
  });
});

async function sandboxWith(faults: Parameters<typeof startSandbox>[0]["faults"] = []) {
  const sandbox = await startSandbox({ file: join(ownFolder(), "sandbox.db"), account: ACCOUNT, faults });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

describe("the services", () => {
  it("of a sandbox answer, with their time and the account", async () => {
    const sandbox = await sandboxWith();
    const report = await examined(["--endpoint", sandbox.url, "--policy", policyFile(PINNED)]);
    expect(report).toMatchObject({ code: 0, mode: "sandbox" });
    expect(report.of("endpoints")).toHaveLength(5);
    for (const line of report.of("endpoints")) expect(line).toMatch(/^ok /);
    expect(report.of("clock")).toEqual([expect.stringMatching(/^ok /)]);
    expect(report.of("account")).toEqual([
      `ok The keys belong to account ${ACCOUNT}, which the policy pins.`,
    ]);
  });

  it("are sent five unsigned questions and one signed one, whose the keys are", async () => {
    const at = await upstream();
    await examined(["--endpoint", at.url]);
    const signed = at.arrived.filter(({ headers }) => headers.authorization !== undefined);
    expect(at.arrived).toHaveLength(6);
    expect(signed.map(({ action }) => action)).toEqual(["GetCallerIdentity"]);
    expect(at.changes).toEqual([]);
  });

  it("are asked whose the keys are also where the policy allows no read", async () => {
    const at = await upstream();
    const policy = policyFile(`version: 1\naccount: "2100000009"\nreads: listed\n`);
    const report = await examined(["--endpoint", at.url, "--policy", policy]);
    expect(report.of("account")).toEqual([
      expect.stringContaining(`plays account ${ACCOUNT}; the policy pins 2100000009`),
    ]);
  });

  it.each([
    [-90, "warning"],
    [3600, "problem"],
  ])("whose time is %i seconds off make the clock: %s", async (seconds, verdict) => {
    const at = await upstream((arrived, response) => {
      response.setHeader("date", new Date(Date.now() + seconds * 1000).toUTCString());
      service(arrived, response);
    });
    const report = await examined(["--endpoint", at.url]);
    expect(report.of("clock")).toEqual([expect.stringMatching(new RegExp(`^${verdict} .*NTP`))]);
  });

  it("of a sandbox whose clock is an hour ahead show how far this one is behind", async () => {
    const sandbox = await sandboxWith(["skew:3600"]);
    const report = await examined(["--endpoint", sandbox.url]);
    expect(report.of("clock")).toEqual([expect.stringMatching(/^problem .* (?:3599|3600|3601) s behind/)]);
  });

  it("that are not there are a problem, and nobody is asked whose the keys are", async () => {
    const at = await upstream();
    await at.close();
    const report = await examined(["--endpoint", at.url]);
    expect(report.code).toBe(1);
    for (const line of report.of("endpoints")) expect(line).toMatch(/^problem .*the connection was refused/);
    expect(report.of("account")).toEqual([expect.stringMatching(/^skipped STS cannot be reached/)]);
    expect(report.of("clock")).toEqual([expect.stringMatching(/^skipped /)]);
  });

  it("whose name nobody knows are a problem", async () => {
    const report = await examined(REAL, KEYS);
    for (const line of report.of("endpoints")) expect(line).toMatch(/^problem .*could not be resolved.*DNS/);
  });

  it("in whose place a page answers are a problem", async () => {
    const at = await upstream((_, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<html>sign in to the network</html>");
    });
    const report = await examined(["--endpoint", at.url]);
    for (const line of report.of("endpoints")) expect(line).toMatch(/^problem .*HTML instead of JSON/);
  });

  it("that do not take the keys say so", async () => {
    const at = await upstream(fault(403, "InvalidAccessKey", "no such key"));
    const report = await examined(["--endpoint", at.url]);
    expect(report.of("account")).toEqual([expect.stringMatching(/^problem .*InvalidAccessKey/)]);
  });
});
