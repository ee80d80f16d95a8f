import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { EXIT, type Program } from "../context.ts";
import { connectAgent } from "./agent.ts";
import { DemoFailed, mainJob } from "./steps.ts";
import { transcriptTo } from "./transcript.ts";

const run = promisify(execFile);

/**
 * Runs the main job against a server of its own, with the built-in sandbox and the sample policy, in a
 * folder that is removed afterwards. Every call is signed, goes over HTTP on the loopback and is verified.
 */
export async function demo(program: Program): Promise<number> {
  const binary = fileURLToPath(program.binary);
  const policy = fileURLToPath(new URL("../examples/demo-policy.yaml", program.binary));
  const state = await mkdtemp(join(tmpdir(), "idgate-demo-"));
  const transcript = transcriptTo((text) => process.stdout.write(text));
  try {
    transcript.say("idgate demo: an agent provisions identities through the gate.");
    transcript.say("Target: the built-in sandbox. Policy: examples/demo-policy.yaml.");
    const agent = await connectAgent({
      command: process.execPath,
      args: [binary, "serve", "--sandbox", "--policy", policy, "--state", state],
      transcript,
      answer: { decision: "approve", confirm: "example" },
    });
    try {
      await mainJob(agent, transcript);
    } finally {
      await agent.close();
    }
    transcript.heading("The ledger: what was asked, decided, sent and answered");
    for (const command of ["list", "verify"]) {
      const { stdout } = await run(process.execPath, [
        binary,
        "audit",
        command,
        "--sandbox",
        "--state",
        state,
      ]);
      transcript.indented(stdout.trimEnd());
    }
    transcript.say("");
    transcript.say("Done. Next: README.md, “From the sandbox to a real account”.");
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof DemoFailed)) throw error;
    transcript.say(`The demo failed: ${error.message}`);
    return EXIT.negative;
  } finally {
    await rm(state, { recursive: true, force: true });
  }
}
