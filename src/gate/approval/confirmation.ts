import type { Json, JsonObject } from "../../action/json.ts";
import { shownWhole } from "./shown.ts";

/** A name that is longer is no name to type. */
const LONGEST = 120;

const VERB = /^(?:Batch)?(?:UnBind|[A-Z][a-z]+?)(?=[A-Z])/;
const FROM = /(?:From|For|To)(?=[A-Z]).*$/;
/** Ends of parameter names, what is best to recognise a thing by first. */
const KINDS = [/Name$/, /^Identifier$/, /^Trn$/, /(?:Uid|Id|ID|Key)$/, /$/] as const;
/** Where things are kept, not the things. */
const CONTAINER = /^(?:UserPool|WorkloadPool|Pool|Namespace)/;

/**
 * What a person types to approve that something goes: its name as the parameters give it, the number of things where it
 * is a list of them, and the action's own name where no parameter names it. Undefined where nothing goes. Only text that
 * is shown to the letter in a preview is ever asked for; secrets are marks there and never text.
 */
export function confirmationOf(operation: {
  readonly action: string;
  readonly effect: string;
  readonly params: JsonObject;
}): string | undefined {
  const { action, effect, params } = operation;
  if (effect !== "delete") return undefined;
  const thing = action.replace(/^.*:/, "").replace(VERB, "").replace(FROM, "");
  return numberOf(thing, params) ?? nameOf(thing, params) ?? action;
}

/** `RemoveUsersFromGroup {UserUids: [a, b]}` → `2`. */
function numberOf(thing: string, params: JsonObject): string | undefined {
  const one = thing.replace(/s$/, "");
  for (const [key, value] of Object.entries(params)) {
    const isOfThem = key === thing || (key.startsWith(one) && /(?:Uid|Id|Name)s$/.test(key));
    if (isOfThem && Array.isArray(value) && value.length > 0) return String(value.length);
  }
  return undefined;
}

function nameOf(thing: string, params: JsonObject): string | undefined {
  const named = Object.entries(params).flatMap(([key, value]) => {
    const text = typeable(value);
    return text === undefined ? [] : [{ key, text }];
  });
  for (const kind of KINDS) {
    const own = named.find(({ key }) => kind.test(key) && isOf(thing, key.replace(kind, "")));
    if (own !== undefined) return own.text;
  }
  // DeleteIdentityProvider {UserPoolUid, ConnectionUid}: called otherwise, and still the only one that is named.
  const others = named.filter(({ key }) => /(?:Name|Uid|Id|ID)$/.test(key) && !CONTAINER.test(key));
  return others.length === 1 ? others[0]?.text : undefined;
}

/** `UserPoolClient` is what `ClientUid` names, `Group` what `UserGroupName` does; `Name` alone is always the thing's. */
function isOf(thing: string, stem: string): boolean {
  return thing.endsWith(stem) || (thing !== "" && stem.endsWith(thing));
}

function typeable(value: Json): string | undefined {
  if (typeof value !== "string" || value.trim() === "" || value.length > LONGEST) return undefined;
  return value === value.trim() && shownWhole(value) === `"${value}"` ? value : undefined;
}
