/** The five discovery tools as `tools/list` shows them. Every host pays for these words: each has to earn its place. */
import * as z from "zod";
import { objectSchema, type ToolDefinition, type ToolHints } from "../definition.ts";
import { CHANGE_ACTION, CHECK_POLICY, DESCRIBE_ACTION, READ_ACTION, SEARCH_ACTIONS } from "../own-tools.ts";

/** Longest question to the search, in UTF-16 units. */
const QUERY_LIMIT = 300;
/** Longest name that is looked up. */
const NAME_LIMIT = 100;
/** Most answers of one search. */
export const MOST_HITS = 8;
export const USUAL_HITS = 5;
/** Most fields that one read keeps. */
const MOST_FIELDS = 50;

const actionName = () => z.string().min(1).max(NAME_LIMIT);
// What is in it is for the action's own schema to say.
const parameters = () => z.looseObject({}).pipe(z.record(z.string(), z.json())).optional();

export const searchInput = z.strictObject({
  query: z.string().min(1).max(QUERY_LIMIT).describe("The task in words, English or Chinese"),
  limit: z.int().min(1).max(MOST_HITS).optional(),
  service: z.enum(["id", "cloudidentity", "cloudcontrol", "iam", "sts"]).optional(),
  effect: z.enum(["read", "reveal", "create", "update", "delete", "issue"]).optional(),
});

export const describeInput = z.strictObject({
  action: actionName().describe("e.g. iam:CreateUser, or a tool's name"),
});

export const readInput = z.strictObject({
  action: actionName().describe("e.g. iam:ListUsers"),
  params: parameters().describe("The action's own parameters; describe_action shows them"),
  fields: z
    .array(z.string().min(1).max(NAME_LIMIT))
    .min(1)
    .max(MOST_FIELDS)
    .optional()
    .describe("Keep only these fields of each item, dotted; pages on by itself, to 2,000 items"),
  count: z.boolean().optional().describe("Only count the items"),
});

export const changeInput = z.strictObject({
  action: actionName().describe("e.g. iam:CreateUser"),
  params: parameters().describe("The action's own parameters; describe_action shows them"),
  dryRun: z.boolean().optional().describe("Show the request and the decision; send nothing"),
});

export const checkInput = z.strictObject({
  action: actionName().optional().describe("Leave out for an overview"),
  params: parameters().describe("For one call with exactly these"),
});

interface OwnTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodType;
  readonly hints: Omit<ToolHints, "title">;
}

const LOCAL_READ = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

const TOOLS: readonly OwnTool[] = [
  {
    name: SEARCH_ACTIONS,
    title: "Search actions",
    description:
      "Finds identity actions (418 in all: agents, credentials, users, groups, permissions, SSO, IAM) for a task, and whether the policy allows them. Most are not listed as tools: search before you say that something cannot be done.",
    input: searchInput,
    hints: LOCAL_READ,
  },
  {
    name: DESCRIBE_ACTION,
    title: "Describe an action",
    description:
      "Shows an action's parameters, an example, what comes first, and errors. Use it before a first call.",
    input: describeInput,
    hints: LOCAL_READ,
  },
  {
    name: READ_ACTION,
    title: "Read with an action",
    description:
      "Calls any action that only reads. Lists: `fields` keeps the answer small, `count` only counts.",
    input: readInput,
    hints: { ...LOCAL_READ, openWorldHint: true },
  },
  {
    name: CHANGE_ACTION,
    title: "Change with an action",
    description:
      "Calls any action, also one that changes something or hands out a credential. The policy decides; a person may be asked.",
    input: changeInput,
    hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  },
  {
    name: CHECK_POLICY,
    title: "Check the policy",
    description:
      "Says what the operator's policy makes of one call or one action; without arguments, who and where you are and all that you may do. Sends, records and spends nothing.",
    input: checkInput,
    hints: LOCAL_READ,
  },
];

/** Definitions without output schemas: what they answer depends on the action, and every schema is paid for. */
export function discoveryDefinitions(): readonly ToolDefinition[] {
  return TOOLS.map(({ name, title, description, input, hints }) => ({
    name,
    title,
    description,
    inputSchema: objectSchema(input),
    annotations: { title, ...hints },
  }));
}
