/** Whom Cloud Control works for: its caller needs what the type's handlers need, and on the same things. */
import { isJsonObject, type JsonObject } from "../../action/json.ts";
import { ACCOUNT_OWNER, accessKey } from "../iam/access-key.ts";
import { ANYTHING } from "../iam/evaluate.ts";
import { iamGroup } from "../iam/group.ts";
import { iamPolicy } from "../iam/policy.ts";
import { oauthProvider } from "../iam/providers/oauth-provider.ts";
import { oidcProvider } from "../iam/providers/oidc-provider.ts";
import { samlProvider } from "../iam/providers/saml-provider.ts";
import { iamTrn } from "../iam/records.ts";
import { iamRole } from "../iam/role.ts";
import { iamUser } from "../iam/user.ts";
import { gatewayService } from "../id/gateway/service.ts";
import { recordAt } from "../resources/records.ts";
import type { CallContext, Need, Resource } from "../types.ts";
import { objectOf, textOf } from "../values.ts";
import { type Handler, permissionsOf } from "./permissions.ts";
import { resourceTask } from "./tasks.ts";
import { resourceType } from "./types/catalog.ts";

/** The records behind a type, and the fields of theirs that its identifier has, in its order. */
const NAMED: Readonly<Record<string, readonly [Resource, ...string[]]>> = {
  "Volcengine::IAM::Group": [iamGroup, "UserGroupName"],
  "Volcengine::IAM::OauthProvider": [oauthProvider, "OAuthProviderName"],
  "Volcengine::IAM::OidcProvider": [oidcProvider, "OIDCProviderName"],
  "Volcengine::IAM::Policy": [iamPolicy, "PolicyName", "PolicyType"],
  "Volcengine::IAM::Role": [iamRole, "RoleName"],
  "Volcengine::IAM::SamlProvider": [samlProvider, "SAMLProviderName"],
  "Volcengine::IAM::User": [iamUser, "UserName"],
  "Volcengine::ID::Service": [gatewayService, "ServiceId"],
};

/**
 * Actions whose own target is the other end of a property: who is put into a group works on the group, who gets a
 * policy is worked on. Which ones a change is about shows when it is done, so that every Deny of theirs holds, and only
 * an Allow on everything is one.
 */
const AT_THE_OTHER_END: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  "Volcengine::IAM::User": { Groups: /^iam:(Add|Remove)User/ },
  "Volcengine::IAM::Policy": {
    PolicyUsers: /^iam:(At|De)tachUserPolicy$/,
    PolicyUserGroups: /^iam:(At|De)tachUserGroupPolicy$/,
    PolicyRoles: /^iam:(At|De)tachRolePolicy$/,
  },
};

/** True where a request may change a property: it is given, or a step of the patch is about it or about everything. */
function touches({ TargetState, PatchDocument }: JsonObject, property: string): boolean {
  if (isJsonObject(TargetState)) return TargetState[property] !== undefined;
  if (!Array.isArray(PatchDocument)) return false;
  const within = (pointer: string) => pointer === "" || pointer.split("/")[1] === property;
  return PatchDocument.some(
    (step) =>
      isJsonObject(step) &&
      [textOf(step, "path"), textOf(step, "from")].some((at) => at !== undefined && within(at)),
  );
}

/** What a change or a look is about, as the direct actions would name it. None: everything. */
async function targetsOf(
  typeName: string,
  params: JsonObject,
  context: CallContext,
): Promise<readonly string[]> {
  const state = objectOf(params, "TargetState");
  const identifier = textOf(params, "Identifier");
  if (typeName === "Volcengine::IAM::Accesskey") {
    const userTrn = (doc: JsonObject) => iamUser.trn?.(doc, context) ?? "";
    if (state !== undefined) {
      const UserName = textOf(state, "UserName");
      return [UserName ? userTrn({ UserName }) : iamTrn(context, "root")];
    }
    const key = await recordAt(accessKey, context, identifier ?? "");
    if (key === undefined) return [];
    if (key.doc.Owner === ACCOUNT_OWNER) return [iamTrn(context, "root")];
    const user = await recordAt(iamUser, context, textOf(key.doc, "UserId") ?? "");
    return user === undefined ? [] : [userTrn(user.doc)];
  }
  const [resource, ...fields] = NAMED[typeName] ?? [];
  const trnsOf = (doc: JsonObject): readonly string[] => {
    const trn = resource?.trn?.(doc, context);
    return trn === undefined ? [] : [trn];
  };
  if (resource === undefined) return [];
  if (state !== undefined) return trnsOf(state);
  if (identifier === undefined) return [];
  const parts = fields.length === 1 ? [identifier] : identifier.split("|");
  const known = await recordAt(resource, context, identifier);
  const doc = Object.fromEntries(fields.map((field, index) => [field, parts[index] ?? ""]));
  return trnsOf(known?.doc ?? doc);
}

/** What the caller of one of the actions needs beside it. */
export const needing =
  (handler: Handler) =>
  async (params: JsonObject, context: CallContext): Promise<readonly Need[]> => {
    const { typeName } = resourceType(textOf(params, "TypeName") ?? "");
    const permissions = permissionsOf(typeName);
    const resources = handler === "list" ? [] : await targetsOf(typeName, params, context);
    const others = Object.entries(AT_THE_OTHER_END[typeName] ?? {});
    return (permissions[handler] ?? permissions.create ?? []).flatMap((action): readonly Need[] => {
      const other = others.find(([, actions]) => actions.test(action));
      if (other === undefined) return [{ action, resources }];
      return touches(params, other[0]) ? [{ action, resources: [ANYTHING] }] : [];
    });
  };

/** A task that shows a secret shows it to those who could have started it. @throws Fault EntityNotFound */
export async function needsOfTask(params: JsonObject, context: CallContext): Promise<readonly Need[]> {
  const { about, outcome } = await resourceTask(context, textOf(params, "TaskId") ?? "");
  const type = resourceType(textOf(about, "TypeName") ?? "");
  const handler = textOf(about, "Operation")?.toLowerCase();
  if (type.secrets === undefined || (handler !== "create" && handler !== "update")) return [];
  const Identifier = textOf(outcome?.result ?? about, "Identifier") ?? "";
  const resources = await targetsOf(type.typeName, { Identifier }, context);
  return (permissionsOf(type.typeName)[handler] ?? []).map((action) => ({ action, resources }));
}
