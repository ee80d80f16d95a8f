/** The field that a generated secret is for, and what it accepts. */
import { type Action, qualifiedName } from "../action/action.ts";
import { takesText } from "../action/inside.ts";
import { InvalidArguments, SecretRefused } from "../errors.ts";
import type { Policy } from "../policy/types.ts";
import { fieldsFor, flowAllowed, pathMatches, ruleOf, type SecretRule } from "../secrets/index.ts";
import { quote } from "../text/index.ts";
import { flowsFor } from "./flows.ts";
import { GENERATED } from "./secret-uses.ts";

export interface SecretTarget {
  /** `iam:CreateLoginProfile.Password` */
  readonly name: string;
  readonly rule: SecretRule;
  /** Whether the action's own schema takes this text there. */
  readonly takes: (text: string) => boolean;
}

const TARGET = /^([a-z]{1,20}:[A-Za-z0-9]{1,100}|[a-z][a-z0-9_]{1,47})\.([\w.[\]]{1,300})$/;

/**
 * Finds `service:Action.Field`, or a tool's name in place of the action's; steps into lists may be left out.
 * @throws InvalidArguments where there is no such field that takes a secret
 * @throws SecretRefused where no handle of a generated secret may go there
 */
export function secretTarget(
  written: string,
  find: (name: string) => Action | undefined,
  policy: Pick<Policy, "flows">,
): SecretTarget {
  const [, name = "", field = ""] = TARGET.exec(written) ?? [];
  const action = find(name);
  if (action === undefined) {
    const whole = find(written);
    throw new InvalidArguments(`${quote(written, 200)} names no field of an action.`, {
      hint:
        whole === undefined
          ? "Write service:Action.Field, e.g. iam:CreateLoginProfile.Password."
          : takenBy(whole),
    });
  }
  const path = bare(field).split(".");
  if (!action.secrets.input.some((pattern) => pathMatches(bare(pattern), path))) {
    throw new InvalidArguments(`${qualifiedName(action)} takes no secret at ${quote(field, 200)}.`, {
      hint: takenBy(action),
    });
  }
  const flows = flowsFor(policy, action);
  if (!flowAllowed(GENERATED, path, flows)) {
    throw new SecretRefused(
      `A generated secret can not be used at ${qualifiedName(action)}.${bare(field)}.`,
      {
        hint: `It may be used as ${fieldsFor(GENERATED, flows).join(" or ")}; the secret of a third party comes from the user.`,
      },
    );
  }
  return {
    name: `${qualifiedName(action)}.${bare(field)}`,
    rule: ruleOf(path.at(-1) ?? field),
    takes: (text) => takesText(action.input(), path, text),
  };
}

function takenBy(action: Action): string {
  const known = action.secrets.input.slice(0, 12).map((path) => `${qualifiedName(action)}.${bare(path)}`);
  return known.length === 0 ? "It takes none at all." : `It takes them at: ${known.join(", ")}.`;
}

const bare = (path: string): string => path.replaceAll("[]", "");
