/** Field shapes that the families around stored credentials share. */
import * as z from "zod";
import type { TakenAlong } from "../../src/action/action.ts";
import {
  listOf,
  name,
  plainName,
  plainText,
  rowsOutput,
  secretHandle,
  secretInput,
  secretOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";

/** A bound of our own for one token given as text: the reference states none, and JWTs are long. */
const TOKEN_LIMIT = 16_384;

export const poolName = () => name("Pool it is in; `default` when absent").optional();

/** What a provider of any kind takes along when it goes. */
export const boundTo: TakenAlong = {
  what: "bindings",
  zh: "绑定",
  action: "id:ListCredentialProviderBindings",
  by: { Name: "ProviderName", PoolName: "PoolName" },
  names: "Bindings[].Resource",
};

export const source = () => name("Origin mark that lists can filter by").optional();

/** A value that may be a secret and mostly is none. */
export function maybeSecret(describe: string, max?: number) {
  return z
    .union([secretHandle(), plainText(max)])
    .describe(`${describe}; a handle {"$secret": "secret_…"} where it is secret`);
}

/** What proves the workload, and the user it may act for. */
export const identityToken = () => secretInput("Workload access token", TOKEN_LIMIT);

export const token = (describe: string) => secretInput(describe, TOKEN_LIMIT);

/** Where a request carries a key. */
export const apiKeyMetadata = () =>
  listOf(
    z.strictObject({
      Location: name("Header or query, as the service spells it").optional(),
      ParameterName: name("E.g. Authorization").optional(),
      Prefix: text("Put before the key, e.g. Bearer").optional(),
    }),
    "Where requests carry the key",
  ).optional();

export const apiKeyMetadataOutput = () =>
  rowsOutput({ Location: textOutput(), ParameterName: textOutput(), Prefix: textOutput() });

export const secretStorage = () =>
  z
    .strictObject({
      StorageType: z.int().optional(),
      EncryptionKey: secretInput("Key to encrypt with").optional(),
    })
    .describe("How the secret is stored")
    .optional();

/** Numbers that the reference types differently from place to place. */
export const numberOutput = () => z.union([z.number(), z.string()]).nullish();

export const secretStorageOutput = () =>
  z.looseObject({ StorageType: numberOutput(), EncryptionKey: secretOutput() }).nullish();

// A value may be a client assertion as well as an audience: none is taken for harmless.
export const customParameters = () =>
  z
    .strictObject({
      Entries: listOf(
        z.strictObject({ Key: plainName().optional(), Value: maybeSecret("Text").optional() }),
        "Pairs to add",
      ).optional(),
    })
    .describe("Extra parameters for the authorization server")
    .optional();

export const customParametersOutput = () =>
  z.looseObject({ Entries: rowsOutput({ Key: textOutput(), Value: secretOutput() }) }).nullish();

export const sortField = () => name("Field to sort by, e.g. CreatedAt").optional();
export const sortDesc = () => z.boolean().describe("Largest or latest first").optional();

/** Names to look up in one call. */
export const names = (describe: string) => listOf(plainName(), describe).optional();
