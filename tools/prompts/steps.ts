/** Steps and arguments that several prompts share. */
import type { JsonObject } from "../../src/action/json.ts";
import { type Step, type Taken, text, unfit } from "../../src/action/prompt.ts";

/** The first step of whatever changes something: which account that would be. */
export const whoAmI: Step = {
  action: "sts:GetCallerIdentity",
  params: {},
  why: "Shows the account that you are about to work in.",
  check: "Stop if it is not the account that the user means.",
};

const ENTITY = /^((?:[A-Za-z_]\w*::)*[A-Za-z_]\w*)::"?([^"]+)"?$/;

/** `Invoice::42`, also `Invoice::"42"`, as the service takes it. @throws InvalidArguments where it is nothing of the kind */
export function entity(argument: string, written: string): JsonObject {
  const [, type, id] = ENTITY.exec(written) ?? [];
  if (type === undefined || id === undefined) return unfit(argument, "is not Type::id, such as Agent::bot");
  return { Type: type, Id: id };
}

const POOL = "default";

/** The workload pool that an agent is in. */
export const agentPool = () => text("Workload pool of the agent; `default` when left out").default(POOL);

/** The step that finds a user pool; {@link userPool} takes the Uid of it. */
export const findUserPool = (name: string | undefined): Step => ({
  action: "id:ListUserPools",
  params: name === undefined ? {} : { Filter: { Name: name } },
  as: "pool",
  fields: ["Uid", "Name", "TotalUsers"],
  why: "Finds the user pool.",
  check:
    name === undefined
      ? `If there are several, ask the user which one. ${orCreate("one", "id:CreateUserPool", "If there is none")}`
      : orCreate("it", "id:CreateUserPool", "If it does not exist"),
});

/** What to do where something is missing that the user may want made; the call that looked for it then gives its id. */
export const orCreate = (what: string, action: string, when: string): string =>
  `${when}, ask whether to create ${what}, unless the user wants a new one anyway: ${action}, then make this call again.`;

/** The Uid of a user pool that {@link findUserPool}, or another step that lists them, found. */
export const userPool = (name: string | undefined, from = "pool"): Taken => ({
  from,
  path: "Data[].Uid",
  ...named("Name", name),
});

/** Which item of a list: the one of this name, where a name is known. */
export const named = (field: string, name: string | undefined): Pick<Taken, "where"> =>
  name === undefined ? {} : { where: { [field]: name } };
