import { closeSync, openSync, writeSync } from "node:fs";
import { ConfigInvalid } from "../../errors.ts";
import { requestJson } from "../../sandbox/request-log.ts";
import type { LoggedRequest } from "../../sandbox/sandbox.ts";
import { jsonText } from "../../text/index.ts";
import { fileFault } from "../file-fault.ts";

export interface RequestLogFile {
  write(entry: LoggedRequest): void;
  close(): void;
}

/**
 * One line of JSON a request, written before the request is answered; what its parameters say is in it only where the
 * sandbox keeps requests. Lines are added to what the file has; one that is made only its owner may read.
 * @throws ConfigInvalid
 */
export function openRequestLog(file: string): RequestLogFile {
  let descriptor: number;
  try {
    descriptor = openSync(file, "a", 0o600);
  } catch (error) {
    throw new ConfigInvalid(`--log ${file} cannot be written (${fileFault(error)}). Name another file.`);
  }
  return {
    write: (entry) => void writeSync(descriptor, `${jsonText(requestJson(entry))}\n`),
    close: () => closeSync(descriptor),
  };
}
