import { IdgateError } from "../../../errors.ts";
import { openSealing } from "../../secrets/sealing.ts";
import { secretFileFindings } from "../reach.ts";
import { type Check, type Finding, ok, problem, skipped, warning } from "../types.ts";

/** What secrets are sealed with, as `serve` reads it: usable, closed to others, and of use at all. */
export const sealingKeys: Check = {
  name: "sealing keys",
  async run({ config, mode, who, policy }) {
    const { key, keyFile, recipientFile } = config.sealing;
    const named = key !== undefined || keyFile !== undefined;
    if (!named && recipientFile === undefined) {
      return [skipped("None are named: sealed values live in the server's memory, and end with it.")];
    }
    const findings: Finding[] = [];
    try {
      openSealing(config.sealing);
      if (named) findings.push(ok("Sealed values outlive the server."));
      if (recipientFile !== undefined) findings.push(ok("They are sealed for the recipient too."));
    } catch (error) {
      if (!(error instanceof IdgateError)) throw error;
      findings.push(problem(error.message, error.hint ?? "Check --secret-key and --secret-recipient."));
    }
    const opened = await policy();
    const pinned = opened?.ok === true ? opened.value.policy.account : undefined;
    if (named && mode === "real" && opened?.ok !== false && pinned === undefined) {
      findings.push(
        warning(
          "The policy pins no account, so the sealing key is not used: values live in memory.",
          "Write account in the policy; the check account says which it is.",
        ),
      );
    }
    if (keyFile !== undefined && who !== undefined) {
      findings.push(...secretFileFindings("The sealing key", keyFile));
    }
    return findings;
  },
};
