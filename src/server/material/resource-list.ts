/** What `resources/list` and `resources/templates/list` answer: kept apart from what is needed to read one. */

export const FAMILIES_URI = "idgate://families";
export const OPERATIONS_URI = "idgate://operations";

/** The variable of each template is what follows the last slash. */
export const TEMPLATES = {
  actions: "idgate://actions/{name}",
  families: "idgate://families/{family}",
  operations: "idgate://operations/{id}",
} as const;

export const PLAIN = "text/plain";
export const JSON_TYPE = "application/json";

export const RESOURCES = [
  {
    uri: FAMILIES_URI,
    name: "families",
    title: "Families of actions",
    description: "Every kind of resource that can be administered here, one line each.",
    mimeType: PLAIN,
  },
  {
    uri: OPERATIONS_URI,
    name: "operations",
    title: "Your recent operations",
    description: "What this client asked for lately and what became of it.",
    mimeType: JSON_TYPE,
  },
] as const;

export const RESOURCE_TEMPLATES = [
  {
    uriTemplate: TEMPLATES.actions,
    name: "action",
    title: "An action",
    description:
      "Parameters, an example, errors, and what the policy says; e.g. idgate://actions/iam:CreateUser",
    mimeType: PLAIN,
  },
  {
    uriTemplate: TEMPLATES.families,
    name: "family",
    title: "A family of actions",
    description: "What the resource is and every action on it; e.g. idgate://families/workload-pools",
    mimeType: PLAIN,
  },
  {
    uriTemplate: TEMPLATES.operations,
    name: "operation",
    title: "An operation",
    description: "What became of an operation that this client asked for, by its id op_…",
    mimeType: JSON_TYPE,
  },
] as const;
