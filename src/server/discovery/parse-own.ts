import type * as z from "zod";
import { assertPlain } from "../../action/plain.ts";
import { InvalidArguments } from "../../errors.ts";
import { bounded, visible } from "../../text/index.ts";

/**
 * The arguments of one of idgate's own tools.
 * @throws InvalidArguments naming what does not fit; values are never quoted
 */
export function parseOwn<T>(tool: string, schema: z.ZodType<T>, args: unknown): T {
  const given = args ?? {};
  assertPlain(given);
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join(".") || "arguments"}: ${issue.message}`,
  );
  const undeclared = parsed.error.issues.some(({ code }) => code === "unrecognized_keys");
  const explained = bounded(visible(problems.join("; ")), 500);
  throw new InvalidArguments(`${tool} does not accept these arguments: ${explained}.`, {
    hint: `Correct the named parameters and call again.${undeclared ? " Parameters of an action go into params." : ""}`,
  });
}
