import { join } from "node:path";
import { homeFolder } from "../../../config/config.ts";
import { visible } from "../../../text/index.ts";
import { couldRead } from "../access.ts";
import { approverKeysIn } from "../approver-keys.ts";
import { stepsTo } from "../files.ts";
import { secretFileFindings } from "../reach.ts";
import { type Check, type Finding, ok, type Subject, skipped, warning } from "../types.ts";

/** Variables that hold keys. */
const CLOUD_KEYS = ["VOLCENGINE_SECRET_KEY", "VOLCSTACK_SECRET_ACCESS_KEY"] as const;
const SEALING_KEY = "IDGATE_SECRET_KEY";

interface Kept {
  readonly what: string;
  readonly file: string;
}

/** Files with secrets that this run reads or makes; those of the cloud's keys under the names that the vendor gives them. */
function keptFiles({ config, stateDir, env }: Pick<Subject, "config" | "stateDir" | "env">): readonly Kept[] {
  const ledger = { what: "the ledger's key", file: join(stateDir, "ledger.key") };
  const { keyFile } = config.sealing;
  const first = [ledger, ...(keyFile === undefined ? [] : [{ what: "the sealing key", file: keyFile }])];
  if (config.builtInSandbox) return first;
  const own = join(homeFolder(env), ".volcengine");
  const token = env.VOLCENGINE_OIDC_TOKEN_FILE;
  return [
    ...first,
    { what: "cloud keys", file: env.VOLCENGINE_CLI_CONFIG_FILE || join(own, "config.json") },
    { what: "cloud keys", file: env.VOLCSTACK_SHARED_CREDENTIALS_FILE || join(own, "credentials") },
    ...(token ? [{ what: "a token for cloud keys", file: token }] : []),
  ];
}

/** What a process beside the server could read as the same user: what no mode can keep from it. */
export const keysInReach: Check = {
  name: "keys in reach",
  async run(subject) {
    const { who, env, config } = subject;
    if (who === undefined) return [skipped("File modes are judged on Unix alone.")];
    const kept = keptFiles(subject);
    const open = kept.filter(({ file }) => couldRead(who, stepsTo(file)));
    const names = [SEALING_KEY, ...(config.builtInSandbox ? [] : CLOUD_KEYS)];
    const inEnvironment = names.filter((name) => (env[name] ?? "") !== "");
    const reached = [
      ...open.map(({ what, file }) => `${what} (${file})`),
      ...(inEnvironment.length === 0 ? [] : [`what is in the environment (${inEnvironment.join(", ")})`]),
    ];
    const same: Finding =
      reached.length === 0
        ? ok("No key lies where this user reads it.")
        : warning(
            `This user can read ${reached.join(" and ")}, as the server must: so can every process of the same user, an agent with a shell among them.`,
            "Fine where this user runs nothing but idgate. Else run idgate as a user of its own, in a container or on another host, so that the agent's user reads none of it; keep the ledger's heads elsewhere (--audit-sink).",
          );
    // The keys of ledger and seals are judged with those.
    const others = kept
      .filter(({ what }) => what.includes("cloud keys"))
      .flatMap(({ what, file }) => secretFileFindings(`A file with ${what}`, file));
    return [same, ...others, ...(await approverKeys(subject))];
  },
};

async function approverKeys({ policy, config, stateDir, env, who }: Subject): Promise<readonly Finding[]> {
  const opened = await policy();
  const approvers = opened?.ok === true ? opened.value.policy.approvers : [];
  if (who === undefined || approvers.length === 0) return [];
  const found = approverKeysIn({ stateDir, policyFile: config.policyFile, home: homeFolder(env) });
  return found.flatMap(({ file, publicKey }) => {
    const approver = approvers.find(({ key }) => key === publicKey);
    if (approver === undefined) return [];
    return [
      warning(
        `The key of approver ${approver.name} lies in reach of this user (${visible(file)}); its passphrase alone keeps an agent from being its own second person.`,
        "Move it to a user or machine that the agent does not run as; sign there what `idgate approvals request` writes.",
      ),
      ...secretFileFindings(`The key of approver ${approver.name}`, file),
    ];
  });
}
