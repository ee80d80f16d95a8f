// @ts-check
/** `npm run bench`: start-up, time added to a call, memory, discovery, the sandbox's scale. Prints figures; judges only against the stated bars. */
import { measureCalls } from "./calls.mjs";
import { measureDiscovery } from "./discovery.mjs";
import { measureSandbox } from "./sandbox.mjs";
import { measureStart } from "./start.mjs";
import { table } from "./table.mjs";

const quick = process.argv.includes("--quick");

console.log(`idgate bench, Node ${process.version}, ${new Date().toISOString()}${quick ? ", quick" : ""}\n`);
const start = await measureStart({ runs: quick ? 5 : 25 });
console.log(table("Start: spawn to first tools/list answer (ms)", start));
const calls = await measureCalls({ calls: quick ? 300 : 2000, memoryCalls: quick ? 1000 : 10_000 });
console.log(table("Time per call (ms) and what idgate adds to a bare signed request", calls.time));
console.log(table("Memory (resident, MB)", calls.memory));
const discovery = await measureDiscovery({ rounds: quick ? 20 : 100 });
console.log(table("Finding and first calling (ms)", discovery));
const sandbox = await measureSandbox({
  users: quick ? 10_000 : 100_000,
  creates: quick ? 1000 : 5000,
  pages: 100,
});
console.log(table("The sandbox: users created", sandbox.creates));
console.log(
  table(
    `The sandbox: pages of ${quick ? "10,000" : "100,000"} users, 100 a page (ms, whole request)`,
    sandbox.lists,
  ),
);
