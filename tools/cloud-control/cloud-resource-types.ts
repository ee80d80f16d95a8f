/** What is known of Cloud Control's resource types: which can be read plainly, what in them is secret or dials out. */

const IAM = "Volcengine::IAM::";
const DIRECTORY = "Volcengine::CloudIdentity::";

/** Minting this type hands out cloud keys; reading it shows stored ones. */
export const ACCESS_KEY_TYPE = `${IAM}Accesskey`;

/**
 * Types whose stored state is known to hold no secret. Accesskey and OauthProvider do hold one, and a type
 * that is not here may: reading those is `reveal`.
 */
export const PLAIN_TYPES: ReadonlySet<string> = new Set([
  ...["AllowedIpAddress", "Group", "OidcProvider", "Policy", "Project", "Role", "SamlProvider", "User"].map(
    (type) => IAM + type,
  ),
  ...[
    "Group",
    "PermissionSet",
    "PermissionSetAssignment",
    "PermissionSetProvisioning",
    "User",
    "UserProvisioning",
  ].map((type) => DIRECTORY + type),
  "Volcengine::ID::Service",
]);

/** Property names that hold a secret in some type, at whatever depth. */
export const SECRET_PROPERTIES = [
  "Password",
  "ClientSecret",
  "SecretAccessKey",
  "SessionToken",
  "AccessToken",
  "RefreshToken",
  "ApiKey",
  "Secret",
  "Token",
  "PrivateKey",
  "CredentialSecret",
  "CredentialData",
  "EncryptionKey",
  "RegistrationAccessToken",
] as const;

/**
 * Property names that make the cloud send something somewhere, at whatever depth: what the direct actions call their
 * addresses, and by their endings what types that are not known yet may call theirs.
 */
export const EGRESS_PROPERTIES = [
  ...["*Endpoint", "*Endpoints[]", "*URL", "*URLs[]", "*URI", "*URIs[]"],
  ...["Issuer", "AuthorizeTemplate", "BackendDomain", "Host", "RelayState", "FunctionId"],
  ...["IdpMetadata", "*MetadataDocument", "TrustAnchorCfg"],
] as const;
