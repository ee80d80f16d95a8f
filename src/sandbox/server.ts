/** The HTTP side of the sandbox: from a socket to a verified, checked call, and back into the envelope. */
import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { JsonObject } from "../action/json.ts";
import { NetworkError } from "../errors.ts";
import { type Dialect, dialectOf, unknownService } from "./dialects.ts";
import { type AnswerMeta, failure, success } from "./envelope.ts";
import { checkParameters } from "./facts.ts";
import { assertHostAgrees, assertHostKnown, type NamedHost, readHost } from "./hosts.ts";
import type { Signer } from "./iam/access.ts";
import { type Answer, Interruption } from "./injection/apply.ts";
import type { FaultBook } from "./injection/book.ts";
import { createInjected, type Injected } from "./injection/injected.ts";
import type { Registry } from "./registry.ts";
import { BODY_LIMIT, queryValue, type ReadParameters, readParameters, readRequest } from "./request.ts";
import type { AnsweredRequest } from "./request-log.ts";
import { claimOf, type Problem, verifySignature } from "./signature.ts";
import { noting, type SandboxStore } from "./store.ts";
import type { OpenCall } from "./sts/with-oidc.ts";
import { anyDue, settleDueTasks } from "./tasks.ts";
import {
  type CallContext,
  Fault,
  type Place,
  type ReceivedRequest,
  type ResourceGraph,
  type SandboxAction,
  type Store,
  type TaskRunner,
  type WebAnswer,
  type WebPage,
} from "./types.ts";

const HOST = "127.0.0.1";

/** Who comes in and what they may do; `iam/access.ts` is the sandbox's. */
export interface Access {
  /** The call that an unsigned request is, if it is one that needs no signature. */
  unsigned(request: ReceivedRequest): OpenCall | undefined;
  signerOf(accessKeyId: string, store: SandboxStore, facts: Facts): Promise<Signer | undefined>;
  noteKeyUse(
    signer: Signer,
    accessKeyId: string,
    service: string,
    store: SandboxStore,
    facts: Facts,
  ): Promise<void>;
  authorize(action: SandboxAction, params: JsonObject, context: CallContext): Promise<void>;
}

export interface ServerOptions {
  readonly registry: Registry;
  readonly store: SandboxStore;
  readonly account: string;
  readonly region: string;
  readonly port: number;
  readonly clock: () => Date;
  readonly newRequestId: (now: Date) => string;
  readonly access: Access;
  readonly resources: ResourceGraph;
  readonly runners: ReadonlyMap<string, TaskRunner>;
  /** Public pages and documents beside the API, unsigned; the first that knows the path answers. */
  readonly pages: readonly WebPage[];
  /** Faults that were asked for. */
  readonly faults?: FaultBook | undefined;
  /** Told before the answer is sent. */
  onRequest(entry: AnsweredRequest): void;
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
  accessKeyId: string;
  params: JsonObject;
  /** True once an action that may write has committed. */
  changed: boolean;
  readonly injected: Injected;
}

/** A policy of 6,144 characters of Chinese in a query is some 55 KB: more than Node takes by default. */
const HEADER_LIMIT = 262_144;
const HTTP_METHODS: ReadonlySet<string> = new Set(["GET", "POST"]);

