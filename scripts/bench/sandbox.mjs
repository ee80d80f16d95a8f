// @ts-check
/** The sandbox's scale: users created one by one, and pages of a pool of 100,000. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "../bundle.mjs";
import { median, percentile } from "./table.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const CONNECTIONS = 8;
/** Users of one CreateUsers, which fills the pool after the single creates were measured. */
const BATCH = 500;
const PAGE_SIZE = 100;

/** @param {{ users: number, creates: number, pages: number }} options */
export async function measureSandbox({ users, creates, pages }) {
  const folder = await mkdtemp(join(tmpdir(), "idgate-bench-"));
  const server = spawn(
    process.execPath,
    [join(root, "dist/bin.js"), "sandbox", "--data", join(folder, "data.db"), "--account", "2100000000"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  try {
    const [first] = await once(createInterface({ input: server.stdout }), "line");
    const url = /http:\S+/.exec(String(first))?.[0];
    if (url === undefined) throw new Error(`No address in: ${first}`);
    await bundle({ entry: join(root, "scripts/bench/bare.ts"), outdir: folder });
    const { signedCalls } = await import(pathToFileURL(join(folder, "bare.js")).href);
    /** @type {(action: string, params: unknown) => Promise<any>} */
    const call = signedCalls(url, CONNECTIONS);
    const pool = (await call("CreateUserPool", { Name: "bench" })).Result.Uid;

    let made = 0;
    const user = () => {
      made += 1;
      const name = `user-${String(made).padStart(6, "0")}`;
      return {
        Name: name,
        PreferredUsername: name,
        Email: `${name}@example.com`,
        GivenName: "U",
        FamilyName: name,
      };
    };
    const one = async () => {
      while (made < creates) await call("CreateUser", { UserPoolUid: pool, ...user() });
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: CONNECTIONS }, one));
    const perSecond = creates / ((performance.now() - began) / 1000);

    const filling = performance.now();
    while (made < users) {
      const Users = Array.from({ length: Math.min(BATCH, users - made) }, user);
      const { Result } = await call("CreateUsers", { UserPoolUid: pool, Users });
      if (Result.FailureCount > 0) throw new Error(JSON.stringify(Result.ErrorsStructured));
    }
    const batched = (users - creates) / ((performance.now() - filling) / 1000);

    const last = Math.ceil(users / PAGE_SIZE);
    const kinds = [
      { name: "any page, in order of creation", more: {} },
      { name: "any page, by name", more: { SortField: "Name", SortDirection: "Desc" } },
    ];
    const rows = [];
    for (const { name, more } of kinds) {
      const times = [];
      for (let index = 0; index < pages; index += 1) {
        // First, last and the ones between.
        const PageNumber = 1 + Math.round(((last - 1) * index) / (pages - 1));
        const from = performance.now();
        const { Result } = await call("ListUsers", {
          UserPoolUid: pool,
          PageNumber,
          PageSize: PAGE_SIZE,
          ...more,
        });
        times.push(performance.now() - from);
        if (Result.Data.length === 0 || Result.TotalCount !== users)
          throw new Error(`Page ${PageNumber} is wrong.`);
      }
      rows.push({ name, value: span(times), bar: "slowest at most 20" });
    }
    const found = [];
    for (let index = 0; index < pages; index += 1) {
      const Email = `user-${String(1 + index * 7).padStart(6, "0")}@example.com`;
      const from = performance.now();
      const { Result } = await call("ListUsers", {
        UserPoolUid: pool,
        PageNumber: 1,
        PageSize: PAGE_SIZE,
        Filter: { Email },
      });
      found.push(performance.now() - from);
      if (Result.TotalCount !== 1) throw new Error(`${Email} was found ${Result.TotalCount} times.`);
    }
    return {
      creates: [
        {
          name: `single creates, ${CONNECTIONS} connections`,
          value: `${perSecond.toFixed(0)} a second`,
          bar: "at least 500",
        },
        { name: `in batches of ${BATCH}`, value: `${batched.toFixed(0)} a second` },
      ],
      lists: [...rows, { name: "one user by mail address", value: span(found), bar: "at most 20" }],
    };
  } finally {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {readonly number[]} times */
function span(times) {
  const slowest = Math.max(...times);
  return `median ${median(times).toFixed(1)}, p99 ${percentile(times, 0.99).toFixed(1)}, slowest ${slowest.toFixed(1)}`;
}
