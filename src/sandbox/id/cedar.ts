/** The Cedar engine, loaded at first use: its module takes long to start and most calls need none of it. */
import { createRequire } from "node:module";

type Cedar = typeof import("@cedar-policy/cedar-wasm/nodejs");

let engine: Cedar | undefined;

/** The package's Node build is CommonJS under an ESM package: it must be required, not imported. */
export function cedar(): Cedar {
  if (engine !== undefined) return engine;
  const loaded: Cedar = createRequire(import.meta.url)("@cedar-policy/cedar-wasm/nodejs");
  engine = loaded;
  return loaded;
}

/** Names of entity types: identifiers joined by `::`. */
const TYPE_NAME = /^[A-Za-z_][A-Za-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)*$/;

export function isTypeName(text: string): boolean {
  return TYPE_NAME.test(text);
}

/** Why a text is not exactly one policy without slots; undefined where it is. */
export function flawOf(text: string): string | undefined {
  const parts = cedar().policySetTextToParts(text);
  if (parts.type === "failure") {
    return `It is not Cedar: ${parts.errors.map((error) => error.message).join("; ")}.`;
  }
  if (parts.policy_templates.length > 0) return "It is a template: slots cannot be filled here.";
  if (parts.policies.length !== 1) return `It must hold one policy, not ${parts.policies.length}.`;
  return undefined;
}
