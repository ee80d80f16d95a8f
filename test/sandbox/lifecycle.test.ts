import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigInvalid, NetworkError } from "../../src/errors.ts";
import { items, ok, outcome, sandbox, sign } from "./client.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "idgate-sandbox-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a sandbox with a file", () => {
  it("finds its state again after a restart, with addresses of its new port", async () => {
    const file = join(folder, "restart.db");
    const first = await sandbox({ file });
    const made = await ok(first, "CreateWorkloadPool", { WorkloadPoolName: "kept" });
    const standard = await ok(first, "GetWorkloadPool");
    await first.close();

    const second = await sandbox({ file });
    const again = await ok(second, "GetWorkloadPool", { WorkloadPoolName: "kept" });
    expect(again).toMatchObject({ WorkloadPoolId: made.WorkloadPoolId, Trn: made.Trn });
    expect(again.DiscoveryUrl).toBe(
      `${second.url}/workload-pools/${made.WorkloadPoolId}/.well-known/openid-configuration`,
    );
    expect((await ok(second, "GetWorkloadPool")).WorkloadPoolId).toBe(standard.WorkloadPoolId);
    await second.close();
  });

  it("may share it with another: what one makes the other sees, and a name is taken once", async () => {
    const file = join(folder, "shared.db");
    const [one, two] = await Promise.all([sandbox({ file }), sandbox({ file })]);
    await ok(one, "CreateWorkloadPool", { WorkloadPoolName: "mine" });
    expect(await outcome(two, "CreateWorkloadPool", { WorkloadPoolName: "mine" })).toBe("409 Duplicated");

    const names = Array.from({ length: 15 }, (_, i) => `contended-${i}`);
    const results = await Promise.all(
      [one, two].flatMap((box) =>
        names.map((name) => outcome(box, "CreateWorkloadPool", { WorkloadPoolName: name })),
      ),
    );
    expect(results.filter((result) => result === "200")).toHaveLength(names.length);
    expect(results.filter((result) => result === "409 Duplicated")).toHaveLength(names.length);
    const listed = await ok(two, "ListWorkloadPools", { PageNumber: 1, PageSize: 100 });
    expect(items(listed, "WorkloadPools")).toHaveLength(names.length + 2);
    await Promise.all([one.close(), two.close()]);
  });

  it("refuses the file of another account or region", async () => {
    const file = join(folder, "owned.db");
    await (await sandbox({ file })).close();
    await expect(sandbox({ file, account: "2100000001" })).rejects.toThrow(ConfigInvalid);
    await expect(sandbox({ file, region: "cn-shanghai" })).rejects.toThrow(/2100000000 in cn-beijing/);
    await (await sandbox({ file })).close();
  });
});

describe("startSandbox", () => {
  it("refuses an account that is no number, a seed beside a file, and a port that is taken", async () => {
    await expect(sandbox({ account: "me" })).rejects.toThrow(ConfigInvalid);
    await expect(sandbox({ file: join(folder, "seeded.db"), seed: "s" })).rejects.toThrow(ConfigInvalid);
    const box = await sandbox();
    const port = Number(new URL(box.url).port);
    const taken = sandbox({ port });
    await expect(taken).rejects.toThrow(NetworkError);
    await expect(taken).rejects.toThrow(`port ${port}: something else does`);
    await box.close();
    const after = await sandbox({ port });
    expect(after.url).toBe(box.url);
    await after.close();
  });

  it("gives the same ids for the same seed, and others without", async () => {
    const idWith = async (seed: string | undefined) => {
      const box = await sandbox(seed === undefined ? {} : { seed });
      const made = await ok(box, "CreateWorkloadPool", { WorkloadPoolName: "p" });
      await box.close();
      return made.WorkloadPoolId;
    };
    expect(await idWith("demo")).toBe(await idWith("demo"));
    expect(await idWith("demo")).not.toBe(await idWith("other"));
    expect(await idWith(undefined)).not.toBe(await idWith(undefined));
  });

  it("takes another region, which then is the one to sign for", async () => {
    const box = await sandbox({ region: "cn-shanghai" });
    const made = await ok(box, "CreateWorkloadPool", {}, { region: "cn-shanghai" });
    expect(made.Trn).toMatch(/^trn:id:cn-shanghai:/);
    expect(await outcome(box, "CreateWorkloadPool", {}, { region: "cn-beijing" })).toBe(
      "401 SignatureNotMatch",
    );
    await box.close();
  });
});

describe("close", () => {
  it("does not wait for a request that never ends", async () => {
    const box = await sandbox();
    const { headers, path } = sign(box, "GetWorkloadPool", {});
    const endless = request(box.url, {
      method: "POST",
      path,
      headers: { ...headers, "content-length": "100" },
    });
    const ended = new Promise<Error>((resolve) => endless.on("error", resolve));
    const connected = new Promise((resolve) => endless.on("socket", (s) => s.on("connect", resolve)));
    endless.write("{");
    await connected;
    // An answer to a later request shows that the earlier one has arrived.
    await ok(box, "GetWorkloadPool");
    await box.close();
    expect((await ended).message).toMatch(/ECONNRESET|socket hang up/);
  });

  it("answers what came before, ends idle keep-alive connections, and may be called twice", async () => {
    const box = await sandbox();
    const agent = new Agent({ keepAlive: true });
    const outgoing = sign(box, "GetWorkloadPool", {});
    const status = () =>
      new Promise<number>((resolve, reject) => {
        const { method, path, headers, body } = outgoing;
        const sent = request(box.url, { method, path, headers, agent }, (response) => {
          response.resume();
          response.on("end", () => resolve(response.statusCode ?? 0));
        });
        sent.on("error", reject);
        sent.end(body);
      });
    expect(await status()).toBe(200);
    expect(await status()).toBe(200);
    await box.close();
    await box.close();
    await expect(status()).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
    agent.destroy();
  });
});
