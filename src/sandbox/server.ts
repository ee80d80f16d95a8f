/** The HTTP side of the sandbox: from a socket to a verified, checked call, and back into the envelope. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { JsonObject } from "../action/json.ts";
import { NetworkError } from "../errors.ts";
import { type Dialect, dialectOf } from "./dialects.ts";
import { type AnswerMeta, failure, success } from "./envelope.ts";
import { checkParameters } from "./facts.ts";
import type { Registry } from "./registry.ts";
import { queryValue, readParameters, readRequest } from "./request.ts";
import { type Problem, type SigningKey, verifySignature } from "./signature.ts";
import type { SandboxStore } from "./store.ts";
import { anyDue, settleDueTasks } from "./tasks.ts";
import {
  Fault,
  type Place,
  type ReceivedRequest,
  type ResourceGraph,
  type Store,
  type TaskRunner,
  type WebPage,
} from "./types.ts";

const HOST = "127.0.0.1";
const LOOPBACK_NAMES: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** One answered request. Params may hold secrets: it is for tests, in memory only, and never logged. */
export interface LoggedRequest {
  readonly service: string;
  readonly action: string;
  readonly version: string;
  readonly params: JsonObject;
  readonly status: number;
  readonly code: string | undefined;
  readonly requestId: string;
}

export interface ServerOptions {
  readonly registry: Registry;
  readonly store: SandboxStore;
  readonly account: string;
  readonly region: string;
  readonly port: number;
  readonly clock: () => Date;
  readonly newRequestId: (now: Date) => string;
  keyOf(accessKeyId: string): SigningKey | undefined;
  readonly resources: ResourceGraph;
  readonly runners: ReadonlyMap<string, TaskRunner>;
  /** Public pages and documents beside the API, unsigned; the first that knows the path answers. */
  readonly pages: readonly WebPage[];
  onRequest(entry: LoggedRequest): void;
  /** Told of what is not a Fault; the caller sees InternalError. */
  onInternalError(error: unknown): void;
}

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** What is learnt of a request while it is answered. */
interface Progress {
  service: string;
  action: string;
  version: string;
  params: JsonObject;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is; its headers say what it is. */
  readonly body: JsonObject | string;
}

/** A policy of 6,144 characters of Chinese in a query is some 55 KB: more than Node takes by default. */
const HEADER_LIMIT = 262_144;
const HTTP_METHODS: ReadonlySet<string> = new Set(["GET", "POST"]);

/** Listens on loopback. @throws NetworkError where the port cannot be had. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  let url = "";
  let closing = false;
  const running = new Map<IncomingMessage, Promise<void>>();

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, headers, body } = await answer(incoming, options, url);
    if (response.destroyed) return;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    // A body that was not read to its end would be taken for the next request.
    if (closing || !incoming.complete) response.setHeader("Connection", "close");
    response.writeHead(status, {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Length": Buffer.byteLength(text),
      "Cache-Control": "no-store",
      ...headers,
    });
    response.end(text);
  };
  const server = createServer({ maxHeaderSize: HEADER_LIMIT }, (incoming, response) => {
    const work = serve(incoming, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
    running.set(incoming, work);
    void work.finally(() => running.delete(incoming));
  });

  url = `http://${HOST}:${await listen(server, options.port)}`;
  return {
    url,
    async close() {
      if (closing) return;
      closing = true;
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      // A request that never ends must not keep the sandbox open.
      for (const incoming of running.keys()) if (!incoming.complete) incoming.destroy();
      await Promise.all(running.values());
      server.closeIdleConnections();
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      reject(new NetworkError(`The sandbox cannot listen on port ${port}.`, { cause }));
    });
    server.listen({ host: HOST, port }, () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
      else reject(new NetworkError("The sandbox did not get a port."));
    });
  });
}

/** INVARIANT: a page that rebinds its own name to loopback is refused: only loopback names are answered. */
function assertLoopback(host: string | undefined, url: string): void {
  const [, name = "", port = "80"] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(host ?? "") ?? [];
  if (!LOOPBACK_NAMES.has(name.toLowerCase()) || port !== (new URL(url).port || "80")) {
    throw new Fault(403, "AccessDenied", "The sandbox answers only under its own loopback address.");
  }
}

