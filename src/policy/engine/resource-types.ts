/**
 * Cloud Control types that a rule may list, the resource types of the identity world, with the properties that a call may
 * set; nested ones in parentheses (the vendor's resource type descriptions: `typeName`, `properties` without
 * `readOnlyProperties`).
 */
const SETTABLE: Readonly<Record<string, string>> = {
  "Volcengine::CloudIdentity::Group": "Description DisplayName GroupName JoinType Members(UserId)",
  "Volcengine::CloudIdentity::PermissionSet":
    "Description Name PermissionPolicies(PermissionPolicyDocument PermissionPolicyName PermissionPolicyType) RelayState SessionDuration",
  "Volcengine::CloudIdentity::PermissionSetAssignment": "PermissionSetId PrincipalId PrincipalType TargetId",
  "Volcengine::CloudIdentity::PermissionSetProvisioning": "PermissionSetId TargetId",
  "Volcengine::CloudIdentity::User":
    "Description DisplayName Email Password PasswordResetRequired Phone UserName",
  "Volcengine::CloudIdentity::UserProvisioning":
    "DeletionStrategy Description DuplicationStrategy DuplicationSuffix IdentitySourceStrategy PrincipalId PrincipalType TargetId",
  "Volcengine::IAM::Accesskey": "Status UserName",
  "Volcengine::IAM::AllowedIpAddress": "IPList(Description IP) Quota UserId",
  "Volcengine::IAM::Group":
    "AttachedPolicies(PolicyName PolicyScope(AttachTime PolicyScopeType ProjectDisplayName ProjectName) PolicyType) Description DisplayName UserGroupName Users(UserName)",
  "Volcengine::IAM::OauthProvider":
    "AuthorizeTemplate AuthorizeURL ClientId ClientSecret Description IdentityMapType IdpIdentityKey OauthProviderName SSOType Scope Status TokenURL UserInfoURL",
  "Volcengine::IAM::OidcProvider":
    "ClientIds Description IssuanceLimitTime IssuerURL OIDCProviderName Thumbprints",
  "Volcengine::IAM::Policy":
    "Description PolicyDocument PolicyName PolicyRoles(Name PolicyScope(ProjectName)) PolicyType PolicyUserGroups(Name PolicyScope(ProjectName)) PolicyUsers(Name PolicyScope(ProjectName))",
  "Volcengine::IAM::Project": "Description DisplayName ParentProjectName ProjectName",
  "Volcengine::IAM::Role":
    "Description DisplayName IsServiceLinkedRole MaxSessionDuration Policies(PolicyName PolicyType) RoleName ServiceName Tags(Key Value) TrustPolicyDocument",
  "Volcengine::IAM::SamlProvider": "Description EncodedSAMLMetadataDocument SAMLProviderName SSOType Status",
  "Volcengine::IAM::User":
    "Description DisplayName Email EmailIsVerify Groups LoginProfile(LoginAllowed Password PasswordResetRequired SafeAuthExemptDuration SafeAuthExemptRequired SafeAuthExemptUnit SafeAuthFlag SafeAuthType) MobilePhone Policies(PolicyName PolicyType) SecurityConfig(SafeAuthType) Tags(Key Value) UserName",
  "Volcengine::ID::Service":
    "Backend(BackendDomain BackendPort EnableTls Protocol TimeoutSeconds) Description PermissionSpaceId PermissionSpaceName ProjectName Routes(ApiSpec(ActionType ActionValue Extractors(IsAuth Path ResourceType Source) IdentifierType IdentifierValue ResponseFilters(Attributes(Field Target) FilterPath IdField IsAuth Mode ResourcePath ResourceType)) AuthResourceType Description Method Path PathMatchType PermissionPool Priority ResourceType RouteName) ServiceName Status Tags(Key Value)",
};

export const RESOURCE_TYPES: readonly string[] = Object.keys(SETTABLE);

/** Properties by name, each with those inside it; empty where it holds a plain value or what nobody describes. */
export interface Properties extends ReadonlyMap<string, Properties> {}

const read = new Map<string, Properties>();

/** The properties that a call may set on a resource of the type; undefined for a type that is not known. */
export function propertiesOf(type: string): Properties | undefined {
  const text = Object.hasOwn(SETTABLE, type) ? SETTABLE[type] : undefined;
  if (text === undefined) return undefined;
  let properties = read.get(type);
  if (properties === undefined) {
    properties = parse(text);
    read.set(type, properties);
  }
  return properties;
}

function parse(text: string): Properties {
  const root = new Map<string, Properties>();
  const open = [root];
  let latest = root;
  for (const [token] of text.matchAll(/[A-Za-z0-9]+|[()]/g)) {
    const current = open.at(-1) ?? root;
    if (token === "(") open.push(latest);
    else if (token === ")") open.pop();
    else {
      latest = new Map();
      current.set(token, latest);
    }
  }
  return root;
}
