/** Whatever a service answers to a request with secrets, and however it quotes them: they are in that request alone. */
import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import type { Action } from "../../src/action/action.ts";
import { toolName } from "../../src/action/names.ts";
import { LOG_LEVELS } from "../../src/log-level.ts";
import { actions } from "../../tools/index.ts";
import type { Arrived } from "../support/upstream.ts";
import { type Planted, plant } from "./arguments.ts";
import { ENCODINGS } from "./canaries.ts";
import { holdsAll, leaks, SECRET_KEYS, watch } from "./watch.ts";

const secretive = actions.filter(({ secrets }) => secrets.input.length > 0);

/** A service's answer that quotes what it was sent, in its own spelling. */
type Fault = (response: ServerResponse, quoted: string, arrived: Arrived) => void;

const json = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
};

const refused =
  (status: number, Code: string): Fault =>
  (response, quoted, { action: Action }) =>
    json(response, status, {
      ResponseMetadata: {
        RequestId: quoted,
        Action,
        Error: { Code, Message: `Cannot take ${quoted} here.` },
      },
    });

const STATUSES: readonly (readonly [string, Fault])[] = [
  ["400", refused(400, "InvalidParameter.Value")],
  ["403", refused(403, "AccessDenied")],
  ["404", refused(404, "NotFound.Provider")],
  ["409", refused(409, "Duplicated")],
  ["429", refused(429, "QuotaExceeded")],
  ["500", refused(500, "InternalError")],
];

const OTHERS: readonly (readonly [string, Fault])[] = [
  [
    "an error whose code quotes it",
    (response, quoted, arrived) => refused(400, `Invalid.${quoted}`)(response, quoted, arrived),
  ],
  [
    "an error of the gateway's",
    (response, quoted) => json(response, 403, { HTTPCode: 403, errorcode: 10002, message: `no: ${quoted}` }),
  ],
  [
    "a gateway's error whose code quotes it",
    (response, quoted) => json(response, 401, { HTTPCode: 401, errorcode: quoted, message: quoted }),
  ],
  [
    "a page of HTML",
    (response, quoted) => {
      response.writeHead(502, { "content-type": "text/html" });
      response.end(`<html><title>${quoted}</title><body>Bad gateway: ${quoted}</body></html>`);
    },
  ],
  [
    "JSON that breaks off",
    (response, quoted) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(`{"ResponseMetadata":{},"Result":{"Echo":"${quoted}`);
    },
  ],
  ["JSON without an envelope", (response, quoted) => json(response, 200, { Echo: quoted })],
  [
    "the answer to another action",
    (response, quoted) =>
      json(response, 200, { ResponseMetadata: { Action: quoted }, Result: { Echo: quoted } }),
  ],
  [
    "a redirect",
    (response, quoted) => {
      response.writeHead(302, { location: `https://elsewhere.example/?q=${encodeURIComponent(quoted)}` });
      response.end();
    },
  ],
  [
    "headers that quote it",
    (response, quoted, { action: Action }) => {
      const told = quoted.replaceAll(/[^\w.:-]/g, "").slice(0, 128);
      const headers = { "x-tt-logid": told, "x-request-id": told, "retry-after": "0" };
      json(response, 400, { ResponseMetadata: { Action, Error: { Code: "InvalidParameter" } } }, headers);
    },
  ],
];

/** What takes long. */
const BROKEN: typeof OTHERS = [
  [
    "a body that is too large",
    (response, quoted) => json(response, 200, `${quoted} `.repeat(300_000).slice(0, 9e6)),
  ],
  ["a connection that breaks", (response) => void response.socket?.destroy()],
  [
    "a connection that breaks in the body",
    (response, quoted) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100000" });
      response.write(`{"Result":"${quoted}`, () => response.socket?.destroy());
    },
  ],
];

const raw = (value: string) => value;

/** A fault, how it spells what it quotes, and of how many actions. */
interface Round {
  readonly name: string;
  readonly fault: Fault;
  readonly encode?: ((value: string) => string) | undefined;
  readonly of?: readonly Action[];
}

/** Calls every action that takes a secret, once a round, and looks for its secrets everywhere. */
async function expectNoLeak(rounds: readonly Round[], level = "trace") {
  const { call, upstream, everywhere } = await watch({ level });
  const canaries: string[] = Object.values(SECRET_KEYS);
  for (const { name, fault, encode = raw, of = secretive } of rounds) {
    const calls = new Map(of.map((action) => [keyOf(action.name, action.version), plant(action, name)]));
    const before = upstream.arrived.length;
    let turn = 0;
    upstream.answerWith((arrived, response) => {
      const own = calls.get(keyOf(arrived.action, arrived.version))?.canaries ?? [];
      turn += 1;
      // A message is cut at some length: with each call another one stands first.
      const turned = own.map((_, at) => own[(at + turn) % own.length] ?? "");
      fault(response, turned.map(encode).join(" "), arrived);
    });
    const results = await Promise.all(
      [...calls.values()].map(({ action, args }) => call(toolName(action), args)),
    );
    expect(results.filter(({ isError }) => isError !== true)).toEqual([]);
    expectInTheirRequests(upstream.arrived.slice(before), calls);
    canaries.push(...[...calls.values()].flatMap((planted) => planted.canaries));
  }
  expect(leaks(await everywhere(), canaries)).toEqual([]);
}

const keyOf = (name: string, version: string) => `${name} ${version}`;

/** The proof that nothing was kept from leaking by not being sent. */
function expectInTheirRequests(arrived: readonly Arrived[], calls: ReadonlyMap<string, Planted>) {
  const carried = new Set<string>();
  for (const one of arrived) {
    const key = keyOf(one.action, one.version);
    const own = calls.get(key);
    if (own !== undefined && holdsAll(one, own.canaries)) carried.add(key);
  }
  expect([...calls.keys()].filter((key) => !carried.has(key))).toEqual([]);
}

/** One action of each service and shape of request is enough where a round takes long or says nothing new. */
const few = secretive.filter((_, at) => at % 6 === 0);
/** With every round the other half of them. */
const half = (round: number) => secretive.filter((_, at) => (at + round) % 2 === 0);

describe("a secret that a service quotes in an error is in the request alone", { timeout: 120_000 }, () => {
  it("whatever the status", async () => {
    await expectNoLeak(STATUSES.map(([status, fault]) => ({ name: `status ${status}`, fault })));
  });

  it("however it is written", async () => {
    const fault = refused(400, "InvalidParameter");
    await expectNoLeak(
      Object.entries(ENCODINGS).map(([name, encode]) => ({ name, encode, fault })),
      "debug",
    );
  });

  it("in whatever answer", async () => {
    await expectNoLeak(OTHERS.map(([name, fault], at) => ({ name, fault, of: half(at) })));
  });

  it("in an answer that is too large, or a connection that breaks", async () => {
    await expectNoLeak(BROKEN.map(([name, fault]) => ({ name, fault, of: few })));
  });

  it.each(LOG_LEVELS)("at log level %s", async (level) => {
    const fault = refused(400, "InvalidParameter");
    await expectNoLeak([{ name: `level ${level}`, fault, encode: ENCODINGS["JSON string"], of: few }], level);
  });
});
