/** Policy documents: from JSON text to statements that can be evaluated. */
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { iamFault, invalid } from "./faults.ts";

/** Patterns with `*` and `?`; `not` where everything else is meant. */
export interface Matcher {
  readonly not: boolean;
  readonly patterns: readonly string[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: Matcher;
  /** Everything where a trust policy names none. */
  readonly resources: Matcher;
  readonly conditions: readonly Condition[];
  /** Who is trusted, by kind (`IAM`, `Service`, `Federated`); trust policies alone have it. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
}

/** As a Resource: the caller. The reference is silent about variables; this one keeps system policies to one's own. */
export const SELF = `\${volc:PrincipalTrn}`;

/** What is wrong with a document, as a short clause for people. */
export class DocumentProblem extends Error {}

const COMMON = ["Sid", "Effect", "Action", "NotAction", "Condition"];
const FIELDS = {
  policy: new Set([...COMMON, "Resource", "NotResource"]),
  trust: new Set([...COMMON, "Principal", "Resource"]),
} as const;
const TRUSTED: ReadonlySet<string> = new Set(["IAM", "Service", "Federated"]);
/** `*`, `iam:GetUser`, `*:Get*`. */
const ACTION = /^(\*|[A-Za-z0-9_*?-]+:[A-Za-z0-9_*?]+)$/;

/**
 * Reads a policy, or the trust policy of a role.
 * @throws DocumentProblem
 */
export function readDocument(text: string, kind: keyof typeof FIELDS): readonly Statement[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new DocumentProblem("It is not JSON.");
  }
  if (!isJsonObject(document)) throw new DocumentProblem("It is not an object.");
  const { Statement } = document;
  const strange = Object.keys(document).find((field) => field !== "Statement" && field !== "Version");
  if (strange !== undefined) throw new DocumentProblem(`It may not have ${strange}.`);
  if (!Array.isArray(Statement) || Statement.length === 0) {
    throw new DocumentProblem("It has no list of statements, called Statement.");
  }
  return Statement.map((statement: Json, index) => {
    if (!isJsonObject(statement)) throw new DocumentProblem(`Statement ${index + 1} is not an object.`);
    return readStatement(statement, `Statement ${index + 1}`, kind);
  });
}

function readStatement(statement: JsonObject, where: string, kind: keyof typeof FIELDS): Statement {
  const strange = Object.keys(statement).find((field) => !FIELDS[kind].has(field));
  if (strange !== undefined) throw new DocumentProblem(`${where} may not have ${strange}.`);
  const { Effect } = statement;
  if (Effect !== "Allow" && Effect !== "Deny") {
    throw new DocumentProblem(`The Effect of ${where} is neither Allow nor Deny.`);
  }
  const actions = matcher(statement, "Action", where);
  if (actions === undefined) throw new DocumentProblem(`${where} has neither Action nor NotAction.`);
  const wrong = actions.patterns.find((pattern) => !ACTION.test(pattern));
  if (wrong !== undefined) throw new DocumentProblem(`${where} has the action ${wrong}, which is none.`);
  const resources = matcher(statement, "Resource", where);
  if (resources === undefined && kind === "policy") {
    throw new DocumentProblem(`${where} has neither Resource nor NotResource.`);
  }
  return {
    effect: Effect,
    actions,
    resources: resources ?? { not: false, patterns: ["*"] },
    conditions: conditions(statement.Condition, where),
    principals: kind === "trust" ? principals(statement.Principal, where) : {},
  };
}

function matcher(statement: JsonObject, field: "Action" | "Resource", where: string): Matcher | undefined {
  const not = statement[`Not${field}`];
  const value = statement[field];
  if (not !== undefined && value !== undefined) {
    throw new DocumentProblem(`${where} has both ${field} and Not${field}.`);
  }
  if (not === undefined && value === undefined) return undefined;
  const patterns = texts(not ?? value ?? null, `${not === undefined ? "" : "Not"}${field} of ${where}`);
  return { not: not !== undefined, patterns };
}

/** One text, or a list of some. */
function texts(value: Json, what: string): readonly string[] {
  const list: readonly Json[] = Array.isArray(value) ? value : [value];
  const found = list.filter((one): one is string => typeof one === "string" && one !== "");
  if (found.length !== list.length || found.length === 0) {
    throw new DocumentProblem(`${what} is neither a text nor a list of texts.`);
  }
  return found;
}

function conditions(value: Json | undefined, where: string): readonly Condition[] {
  if (value === undefined) return [];
  if (!isJsonObject(value)) throw new DocumentProblem(`The Condition of ${where} is not an object.`);
  return Object.entries(value).flatMap(([operator, keys]) => {
    if (!isJsonObject(keys)) throw new DocumentProblem(`${operator} of ${where} is not an object.`);
    return Object.entries(keys).map(([key, given]) => ({
      operator,
      key,
      values: values(given, `${key} of ${where}`),
    }));
  });
}

function values(value: Json, what: string): readonly string[] {
  const list: readonly Json[] = Array.isArray(value) ? value : [value];
  return list.map((one) => {
    if (typeof one === "object")
      throw new DocumentProblem(`${what} is neither a value nor a list of values.`);
    return String(one);
  });
}

function principals(value: Json | undefined, where: string): Statement["principals"] {
  if (!isJsonObject(value) || Object.keys(value).length === 0) {
    throw new DocumentProblem(`${where} has no Principal.`);
  }
  return Object.fromEntries(
    Object.entries(value).map(([kind, given]) => {
      if (!TRUSTED.has(kind))
        throw new DocumentProblem(`${where} trusts ${kind}, which is no kind of principal.`);
      return [kind, texts(given, `The Principal of ${where}`)];
    }),
  );
}

/** @throws Fault InvalidParameter */
export function assertPolicyDocument(text: string, parameter = "PolicyDocument"): readonly Statement[] {
  try {
    return readDocument(text, "policy");
  } catch (problem) {
    if (!(problem instanceof DocumentProblem)) throw problem;
    throw invalid(parameter, problem.message);
  }
}

/** @throws Fault InvalidTrustPolicyDoc */
export function assertTrustPolicy(text: string): void {
  try {
    readDocument(text, "trust");
  } catch (problem) {
    if (!(problem instanceof DocumentProblem)) throw problem;
    throw iamFault(400, "InvalidTrustPolicyDoc", `Invalid TrustPolicy, err: '${problem.message}'.`);
  }
}
