/** How each service words the failures that every service has. */
import { Fault } from "./types.ts";

export interface Dialect {
  missingParameter(path: string): Fault;
  /** `why` is a short clause for people, e.g. `It must be at most 100.` */
  invalidParameter(path: string, why: string): Fault;
  missingAction(): Fault;
  unknownAction(action: string, version: string): Fault;
  /** The signature is not that of the request, or its scope names another service or region. */
  badSignature(why: string): Fault;
  unknownKey(accessKeyId: string): Fault;
  /** `why` is a sentence that names caller and action. */
  accessDenied(why: string): Fault;
  /** A body or query that cannot be read. */
  malformed(why: string): Fault;
  /** Too many requests; `Retry-After` goes along where seconds are given. */
  throttled(retryAfter?: number): Fault;
  internal(): Fault;
  /** Temporary keys whose time is over. */
  expiredKey(): Fault;
}

const retryAfter = (seconds: number | undefined): Readonly<Record<string, string>> =>
  seconds === undefined ? {} : { "Retry-After": String(seconds) };

/**
 * The gateway in front of all services (the common error codes of the cloud's API). It also answers where no
 * service can be made out.
 */
const gateway: Dialect = {
  missingParameter: (path) => new Fault(400, "MissingParameter", `The request is missing ${path} parameter.`),
  invalidParameter: (path, why) => new Fault(400, "InvalidParameter", `Params ${path} is invalid. ${why}`),
  missingAction: () => new Fault(400, "MissingParameter", "The request is missing Action parameter."),
  unknownAction: (action, version) =>
    new Fault(404, "InvalidActionOrVersion", `Could not find operation ${action} for version ${version}.`),
  badSignature: (why) =>
    new Fault(401, "SignatureDoesNotMatch", `The request signature does not match. ${why}`),
  unknownKey: (accessKeyId) =>
    new Fault(403, "InvalidAccessKeyId", `The access key ID ${accessKeyId} is not valid.`),
  accessDenied: (why) =>
    new Fault(403, "AccessDenied", `User is not authorized to perform on resource: ${why}`),
  malformed: (why) => new Fault(400, "InvalidRequest", `The request is invalid or malformed. ${why}`),
  throttled: (seconds) =>
    new Fault(429, "Throttling", "The request is denied due to request throttling.", retryAfter(seconds)),
  internal: () => new Fault(500, "InternalError", "An internal error has occurred. Please try again later."),
  expiredKey: () =>
    new Fault(401, "InvalidSecretToken", "The security token of the request is not valid. It has expired."),
};

/** The host or the scope of a request names a service that is not here. The gateway says so, before any service. */
export const unknownService = (service: string): Fault =>
  new Fault(404, "ServiceNotFound", `The service ${service} is not found.`);

/** Reference pages CreateWorkloadPool and CreateNamespace. */
const id: Dialect = {
  missingParameter: (path) =>
    new Fault(400, `MissingParameter.${path}`, `The required parameter ${path} is missing.`),
  invalidParameter: (path, why) =>
    new Fault(400, `InvalidParameter.${path}`, `The parameter ${path} is invalid. ${why}`),
  missingAction: () => new Fault(400, "MissingAction", "The request is missing an action."),
  unknownAction: (action, version) =>
    new Fault(400, "InvalidAction", `The specified action is invalid. ${action} ${version}`.trimEnd()),
  badSignature: (why) =>
    new Fault(401, "SignatureNotMatch", `The request signature provided is incorrect. ${why}`),
  unknownKey: () => new Fault(403, "InvalidAccessKeyId", "The access key ID provided is not valid."),
  accessDenied: (why) =>
    new Fault(403, "AccessDenied", `You are not authorized to perform this action. ${why}`),
  malformed: gateway.malformed,
  throttled: gateway.throttled,
  internal: () => new Fault(500, "InternalError", "Internal server error: it was asked for."),
  expiredKey: gateway.expiredKey,
};

/** Reference page CreateGroup: one code for parameters that are missing; the rest is the gateway's. */
const cloudidentity: Dialect = {
  ...gateway,
  missingParameter: (path) => new Fault(400, "ParamMissing", `The parameter ${path} is missing.`),
  invalidParameter: (path, why) =>
    new Fault(400, "InvalidParameter", `The parameter ${path} is invalid. ${why}`),
};

/** Reference page CreateResource. */
const cloudcontrol: Dialect = {
  ...gateway,
  internal: () =>
    new Fault(500, "InternalError", "Some internal service error occurred, please wait and try again."),
  missingParameter: (path) => new Fault(400, "MissingParameter", `The parameter ${path} is missing.`),
};

const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ["id", id],
  ["cloudidentity", cloudidentity],
  ["cloudcontrol", cloudcontrol],
]);

/** The service's dialect; the gateway's where it has none of its own or the service is not known. */
export function dialectOf(service: string | undefined): Dialect {
  return DIALECTS.get(service ?? "") ?? gateway;
}
