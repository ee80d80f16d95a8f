import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ANYBODY, type Facts, waysToChange } from "../access.ts";
import { factsOf, octal, stepsTo } from "../files.ts";
import { type Check, type Finding, ok, problem, warning } from "../types.ts";

const STICKY = 0o1000;
const OTHERS_WRITE = 0o022;
const OTHERS_READ = 0o055;
const MB = 1024 * 1024;
const LITTLE_MB = 200;
const TOO_LITTLE_MB = 20;

/** File systems by the number that statfs(2) gives them. */
const NETWORK: Readonly<Record<number, string>> = {
  26985: "NFS",
  20859: "SMB",
  4283649346: "CIFS",
  4266872130: "SMB",
  16914839: "9p",
  1397113167: "AFS",
  12805120: "Ceph",
};
const IN_MEMORY: Readonly<Record<number, string>> = { 16914836: "tmpfs", 2240043254: "ramfs" };

/** The modes of a folder that only its owner should use. */
export function judgeFolder(folder: string, facts: Facts): Finding {
  const mode = octal(facts);
  if ((facts.mode & OTHERS_WRITE) !== 0) {
    return problem(
      `The state folder ${folder} (mode ${mode}) can be written by other users, who can put other files in the place of ledger and key.`,
      `chmod 700 ${folder}, and look with \`idgate audit verify\` whether the ledger is still what it was.`,
    );
  }
  if ((facts.mode & OTHERS_READ) !== 0) {
    return warning(
      `The state folder ${folder} (mode ${mode}) can be looked into by other users.`,
      `chmod 700 ${folder}; idgate does so itself when it next opens the ledger, where it owns the folder.`,
    );
  }
  return ok(`The state folder ${folder} is its owner's alone (mode ${mode}).`);
}

/** Room, and what kind of disk. @param free in bytes, for this user */
export function judgeDisk(type: number, free: number): readonly Finding[] {
  const megabytes = Math.floor(free / MB);
  const room = `${megabytes} MB are free for the state folder.`;
  const findings: Finding[] = [];
  if (megabytes < TOO_LITTLE_MB) findings.push(problem(room, "Make room: without it no change is begun."));
  else if (megabytes < LITTLE_MB)
    findings.push(warning(room, "Make room before it is gone: then no change is begun."));
  else findings.push(ok(room));
  const network = NETWORK[type];
  if (network !== undefined) {
    findings.push(
      warning(
        `The state folder is on a network file system (${network}), where SQLite's log does not work between machines.`,
        "Name a folder on a local disk with --state.",
      ),
    );
  }
  const memory = IN_MEMORY[type];
  if (memory !== undefined) {
    findings.push(
      warning(
        `The state folder is in memory (${memory}): ledger, approvals and budgets are gone when the machine stops.`,
        "Name a folder on a disk with --state.",
      ),
    );
  }
  return findings;
}

/** A folder that everybody writes to, above the one that is asked about. */
export function sharedAbove(folder: string): string | undefined {
  return stepsTo(folder).findLast(({ kind, facts }) => kind === "folder" && (facts.mode & STICKY) !== 0)
    ?.path;
}

/** The folder of the ledger and its key: whose it is, what it is on, whether it can be made. */
export const stateFolder: Check = {
  name: "state folder",
  run({ stateDir, who }) {
    const there = nearest(stateDir);
    const found = factsOf(there);
    const findings: Finding[] = [];
    if (there !== resolve(stateDir)) findings.push(...judgeUnmade(stateDir, there));
    else if (found?.kind === "file") {
      return [problem(`${stateDir} is no folder, and so no change is begun.`, "Name a folder with --state.")];
    } else if (who !== undefined)
      findings.push(...foldersOf(stateDir).map(([path, facts]) => judgeFolder(path, facts)));
    if (there === resolve(stateDir) && !writable(there)) {
      findings.push(
        problem(
          `This user may not write into ${stateDir}, and so no change is begun.`,
          "Give it to the server's user, or name another folder with --state.",
        ),
      );
    }
    const replaceable = waysToChange(ANYBODY, stepsTo(stateDir));
    if (replaceable.length > 0) {
      findings.push(
        problem(
          `Every user of this machine could put another folder in the place of the state folder, by way of ${replaceable.join(" and ")}.`,
          `chmod o-w ${replaceable.join(" ")}`,
        ),
      );
    }
    const shared = sharedAbove(stateDir);
    if (shared !== undefined) {
      findings.push(
        warning(
          `The state folder is below ${shared}, which everybody shares and which is cleaned now and then.`,
          "Name a folder of the server's user with --state.",
        ),
      );
    }
    const { type, bavail, bsize } = statfsSync(there);
    return [...findings, ...judgeDisk(type, bavail * bsize)];
  },
};

/** The folder itself; a link is judged by what it leads to. */
function foldersOf(folder: string): readonly (readonly [string, Facts])[] {
  const last = stepsTo(folder).findLast(({ kind }) => kind === "folder");
  return last === undefined ? [] : [[last.path, last.facts]];
}

function judgeUnmade(stateDir: string, there: string): readonly Finding[] {
  if (writable(there)) return [ok(`The state folder ${stateDir} is made with the first change.`)];
  return [
    problem(
      `The state folder ${stateDir} is not there, and this user cannot make it in ${there}: no change is begun.`,
      "Make it for the server's user (mode 0700), or name another with --state.",
    ),
  ];
}

/** The path, or the nearest folder above it that is there. */
function nearest(path: string): string {
  let at = resolve(path);
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  return at;
}

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
