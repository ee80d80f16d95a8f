import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createLogger, unhurried } from "../src/log.ts";
import { scrub } from "../src/secrets/scrub.ts";

async function logged(write: (log: Awaited<ReturnType<typeof createLogger>>) => void): Promise<string> {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(await createLogger({ level: "debug", scrub, destination }));
  return lines.join("");
}

const SECRET = "hunter2-hunter2";

describe("a log line", () => {
  it.each<[string, Parameters<typeof logged>[0]]>([
    ["message", (log) => log.info(`failed with Password=${SECRET}`)],
    ["message beside an object", (log) => log.warn({ a: 1 }, `failed with "ClientSecret":"${SECRET}"`)],
    ["message of a child", (log) => log.child({ operation: "op_1" }).error(`Bearer ${SECRET}`)],
    ["message of an error", (log) => log.error(new Error(`failed with Password=${SECRET}`))],
    ["field", (log) => log.info({ Password: SECRET }, "x")],
    ["cause of an error", (log) => log.error({ err: new Error("x", { cause: { Password: SECRET } }) }, "x")],
  ])("has no secret in its %s", async (_, write) => {
    const text = await logged(write);
    expect(text).toContain("[redacted]");
    expect(text).not.toContain(SECRET);
    expect(text.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("a log that is read too slowly", () => {
  it("keeps a backlog of a megabyte, drops the rest, and says how many lines that were", () => {
    const taken: string[] = [];
    const waiting: (() => void)[] = [];
    const stream = new Writable({
      decodeStrings: false,
      write(chunk: string, _, done) {
        taken.push(chunk);
        waiting.push(done);
      },
    });
    const log = unhurried(stream);
    const line = `${"x".repeat(1023)}\n`;
    for (let count = 0; count < 5_000; count += 1) log.write(line);
    expect(stream.writableLength).toBeLessThan(1.1 * 1024 * 1024);
    for (let done = waiting.shift(); done !== undefined; done = waiting.shift()) done();
    while (stream.writableLength > 0) for (const done of waiting.splice(0)) done();
    log.write(line);
    for (const done of waiting.splice(0)) done();
    expect(taken.filter((chunk) => chunk === line).length).toBeLessThan(1_100);
    expect(taken.join("")).toMatch(/\d+ lines of the log were dropped/);
  });

  it("is let be once it is closed", () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
    const log = unhurried(stream);
    stream.destroy(new Error("EPIPE"));
    expect(() => log.write("x\n")).not.toThrow();
  });
});
