/** What README and docs say one can type exists. */
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { runCommand } from "../support/idgate.ts";
import { documentPaths, readDocument } from "./markdown.ts";

const documents = documentPaths().map((file) => ({ file, text: readDocument(file) }));
const readme = documents.find(({ file }) => file === "README.md")?.text ?? "";

interface Help {
  readonly path: readonly string[];
  readonly text: string;
}

/** The help of a command and of all below it, as the built program prints it. */
async function helpOf(path: readonly string[]): Promise<readonly Help[]> {
  const { code, stdout } = await runCommand([...path, "--help"]);
  expect(code).toBe(0);
  const [, listed = ""] = /^Commands:\n((?: {2}.*\n?)+)/m.exec(stdout) ?? [];
  const names = [...listed.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name]) => name ?? "");
  const below: Help[] = [];
  for (const name of names.filter((one) => one !== "help")) below.push(...(await helpOf([...path, name])));
  return [{ path, text: stdout }, ...below];
}

let helps: readonly Help[] = [];
// A process for each command.
beforeAll(async () => {
  helps = await helpOf([]);
}, 120_000);

const flagsIn = (text: string): readonly string[] => text.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? [];

function commandsIn(text: string): readonly (readonly string[])[] {
  // In code only: "idgate is" in a sentence is no command. A fenced line counts up to its comment.
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? "");
  const lines = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block]) =>
    (block ?? "").split("\n"),
  );
  return [...spans, ...lines.map((line) => line.replace(/\s#.*$/, ""))]
    .map((line) => line.trim().replaceAll("\\|", "|"))
    .filter((line) => line.startsWith("idgate "))
    .flatMap((line) => alternatives(line.split(/\s+/).slice(1)));
}

/** `approvals list|show` stands for two commands. */
function alternatives([first, ...rest]: readonly string[]): readonly (readonly string[])[] {
  if (first === undefined) return [[]];
  const ends = alternatives(rest);
  return first.split("|").flatMap((word) => ends.map((end) => [word, ...end]));
}

/** The command that the words name: the longest that they begin with, and `serve` where they name none. */
function commandOf(words: readonly string[]): Help | undefined {
  const [found] = helps
    .filter(({ path }) => path.every((name, at) => words[at] === name))
    .toSorted((a, b) => b.path.length - a.path.length);
  const next = words[found?.path.length ?? 0];
  const isGroup = found !== undefined && isOnlyGroup(found);
  // A word after a group that is none of its commands.
  if (isGroup && next !== undefined && !next.startsWith("-")) return undefined;
  return found?.path.length === 0 ? helps.find(({ path }) => path.join(" ") === "serve") : found;
}

/** A command with others below it that does nothing by itself; one that takes words does. */
function isOnlyGroup({ text }: Help): boolean {
  return /^Commands:/m.test(text) && !/^Usage: .*\[words\.\.\.\]/m.test(text);
}

describe.each(documents)("$file", ({ text }) => {
  it("names only commands that exist, with flags that they take", () => {
    for (const words of commandsIn(text)) {
      const line = `idgate ${words.join(" ")}`;
      const command = commandOf(words);
      expect(command, line).toBeDefined();
      for (const flag of flagsIn(line)) expect(flagsIn(command?.text ?? ""), line).toContain(flag);
    }
  });

  it("names only flags that some command has", () => {
    const known = new Set(helps.flatMap((help) => flagsIn(help.text)));
    const unknown = flagsIn(text).filter((flag) => !known.has(flag));
    expect(unknown).toEqual([]);
  });

  it("names only environment variables of idgate's that the help tells of", () => {
    const named = text.match(/IDGATE_[A-Z_]+/g) ?? [];
    const told = helps.map((help) => help.text).join("\n");
    for (const name of named) expect(told).toContain(name);
  });

  it("names only scripts that package.json has", () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readDocument("package.json")));
    for (const [, name = ""] of text.matchAll(/npm run ([a-z:]+)/g))
      expect(Object.keys(scripts)).toContain(name);
  });
});

it("the README shows every command", () => {
  const shown = commandsIn(readme).map((words) => words.join(" "));
  const leaves = helps.filter((help) => help.path.length > 0 && !isOnlyGroup(help));
  for (const { path } of leaves) {
    expect(shown.some((line) => line === path.join(" ") || line.startsWith(`${path.join(" ")} `))).toBe(true);
  }
});
