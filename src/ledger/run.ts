/** Which process started an operation, and whether that process is over: what it left `started` nobody else will settle. */
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

/** `HOST PID NONCE`. The nonce tells a process from an earlier one with its number, as in a container that starts anew. */
export const THIS_RUN = `${hostname().replaceAll(" ", "_")} ${process.pid} ${randomBytes(8).toString("hex")}`;

/**
 * No call takes as long, its approval aside: a request has 55 seconds, and a task is followed for ten minutes at most.
 * What is older is over, wherever it ran.
 */
const LONGEST_MS = 15 * 60 * 1000;

/**
 * Whether the process of a run is over. One of another machine or container cannot be asked: it counts as over once
 * the operation is older than any call can be.
 */
export function isOver(run: string | undefined, here: string, startedAt: Date, now: Date): boolean {
  if (run === here) return false;
  if (now.getTime() - startedAt.getTime() > LONGEST_MS) return true;
  const [host, pid] = run?.split(" ") ?? [];
  const [ownHost, ownPid] = here.split(" ");
  if (host === undefined || host !== ownHost) return false;
  return pid === ownPid || !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // There is one, of somebody else's.
    return error instanceof Error && Reflect.get(error, "code") === "EPERM";
  }
}
