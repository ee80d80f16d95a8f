/**
 * The sandbox's own endpoints beside the API, for tests in other languages and processes: its health, its faults and its
 * request log. They are no part of the cloud's API.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { isJsonObject, type JsonObject } from "../action/json.ts";
import { ConfigInvalid } from "../errors.ts";
import type { FaultBook } from "./injection/book.ts";
import { kindList } from "./injection/kinds.ts";
import { type GivenRule, ruleJson } from "./injection/spec.ts";
import { type RequestLog, requestJson } from "./request-log.ts";
import type { ReceivedRequest, WebAnswer, WebPage } from "./types.ts";

export interface AdminOptions {
  readonly faults: FaultBook;
  readonly log: RequestLog;
  /** Whoever has it may use the endpoints: the root's secret key. */
  readonly secret: string;
  readonly account: string;
  readonly region: string;
  readonly version: string | undefined;
}

const PREFIX = "/sandbox/";

/**
 * INVARIANT: all but the health need the secret in a header that no page of another origin can send: a browser asks
 * first (OPTIONS), and is never told that it may.
 */
export function adminPages(options: AdminOptions): WebPage {
  return {
    knows: (path) => path.startsWith(PREFIX),
    reads: true,
    async answer(request) {
      const name = request.path.slice(PREFIX.length);
      if (name === "health") return only(["GET", "HEAD"], request) ?? health(options);
      const handle = ENDPOINTS.get(name);
      if (handle === undefined) {
        return refused(404, "NotFound", "There are /sandbox/health, /sandbox/faults and /sandbox/requests.");
      }
      return isAuthorized(request, options.secret) ? handle(request, options) : unauthorized();
    },
  };
}

const ENDPOINTS: ReadonlyMap<string, (request: ReceivedRequest, options: AdminOptions) => WebAnswer> =
  new Map([
    ["faults", faults],
    ["requests", requests],
  ]);

const done = (body: JsonObject): WebAnswer => ({ status: 200, body });
const refused = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): WebAnswer => ({ status, headers, body: { error: { code, message } } });

function only(methods: readonly string[], { method }: ReceivedRequest): WebAnswer | undefined {
  if (methods.includes(method)) return undefined;
  const Allow = methods.join(", ");
  return refused(405, "MethodNotAllowed", `This endpoint takes ${Allow}.`, { Allow });
}

const unauthorized = (): WebAnswer =>
  refused(
    401,
    "Unauthorized",
    "Send the header Authorization: Bearer SECRET, where SECRET is the secret key that the sandbox printed at its start (VOLCENGINE_SECRET_KEY).",
    { "WWW-Authenticate": 'Bearer realm="idgate sandbox"' },
  );

function isAuthorized({ headers }: ReceivedRequest, secret: string): boolean {
  const [given, ...more] = headers.filter(([name]) => name.toLowerCase() === "authorization");
  if (given === undefined || more.length > 0) return false;
  const token = /^Bearer +(\S+)$/i.exec(given[1].trim())?.[1] ?? "";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  // INVARIANT: compared in constant time, and so that the length tells nothing.
  return timingSafeEqual(digest(token), digest(secret));
}

function health({ account, region, version }: AdminOptions): WebAnswer {
  return done({ status: "ok", account, region, ...(version === undefined ? {} : { version }) });
}

function faults(request: ReceivedRequest, { faults: book }: AdminOptions): WebAnswer {
  switch (request.method) {
    case "PUT": {
      const given = readFaults(request.body);
      if (typeof given === "string") return refused(400, "InvalidFaults", given);
      try {
        book.replace(given.rules, given.seed);
      } catch (error) {
        if (!(error instanceof ConfigInvalid)) throw error;
        return refused(400, "InvalidFaults", [error.message, error.hint ?? ""].join(" ").trim());
      }
      return done(faultsJson(book));
    }
    case "DELETE":
      book.replace([]);
      return done(faultsJson(book));
    default:
      return only(["GET", "HEAD", "PUT", "DELETE"], request) ?? done(faultsJson(book));
  }
}

function faultsJson(book: FaultBook): JsonObject {
  const rules = book.report().map(({ rule, spec, asked, hit }) => ({ spec, ...ruleJson(rule), asked, hit }));
  return { seed: book.seed, rules, kinds: kindList().map(({ usage, does }) => ({ usage, does })) };
}

/** `{rules: […], seed?}`; or why it is none. */
function readFaults(
  body: Uint8Array,
): { readonly rules: readonly GivenRule[]; readonly seed: string | undefined } | string {
  const form =
    'The body is {"rules": ["id:Create*=reset-after@0.1"], "seed": "…"}, in JSON; the seed may be left out.';
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return form;
  }
  if (!isJsonObject(value)) return form;
  const { rules, seed, ...rest } = value;
  if (!Array.isArray(rules) || Object.keys(rest).length > 0) return form;
  if (seed !== undefined && typeof seed !== "string") return form;
  const given: GivenRule[] = [];
  for (const rule of rules) {
    if (typeof rule !== "string" && !isJsonObject(rule)) return form;
    given.push(rule);
  }
  return { rules: given, seed };
}

function requests(request: ReceivedRequest, { log }: AdminOptions): WebAnswer {
  const not = only(["GET", "HEAD"], request);
  if (not !== undefined) return not;
  const after = request.query.find(([name]) => name === "after")?.[1] ?? "0";
  if (!/^\d{1,15}$/.test(after)) {
    return refused(400, "InvalidParameter", "after is the number of a request, e.g. ?after=12.");
  }
  const entries = log.after(Number(after)).map(requestJson);
  return done({ requests: entries, latest: log.latest });
}
