/** The oracle's view of what a call carries: parameters beside `only`, addresses, properties that nobody can set. */
import type { Action } from "../../src/action/action.ts";
import type { Json, JsonObject } from "../../src/action/json.ts";
import { isObject, own, plainOperation, plainPatch, pointerTo } from "./oracle-values.ts";

/** Which host a text points to over https; undefined for everything that is no such address. Given by the test. */
export type HostOf = (text: string) => string | undefined;
interface Carried {
  readonly action: Action;
  readonly params: JsonObject;
}

// ---- properties of resource types ----

/** What can be set of the types that the tests use; a name with others below it has no other names inside. */
const SETTABLE: Readonly<Record<string, string>> = {
  "Volcengine::IAM::User": `Description DisplayName Email EmailIsVerify Groups LoginProfile.LoginAllowed
    LoginProfile.Password LoginProfile.PasswordResetRequired LoginProfile.SafeAuthExemptDuration
    LoginProfile.SafeAuthExemptRequired LoginProfile.SafeAuthExemptUnit LoginProfile.SafeAuthFlag
    LoginProfile.SafeAuthType MobilePhone Policies.PolicyName Policies.PolicyType SecurityConfig.SafeAuthType
    Tags.Key Tags.Value UserName`,
  "Volcengine::IAM::Policy": `Description PolicyDocument PolicyName PolicyRoles.Name
    PolicyRoles.PolicyScope.ProjectName PolicyType PolicyUserGroups.Name PolicyUserGroups.PolicyScope.ProjectName
    PolicyUsers.Name PolicyUsers.PolicyScope.ProjectName`,
  "Volcengine::IAM::Accesskey": "Status UserName",
};

/** Whether a value may stand at a path of names below a resource of the type. */
export function settable(type: string, at: readonly string[], value: Json): boolean {
  const known = (SETTABLE[type] ?? "").split(/\s+/).map((path) => path.split("."));
  const shared = (path: readonly string[]) => path.every((name, i) => i >= at.length || name === at[i]);
  const near = known.filter(shared);
  if (near.length === 0) return false;
  if (near.some((path) => path.length <= at.length)) return true;
  if (Array.isArray(value)) return value.every((element: Json) => settable(type, at, element));
  if (!isObject(value)) return true;
  return Object.entries(value).every(([name, child]) => settable(type, [...at, name], child));
}

/** Whether a change through Cloud Control shows all that it does, and sets nothing but what its type lets be set. */
export function settlesOnly({ action, params }: Carried): boolean {
  if (action.service !== "cloudcontrol") return true;
  const patch = own(params, "PatchDocument");
  const operations = patch === undefined ? [] : plainPatch(patch);
  if (operations === undefined) return false;
  const type = own(params, "TypeName");
  if (typeof type !== "string" || SETTABLE[type] === undefined) return true;
  const state = own(params, "TargetState");
  if (state !== undefined && !settable(type, [], state)) return false;
  return operations.every(({ pointer, value }) => {
    const [first = "", ...rest] = pointer
      .slice(1)
      .split("/")
      .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
    const names = [first, ...rest.filter((token) => !/^(?:-|[0-9]+)$/.test(token))];
    return settable(type, names, value ?? null);
  });
}

// ---- only ----

export function withinOnly(allowed: readonly string[], params: JsonObject): boolean {
  const paths = allowed.map((path) => path.split("."));
  return Object.entries(params).every(([key, value]) => {
    const below = paths.filter(([first]) => first === key);
    if (below.length === 0) return false;
    if (key !== "PatchDocument" || below.some((path) => path.length === 1))
      return carries(paths, [key], value);
    if (!Array.isArray(value)) return false;
    return value.every((raw: Json) => {
      const operation = plainOperation(raw);
      return (
        operation !== undefined &&
        below.some(([, ...rest]) => new RegExp(`^${pointerTo(rest)}(?:/|$)`).test(operation.pointer))
      );
    });
  });
}

function carries(paths: readonly (readonly string[])[], at: readonly string[], value: Json): boolean {
  const begins = (whole: readonly string[], part: readonly string[]) =>
    part.every((name, i) => whole[i] === name);
  if (paths.some((path) => begins(at, path))) return true;
  if (!paths.some((path) => begins(path, at))) return false;
  if (Array.isArray(value)) return value.every((element: Json) => carries(paths, at, element));
  return (
    isObject(value) && Object.entries(value).every(([key, child]) => carries(paths, [...at, key], child))
  );
}

// ---- hosts ----

export function egressListed(hosts: readonly string[], { action, params }: Carried, hostOf: HostOf): boolean {
  if (action.egress.length === 0) return true;
  const patch = own(params, "PatchDocument");
  if (patch !== undefined && plainPatch(patch) === undefined) return false;
  const fields = action.egress.map((field) => field.replaceAll("[]", ""));
  return leaves(params, "").every(({ path, value }) => {
    const meant = fields.some((field) => new RegExp(`^${fieldPattern(field)}$`, "i").test(path));
    if (!meant) return true;
    const host = typeof value === "string" ? hostOf(value) : undefined;
    return (
      host !== undefined &&
      hosts.some((entry) => (entry.startsWith("*.") ? host.endsWith(entry.slice(1)) : entry === host))
    );
  });
}

/** `A.**.B` as a pattern for dotted paths: `**` stands for any names, none included, `*URL` for each that ends so. */
function fieldPattern(field: string): string {
  const steps = field
    .split(".")
    .map((step) => (step === "**" ? "(?:[^.]+\\.)*" : `${step.replace("*", "[^.]*")}\\.`));
  return steps.join("").replace(/\\\.$/, "");
}

interface LeafAt {
  readonly path: string;
  readonly value: Json;
}

/** Every scalar, and every container as a whole, by its dotted path; a patch's values by its pointers too. */
function leaves(value: Json, path: string): readonly LeafAt[] {
  const under = (key: string) => (path === "" ? key : `${path}.${key}`);
  if (Array.isArray(value)) return value.flatMap((element: Json) => leaves(element, path));
  if (!isObject(value)) return [{ path, value }];
  const whole = { path, value };
  const operation = plainOperation(value);
  const set = operation?.value === undefined ? [] : setBy(operation.pointer, operation.value);
  // A dotted key may be read as the name before its dot.
  const children = Object.entries(value).flatMap(([key, child]) => [
    ...leaves(child, under(key)),
    ...(key.includes(".") ? leaves(child, under(key.split(".", 1).join(""))) : []),
  ]);
  return [whole, ...set, ...children];
}

/** What an operation sets, and the containers that its pointer goes through: one of those is no address either. */
function setBy(pointer: string, value: Json): readonly LeafAt[] {
  const [first = "", ...rest] = pointer.slice(1).split("/");
  const names = [first, ...rest.filter((token) => !/^(?:-|[0-9]+)$/.test(token))];
  const through = names.slice(1).map((_name, at) => ({ path: names.slice(0, at + 1).join("."), value: {} }));
  return [...through, ...leaves(value, names.join("."))];
}
