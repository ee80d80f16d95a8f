/**
 * BatchGetSubjectPermissions and BatchGetObjectPermissions: what the enabled policies of a namespace say about one subject
 * or one object, a row for each policy, action and counterpart.
 *
 * A policy applies where its scope does, by the hierarchy that References and the namespace's resources make. Where it
 * names no single action or counterpart, the rows are those that the namespace declares, or `*` where it declares none.
 * A policy with conditions is shown, with their text, where the request includes such ones.
 */
import type {
  ActionConstraint,
  PrincipalConstraint,
  ResourceConstraint,
  TypeAndId,
} from "@cedar-policy/cedar-wasm/nodejs";
import type { JsonObject } from "../../../action/json.ts";
import { answers, family } from "../../resources/family.ts";
import { cutOf, pageOf } from "../../resources/paging.ts";
import type { Facts, Part, Place } from "../../types.ts";
import { objectOf, objectsOf, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { declaredResources, entityKey, type Hierarchy, hierarchyOf, named } from "./hierarchy.ts";
import { namespaceNamed } from "./namespace.ts";
import { type ParsedPolicy, parsedPolicy } from "./parsed-policy.ts";
import { permissionAction } from "./permission-action.ts";
import { policiesInForce } from "./policy.ts";

const EVERY: TypeAndId = { type: "*", id: "*" };
const ACTION_TYPE = "Action";

const PAGE = {
  input: { PageNumber: "int", PageSize: "int" },
  output: { PageNumber: "int", PageSize: "int", TotalCount: "int" },
} as const satisfies { readonly input: Facts; readonly output: Facts };

/** What is known of a namespace while its policies are read. */
interface Known {
  readonly hierarchy: Hierarchy;
  readonly actions: readonly TypeAndId[];
  readonly resources: readonly TypeAndId[];
}

type Scope = PrincipalConstraint | ResourceConstraint;

/** A Cedar entity, which the engine writes in two ways. */
const plain = (entity: TypeAndId | { readonly __entity: TypeAndId }): TypeAndId =>
  "__entity" in entity ? entity.__entity : entity;

function applies(scope: Scope, entity: TypeAndId, { hierarchy }: Known): boolean {
  switch (scope.op) {
    case "All":
      return true;
    case "==":
      return "entity" in scope && entityKey(plain(scope.entity)) === entityKey(entity);
    case "in":
      return "entity" in scope && hierarchy.isIn(entity, plain(scope.entity));
    case "is": {
      const within = scope.in;
      const fits = scope.entity_type === entity.type;
      if (within === undefined || within === null) return fits;
      return fits && "entity" in within && hierarchy.isIn(entity, plain(within.entity));
    }
  }
}

/** The single entity that a scope names; what lies in it comes from what is declared. */
function namedBy(scope: Scope): TypeAndId | undefined {
  if ((scope.op === "==" || scope.op === "in") && "entity" in scope) return plain(scope.entity);
  return scope.op === "is" ? { type: scope.entity_type, id: "*" } : undefined;
}

/** What the other side of a policy may be: those declared that fit, and what the scope itself names. */
function counterparts(scope: Scope, declared: readonly TypeAndId[], known: Known): readonly TypeAndId[] {
  const fitting = declared.filter((entity) => applies(scope, entity, known));
  const own = namedBy(scope);
  // `is T` stands for all of a type: it is spelled out where some are declared.
  const all = own === undefined || (scope.op === "is" && fitting.length > 0) ? fitting : [own, ...fitting];
  const distinct = [...new Map(all.map((entity) => [entityKey(entity), entity])).values()];
  return distinct.length === 0 ? [EVERY] : distinct;
}

function actionsOf(scope: ActionConstraint, { hierarchy, actions }: Known): readonly TypeAndId[] {
  if (scope.op === "All") return actions.length === 0 ? [{ type: ACTION_TYPE, id: "*" }] : actions;
  const own =
    "entities" in scope ? scope.entities.map(plain) : "entity" in scope ? [plain(scope.entity)] : [];
  if (scope.op === "==") return own;
  const below = actions.filter((action) => own.some((group) => hierarchy.isIn(action, group)));
  return [...new Map([...own, ...below].map((entity) => [entityKey(entity), entity])).values()];
}

interface Side {
  /** The parameter that names whom or what it is about. */
  readonly about: "Subject" | "Object";
  readonly otherField: "Resource" | "Subject";
  readonly otherTypes: "ObjectTypes" | "SubjectTypes";
  readonly scope: (policy: ParsedPolicy) => Scope;
  readonly otherScope: (policy: ParsedPolicy) => Scope;
  readonly others: (known: Known) => readonly TypeAndId[];
}

const ofSubject: Side = {
  about: "Subject",
  otherField: "Resource",
  otherTypes: "ObjectTypes",
  scope: ({ principal }) => principal,
  otherScope: ({ resource }) => resource,
  others: ({ resources }) => resources,
};
const ofObject: Side = {
  about: "Object",
  otherField: "Subject",
  otherTypes: "SubjectTypes",
  scope: ({ resource }) => resource,
  otherScope: ({ principal }) => principal,
  // A namespace declares no subjects.
  others: () => [],
};

const shown = ({ type, id }: TypeAndId): JsonObject => ({ Type: type, Id: id });

function rowsOf(
  side: Side,
  task: JsonObject,
  policies: readonly ParsedPolicy[],
  known: Known,
  at: string,
): readonly JsonObject[] {
  const about = named(task, side.about, `${at}${side.about}`);
  const filter = objectOf(task, "Filter") ?? {};
  const wanted = (field: string, value: string) => {
    const values = textsOf(filter, field);
    return values.length === 0 || values.includes(value);
  };
  return policies
    .filter((policy) => applies(side.scope(policy), about, known))
    .filter(({ conditional }) => !conditional || task.IncludeConditionalPolicies === true)
    .filter(({ effect }) => wanted("Effects", effect))
    .flatMap((policy) =>
      actionsOf(policy.action, known).flatMap((action) =>
        counterparts(side.otherScope(policy), side.others(known), known)
          .filter((other) => wanted("Actions", action.id) && wanted(side.otherTypes, other.type))
          .map((other) => ({
            Action: shown(action),
            [side.otherField]: shown(other),
            Effect: policy.effect,
            PolicyId: policy.id,
            PolicyName: policy.name,
            Conditional: policy.conditional,
            ...(policy.conditional ? { Condition: policy.condition } : {}),
          })),
      ),
    );
}

async function overview(side: Side, params: JsonObject, context: Place): Promise<JsonObject> {
  const { key } = await namespaceNamed(context, textOf(params, "NamespaceName"));
  const policies = (await policiesInForce(context, key)).map(parsedPolicy);
  const { items } = await context.store.list(permissionAction.kind, { parent: key });
  const actions = items.map(({ doc }) => ({ type: ACTION_TYPE, id: textOf(doc, "ActionKey") ?? "" }));
  const resources = (await declaredResources(context, key)).map(({ uid }) => uid);
  const results: JsonObject[] = [];
  for (const [index, task] of objectsOf(params, "Tasks").entries()) {
    const at = `Tasks.${index + 1}.`;
    const known = { hierarchy: await hierarchyOf(context, key, task, at), actions, resources };
    const rows = rowsOf(side, task, policies, known, at);
    const { items: data, counts } = pageOf(rows, cutOf(PAGE, task, faults));
    results.push({ TaskIndex: index, Data: data, ...counts });
  }
  return { Results: results };
}

export const permissionOverviews: Part = {
  actions: family("id", {
    BatchGetSubjectPermissions: answers((params, context) => overview(ofSubject, params, context)),
    BatchGetObjectPermissions: answers((params, context) => overview(ofObject, params, context)),
  }),
};
