/** By which TRNs access policies know what a request works on. */
import type { JsonObject } from "../../action/json.ts";
import { EVERYTHING } from "../iam/evaluate.ts";
import type { CallContext, Place, Resource, SandboxAction } from "../types.ts";
import { textOf } from "../values.ts";
import { find, keyText, recordAt } from "./records.ts";

/** A thing's own TRN or, where its kind has none, that of the nearest thing it lives in; undefined where none has one. */
export async function trnOf(
  resource: Resource,
  doc: JsonObject,
  context: Place,
): Promise<string | undefined> {
  const own = resource.trn?.(doc, context);
  if (own !== undefined) return own;
  return parentTrn(resource, keyText(doc[resource.parent?.field ?? ""]), context);
}

/** The TRN of what things of this kind live in, by the parent's key. */
export async function parentTrn(
  { parent }: Resource,
  key: string,
  context: Place,
): Promise<string | undefined> {
  if (parent === undefined) return undefined;
  const record = await recordAt(parent.to, context, key);
  return record === undefined ? undefined : trnOf(parent.to, record.doc, context);
}

/**
 * The containers that a request names by their usual parameters, such as UserPoolUid. Where it could name one that has a
 * default and does not, that one or all of them may be meant: the caller needs both.
 */
export async function containerTrns(
  { service, input }: Pick<SandboxAction, "service" | "input">,
  params: JsonObject,
  context: CallContext,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const container of context.resources.containers) {
    if (!container.kind.startsWith(`${service}.`)) continue;
    const parameters = Object.entries(container.namedBy ?? {});
    const unnamed = parameters.filter(([name]) => Object.hasOwn(input, name) && !textOf(params, name));
    if (container.unnamed !== undefined && unnamed.length > 0) {
      const record = await recordAt(container, context, container.unnamed);
      const trn = record === undefined ? undefined : await trnOf(container, record.doc, context);
      found.push(...(trn === undefined ? [] : [trn]), EVERYTHING);
    }
    for (const [parameter, field] of parameters) {
      const value = textOf(params, parameter);
      const record = value ? await find(container, context, { [field]: value }) : undefined;
      const trn = record === undefined ? undefined : await trnOf(container, record.doc, context);
      if (trn !== undefined) found.push(trn);
    }
  }
  return found;
}
