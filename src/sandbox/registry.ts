import type { SandboxAction } from "./types.ts";

/** The actions of the sandbox, to be found by service, name and version. */
export interface Registry {
  find(service: string, name: string, version: string): SandboxAction | undefined;
  hasService(service: string): boolean;
  readonly size: number;
}

/** @throws Error where two entries claim one action. */
export function createRegistry(actions: readonly SandboxAction[]): Registry {
  const key = (service: string, name: string, version: string) => `${service}:${name}:${version}`;
  const table = new Map<string, SandboxAction>();
  for (const action of actions) {
    const at = key(action.service, action.name, action.version);
    if (table.has(at)) throw new Error(`Two sandbox actions are called ${at}.`);
    table.set(at, action);
  }
  const services = new Set(actions.map((action) => action.service));
  return {
    find: (service, name, version) => table.get(key(service, name, version)),
    hasService: (service) => services.has(service),
    size: table.size,
  };
}
