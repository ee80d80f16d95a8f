import { quote } from "../../text/index.ts";

const NAME = /^[A-Za-z_$][\w$-]{0,63}$/;
const LONGEST = 64;

/** The name of a field of somebody else's in a sentence of idgate's: as it is where it is a name, else in quotes. */
export function fieldName(name: string): string {
  return NAME.test(name) ? name : quote(name, LONGEST);
}
