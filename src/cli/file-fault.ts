/** What operators meet most, in words; the code stands first, for whoever searches for it. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "this user may not",
  EPERM: "this user may not",
  EISDIR: "it is a folder",
  EEXIST: "something else has this name",
  ENOTDIR: "a part of its path is no folder",
};

/** Why the system would not do something with a file: `ENOENT, there is no such file or folder`. */
export function fileFault(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  return words === undefined ? code : `${code}, ${words}`;
}
