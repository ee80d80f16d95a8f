/** Names of the tools that are idgate's own and stand for no single action. */
export const GENERATE_SECRET = "generate_secret";
export const SEARCH_ACTIONS = "search_actions";
export const DESCRIBE_ACTION = "describe_action";
export const READ_ACTION = "read_action";
export const CHANGE_ACTION = "change_action";
export const CHECK_POLICY = "check_policy";

/** The five through which every action is found, understood, tried and called, listed or not. */
export const DISCOVERY_TOOLS: ReadonlySet<string> = new Set([
  SEARCH_ACTIONS,
  DESCRIBE_ACTION,
  READ_ACTION,
  CHANGE_ACTION,
  CHECK_POLICY,
]);
