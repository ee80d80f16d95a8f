import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isWithin } from "../../audit/audit-sink.ts";
import { fileFault } from "../../file-fault.ts";
import { couldReplace } from "../access.ts";
import { factsOf, stepsTo } from "../files.ts";
import { type Check, type Finding, ok, problem, skipped, warning } from "../types.ts";

const CHECK = "Check --audit-sink (IDGATE_AUDIT_SINK); while it cannot be written, no change is begun.";

/** The file that keeps the ledger's heads: usable, and out of reach of whoever could put the ledger back. */
export const auditSink: Check = {
  name: "audit sink",
  run({ config, stateDir, who }) {
    const { auditSink: file } = config;
    if (file === undefined)
      return [skipped("None is named; `serve --audit-sink FILE` keeps the ledger's heads elsewhere.")];
    if (isWithin(file, dirname(stateDir))) {
      return [problem(`${file} is in the state folder, with which it would be put back.`, CHECK)];
    }
    const unusable = whyUnusable(file);
    if (unusable !== undefined) return [problem(`${file} cannot be used: ${unusable}.`, CHECK)];
    const last = stepsTo(file).at(-1);
    const findings: Finding[] = [
      ok(existsSync(file) ? `${file} can be added to.` : `${file} is made at the start.`),
    ];
    if (who !== undefined && last !== undefined && existsSync(file) && couldReplace(who, last)) {
      findings.push(
        warning(
          `This user could also remove ${file}, or put another file in its place.`,
          `Keep it in a folder of another user, or make it append-only (chattr +a), or send it to another machine.`,
        ),
      );
    }
    return findings;
  },
};

function whyUnusable(file: string): string | undefined {
  const found = factsOf(resolve(file));
  if (found?.kind === "link") return "it is a symbolic link; name the file itself";
  if (found?.kind === "folder") return "it is a folder";
  if (found !== undefined && !statSync(file).isFile()) return "it is no regular file";
  try {
    if (found === undefined) accessSync(dirname(resolve(file)), constants.W_OK | constants.X_OK);
    else accessSync(file, constants.W_OK);
    return undefined;
  } catch (error) {
    return fileFault(error);
  }
}
