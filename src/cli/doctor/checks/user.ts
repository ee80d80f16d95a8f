import { osUser } from "../../os-user.ts";
import type { Who } from "../access.ts";
import { type Check, type Finding, ok, type Start, skipped, warning } from "../types.ts";

/** What modes and owners of files can be worth at all. */
const LIMIT =
  "Over stdio idgate restrains a mistaken or injected model. It cannot restrain another process of this user: an agent with a shell could edit the policy, read the state folder or use the cloud keys itself. What follows says where that is so.";

export function judgeUser(who: Who | undefined, name: string): Finding {
  if (who === undefined) return skipped("Users are judged on Unix alone.");
  if (who.uid !== 0) return ok(`Runs as ${name} (uid ${who.uid}).`);
  return warning(
    "Runs as root, whom no file mode holds back: whatever the server is made to do, it may do.",
    "Run idgate, and doctor, as a user of its own that owns the state folder and nothing else.",
  );
}

/** Whoever runs doctor is taken for the server's user. */
export const user: Check<Start> = { name: "user", run: ({ who }) => [judgeUser(who, osUser()), ok(LIMIT)] };
