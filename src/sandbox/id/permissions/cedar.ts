/** The Cedar engine, loaded at first use: its module takes long to start and most calls need none of it. */
import { createRequire } from "node:module";
import { invalid } from "../faults.ts";

type Cedar = typeof import("@cedar-policy/cedar-wasm/nodejs");

const PACKAGE = "@cedar-policy/cedar-wasm/nodejs";
let engine: Cedar | undefined;

/** The package's Node build is CommonJS under an ESM package: it must be required, not imported. */
function load(): Cedar {
  const loaded: Cedar = createRequire(import.meta.url)(PACKAGE);
  engine = loaded;
  return loaded;
}

/**
 * Asks the engine. INVARIANT: an engine that failed in the middle is not asked again. It recurses over what it is
 * given, and once its stack has run over, its memory is spoiled and every later answer is a failure.
 * @throws Fault InvalidParameter where the engine could not take it
 */
export function cedar<T>(parameter: string, ask: (engine: Cedar) => T): T {
  try {
    return ask(engine ?? load());
  } catch (cause) {
    if (!isTrap(cause)) throw cause;
    const require = createRequire(import.meta.url);
    delete require.cache[require.resolve(PACKAGE)];
    engine = undefined;
    throw invalid(parameter, "It is too deeply nested or too large to be evaluated.");
  }
}

/** A stack that ran over in JavaScript, or whatever WebAssembly stops at. */
function isTrap(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === "RuntimeError");
}

/** Names of entity types: identifiers joined by `::`. */
const TYPE_NAME = /^[A-Za-z_][A-Za-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)*$/;

export function isTypeName(text: string): boolean {
  return TYPE_NAME.test(text);
}

/** Longer policies nest deeper than the engine's stack allows, also without brackets. Bounds of our own. */
const MAX_POLICY = 16_384;
const MAX_NESTING = 40;

function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Why a text is not exactly one policy without slots; undefined where it is. @throws Fault as `cedar` */
export function flawOf(text: string, parameter: string): string | undefined {
  if (text.length > MAX_POLICY) return `It may have ${MAX_POLICY} characters.`;
  if (nestingOf(text) > MAX_NESTING) return `It may be nested ${MAX_NESTING} deep.`;
  const parts = cedar(parameter, (engine) => engine.policySetTextToParts(text));
  if (parts.type === "failure") {
    return `It is not Cedar: ${parts.errors.map((error) => error.message).join("; ")}.`;
  }
  if (parts.policy_templates.length > 0) return "It is a template: slots cannot be filled here.";
  if (parts.policies.length !== 1) return `It must hold one policy, not ${parts.policies.length}.`;
  return undefined;
}
