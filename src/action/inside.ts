/** What a field's schema says of what is inside it. */
import * as z from "zod";
import type { Shape } from "./action.ts";

/**
 * The fields inside a schema by name, lists and options looked through. Undefined where it is free: JSON, a record, or a
 * text, which may hold JSON. A number, a truth or a word of a list has nothing inside.
 */
export function fieldsInside(schema: z.core.$ZodType): ReadonlyMap<string, z.core.$ZodType> | undefined {
  if (schema instanceof z.ZodObject) {
    const { catchall } = schema.def;
    const open = catchall !== undefined && !(catchall instanceof z.ZodNever);
    return open ? undefined : new Map(Object.entries<z.core.$ZodType>(schema.shape));
  }
  if (schema instanceof z.ZodArray) return fieldsInside(schema.element);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return fieldsInside(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) return fieldsInside(schema.in);
  if (schema instanceof z.ZodUnion) {
    const all = new Map<string, z.core.$ZodType>();
    for (const option of schema.options) {
      const inside = fieldsInside(option);
      if (inside === undefined) return undefined;
      for (const [name, field] of inside) all.set(name, field);
    }
    return all;
  }
  const closed =
    schema instanceof z.ZodNumber ||
    schema instanceof z.ZodBoolean ||
    schema instanceof z.ZodEnum ||
    schema instanceof z.ZodLiteral;
  return closed ? new Map() : undefined;
}

/** Whether the field at a path takes a text; what is inside free-form JSON takes any. Lists are looked through. */
export function takesText(shape: Shape, path: readonly string[], text: string): boolean {
  let inside: ReturnType<typeof fieldsInside> = new Map(Object.entries(shape));
  let field: z.core.$ZodType | undefined;
  for (const step of path) {
    if (inside === undefined) return true;
    field = inside.get(step);
    if (field === undefined) return false;
    inside = fieldsInside(field);
  }
  return field !== undefined && z.safeParse(field, text).success;
}
