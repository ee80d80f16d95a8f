import { release } from "node:os";
import { type Check, type Finding, ok, problem, type Start, warning } from "../types.ts";

/** The least that package.json asks for. */
const LEAST = [20, 19] as const;

/** Whether a version of Node, e.g. `20.19.0`, will do. */
export function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor, leastMinor] = LEAST;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return ok(`Node ${version}.`);
  return problem(`Node ${version} is too old.`, `Install Node ${LEAST.join(".")} or newer.`);
}

export function judgeSystem(platform: string, arch: string): Finding {
  const system = `${platform} ${arch}, ${release()}`;
  if (platform === "linux") return ok(`${system}.`);
  const modes =
    platform === "win32"
      ? " It has no file modes that doctor could judge: see to the rights of the state folder, the policy and the keys yourself."
      : "";
  return warning(
    `${system}: idgate's tests run on Linux alone.`,
    `Try it with --sandbox before you rely on it here.${modes}`,
  );
}

export const platform: Check<Start> = {
  name: "platform",
  run: () => [judgeNode(process.versions.node), judgeSystem(process.platform, process.arch)],
};
