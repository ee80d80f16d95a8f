/** Who may come in, and what they may do then: the sandbox's side of every request. */
import type { JsonObject } from "../../action/json.ts";
import { dialectOf } from "../dialects.ts";
import { rootKey, SANDBOX_PREFIX } from "../keys.ts";
import { recordAt } from "../resources/records.ts";
import { containerTrns } from "../resources/trns.ts";
import type { SandboxStore } from "../store.ts";
import { roleSession, sessionTrn } from "../sts/sessions.ts";
import {
  type CallContext,
  Fault,
  type Need,
  type Place,
  type Principal,
  type SandboxAction,
  type StoredRecord,
} from "../types.ts";
import { numberOf, textOf } from "../values.ts";
import { ACCOUNT_OWNER, accessKey } from "./access-key.ts";
import { SELF, type Statement } from "./document.ts";
import { ANYTHING, EVERYTHING, evaluate } from "./evaluate.ts";
import { lastUseOf, noteUse, useNow } from "./key-use.ts";
import { iamTrn } from "./records.ts";
import { factsOf, rightsOf } from "./rights.ts";
import { iamRole } from "./role.ts";
import { iamUser } from "./user.ts";

export { unsigned } from "../sts/with-oidc.ts";

/** A key pair that is known, and whose it is. */
export interface Signer {
  readonly secretAccessKey: string;
  /** The token that must come along with temporary keys. */
  readonly sessionToken: string | undefined;
  readonly principal: Principal;
  /** A temporary key whose time is over. */
  readonly expired: boolean;
}

type Facts = Omit<Place, "store">;

/**
 * The administrator to whom the sandbox's own key pair belongs: shown as a user, so that roles can be assumed with it,
 * which the cloud refuses to a root account. No record of iam.
 */
const ADMINISTRATOR = { name: "sandbox", id: "1000000" } as const;

const administrator = (facts: Facts): Principal => ({
  kind: "account",
  trn: iamTrn(facts, `user/${ADMINISTRATOR.name}`),
  ...ADMINISTRATOR,
});

/**
 * Whose key this is; undefined for one that is unknown, inactive or deleted.
 *
 * INVARIANT: a key that does not begin with SANDBOX never opens the sandbox, whatever is stored.
 */
export async function signerOf(
  accessKeyId: string,
  store: SandboxStore,
  facts: Facts,
): Promise<Signer | undefined> {
  if (!accessKeyId.startsWith(SANDBOX_PREFIX)) return undefined;
  const root = rootKey(accessKeyId);
  if (root !== undefined) return { ...root, principal: administrator(facts), expired: false };
  return store.read(async (reader) => {
    const context = { ...facts, store: reader };
    return (await keyOwner(accessKeyId, context)) ?? (await sessionOwner(accessKeyId, context));
  });
}

async function keyOwner(accessKeyId: string, context: Place): Promise<Signer | undefined> {
  const key = await recordAt(accessKey, context, accessKeyId);
  if (key === undefined || key.doc.Status !== "active") return undefined;
  const principal =
    key.doc.Owner === ACCOUNT_OWNER
      ? administrator(context)
      : await userOf(context, textOf(key.doc, "UserId"));
  if (principal === undefined) return undefined;
  const secretAccessKey = textOf(key.doc, "SecretAccessKey") ?? "";
  return { secretAccessKey, sessionToken: undefined, principal, expired: false };
}

async function userOf(context: Place, id: string | undefined): Promise<Principal | undefined> {
  const user = await recordAt(iamUser, context, id ?? "");
  if (user === undefined) return undefined;
  const name = textOf(user.doc, "UserName") ?? "";
  return { kind: "user", trn: iamTrn(context, `user/${name}`), id: user.key, name };
}

async function sessionOwner(accessKeyId: string, context: Place): Promise<Signer | undefined> {
  const session = await recordAt(roleSession, context, accessKeyId);
  const role = await recordAt(iamRole, context, textOf(session?.doc ?? {}, "RoleId") ?? "");
  if (session === undefined || role === undefined) return undefined;
  return {
    secretAccessKey: textOf(session.doc, "SecretAccessKey") ?? "",
    sessionToken: textOf(session.doc, "SessionToken") ?? "",
    principal: sessionPrincipal(context, role, textOf(session.doc, "SessionName") ?? ""),
    expired: (numberOf(session.doc, "ExpiresAt") ?? 0) <= context.now.getTime(),
  };
}

function sessionPrincipal(
  context: Pick<Place, "account">,
  role: StoredRecord,
  sessionName: string,
): Principal {
  return {
    kind: "role-session",
    trn: sessionTrn(context, textOf(role.doc, "RoleName") ?? "", sessionName),
    id: `${role.key}:${sessionName}`,
    name: sessionName,
  };
}

/** Remembers that a user's key signed a request. At most one write for a service and second. */
export async function noteKeyUse(
  signer: Signer,
  accessKeyId: string,
  service: string,
  store: SandboxStore,
  facts: Facts,
): Promise<void> {
  if (signer.sessionToken !== undefined || rootKey(accessKeyId) !== undefined) return;
  const use = useNow(facts, service);
  const known = await store.read((reader) => lastUseOf({ store: reader }, accessKeyId));
  if (known.RequestTime === use.RequestTime && known.Service === service) return;
  await store.write((writer) => noteUse({ store: writer }, accessKeyId, use));
}

/** Whoever is known may know who they are. */
const OPEN_TO_ALL: ReadonlySet<string> = new Set(["sts:GetCallerIdentity"]);

/**
 * Lets a call pass that the policies of its principal allow, in the transaction that the call runs in.
 * @throws Fault AccessDenied
 */
export async function authorize(
  action: SandboxAction,
  params: JsonObject,
  context: CallContext,
): Promise<void> {
  const name = `${action.service}:${action.name}`;
  if (OPEN_TO_ALL.has(name)) return;
  const { layers, tags } = await rightsOf(context);
  if (layers.length === 0) return;
  const facts = factsOf(context, tags);
  const own = layers.map((layer) => forPrincipal(layer, context.principal));
  const assertAllowed = (need: Need): void => {
    for (const statements of own) {
      const decision = evaluate(statements, { ...need, facts });
      if (decision.allowed) continue;
      const on = [EVERYTHING, ANYTHING].includes(decision.resource) ? "all resources" : decision.resource;
      const why = decision.by === "explicit" ? "A policy denies it." : "No policy allows it.";
      throw dialectOf(action.service).accessDenied(
        `${context.principal.trn} may not ${need.action} on ${on}. ${why}`,
      );
    }
  };
  assertAllowed({ action: name, resources: await targetsOf(action, params, context) });
  for (const need of (await action.needs?.(params, context)) ?? []) assertAllowed(need);
}

/** What cannot be found counts as everything: who may not see all learns nothing of what is there. */
async function targetsOf(
  action: SandboxAction,
  params: JsonObject,
  context: CallContext,
): Promise<readonly string[]> {
  try {
    const own = (await action.targets?.(params, context)) ?? [];
    return own.length > 0 ? own : await containerTrns(action, params, context);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [];
  }
}

function forPrincipal(statements: readonly Statement[], { trn }: Principal): readonly Statement[] {
  return statements.map((statement) => {
    const { resources } = statement;
    if (!resources.patterns.includes(SELF)) return statement;
    const patterns = resources.patterns.map((pattern) => (pattern === SELF ? trn : pattern));
    return { ...statement, resources: { ...resources, patterns } };
  });
}
