/** What a field's schema says of what is inside it. */
import * as z from "zod";

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
