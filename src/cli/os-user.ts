import { userInfo } from "node:os";
import { visible } from "../text/index.ts";

/** The name of the OS user. In a container the user may have a number and no name. */
export function osUser(): string {
  try {
    return visible(userInfo().username);
  } catch (error) {
    if (!(error instanceof Error && Reflect.get(error, "code") === "ERR_SYSTEM_ERROR")) throw error;
    return `user ${process.getuid?.() ?? "unknown"}`;
  }
}
