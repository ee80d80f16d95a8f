/** Where the sandbox's own authorization server is. It serves whoever configures no other one. */
export const ISSUER_PATH = "/oauth2";
/** Where the id service takes browsers back that an authorization server sends. */
export const CALLBACK_PATH = "/api/v1/oauth2callback";

export const issuerAt = (baseUrl: string): string => `${baseUrl}${ISSUER_PATH}`;
export const callbackAt = (baseUrl: string): string => `${baseUrl}${CALLBACK_PATH}`;
