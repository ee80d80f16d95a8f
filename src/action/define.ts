import type { Action, Effect, Encoding, Service } from "./action.ts";

type Required = "service" | "name" | "family" | "effect" | "title" | "zh" | "summary" | "input" | "output";
type Definition = Pick<Action, Required> &
  Partial<Omit<Action, Required | "secrets">> & {
    readonly secrets?: Partial<Action["secrets"]>;
  };

/** API versions by service (facts of the vendor's reference, "The wire"). */
const VERSIONS: Readonly<Record<Service, string>> = {
  id: "2025-10-30",
  cloudidentity: "2023-01-01",
  cloudcontrol: "2025-06-01",
  iam: "2018-01-01",
  sts: "2018-01-01",
};

const DEFAULT_ENCODING: Readonly<Record<Service, Encoding>> = {
  id: "POST json",
  cloudidentity: "POST json",
  cloudcontrol: "POST json",
  iam: "GET query",
  sts: "POST form",
};

/** INVARIANT: every `issue` escalates; a definition cannot say otherwise. */
function escalatesByEffect(effect: Effect): boolean {
  return effect === "issue";
}

/** Fills in what follows from the rest, and freezes the entry. */
export function defineAction(definition: Definition): Action {
  return Object.freeze({
    ...definition,
    version: definition.version ?? VERSIONS[definition.service],
    encoding: definition.encoding ?? DEFAULT_ENCODING[definition.service],
    synonyms: definition.synonyms ?? [],
    prerequisites: definition.prerequisites ?? [],
    escalates: (definition.escalates ?? false) || escalatesByEffect(definition.effect),
    secrets: { input: [], output: [], forUser: [], ...definition.secrets },
    egress: definition.egress ?? [],
    freeForm: definition.freeForm ?? [],
    jsonStrings: definition.jsonStrings ?? [],
  });
}
