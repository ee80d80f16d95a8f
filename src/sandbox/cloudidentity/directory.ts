import { type Definition, family } from "../resources/family.ts";
import type { SandboxAction } from "../types.ts";
import { assertEnabled } from "./settings/instance.ts";

/**
 * Actions of cloudidentity. INVARIANT: while the service is disabled none of them does or shows anything; the few
 * that work all the same are made with `family`.
 */
export function directory(definitions: Readonly<Record<string, Definition>>): readonly SandboxAction[] {
  const guarded = Object.entries(definitions).map(([name, definition]): [string, Definition] => [
    name,
    {
      ...definition,
      async handle(params, context, documented) {
        await assertEnabled(context, name);
        return definition.handle(params, context, documented);
      },
    },
  ]);
  return family("cloudidentity", Object.fromEntries(guarded));
}
