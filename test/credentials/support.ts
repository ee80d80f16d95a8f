/** What the tests of credentials share: options, a disk of one file, services on loopback. */
import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type CredentialOptions, openCredentials } from "../../src/credentials/open.ts";
import { CredentialsInvalid } from "../../src/errors.ts";
import { ACCOUNT } from "../sandbox/client.ts";
import { named, policy, statement } from "../sandbox/iam/people.ts";
import { type Service, startService } from "../sandbox/service.ts";
import { ownFolder } from "../support/folder.ts";
import { type Answerer, startUpstream, type Upstream } from "../support/upstream.ts";

/** Nobody listens there, as on most machines nobody does at the metadata's address. */
export const NOBODY = "http://127.0.0.1:1";

/** Options of a machine where nothing is configured; files are those of the real disk. */
export function options(more: Partial<CredentialOptions> = {}): CredentialOptions {
  return {
    env: {},
    profile: undefined,
    homeDir: ownFolder(),
    readFile: (path) => readFile(path, "utf8"),
    now: () => new Date("2026-01-01T00:00:00Z"),
    region: undefined,
    defaultRegion: "cn-beijing",
    metadata: NOBODY,
    ...more,
  };
}

/** A file of the running test's own. */
export function ownFile(name: string, text: string): string {
  const file = join(ownFolder(), name);
  writeFileSync(file, text);
  return file;
}

/** The environment of a machine whose vendor CLI has these profiles, the first one current. */
export function cliEnvironment(profiles: Record<string, unknown>): Record<string, string> {
  const [current] = Object.keys(profiles);
  return { VOLCENGINE_CLI_CONFIG_FILE: ownFile("config.json", JSON.stringify({ current, profiles })) };
}

/** The error with which a source fails, as an operator would read it. */
export async function failureOf(more: Partial<CredentialOptions>): Promise<CredentialsInvalid> {
  const error: unknown = await openCredentials(options(more))
    .credentials()
    .catch((reason: unknown) => reason);
  if (error instanceof CredentialsInvalid) return error;
  throw new Error(`it did not fail as credentials do: ${String(error)}`);
}

export async function upstream(answer?: Answerer): Promise<Upstream> {
  const service = await startUpstream(answer);
  onTestFinished(() => service.close());
  return service;
}

/** The built-in sandbox, with a clock that the test moves. */
export async function sandbox(): Promise<Service> {
  const service = await startService();
  onTestFinished(async () => {
    await service.close();
    if (service.internalErrors.length > 0) throw new Error("the sandbox failed");
  });
  return service;
}

export const ROLE = `trn:iam::${ACCOUNT}:role/agents`;

/** A role that root may assume, which may list roles. */
export async function roleOfRoot(service: Service): Promise<void> {
  const Principal = { IAM: [`trn:iam::${ACCOUNT}:root`] };
  const trust = { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal }] };
  await service.ok("iam:CreateRole", { RoleName: "agents", TrustPolicyDocument: JSON.stringify(trust) });
  await policy(service, "read", statement("iam:ListRoles"));
  await service.ok("iam:AttachRolePolicy", { RoleName: "agents", ...named("read") });
}

/** The metadata service of an instance, which asks for its token as the vendor's does. */
export interface Instance {
  readonly url: string;
  /** `METHOD TARGET`, as they came. */
  readonly asked: readonly string[];
}

export async function instance(
  keys: Record<string, unknown>,
  roles: unknown = ["worker"],
): Promise<Instance> {
  const asked: string[] = [];
  let tokens = 0;
  const service = await upstream(({ method, target, headers }, response) => {
    asked.push(`${method} ${target}`);
    const end = (status: number, body: string) => response.writeHead(status).end(body);
    if (method === "PUT" && target === "/latest/api/token") {
      if (!/^\d+$/.test(String(headers["x-volc-ecs-metadata-token-ttl-seconds"]))) return end(400, "");
      tokens += 1;
      return end(200, `token-${tokens}\n`);
    }
    if (headers["x-volc-ecs-metadata-token"] !== `token-${tokens}`) return end(401, "");
    if (target.startsWith("/volcstack/latest/iam/security_credentials?")) {
      return end(200, typeof roles === "string" ? roles : JSON.stringify(roles));
    }
    if (target === "/volcstack/latest/iam/security_credentials/worker") return end(200, JSON.stringify(keys));
    return end(404, "");
  });
  return { url: service.url, asked };
}
