import { CredentialsInvalid } from "../errors.ts";

/** What comes before the first section. */
const NAMELESS = "default";

/**
 * Sections of an INI file, each with its keys: `[section]`, `key = value` or `key: value`, whole-line comments with `#` or `;`,
 * a pair of quotes around a value left out. Names of keys are lower-case. What comes before the first section belongs to `default`.
 * @param what how messages call the file, at the start of a sentence
 * @throws CredentialsInvalid naming the line, never what it holds, for any other line and for a key that occurs twice in a section
 */
export function parseIni(text: string, what: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let name = NAMELESS;
  for (const [at, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#") || line.startsWith(";")) continue;
    const heading = /^\[([^[\]]+)\]$/.exec(line)?.[1]?.trim();
    if (heading !== undefined && heading !== "") {
      name = heading;
      sections.set(name, sections.get(name) ?? new Map());
      continue;
    }
    const [, key, value] = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) {
      throw new CredentialsInvalid(`${what} has a line ${at + 1} that is neither a section nor a key.`);
    }
    const section = sections.get(name) ?? new Map<string, string>();
    sections.set(name, section);
    const known = key.toLowerCase();
    // Which of the two counts differs from reader to reader.
    if (section.has(known)) {
      throw new CredentialsInvalid(`${what} has in line ${at + 1} a key that its section has already.`);
    }
    section.set(known, unquoted(value));
  }
  return sections;
}

function unquoted(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}
