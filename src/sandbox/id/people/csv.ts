/** Reads CSV as spreadsheets write it (RFC 4180): quotes, quotes within quotes, line breaks within quotes, CRLF. */

/** A file that is no CSV; the message says where. */
export class CsvProblem extends Error {
  override readonly name = "CsvProblem";
}

/** The rows of a text; a row without any text is left out. @throws CsvProblem */
export function csvRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let line = 1;
  // Undefined outside of a quoted cell, after its end "closed".
  let quoted: "open" | "closed" | undefined;
  const endCell = () => {
    row.push(cell);
    cell = "";
    quoted = undefined;
  };
  const endRow = () => {
    endCell();
    if (row.some((one) => one !== "")) rows.push(row);
    row = [];
  };
  const characters = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  for (const character of characters) {
    if (character === "\n") line += 1;
    if (quoted === "open") {
      if (character === '"') quoted = "closed";
      else cell += character;
    } else if (character === '"') {
      if (quoted === undefined && cell !== "") throw new CsvProblem(`Line ${line}: a quote inside a cell.`);
      if (quoted === "closed") cell += '"';
      quoted = "open";
    } else if (character === ",") endCell();
    else if (character === "\n") endRow();
    else if (quoted === "closed") throw new CsvProblem(`Line ${line}: text after a quoted cell.`);
    else cell += character;
  }
  if (quoted === "open") throw new CsvProblem(`Line ${line}: a quote is not closed.`);
  endRow();
  return rows;
}

/**
 * The text of a base64 parameter.
 * @throws CsvProblem where it is not the base64 of a UTF-8 text, or has a NUL, which the store does not take
 */
export function decoded(base64: string): string {
  const compact = base64.replace(/\s/g, "");
  const bytes = Buffer.from(compact, "base64");
  const canonical = bytes.toString("base64").replace(/=+$/, "");
  if (canonical !== compact.replace(/=+$/, "")) throw new CsvProblem("It is not base64.");
  if (bytes.includes(0)) throw new CsvProblem("It has a NUL character.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new CsvProblem("It is not UTF-8 text.");
  }
}
