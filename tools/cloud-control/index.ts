/** Cloud Control. */
import type { Family } from "../../src/action/family.ts";
import { cloudResources } from "./cloud-resources.ts";

/** In the order in which an administrator meets them. */
export const cloudControl: readonly Family[] = [cloudResources];
