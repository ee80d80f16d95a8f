/** GetRoleCredentials: temporary cloud keys of the role that a role credential provider maps an identity to. */
import type { JsonObject } from "../../../action/json.ts";
import { roleAt } from "../../iam/role.ts";
import { trn } from "../../ids.ts";
import { computes } from "../../resources/family.ts";
import { mintSession, sessionTrn } from "../../sts/sessions.ts";
import type { CallContext, Place, StoredRecord } from "../../types.ts";
import { numberOf, objectOf, textOf, textsOf } from "../../values.ts";
import { notFound, refused } from "../faults.ts";
import { type Bearer, resolveIdentityToken } from "../workloads/tokens.ts";
import { providerIn } from "./credential-provider.ts";
import { mappedRole, roleNameIn } from "./role-mapping.ts";

/**
 * Whom a provider serves: identities of the workload pool and users of the user pool that its configuration names; one
 * that names none, those of its own pool.
 * @throws Fault
 */
async function assertServed(provider: StoredRecord, bearer: Bearer, context: Place): Promise<void> {
  const pools = objectOf(objectOf(provider.doc, "Config") ?? {}, "IdentityPool") ?? {};
  const [agents, people] = [objectOf(pools, "AgentPool"), objectOf(pools, "UserPool")];
  const agentPool =
    agents !== undefined
      ? textOf(agents, "PoolName") || "default"
      : people === undefined
        ? provider.parent
        : undefined;
  if (agentPool !== undefined && bearer.pool.key === agentPool) return;
  if (people !== undefined && (await isUserOf(people, bearer, context))) return;
  throw refused("The provider does not serve this identity.");
}

async function isUserOf(pool: JsonObject, { claims }: Bearer, context: Place): Promise<boolean> {
  const user = objectOf(claims, "user") ?? {};
  const given = async (kind: string, id: string, name: string) => {
    const wanted = textOf(pool, name);
    if (!wanted) return id;
    return id !== "" && textOf((await context.store.get(kind, id))?.doc ?? {}, "Name") === wanted
      ? id
      : undefined;
  };
  const issuer = textOf(user, "issuer") ?? "";
  const uid = issuer.startsWith(`${context.baseUrl}/user-pools/`) ? (issuer.split("/").at(-1) ?? "") : "";
  if (uid === "" || (textOf(pool, "PoolId") || uid) !== uid) return false;
  if ((await given("id.user-pool", uid, "PoolName")) === undefined) return false;
  const client = textOf(user, "client") ?? "";
  if ((textOf(pool, "ClientId") || client) !== client) return false;
  return (await given("id.user-pool-client", client, "ClientName")) !== undefined;
}

/** What the call says of the session, else the workload's name, in the letters that a session name may have. */
function sessionName(params: JsonObject, { identity }: Bearer): string {
  const name = textOf(params, "RoleSessionName") || textOf(identity.doc, "Name") || "workload";
  return name.replaceAll(/[^\w+=,.@-]/g, "-").slice(0, 64);
}

function tokenInfo(claims: JsonObject): JsonObject {
  const at = (field: string) => new Date((numberOf(claims, field) ?? 0) * 1000).toISOString();
  return {
    Issuer: textOf(claims, "iss") ?? "",
    Subject: textOf(claims, "sub") ?? "",
    ClientIds: [...textsOf(claims, "aud")],
    IssuanceTime: at("iat"),
    ExpirationTime: at("exp"),
  };
}

/** Whether the role trusts the service is not asked: the reference does not say as whom the service comes. */
async function roleCredentials(params: JsonObject, context: CallContext): Promise<JsonObject> {
  const bearer = await resolveIdentityToken(context, textOf(params, "IdentityToken") ?? "");
  const provider = await providerIn(params, context, "role");
  await assertServed(provider, bearer, context);
  const mapping = objectOf(objectOf(provider.doc, "Config") ?? {}, "RoleMapping");
  if (mapping === undefined) throw refused("The provider maps to no role.");
  const requested = textOf(params, "RequestedRoleTrn") || undefined;
  const { role, policy } = mappedRole(mapping, bearer.claims, requested);
  const roleTrn = trn("iam", "", context.account, `role/${roleNameIn(role)}`);
  for (const named of [role, requested]) {
    if (named?.startsWith("trn:") && named !== roleTrn) throw notFound(`role ${named}`);
  }
  const found = await roleAt(context, roleTrn);
  if (found === undefined) throw notFound(`role ${roleNameIn(role)}`);
  const name = sessionName(params, bearer);
  const keys = await mintSession(context, {
    roleTrn,
    sessionName: name,
    durationSeconds: numberOf(params, "DurationSeconds"),
    policy,
  });
  const { ExpiredTime, ...rest } = keys;
  return {
    VolcEngResponse: {
      AssumedRoleUser: {
        AssumedRoleId: `${found.key}:${name}`,
        Trn: sessionTrn(context, roleNameIn(role), name),
      },
      Credentials: { ...rest, Expiration: ExpiredTime },
      ...(params.WithOIDC === true ? { OIDCTokenInfo: tokenInfo(bearer.claims) } : {}),
    },
  };
}

export const getRoleCredentials = computes(roleCredentials);
