import type { Facts, SandboxAction } from "../types.ts";
import { VERSION } from "./facts.ts";

type Handle = SandboxAction["handle"];

/** An id action that may write. All of the service is POST with JSON. */
export function change(name: string, input: Facts, handle: Handle): SandboxAction {
  return { service: "id", name, version: VERSION, http: "POST json", input, model: "computed", handle };
}

/** An id action that only reads. */
export function read(name: string, input: Facts, handle: Handle): SandboxAction {
  return { ...change(name, input, handle), reads: true };
}
