/** The cloudcontrol service of the sandbox. */
import type { SandboxAction } from "../types.ts";
import { facts, VERSION } from "./facts.ts";
import {
  describeResourceType,
  getResource,
  getTask,
  listResources,
  listResourceTypes,
  listTasks,
} from "./reads.ts";
import { createResource, deleteResource, updateResource } from "./writes.ts";

// Only the two actions on types are plain reads: every other one first ends the tasks that are due.
const service = { service: "cloudcontrol", version: VERSION } as const;
const post = { ...service, http: "POST json" } as const;
const get = { ...service, http: "GET query", reads: true } as const;

export const cloudControlActions: readonly SandboxAction[] = [
  { ...post, name: "CreateResource", input: facts.create, handle: createResource },
  { ...post, name: "UpdateResource", input: facts.update, handle: updateResource },
  { ...post, name: "DeleteResource", input: facts.delete, handle: deleteResource },
  { ...post, name: "GetResource", input: facts.get, handle: getResource },
  { ...post, name: "ListResources", input: facts.list, handle: listResources },
  { ...post, name: "GetTask", input: facts.task, handle: getTask },
  { ...post, name: "ListTasks", input: facts.tasks, handle: listTasks },
  { ...get, name: "ListResourceTypes", input: facts.types, handle: listResourceTypes },
  { ...get, name: "DescribeResourceType", input: facts.describe, handle: describeResourceType },
];
