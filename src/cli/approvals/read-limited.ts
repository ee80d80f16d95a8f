import type { Readable } from "node:stream";
import { ConfigInvalid } from "../../errors.ts";

const MOST_BYTES = 16 * 2 ** 20;

/** The text of a stream to its end. @throws ConfigInvalid where it is more than 16 MiB */
export async function readLimited(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MOST_BYTES) throw new ConfigInvalid("The input is larger than 16 MiB.");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}
