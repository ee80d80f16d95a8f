/**
 * Cloud Control type names that a rule may list: the resource types of the identity world (the vendor's
 * resource type descriptions, `typeName`).
 */
export const RESOURCE_TYPES: readonly string[] = [
  "Volcengine::CloudIdentity::Group",
  "Volcengine::CloudIdentity::PermissionSet",
  "Volcengine::CloudIdentity::PermissionSetAssignment",
  "Volcengine::CloudIdentity::PermissionSetProvisioning",
  "Volcengine::CloudIdentity::User",
  "Volcengine::CloudIdentity::UserProvisioning",
  "Volcengine::IAM::Accesskey",
  "Volcengine::IAM::AllowedIpAddress",
  "Volcengine::IAM::Group",
  "Volcengine::IAM::OauthProvider",
  "Volcengine::IAM::OidcProvider",
  "Volcengine::IAM::Policy",
  "Volcengine::IAM::Project",
  "Volcengine::IAM::Role",
  "Volcengine::IAM::SamlProvider",
  "Volcengine::IAM::User",
  "Volcengine::ID::Service",
];
