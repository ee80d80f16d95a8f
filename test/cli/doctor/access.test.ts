import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  ANYBODY,
  couldRead,
  couldReplace,
  couldWrite,
  type Facts,
  mayRead,
  memberOf,
  type Step,
  type Who,
  waysToChange,
} from "../../../src/cli/doctor/access.ts";
import { stepsTo } from "../../../src/cli/doctor/files.ts";
import { ownFolder } from "../../support/folder.ts";

const root: Who = { uid: 0, groups: [0] };
const agent: Who = { uid: 1000, groups: [1000, 50] };
const file = (mode: number, uid = 0, gid = 0): Facts => ({ mode, uid, gid });

describe("a user and a file", () => {
  it.each([
    ["its owner, whatever its mode, since a chmod is the owner's", agent, file(0o444, 1000), true],
    ["a member of its group, where the group may", agent, file(0o464, 0, 50), true],
    ["a member of its group, where the group may not", agent, file(0o444, 0, 50), false],
    ["a member of its group, where only all others may", agent, file(0o446, 0, 50), false],
    ["anybody, where all may", ANYBODY, file(0o446), true],
    ["somebody else, where only owner and group may", agent, file(0o664), false],
    ["root", root, file(0o000, 1000), true],
    ["root, on a file system without writes", root, { ...file(0o777), readOnly: true }, false],
    ["its owner, on a file system without writes", agent, { ...file(0o777, 1000), readOnly: true }, false],
  ])("could write: %s", (_, who, facts, could) => {
    expect(couldWrite(who, facts)).toBe(could);
  });

  it.each([
    ["its owner without the right", agent, file(0o044, 1000), false],
    ["a member of its group", agent, file(0o640, 0, 50), true],
    ["a member of no group of its", agent, file(0o640, 0, 51), false],
    ["anybody", ANYBODY, file(0o604), true],
    ["root", root, file(0o000, 1000), true],
  ])("may read: %s", (_, who, facts, may) => {
    expect(mayRead(who, facts)).toBe(may);
  });

  it.each([
    ["in a folder of one's own", agent, file(0o755, 1000), file(0o444), true],
    ["in somebody else's folder", agent, file(0o755), file(0o666), false],
    ["of somebody else, in a folder that everybody shares", agent, file(0o1777), file(0o644), false],
    ["of one's own, in a folder that everybody shares", agent, file(0o1777), file(0o644, 1000), true],
    ["in a folder that all may write without being sticky", agent, file(0o777), file(0o644), true],
  ])("could replace a name: %s", (_, who, parent, facts, could) => {
    expect(couldReplace(who, { facts, parent })).toBe(could);
  });
});

describe("ways to change a policy", () => {
  const step = (path: string, facts: Facts, parent: Facts | undefined, kind: Step["kind"]): Step => ({
    path,
    facts,
    parent,
    kind,
  });
  const fortress = [
    step("/", file(0o755), undefined, "folder"),
    step("/etc", file(0o755), file(0o755), "folder"),
    step("/etc/policy.yaml", file(0o444), file(0o755), "file"),
  ];

  it("are none where another user owns the file and every folder above it", () => {
    expect(waysToChange(agent, fortress)).toEqual([]);
    expect(waysToChange(ANYBODY, fortress)).toEqual([]);
    expect(waysToChange(memberOf(0), fortress)).toEqual([]);
  });
  it("are the folder, where it is one's own and the file is not", () => {
    const own = file(0o755, 1000);
    const steps = [...fortress.slice(0, 2), step("/etc/policy.yaml", file(0o444), own, "file")];
    expect(waysToChange(agent, steps)).toEqual(["/etc"]);
  });
  it("are a folder far above, where somebody may rename what is in it", () => {
    const open = file(0o777);
    const steps = [
      step("/", open, undefined, "folder"),
      step("/etc", file(0o755), open, "folder"),
      step("/etc/policy.yaml", file(0o444), file(0o755), "file"),
    ];
    expect(waysToChange(ANYBODY, steps)).toEqual(["/"]);
  });
  it("are none behind a folder that one cannot enter, whatever the file's mode", () => {
    const closed = file(0o700);
    const steps = [
      step("/", file(0o755), undefined, "folder"),
      step("/root", closed, file(0o755), "folder"),
      step("/root/policy.yaml", file(0o666), closed, "file"),
    ];
    expect(waysToChange(ANYBODY, steps)).toEqual([]);
    expect(waysToChange(agent, steps)).toEqual([]);
  });
  it("are all there for root", () => {
    expect(waysToChange(root, fortress)).toEqual(["/etc/policy.yaml", "/etc", "/"]);
  });
});

