/** The facts that `access.ts` decides by, as the file system has them. Nothing is opened. */
import { accessSync, constants, lstatSync, readlinkSync, type Stats } from "node:fs";
import { dirname, join, parse, resolve, sep } from "node:path";
import type { Facts, Step, Who } from "./access.ts";

/** Links on one way, at most (Linux follows 40). */
const MOST_LINKS = 40;

/** Whoever runs this process; undefined on Windows, whose users these are not. */
export function whoRuns(): Who | undefined {
  const uid = process.geteuid?.();
  const gid = process.getegid?.();
  if (uid === undefined || gid === undefined) return undefined;
  return { uid, groups: [...new Set([gid, ...(process.getgroups?.() ?? [])])] };
}

/** Every name that leads to a file, links and what they point to among them; up to where the way ends. */
export function stepsTo(file: string): readonly Step[] {
  const steps: Step[] = [];
  const seen = new Set<string>();
  const ahead = [resolve(file)];
  for (let links = 0; links <= MOST_LINKS; ) {
    const path = ahead.shift();
    if (path === undefined) break;
    for (const name of namesOf(path)) {
      const facts = factsOf(name);
      if (facts === undefined) break;
      if (!seen.has(name)) {
        seen.add(name);
        const parent = name === parse(name).root ? undefined : factsOf(dirname(name))?.facts;
        steps.push({ path: name, facts: facts.facts, parent, kind: facts.kind });
      }
      if (facts.kind !== "link") continue;
      links += 1;
      const rest = path.slice(name.length);
      ahead.push(join(resolve(dirname(name), readlinkSync(name)), rest));
      break;
    }
  }
  return steps;
}

/** What is at a path, links followed where asked; undefined where nothing is, or it cannot be looked at. */
export function factsOf(path: string): { readonly facts: Facts; readonly kind: Step["kind"] } | undefined {
  let stats: Stats | undefined;
  try {
    stats = lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // A folder that may not be entered hides what is in it.
    return undefined;
  }
  if (stats === undefined) return undefined;
  const kind = stats.isSymbolicLink() ? "link" : stats.isDirectory() ? "folder" : "file";
  const { uid, gid, mode } = stats;
  return { facts: { uid, gid, mode: mode & 0o7777, readOnly: kind !== "link" && isReadOnly(path) }, kind };
}

/** Whether the file system, not a mode, keeps everybody from writing. */
function isReadOnly(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch (error) {
    return error instanceof Error && Reflect.get(error, "code") === "EROFS";
  }
}

/** The path and what is above it, from the root down. */
function namesOf(path: string): readonly string[] {
  const { root } = parse(path);
  const parts = path.slice(root.length).split(sep).filter(Boolean);
  return [root, ...parts.map((_, at) => join(root, ...parts.slice(0, at + 1)))];
}

/** Permission bits as chmod takes them: `0644`. */
export function octal({ mode }: Pick<Facts, "mode">): string {
  return (mode & 0o7777).toString(8).padStart(4, "0");
}
