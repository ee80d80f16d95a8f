/** Every environment variable of idgate's own. A test holds the list against the code. */
export const VARIABLES = [
  "IDGATE_ALLOW_HOST",
  "IDGATE_ASSUME_ROLE",
  "IDGATE_AUDIT_SINK",
  "IDGATE_DRY_RUN",
  "IDGATE_ENDPOINT",
  "IDGATE_EXCLUDE",
  "IDGATE_LANG",
  "IDGATE_LIST",
  "IDGATE_LOG_LEVEL",
  "IDGATE_ONLY",
  "IDGATE_POLICY",
  "IDGATE_PROFILE",
  "IDGATE_REGION",
  "IDGATE_ROLE_SESSION_NAME",
  "IDGATE_SANDBOX",
  "IDGATE_STATE",
] as const;
