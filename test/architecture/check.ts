import { posix } from "node:path";
import { FORBIDDEN_GLOBALS, GUARDED_FILES, MAX_LINES, NODE_MODULES, PACKAGES, ROOMS } from "./rooms.ts";
import { type Scan, scan } from "./scan.ts";

/** Sources by their path in the repository, e.g. `src/gate/gate.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** `src/gate/gate.ts` → `gate`, `src/errors.ts` → `errors`, `tools/index.ts` → `tools`. */
export function roomOf(file: string): string {
  const [first = "", second = ""] = file.split("/");
  return first === "src" ? second.replace(/\.ts$/, "") : first;
}

/** Everything that does not hold, one line each, in the order of the files. */
export function check(sources: Sources): readonly string[] {
  const scans = new Map([...sources].map(([file, source]) => [file, scan(source)]));
  const problems: string[] = [];
  for (const [file, found] of scans) {
    problems.push(...importProblems(file, found, sources), ...nameProblems(file, found));
  }
  for (const [file, source] of sources) {
    const lines = source.replace(/\n$/, "").split("\n").length;
    if (lines > MAX_LINES) problems.push(`${file} has ${lines} lines, more than ${MAX_LINES}`);
  }
  return [...problems, ...cycles(scans), ...officeProblems(scans)];
}

function importProblems(file: string, found: Scan, sources: Sources): string[] {
  const problems = found.computed.map((line) => `${file}:${line} imports what only shows at run time`);
  for (const { specifier, line } of found.imports) {
    const why = specifier.startsWith(".")
      ? roomProblem(file, resolve(file, specifier), sources)
      : packageProblem(file, specifier);
    if (why !== undefined) problems.push(`${file}:${line} ${why}`);
  }
  return problems;
}

function resolve(file: string, specifier: string): string {
  return posix.join(posix.dirname(file), specifier);
}

function roomProblem(file: string, target: string, sources: Sources): string | undefined {
  if (!sources.has(target)) return `imports ${target}, which is no source file here`;
  const takers = GUARDED_FILES[target];
  if (takers !== undefined && !isAmong(file, takers)) return `imports ${target}, which it may not`;
  const [from, to] = [roomOf(file), roomOf(target)];
  const allowed = ROOMS[from];
  if (allowed === undefined) return `is in a room that the table does not know: ${from}`;
  if (from === to || allowed.includes(to) || allowed.includes(target.replace(/^src\//, ""))) return undefined;
  return `imports ${target}: ${from} may not import ${to}`;
}

function packageProblem(file: string, specifier: string): string | undefined {
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (specifier.startsWith("node:")) {
    if (roomOf(file) === "tools") return `imports ${specifier}: tools are pure data`;
    const places = NODE_MODULES[specifier.slice("node:".length).split("/")[0] ?? ""];
    return places === undefined || isAmong(file, places)
      ? undefined
      : `imports ${specifier}, which it may not`;
  }
  const places = PACKAGES[name];
  if (places === undefined) return `imports ${specifier}, which the table does not know`;
  return isAmong(file, places) ? undefined : `imports ${specifier}, which it may not`;
}

function isAmong(file: string, places: readonly string[]): boolean {
  return places.some((place) => file.startsWith(place));
}

function nameProblems(file: string, found: Scan): string[] {
  return FORBIDDEN_GLOBALS.flatMap((name) =>
    found.uses(name).map((line) => `${file}:${line} uses ${name}: requests are made by the wire alone`),
  );
}

/** INVARIANT of the permit: one office, made by the composition root. */
function officeProblems(scans: ReadonlyMap<string, Scan>): string[] {
  const makers = [...scans].flatMap(([file, found]) =>
    found.calls("createPermitOffice").map((line) => ({ file, line })),
  );
  const strangers = makers.filter(({ file }) => !["cli", "bin"].includes(roomOf(file)));
  const problems = strangers.map(({ file, line }) => `${file}:${line} makes a permit office`);
  if (makers.length > 1) {
    problems.push(
      `${makers.length} places make a permit office: ${makers.map(({ file }) => file).join(", ")}`,
    );
  }
  return problems;
}

/** One line for each group of files that import each other in a circle; type imports count. */
function cycles(scans: ReadonlyMap<string, Scan>): string[] {
  const problems: string[] = [];
  const done = new Set<string>();
  const trail: string[] = [];

  function visit(file: string): void {
    const start = trail.indexOf(file);
    if (start >= 0) {
      problems.push(`cycle: ${[...trail.slice(start), file].join(" → ")}`);
      return;
    }
    if (done.has(file)) return;
    trail.push(file);
    for (const { specifier } of scans.get(file)?.imports ?? []) {
      if (specifier.startsWith(".")) visit(resolve(file, specifier));
    }
    trail.pop();
    done.add(file);
  }

  for (const file of scans.keys()) visit(file);
  return problems;
}
