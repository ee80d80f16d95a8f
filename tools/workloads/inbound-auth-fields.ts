/** What the families around inbound authentication share. */
import * as z from "zod";
import {
  countOutput,
  listOf,
  name,
  plainName,
  rowsOutput,
  secretInput,
  secretOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";

export const configId = () => name("Id from CreateInboundAuthConfig or ListInboundAuthConfigs");

/** A key that callers must carry. */
export const inboundKey = () =>
  z.strictObject({
    ApiKeyName: name("Name to delete it by").optional(),
    ApiKey: secretInput("The key").optional(),
    ApiKeyMetadata: listOf(
      z.strictObject({
        Location: name("Header or query, as the service spells it").optional(),
        ParameterName: name("E.g. Authorization").optional(),
        Prefix: text("Put before the key, e.g. Bearer").optional(),
      }),
      "Where requests carry the key",
    ).optional(),
    ExpiryTimestamp: z.int().describe("When it expires, Unix time").optional(),
  });

export const inboundKeysOutput = () =>
  rowsOutput({
    ApiKeyName: textOutput(),
    ApiKey: secretOutput(),
    ApiKeyMetadata: rowsOutput({
      Location: textOutput(),
      ParameterName: textOutput(),
      Prefix: textOutput(),
    }),
    ExpiryTimestamp: countOutput(),
  });

export const jwtConfig = () =>
  z
    .strictObject({
      DiscoveryUrl: name("Issuer's …/.well-known/openid-configuration").optional(),
      AllowedAudiences: listOf(plainName(), "Accepted `aud` claims").optional(),
      AllowedClients: listOf(plainName(), "Accepted client ids").optional(),
    })
    .describe("Whose JWTs get in")
    .optional();
