/** What the actions of cloudcontrol take (reference, version 2025-06-01). */
import type { Facts } from "../types.ts";

export const VERSION = "2025-06-01";

export const facts = {
  create: { "TypeName!": "string", "TargetState!": "any", ClientToken: "string 1..128" },
  update: { "TypeName!": "string", "Identifier!": "string", PatchDocument: ["any"], ClientToken: "string" },
  delete: { "TypeName!": "string", "Identifier!": "string", ClientToken: "string" },
  get: { "TypeName!": "string", "Identifier!": "string" },
  list: { "TypeName!": "string", Filter: "any", MaxResults: "int", NextToken: "string" },
  task: { "TaskId!": "string" },
  tasks: {
    MaxResults: "int",
    NextToken: "string",
    ResourceTaskStatusFilter: { TaskStatus: ["string"], TaskType: ["string"] },
  },
  types: { MaxResults: "int", NextToken: "string" },
  describe: { "TypeName!": "string" },
} satisfies Record<string, Facts>;
