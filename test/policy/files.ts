import { PolicyInvalid } from "../../src/errors.ts";
import { load } from "./actions.ts";

/** What is wrong with a file, as its author is told. */
export function problemsOf(text: string | Uint8Array, options?: { requireAccount?: boolean }): string {
  try {
    load(text, options);
  } catch (error) {
    if (error instanceof PolicyInvalid) return error.message;
    throw error;
  }
  throw new Error("the policy loaded");
}

/** A file of one rule. */
export const allowRule = (rest: string) => `version: 1\nallow:\n  - id: a\n${rest.replace(/^/gm, "    ")}\n`;
export const denyRule = (rest: string) => `version: 1\ndeny:\n  - id: d\n${rest.replace(/^/gm, "    ")}\n`;
export const CREATE = 'actions: ["id:CreateWorkloadPool"]';
