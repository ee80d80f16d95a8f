/** What brings people and departments of other systems into a pool. */
import type { Part } from "../../types.ts";
import { departmentSync } from "./department-sync.ts";

export const syncParts: readonly Part[] = [departmentSync];
