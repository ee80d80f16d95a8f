/** What a user may do with a file, by modes and owners alone. Pure, so that it can be asked for any user. */

/** A user as the system knows it. */
export interface Who {
  readonly uid: number;
  readonly groups: readonly number[];
}

/** Of one file or folder. */
export interface Facts {
  readonly uid: number;
  readonly gid: number;
  /** Permission bits, the sticky bit among them. */
  readonly mode: number;
  /** True where the file system takes no writes from anybody. */
  readonly readOnly?: boolean;
}

/** One name on the way to a file: what it leads to, and the folder that it stands in. */
export interface Step {
  readonly path: string;
  readonly facts: Facts;
  /** Undefined for the root. */
  readonly parent: Facts | undefined;
  readonly kind: "file" | "folder" | "link";
}

const READ = 4;
const WRITE = 2;
const ENTER = 1;
const STICKY = 0o1000;
const ROOT = 0;

function granted(who: Who, facts: Facts, bit: number): boolean {
  // The first class that fits decides, also where a later one would grant more (POSIX.1-2017, XBD 4.5).
  const shift = facts.uid === who.uid ? 6 : who.groups.includes(facts.gid) ? 3 : 0;
  return ((facts.mode >> shift) & bit) !== 0;
}

export function mayRead(who: Who, facts: Facts): boolean {
  return who.uid === ROOT || granted(who, facts, READ);
}

/** Whether a user could write, after a chmod where that is theirs to do: an owner's mode holds nobody back. */
export function couldWrite(who: Who, facts: Facts): boolean {
  if (facts.readOnly === true) return false;
  return who.uid === ROOT || who.uid === facts.uid || granted(who, facts, WRITE);
}

/** Whether a user could put something else in the place of a name. */
export function couldReplace(who: Who, { facts, parent }: Pick<Step, "facts" | "parent">): boolean {
  if (parent === undefined || !couldWrite(who, parent)) return false;
  // In a sticky folder a name belongs to its owner and the folder's (chmod(2)).
  const sticky = (parent.mode & STICKY) !== 0;
  return !sticky || [ROOT, facts.uid, parent.uid].includes(who.uid);
}

/**
 * The paths by which a user could change what a file says: the file itself, and folders in which a name can be replaced.
 * @param steps from the root down, as they are gone
 */
export function waysToChange(who: Who, steps: readonly Step[]): readonly string[] {
  const ways: string[] = [];
  for (const step of steps) {
    if (couldReplace(who, step)) ways.push(folderOf(step.path));
    if (step.kind === "file" && couldWrite(who, step.facts)) ways.push(step.path);
    // What is behind a folder that one cannot enter is out of reach, whatever its own mode.
    if (step.kind === "folder" && !couldEnter(who, step.facts)) break;
  }
  return [...new Set(ways)].toReversed();
}

function couldEnter(who: Who, facts: Facts): boolean {
  return who.uid === ROOT || who.uid === facts.uid || granted(who, facts, ENTER);
}

/** Whether a user may read a file by its name: read the file, and enter every folder on the way. */
export function couldRead(who: Who, steps: readonly Step[]): boolean {
  if (who.uid === ROOT) return steps.some(({ kind }) => kind === "file");
  return (
    steps.some(({ kind }) => kind === "file") &&
    steps.every(({ kind, facts }) => {
      if (kind === "file") return mayRead(who, facts);
      return kind === "link" || granted(who, facts, ENTER);
    })
  );
}

/** Somebody who owns nothing here and is in no group. */
export const ANYBODY: Who = { uid: -1, groups: [] };

/** Everybody who is in a file's group, and nothing more. */
export function memberOf(gid: number): Who {
  return { uid: -1, groups: [gid] };
}

function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, "") || "/";
}
