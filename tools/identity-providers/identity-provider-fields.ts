/** What the sign-in connections of a user pool have in common, whatever protocol they speak (id). */
import * as z from "zod";
import type { Shape } from "../../src/action/action.ts";
import {
  flagOutput,
  listOf,
  name,
  pageOutput,
  plainName,
  plainText,
  rowsOutput,
  secretHandle,
  secretOutput,
  text,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";

export const poolUid = () => name("Uid from CreateUserPool or ListUserPools");
export const connectionUid = () => name("Uid from ListIdentityProviders");
/** One connection of one pool. */
export const connection = () => ({ UserPoolUid: poolUid(), ConnectionUid: connectionUid() });

/** The settings of a create as an update takes them: each may be left out. */
export function eachOptional(shape: Shape): Shape {
  return Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, schema.optional()]));
}

export const connectionName = (max?: number) =>
  name("Name of the connection, unlike others in the pool", max);
export const enabled = () => z.boolean().describe("Whether people can sign in through it");
export const provider = () => name("Vendor preset, spelled as ListIdentityProviders shows it");
export const eipId = () => name("Elastic IP from which the cloud calls the provider");
export const scopesList = () => listOf(plainName(), "Scopes to ask for, e.g. openid, email");
export const usePkce = () => z.boolean().describe("Whether to protect the code with PKCE");

// The configuration is free text, and a mapping that calls out may carry a key in it: sealed as a whole.
const additionalConfig = () =>
  z
    .union([secretHandle(), plainText()])
    .describe("Settings of this mapping; a handle where it holds a secret");

export const attributeMappings = () =>
  listOf(
    z.strictObject({
      SourceAttributeName: name("Attribute at the provider").optional(),
      TargetAttributeName: name("Attribute of the pool user").optional(),
      MappingType: name("As existing mappings spell it").optional(),
      AdditionalConfig: additionalConfig().optional(),
    }),
    "Which attribute of the provider fills which attribute of the pool user",
  );

export const claimsPropagationConfig = () =>
  z
    .strictObject({
      Mode: name("As existing connections spell it").optional(),
      ClaimRules: listOf(
        z.strictObject({
          SourceClaimPath: name("Where it is in the provider's claims").optional(),
          TargetClaim: name("Claim to set").optional(),
          ClaimType: name("Type of the value").optional(),
          Required: z.boolean().describe("Whether it must be present").optional(),
        }),
        "One rule per claim",
      ).optional(),
    })
    .describe("Which claims of the provider go on into the pool's tokens");

export const providerOptions = () =>
  z
    .strictObject({
      IsCreationAllowed: z.boolean().describe("New users may come in through it").optional(),
      IsAutoCreation: z.boolean().describe("Create a user at the first sign-in").optional(),
      IsAutoUpdate: z.boolean().describe("Renew the user's data at each sign-in").optional(),
      IsLinkingAllowed: z.boolean().describe("Users may link it to their account").optional(),
      AutoLinking: text("Attribute by which it is linked to an existing user by itself").optional(),
      UserLinkingPromptEnabled: z.boolean().describe("Ask the user before linking").optional(),
    })
    .describe("How people who sign in become or match pool users");

export const scimProvisioning = () =>
  z
    .strictObject({
      Enabled: z.boolean().optional(),
      UserIdAttribute: name("SCIM attribute that identifies the user at the provider").optional(),
      AdditionalMappings: listOf(
        z.strictObject({
          ScimPath: name("Attribute in SCIM").optional(),
          UserPoolPath: listOf(plainName(), "Attribute of the pool user, step by step").optional(),
        }),
        "Further attributes, beside GetSCIMProvisioningDefaults",
      ).optional(),
    })
    .describe("Lets the provider write users into the pool by SCIM");

export const soleProviderConnection = () => z.boolean().describe("Be the pool's only one of this vendor");

export const credentialProviderOptions = () =>
  z
    .strictObject({
      CreatePassvaultOauth2CredentialProvider: z.boolean().optional(),
      WorkloadPoolName: name("Pool to create it in (ListWorkloadPools)").optional(),
    })
    .describe("Also create an OAuth2 credential provider for agents from this client");

export const attributeMappingsOutput = () =>
  rowsOutput({
    SourceAttributeName: textOutput(),
    TargetAttributeName: textOutput(),
    MappingType: textOutput(),
    AdditionalConfig: secretOutput(),
  });

const claimsPropagationConfigOutput = () =>
  z
    .looseObject({
      Mode: textOutput(),
      ClaimRules: rowsOutput({
        SourceClaimPath: textOutput(),
        TargetClaim: textOutput(),
        ClaimType: textOutput(),
        Required: flagOutput(),
      }),
    })
    .nullish();

const providerOptionsOutput = () =>
  z
    .looseObject({
      IsCreationAllowed: flagOutput(),
      IsAutoCreation: flagOutput(),
      IsAutoUpdate: flagOutput(),
      IsLinkingAllowed: flagOutput(),
      AutoLinking: textOutput(),
      UserLinkingPromptEnabled: flagOutput(),
    })
    .nullish();

export const scimProvisioningOutput = () =>
  z
    .looseObject({
      Enabled: flagOutput(),
      BaseUrl: textOutput(),
      UserIdAttribute: textOutput(),
      AdditionalMappings: rowsOutput({ ScimPath: textOutput(), UserPoolPath: textsOutput() }),
    })
    .nullish();

/** What every connection but an LDAP/AD agent's shows, in lists too. */
export const commonOutput = () => ({
  Uid: textOutput(),
  Name: textOutput(),
  Enabled: flagOutput(),
  ClaimsPropagationConfig: claimsPropagationConfigOutput(),
  ProviderOptions: providerOptionsOutput(),
  EipRecord: z.looseObject({ EipId: textOutput(), EipAddress: textOutput() }).nullish(),
});

/** A list of connections of one kind. */
export const connectionsOutput = (row: z.ZodRawShape) => ({
  Data: rowsOutput(row),
  ...pageOutput("TotalCount"),
});

export const messageOutput = () => ({ Message: textOutput() });
