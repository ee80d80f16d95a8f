import { assertEnabled } from "../../cloudidentity/settings/instance.ts";
import type { ResourceType } from "../model.ts";

/** A type of the directory: while the service is disabled it refuses, as the direct API does. */
export function enabledOnly(type: ResourceType): ResourceType {
  const { typeName, identifiers } = type;
  return {
    ...type,
    async create(context, wanted) {
      await assertEnabled(context, typeName);
      return type.create(context, wanted);
    },
    async read(context, identifier) {
      await assertEnabled(context, typeName);
      return type.read(context, identifier);
    },
    async update(context, identifier, change) {
      await assertEnabled(context, typeName);
      await type.update(context, identifier, change);
    },
    async remove(context, identifier) {
      await assertEnabled(context, typeName);
      await type.remove(context, identifier);
    },
    ...(identifiers === undefined
      ? {}
      : {
          async identifiers(context) {
            await assertEnabled(context, typeName);
            return identifiers(context);
          },
        }),
  };
}
