import type { Backend } from "../backend.ts";
import type { Resolver } from "./resolve.ts";

/** What the discovery tools work with: one server's actions, and the gate that all of them go through. */
export interface Discovery extends Pick<Backend, "gate" | "target" | "families" | "search" | "language"> {
  readonly resolver: Resolver;
}
