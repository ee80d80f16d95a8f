// @ts-check
/** `npm run bench`: start-up, time added to a call, memory, discovery. Prints figures; judges only against the stated bars. */
import { measureCalls } from "./calls.mjs";
import { measureDiscovery } from "./discovery.mjs";
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
