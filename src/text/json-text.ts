import { HIDDEN } from "./visible.ts";

/**
 * JSON whose text shows everything: what `JSON.stringify` leaves as it is and a terminal would obey, hide or reorder
 * (C1 controls, bidirectional and zero-width characters, line separators) is written as `\uXXXX`. It parses to the
 * same value. `indent` as for `JSON.stringify`.
 */
export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent) ?? "null";
  return text.replace(HIDDEN, (hidden) => (hidden === "\n" ? hidden : [...units(hidden)].join("")));
}

function* units(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) yield `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`;
}
