/** `idgate sandbox coverage`: which actions the sandbox works out, keeps, or does not have. */
import { counts, coverage } from "../../sandbox/coverage.ts";
import { EXIT } from "../context.ts";
import { printJson, printLines } from "../print.ts";

export function printCoverage(flags: { readonly json?: boolean }): number {
  const all = coverage();
  const sums = counts(all);
  if (flags.json === true) {
    printJson({ services: sums, actions: all });
    return EXIT.ok;
  }
  const widest = Math.max(...all.map(({ action, service }) => `${service}:${action}`.length));
  const cell = (value: string | number) => String(value).padStart(13);
  printLines([
    `${"service".padEnd(15)}${["computed", "stored", "unsupported"].map(cell).join("")}`,
    ...sums.map(
      ({ service, computed, stored, unsupported }) =>
        `${service.padEnd(15)}${[computed, stored, unsupported].map(cell).join("")}`,
    ),
    "",
    ...all.map(({ service, action, support }) => `${`${service}:${action}`.padEnd(widest)}  ${support}`),
  ]);
  return EXIT.ok;
}
