/** Examines and prints. */
import * as z from "zod";
import { EXIT, type Program } from "../context.ts";
import { parseServeFlags } from "../flags.ts";
import { counted } from "../policy/words.ts";
import { printJson, printLines } from "../print.ts";
import { examine, type Report } from "./examine.ts";
import type { Verdict } from "./types.ts";

const jsonFlag = z.looseObject({ json: z.boolean().default(false) });

/** Exit code 1 where there is a problem. @throws ConfigInvalid for flags that cannot be used */
export async function doctorCommand(program: Program, given: unknown): Promise<number> {
  const { json } = jsonFlag.parse(given);
  const report = await examine(program, parseServeFlags(given));
  if (json) printJson({ ...report, mode: report.mode ?? null });
  else printLines(reportLines(report));
  return report.ok ? EXIT.ok : EXIT.negative;
}

const MARKS: Readonly<Record<Verdict, string>> = {
  ok: "ok",
  warning: "WARNING",
  problem: "PROBLEM",
  skipped: "skipped",
};
const MARK_WIDTH = 9;

/** A report as a person reads it: what was found, and below it what to do. */
export function reportLines({ findings }: Report): readonly string[] {
  const width = Math.max(...findings.map(({ name }) => name.length)) + 2;
  const inner = " ".repeat(MARK_WIDTH + width);
  const lines = findings.flatMap(({ name, verdict, what, do: todo }) => {
    const [first = "", ...more] = what.split("\n");
    return [
      `${MARKS[verdict].padEnd(MARK_WIDTH)}${name.padEnd(width)}${first}`,
      ...more.map((line) => `${inner}${line}`),
      ...(todo ?? "")
        .split("\n")
        .flatMap((line, at) => (line === "" ? [] : [`${inner}${at === 0 ? "→ " : "  "}${line}`])),
    ];
  });
  const count = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length;
  return [
    ...lines,
    "",
    `${counted(count("problem"), "problem")}, ${counted(count("warning"), "warning")}, ${count("ok")} ok, ${count("skipped")} skipped.`,
  ];
}
