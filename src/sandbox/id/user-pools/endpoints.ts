/** Where a user pool is served. Everything below its issuer is an address of this sandbox. */

/** A pool's own issuer address; it follows the sandbox's current address. */
export function issuerOf(baseUrl: string, poolUid: string): string {
  return `${baseUrl}/user-pools/${poolUid}`;
}

export interface Endpoints {
  readonly issuer: string;
  readonly discovery: string;
  readonly keys: string;
  readonly authorization: string;
  readonly token: string;
  readonly userInfo: string;
  readonly introspection: string;
  readonly revocation: string;
  readonly endSession: string;
}

/** The addresses of OpenID Connect Discovery 1.0, RFC 7662 and RFC 7009. */
export function endpointsOf(baseUrl: string, poolUid: string): Endpoints {
  const issuer = issuerOf(baseUrl, poolUid);
  return {
    issuer,
    discovery: `${issuer}/.well-known/openid-configuration`,
    keys: `${issuer}/.well-known/jwks`,
    authorization: `${issuer}/authorize`,
    token: `${issuer}/oauth/token`,
    userInfo: `${issuer}/userinfo`,
    introspection: `${issuer}/oauth/introspect`,
    revocation: `${issuer}/oauth/revoke`,
    endSession: `${issuer}/logout`,
  };
}