/** Listens on loopback. @throws NetworkError where the port cannot be had. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  let url = "";
  const closing = new AbortController();
  // Every request that a fault holds back listens to it.
  setMaxListeners(0, closing.signal);
  const running = new Map<IncomingMessage, Promise<void>>();

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, headers, body, cut } = await answer(incoming, options, url, closing.signal);
    if (response.destroyed) return;
    if (cut === "reset") {
      incoming.socket.resetAndDestroy();
      return;
    }
    const text = typeof body === "string" ? body : JSON.stringify(body);
    // A body that was not read to its end would be taken for the next request.
    if (closing.signal.aborted || !incoming.complete) response.setHeader("Connection", "close");
    response.writeHead(status, {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Length": Buffer.byteLength(text),
      "Cache-Control": "no-store",
      ...headers,
    });
    if (cut === "truncate") {
      const half = Buffer.from(text).subarray(0, Buffer.byteLength(text) / 2);
      response.write(half, () => response.destroy());
    } else response.end(text);
  };
  const accept = (incoming: IncomingMessage, response: ServerResponse): void => {
    const work = serve(incoming, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
    running.set(incoming, work);
    void work.finally(() => running.delete(incoming));
  };
  const server = createServer({ maxHeaderSize: HEADER_LIMIT }, accept);
  // A body that is too large is refused before it is sent.
  server.on("checkContinue", (incoming: IncomingMessage, response: ServerResponse) => {
    if (Number(incoming.headers["content-length"] ?? 0) <= BODY_LIMIT) response.writeContinue();
    accept(incoming, response);
  });

  url = `http://${HOST}:${await listen(server, options.port)}`;
  return {
    url,
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
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
      const taken = "code" in cause && cause.code === "EADDRINUSE";
      reject(
        new NetworkError(
          `The sandbox cannot listen on port ${port}${taken ? ": something else does" : ""}.`,
          {
            cause,
            hint: "Choose another port, or leave it out for a free one.",
          },
        ),
      );
    });
    server.listen({ host: HOST, port }, () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
      else reject(new NetworkError("The sandbox did not get a port."));
    });
  });
}

async function answer(
  incoming: IncomingMessage,
  options: ServerOptions,
  url: string,
  closing: AbortSignal,
): Promise<Answer> {
  const started = performance.now();
  const now = options.clock();
  const requestId = options.newRequestId(now);
  const injected = createInjected(options.faults, closing);
  const progress: Progress = {
    service: "",
    action: "",
    version: "",
    accessKeyId: "",
    params: {},
    changed: false,
    injected,
  };
  const meta = (): AnswerMeta => ({
    RequestId: requestId,
    Action: progress.action,
    Version: progress.version,
    Service: progress.service,
    Region: options.region,
  });
  const envelope = (fault: Fault): Answer => ({
    status: fault.status,
    headers: fault.headers,
    body: failure(meta(), fault),
    code: fault.code,
  });
  const dated = (given: Answer): Answer => ({
    ...given,
    headers: { Date: new Date(now.getTime() + injected.skewMs).toUTCString(), ...given.headers },
  });

  let answered: Answer;
  try {
    const host = readHost(incoming.headers.host, url);
    const request = await readRequest(incoming);
    const { account, region, resources, runners } = options;
    const facts = { now, requestId, account, region, baseUrl: url, resources, runners };
    if (request.path !== "/") return dated(await webPage(request, options, facts));
    const result = await call(request, host, options, progress, facts);
    answered = { status: 200, body: success(meta(), result) };
  } catch (error) {
    if (error instanceof Interruption) answered = error.answer;
    else {
      const fault =
        error instanceof Fault
          ? error
          : new Fault(500, "InternalError", "The sandbox failed on this request.");
      // A request that was cut off is its client's failure. One that came whole was destroyed with its last byte.
      if (fault !== error && (incoming.complete || !incoming.destroyed)) options.onInternalError(error);
      answered = envelope(fault);
    }
  }
  answered = await injected.after(answered, dialectOf(progress.service), envelope);
  const { service, action, version, accessKeyId, params, changed } = progress;
  const { status, code } = answered;
  const durationMs = performance.now() - started;
  const asked = { service, action, version, accessKeyId, params };
  options.onRequest({
    ...asked,
    time: now,
    status,
    code,
    requestId,
    fault: injected.label,
    changed,
    durationMs,
  });
  const marked = injected.label === undefined ? {} : { "X-Sandbox-Fault": injected.label };
  return dated({ ...answered, headers: { ...answered.headers, ...marked } });
}

type Facts = Omit<Place, "store">;

async function webPage(request: ReceivedRequest, options: ServerOptions, facts: Facts): Promise<WebAnswer> {
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
  host: NamedHost,
  options: ServerOptions,
  progress: Progress,
  facts: Facts,
): Promise<JsonObject> {
  if (!HTTP_METHODS.has(request.method)) {
    throw new Fault(405, "MethodNotAllowed", "Requests are GET or POST.", { Allow: "GET, POST" });
  }
  progress.action = queryValue(request, "Action");
  progress.version = queryValue(request, "Version");
  const { registry, access, store: records } = options;
  const { injected } = progress;
  assertHostKnown(host, registry.hasService);
  const claim = claimOf(request);
  progress.service = claim?.service ?? "";
  injected.read(request, `${progress.service}:${progress.action}`);
  await settle(options, facts);
  const open = claim === undefined ? access.unsigned(request) : undefined;
  if (open !== undefined) {
    progress.service = open.service;
    progress.action = open.action;
    progress.version = open.version;
    progress.params = open.params;
    await injected.before(`${open.service}:${open.action}`, dialectOf(open.service));
    const result = await open.run(records, facts);
    progress.changed = true;
    return result;
  }
  const signer = claim === undefined ? undefined : await access.signerOf(claim.accessKeyId, records, facts);
  const verdict = verifySignature(request, {
    keyOf: () => signer,
    region: options.region,
    isService: registry.hasService,
    now: new Date(facts.now.getTime() + injected.skewMs),
  });
  progress.accessKeyId = verdict.claim?.accessKeyId ?? "";
  const dialect = dialectOf(progress.service);
  if (!verdict.ok) throw refusal(verdict.problem, verdict.why, verdict.claim?.accessKeyId ?? "", dialect);
  const { accessKeyId } = verdict.claim;
  if (signer === undefined) throw dialect.unknownKey(accessKeyId);
  if (signer.expired) throw dialect.expiredKey();

  assertHostAgrees(host, verdict.claim, dialect);
  if (progress.action === "") throw dialect.missingAction();
  const action = registry.find(progress.service, progress.action, progress.version);
  if (action === undefined) throw dialect.unknownAction(progress.action, progress.version);
  // Read before the fault, for the log; what cannot be read is told after it.
  const reading = tried(() => readParameters(verdict.request, action, dialect));
  progress.params = reading.params;
  await injected.before(`${action.service}:${action.name}`, dialect);
  if ("failure" in reading) throw reading.failure;
  const { params: received, fromText } = reading;
  const params = checkParameters(action.input, received, { dialect, fromText });
  await access.noteKeyUse(signer, accessKeyId, progress.service, records, facts);
  const caller = { ...facts, accessKeyId, principal: signer.principal, failTask: injected.failTask };
  // Nothing is dialled for somebody who may not.
  if (action.bring !== undefined) {
    await records.read((store) => access.authorize(action, params, { ...caller, store }));
  }
  const brought = await action.bring?.(params, { ...facts, read: (work) => records.read(work) });
  let written = false;
  const handle = async (given: Store) => {
    written = false;
    const store = noting(given, () => {
      written = true;
    });
    const context = { ...caller, store, ...(brought === undefined ? {} : { brought }) };
    await access.authorize(action, params, context);
    return action.handle(params, context);
  };
  if (action.reads === true) return records.read(handle);
  const result = await records.write(handle);
  // Committed by now. A request that was answered from an earlier one of the same token wrote nothing.
  progress.changed = written;
  return result;
}

function tried(
  read: () => ReadParameters,
): ReadParameters | { readonly params: JsonObject; readonly failure: unknown } {
  try {
    return read();
  } catch (failure) {
    return { params: {}, failure };
  }
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
    case "unknown-service":
      return unknownService(why);
    case "expired":
      return new Fault(400, "InvalidTimestamp", `The signature of the request is expired. ${why}`);
    case "scope":
    case "mismatch":
      return dialect.badSignature(why);
  }
}
