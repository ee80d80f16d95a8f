/** The direct actions that an allow rule about Cloud Control stands for. */
import { DOORS, OPERATION_ACTION, OPERATIONS, type Operation } from "../engine/doors.ts";
import { type AllowRule, type Carried, PATCH, type Path, TARGET_STATE } from "../engine/model.ts";

/** A direct action that a call through Cloud Control stands for. */
export interface Through {
  readonly action: string;
  readonly type: string;
  /** What the call must carry for it; undefined where every call does it. */
  readonly property: Path | undefined;
}

/** Where a create or an update carries properties. */
const CARRIER: Readonly<Partial<Record<Operation, string>>> = { create: TARGET_STATE, update: PATCH };

/** What `name` stands for in the rule, by its types and what its `only` lets through; empty where it is a direct action. */
export function throughCloudControl(
  rule: Pick<AllowRule, "types" | "only">,
  name: string,
): readonly Through[] {
  const operation = OPERATIONS.find((one) => OPERATION_ACTION[one] === name);
  if (operation === undefined) return [];
  const carrier = CARRIER[operation];
  return DOORS.filter(({ type }) => rule.types?.has(type) ?? true).flatMap((door): Through[] => {
    const { type, service, whole, properties = {} } = door;
    const always = (whole[operation] ?? []).map((one) => ({ one, property: undefined }));
    const carried =
      carrier === undefined
        ? []
        : Object.entries(properties)
            .filter(([property]) => lets(rule.only, [carrier, property]))
            .flatMap(([property, names]) => names.map((one) => ({ one, property: [carrier, property] })));
    return [...always, ...carried].map(({ one, property }) => ({
      action: `${service}:${one}`,
      type,
      property,
    }));
  });
}

/** Whether `only` lets through something at or below a path. */
export function lets(only: Carried | undefined, path: Path): boolean {
  let node = only;
  for (const name of path) {
    if (node === undefined || node.whole) return true;
    if (!node.children.has(name)) return false;
    node = node.children.get(name);
  }
  return true;
}
