/** The errors a caller should reckon with, by service and effect (the services' reference pages). */
import type { Action, Effect, Service } from "../../action/action.ts";

/** The service's own words for a name that is taken, a thing that is not there, a quota that is used up. */
interface Words {
  readonly taken: string;
  readonly absent: string;
  readonly full: string;
  readonly wrong: string;
}

const WORDS: Readonly<Record<Service, Words>> = {
  id: {
    taken: "Duplicated (409)",
    absent: "NotFound (404)",
    full: "QuotaExceeded (429)",
    wrong: "InvalidParameter.NAME, MissingParameter.NAME (400)",
  },
  cloudidentity: {
    taken: "…AlreadyExists (409)",
    absent: "…NotFound (404)",
    full: "ReachedQuotaLimit (429)",
    wrong: "InvalidParameter, ParamMissing (400)",
  },
  cloudcontrol: {
    taken: "a task that ends FAILED with …AlreadyExists",
    absent: "a task that ends FAILED with …NotFound",
    full: "a task that ends FAILED with ServiceLimitExceeded",
    wrong: "InvalidParameter, MissingParameter (400)",
  },
  iam: {
    taken: "…AlreadyExists (409)",
    absent: "…NotExist (404)",
    full: "…LimitExceeded",
    wrong: "InvalidParameter, MissingParameter (400)",
  },
  sts: {
    taken: "",
    absent: "RoleNotExist (404)",
    full: "",
    wrong: "InvalidParameter, MissingParameter (400)",
  },
};

const MEETS: Readonly<Record<Effect, readonly (keyof Words)[]>> = {
  create: ["taken", "full", "wrong"],
  issue: ["absent", "wrong"],
  read: ["absent", "wrong"],
  reveal: ["absent", "wrong"],
  update: ["absent", "wrong"],
  delete: ["absent", "wrong"],
};

/** e.g. `Duplicated (409)`; lists and searches that take nothing by name have none that matter. */
export function failuresOf(action: Action): readonly string[] {
  const lists = action.effect === "read" && action.paging !== undefined;
  const kinds = lists ? (["wrong"] as const) : MEETS[action.effect];
  return kinds.map((kind) => WORDS[action.service][kind]).filter((words) => words !== "");
}
