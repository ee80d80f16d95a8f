import * as z from "zod";
import type { Action } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";
import { createVault, type Vault, type VaultOptions } from "../../src/secrets/index.ts";

/** An action with the given secret paths, otherwise of no account. */
export function actionWith(
  secrets: { readonly input?: readonly string[]; readonly output?: readonly string[] },
  name = "GetExample",
): Action {
  return defineAction({
    service: "id",
    name,
    family: "examples",
    effect: "update",
    zh: "测试",
    title: "An example",
    summary: "An example.",
    input: () => ({ Name: z.string() }),
    output: () => ({}),
    secrets,
  });
}

export interface Clock {
  readonly now: () => Date;
  readonly advance: (seconds: number) => void;
}

export function testClock(): Clock {
  let at = Date.UTC(2026, 0, 2, 3, 4, 5);
  return {
    now: () => new Date(at),
    advance: (seconds) => {
      at += seconds * 1000;
    },
  };
}

export function vaultWith(options: VaultOptions = {}): Vault {
  return createVault(options);
}
