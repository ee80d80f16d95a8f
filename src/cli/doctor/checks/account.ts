import { type Action, qualifiedName } from "../../../action/action.ts";
import { IdgateError } from "../../../errors.ts";
import { createLogger } from "../../../log.ts";
import { createRuntime } from "../../runtime.ts";
import { type Check, type Finding, ok, problem, type Subject, skipped, warning } from "../types.ts";

const WHO_AM_I = "sts:GetCallerIdentity";

export interface Pinning {
  readonly mode: Subject["mode"];
  readonly pinned: string | undefined;
  readonly hasPolicy: boolean;
}

/** Holds the account that the keys belong to against the one that the policy pins. */
export function judgeAccount(account: string, { mode, pinned, hasPolicy }: Pinning): Finding {
  if (pinned === account) return ok(`The keys belong to account ${account}, which the policy pins.`);
  if (pinned !== undefined && mode === "sandbox") {
    return warning(
      `The sandbox plays account ${account}; the policy pins ${pinned}, and results will name that one.`,
      `Start the sandbox with --account ${pinned}.`,
    );
  }
  if (pinned !== undefined) {
    return problem(
      `The keys belong to account ${account}; the policy pins ${pinned}. Nothing is sent with them.`,
      `Choose keys of account ${pinned} (--profile), or write account: "${account}" in the policy if this is the one.`,
    );
  }
  if (!hasPolicy) {
    return ok(`The keys belong to account ${account}. A policy for it begins with account: "${account}".`);
  }
  return warning(
    `The keys belong to account ${account}; the policy pins none.`,
    `Write account: "${account}" in the policy, so that keys of another account send nothing.`,
  );
}

/** Asks STS whose keys these are, by a permit of the gate like any call, and compares. */
export const account: Check = {
  name: "account",
  async run(subject) {
    const { config, keys, mode, probes, policy, program } = subject;
    if (config.builtInSandbox)
      return [skipped("The built-in sandbox plays its account; there is nobody to ask.")];
    if (!(await keys()).ok) return [skipped("There are no keys to ask about.")];
    const reached = (await probes()).get("sts");
    if (reached === undefined || reached.kind === "failed" || reached.kind === "foreign") {
      return [skipped("STS cannot be reached, so nobody says whose keys these are.")];
    }
    const families = await program.families();
    const actions = families.flatMap((family) => family.actions);
    try {
      const found = await ask(subject, actions);
      if (found === undefined)
        return [problem("STS answered without an account.", "Check what answers at its address.")];
      const opened = await policy();
      const pinned = opened?.ok === true ? opened.value.policy.account : undefined;
      if (opened?.ok === false)
        return [skipped(`The keys belong to account ${found}; the policy does not load.`)];
      return [judgeAccount(found, { mode, pinned, hasPolicy: opened !== undefined })];
    } catch (error) {
      if (!(error instanceof IdgateError)) throw error;
      return [problem(error.message, error.hint ?? "Check keys, clock and endpoint, in this order.")];
    }
  },
};

/** What a read of nobody's secret needs. */
const NO_SEALING = { key: undefined, keyFile: undefined, recipientFile: undefined };

async function ask({ config, env }: Subject, actions: readonly Action[]): Promise<string | undefined> {
  const action = actions.find((one) => qualifiedName(one) === WHO_AM_I);
  if (action === undefined) return undefined;
  // INVARIANT: nothing is made on disk. A plain read opens no ledger, and no sink is given: one makes its file. Without
  // the policy the answer comes whatever the policy lets be read.
  const bare = { ...config, policyFile: undefined, auditSink: undefined, sealing: NO_SEALING };
  const runtime = await createRuntime(bare, actions, env, await silent());
  try {
    const requester = { label: "idgate doctor", client: "idgate doctor", canAsk: false };
    const done = await runtime.gate.call({ action, args: {}, requester, readOnly: true });
    const id = done.kind === "done" ? done.result.AccountId : undefined;
    return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
  } finally {
    await runtime.close();
  }
}

const silent = () =>
  createLogger({ level: "error", scrub: (value) => value, destination: { write: () => undefined } });
