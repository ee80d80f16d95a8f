// A service that answers at once, so that what is measured is the way to it. Runs as a process of its own.
import { createServer } from "node:http";

const result = JSON.stringify({
  WorkloadPoolName: "bench",
  WorkloadPoolId: "wp-bench",
  Trn: "trn:id:cn-beijing:2100000000:workloadpool/wp-bench",
  Description: "bench",
});
const envelope = (action) =>
  `{"ResponseMetadata":{"RequestId":"20260101000000BENCH","Action":"${action}","Version":"2025-10-30","Service":"id","Region":"cn-beijing"},"Result":${result}}`;

const server = createServer((request, response) => {
  const answer = envelope(/[?&]Action=(\w+)/.exec(request.url)?.[1] ?? "");
  request.resume();
  request.on("end", () => {
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(answer),
    });
    response.end(answer);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  process.stdout.write(`http://127.0.0.1:${address.port}\n`);
});
