/** `idgate policy grant-iam`: the IAM policy document for idgate's own keys. */
import * as z from "zod";
import type { LoadedPolicy } from "../../policy/load.ts";
import { type CloudGrant, cloudGrant } from "../../policy/review/cloud-grant.ts";
import { visible } from "../../text/index.ts";
import { EXIT, type Program } from "../context.ts";
import { printJson } from "../print.ts";
import { openPolicy } from "./open.ts";

const grantFlags = z.object({ json: z.boolean().default(false), changesOnly: z.boolean().default(false) });

/**
 * Prints the document, and on standard error what it cannot say; with `--json` both as one object.
 * @throws PolicyInvalid, ConfigInvalid where the file does not load
 */
export async function grantIam(program: Program, argument: unknown, flags: unknown): Promise<number> {
  const { json, changesOnly } = grantFlags.parse(flags);
  const { policy, actions } = await openPolicy(program, { argument, flags });
  const grant = cloudGrant(policy, actions, { changesOnly });
  const document =
    grant.actions.length === 0
      ? { Statement: [] }
      : { Statement: [{ Effect: "Allow", Action: grant.actions, Resource: ["*"] }] };
  const notes = notesOn(policy, grant);
  if (json) printJson({ document, notes });
  else {
    for (const note of notes) process.stderr.write(`${visible(note)}\n`);
    printJson(document);
  }
  return EXIT.ok;
}

/** What a list of actions does not hold anybody to. */
function notesOn({ rules, account }: LoadedPolicy, { actions, forHandlers }: CloudGrant): readonly string[] {
  const narrowed = rules.allow.filter(
    ({ who, types, when, only, approval, budget }) =>
      who !== undefined ||
      types !== undefined ||
      when.length > 0 ||
      only !== undefined ||
      budget !== undefined ||
      approval !== "none",
  );
  const denies = new Set(
    rules.deny
      .filter(({ implied, who, types, when }) => !implied && (who ?? types ?? when[0]) !== undefined)
      .map(({ id }) => id),
  );
  return [
    `${actions.length} actions on every resource: conditions on arguments, approvals and budgets are idgate's alone. Whoever has the keys can call these actions without it.`,
    ...(narrowed.length === 0
      ? []
      : [`Allow rules that are narrower than the document: ${listed(narrowed.map(({ id }) => id))}.`]),
    ...(denies.size === 0 ? [] : [`Deny rules that the document does not hold: ${listed([...denies])}.`]),
    ...(forHandlers.length === 0
      ? []
      : [
          `Cloud Control acts with the permissions of its caller: ${forHandlers.length} actions are there for that alone, among them ${listed(forHandlers.slice(0, 3))}.`,
        ]),
    ...(account === undefined
      ? ["The file pins no account: idgate does not ask the cloud whose keys it has."]
      : []),
  ];
}

function listed(names: readonly string[]): string {
  return names.join(", ");
}
