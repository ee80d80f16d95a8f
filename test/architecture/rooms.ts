/** The table of what may import what. A change here is a change of the architecture: say why in docs/decisions. */

/**
 * Rooms by what they may import: another room, or one file of it (`action/json.ts`). Every room may import itself.
 * A room that is not here may not exist.
 */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  text: [],
  "log-level": [],
  language: [],
  sqlite: ["errors"],
  action: ["text", "errors"],
  tools: ["action"],
  wire: ["action", "text", "errors"],
  policy: ["language", "action", "text", "errors"],
  ledger: ["language", "sqlite", "action/json.ts", "errors"],
  // What the ledger keeps of a secret, which the vault makes: types alone.
  secrets: ["action", "errors", "text", "ledger/sealed-box.ts"],
  // What approvers sign, and how: the gate verifies, the commands sign.
  signing: ["errors"],
  // The parts of the wire that need no permit: how a request is signed, an answer read and an endpoint checked.
  credentials: [
    ...[
      "wire/types.ts",
      "wire/keys.ts",
      "wire/mode.ts",
      "wire/endpoints.ts",
      "wire/envelope.ts",
      "wire/signer.ts",
    ],
    ...["wire/http-client.ts", "action/json.ts", "errors"],
  ],
  config: ["log-level", "language", "wire/endpoints.ts", "errors"],
  log: ["log-level"],
  // Its own facts, its own checks, its own store: what it shared with the client would prove itself.
  sandbox: ["sqlite", "action/json.ts", "text", "errors"],
  gate: ["language", "policy", "ledger", "secrets", "signing", "wire", "log", "text", "action", "errors"],
  server: ["language", "gate", "log", "text", "action", "errors"],
  transports: ["server", "log", "text", "errors"],
  cli: [
    ...["transports", "server", "gate", "policy", "ledger", "secrets", "signing", "wire", "sandbox"],
    "credentials",
    ...["config", "language", "log", "log-level", "sqlite", "text", "action", "errors"],
  ],
  bin: ["cli", "tools", "server/definition.ts", "server/catalogue.ts", "action", "errors"],
};

/** Packages and Node's modules by the places that may import them; whatever is not here, nobody may. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  zod: ["src/action/", "src/server/", "src/cli/", "tools/"],
  undici: ["src/wire/transport.ts", "src/wire/http-client.ts"],
  libsql: ["src/sqlite/"],
  kysely: ["src/sqlite/", "src/ledger/", "src/sandbox/"],
  yaml: ["src/policy/"],
  commander: ["src/cli/"],
  jose: ["src/sandbox/", "src/secrets/recipient.ts"],
  "@cedar-policy/cedar-wasm": ["src/sandbox/"],
  "@modelcontextprotocol/server": ["src/server/", "src/transports/"],
  "@modelcontextprotocol/client": ["src/cli/demo/", "src/cli/demo.ts"],
  minisearch: ["src/server/discovery/"],
  pino: ["src/log"],
  "pino-pretty": ["src/log"],
};

/** Files that hand on what their importers may not import themselves, with the only files that may take it. */
export const GUARDED_FILES: Readonly<Record<string, readonly string[]>> = {
  // Requests for keys cannot have a permit: it is bound to the key that signs. They have one file, and two that use it.
  "src/wire/http-client.ts": ["src/wire/transport.ts", "src/credentials/http.ts"],
  "src/credentials/http.ts": ["src/credentials/sts.ts", "src/credentials/instance-role.ts"],
};

/** Node's modules that reach out of the process; the others are free, but not for tools. */
export const NODE_MODULES: Readonly<Record<string, readonly string[]>> = {
  http: ["src/sandbox/", "src/transports/"],
  https: ["src/sandbox/", "src/transports/"],
  net: ["src/sandbox/", "src/transports/"],
  tls: ["src/sandbox/", "src/transports/"],
  http2: [],
  dgram: [],
  dns: [],
  inspector: [],
  vm: [],
  worker_threads: [],
  cluster: [],
  child_process: ["src/cli/"],
};

/** Ways to the network that need no import. */
export const FORBIDDEN_GLOBALS = ["fetch", "WebSocket", "EventSource", "XMLHttpRequest", "eval"] as const;

export const MAX_LINES = 400;