async function answer(incoming: IncomingMessage, options: ServerOptions, url: string): Promise<Answer> {
  const now = options.clock();
  const requestId = options.newRequestId(now);
  const progress: Progress = { service: "", action: "", version: "", params: {} };
  const meta = (): AnswerMeta => ({
    RequestId: requestId,
    Action: progress.action,
    Version: progress.version,
    Service: progress.service,
    Region: options.region,
  });
  const log = (status: number, code: string | undefined) => {
    options.onRequest({ ...progress, status, code, requestId });
  };
  try {
    assertLoopback(incoming.headers.host, url);
    const request = await readRequest(incoming);
    const { account, region, resources, runners } = options;
    const facts = { now, requestId, account, region, baseUrl: url, resources, runners };
    if (request.path !== "/") return await webPage(request, options, facts);
    const result = await call(request, options, progress, facts);
    log(200, undefined);
    return { status: 200, body: success(meta(), result) };
  } catch (error) {
    const fault =
      error instanceof Fault ? error : new Fault(500, "InternalError", "The sandbox failed on this request.");
    // A request that was cut off is its client's failure. One that came whole was destroyed with its last byte.
    if (fault !== error && (incoming.complete || !incoming.destroyed)) options.onInternalError(error);
    log(fault.status, fault.code);
    return { status: fault.status, body: failure(meta(), fault) };
  }
}

type Facts = Omit<Place, "store">;

async function webPage(request: ReceivedRequest, options: ServerOptions, facts: Facts): Promise<Answer> {
  for (const page of options.pages) {
    if (!page.knows(request.path)) continue;
    const brought = await page.bring?.(request, { ...facts, read: (work) => options.store.read(work) });
    const handle = (store: Store) =>
      page.answer(request, { ...facts, store, ...(brought === undefined ? {} : { brought }) });
    const answered = page.reads ? await options.store.read(handle) : await options.store.write(handle);
    if (answered !== undefined) return answered;
  }
  throw new Fault(404, "NotFound", "There is nothing at this path.");
}

async function call(
  request: ReceivedRequest,
  options: ServerOptions,
  progress: Progress,
  facts: Facts,
): Promise<JsonObject> {
  if (!HTTP_METHODS.has(request.method)) {
    throw new Fault(405, "MethodNotAllowed", "Requests are GET or POST.");
  }
  progress.action = queryValue(request, "Action");
  progress.version = queryValue(request, "Version");
  const { registry } = options;
  const verdict = verifySignature(request, {
    keyOf: options.keyOf,
    region: options.region,
    isService: registry.hasService,
    now: facts.now,
  });
  progress.service = verdict.claim?.service ?? "";
  const dialect = dialectOf(progress.service);
  if (!verdict.ok) throw refusal(verdict.problem, verdict.why, verdict.claim?.accessKeyId ?? "", dialect);

  if (progress.action === "") throw dialect.missingAction();
  const action = registry.find(progress.service, progress.action, progress.version);
  if (action === undefined) throw dialect.unknownAction(progress.action, progress.version);
  progress.params = readParameters(request, action.http, dialect);
  const fromText = action.http !== "POST json";
  const params = checkParameters(action.input, progress.params, { dialect, fromText });
  await settle(options, facts);
  const brought = await action.bring?.(params, { ...facts, read: (work) => options.store.read(work) });
  const { accessKeyId } = verdict.claim;
  const handle = (store: Store) =>
    action.handle(params, { ...facts, store, accessKeyId, ...(brought === undefined ? {} : { brought }) });
  return action.reads === true ? options.store.read(handle) : options.store.write(handle);
}

/** Whoever looks at the records finds done what was due by now. */
async function settle({ store }: ServerOptions, facts: Facts): Promise<void> {
  if (!(await store.read((reading) => anyDue({ ...facts, store: reading })))) return;
  await store.write((writing) => settleDueTasks({ ...facts, store: writing }));
}

function refusal(problem: Problem, why: string, accessKeyId: string, dialect: Dialect): Fault {
  switch (problem) {
    case "missing":
      return new Fault(401, "MissingSignature", `The request is missing signature. ${why}`);
    case "malformed":
      return new Fault(400, "InvalidAuthorization", `The authorization cannot be read. ${why}`);
    case "unknown-key":
      return dialect.unknownKey(accessKeyId);
    case "expired":
      return new Fault(400, "InvalidTimestamp", `The signature of the request is expired. ${why}`);
    case "scope":
    case "mismatch":
      return dialect.badSignature(why);
  }
}