describe("the steps to a file", () => {
  it("go through links, and name what they lead to", () => {
    const folder = ownFolder();
    mkdirSync(join(folder, "real"));
    writeFileSync(join(folder, "real", "policy.yaml"), "");
    symlinkSync("real", join(folder, "link"));
    const paths = stepsTo(join(folder, "link", "policy.yaml")).map(({ path, kind }) => [path, kind]);
    expect(paths).toContainEqual([join(folder, "link"), "link"]);
    expect(paths).toContainEqual([join(folder, "real"), "folder"]);
    expect(paths).toContainEqual([join(folder, "real", "policy.yaml"), "file"]);
  });
  it("end with a link to itself", () => {
    const folder = ownFolder();
    symlinkSync("loop", join(folder, "loop"));
    expect(stepsTo(join(folder, "loop")).filter(({ kind }) => kind === "file")).toEqual([]);
  });
  it("end where there is nothing", () => {
    const folder = ownFolder();
    expect(stepsTo(join(folder, "none", "policy.yaml")).at(-1)?.path).toBe(folder);
  });
});

const NOBODY = 65_534;
const STAFF = 50;
const mayChangeUser = process.getuid?.() === 0;

describe.skipIf(!mayChangeUser)("what is decided agrees with the system", () => {
  it("for each mode and owner of a file and of its folder, with a process of another user", () => {
    const top = ownFolder();
    chmodSync(top, 0o755);
    const files: string[] = [];
    for (const folderMode of [0o700, 0o711, 0o755, 0o777, 0o1777]) {
      for (const mode of [0o000, 0o400, 0o404, 0o440, 0o444, 0o464, 0o600, 0o646, 0o666]) {
        for (const [uid, gid] of [
          [0, 0],
          [0, STAFF],
          [NOBODY, 0],
        ] as const) {
          const folder = join(top, `${folderMode.toString(8)}-${mode.toString(8)}-${uid}-${gid}`);
          mkdirSync(folder);
          const path = join(folder, "file");
          writeFileSync(path, "x");
          chmodSync(path, mode);
          chownSync(path, uid, gid);
          chmodSync(folder, folderMode);
          files.push(path);
        }
      }
    }
    const who: Who = { uid: NOBODY, groups: [STAFF] };
    const decided = files.map((path) => {
      const steps = stepsTo(path);
      // A folder that cannot be entered hides the file from a chmod too.
      const last = steps.at(-1);
      const reached = couldRead({ ...who }, [
        ...steps.slice(0, -1),
        { ...(last ?? never()), facts: file(0o777) },
      ]);
      return {
        read: couldRead(who, steps),
        write: reached && last !== undefined && couldWrite(who, last.facts),
        replace: last !== undefined && couldReplace(who, last),
      };
    });
    const script = `
      const fs = require("node:fs");
      const can = (what) => { try { what(); return true; } catch { return false; } };
      const files = JSON.parse(fs.readFileSync(0, "utf8"));
      const all = files.map((path) => {
        const read = can(() => fs.readFileSync(path));
        const write = can(() => fs.closeSync(fs.openSync(path, "r+"))) || can(() => fs.chmodSync(path, 0o600));
        const replace = can(() => fs.renameSync(path, path + ".moved"));
        return { read, write, replace };
      });
      process.stdout.write(JSON.stringify(all));`;
    const ran = execFileSync(process.execPath, ["-e", script], {
      input: JSON.stringify(files),
      uid: NOBODY,
      gid: STAFF,
      cwd: "/",
      env: {},
    });
    const met: unknown = JSON.parse(ran.toString("utf8"));
    expect(decided).toEqual(met);
  });
});

function never(): never {
  throw new Error("a file without a step");
}
