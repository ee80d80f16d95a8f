/** The cloudcontrol service of the sandbox. */
import type { Part, SandboxAction } from "../types.ts";
import { facts, VERSION } from "./facts.ts";
import { needing, needsOfTask } from "./needs.ts";
import {
  describeResourceType,
  getResource,
  getTask,
  listResources,
  listResourceTypes,
  listTasks,
} from "./reads.ts";
import { cloudControlRunner } from "./runner.ts";
import { createResource, deleteResource, updateResource } from "./writes.ts";

const service = { service: "cloudcontrol", version: VERSION, model: "computed" } as const;
const post = { ...service, http: "POST json" } as const;
const read = { ...post, reads: true } as const;
const get = { ...service, http: "GET query", reads: true } as const;

const actions: readonly SandboxAction[] = [
  { ...post, name: "CreateResource", input: facts.create, needs: needing("create"), handle: createResource },
  { ...post, name: "UpdateResource", input: facts.update, needs: needing("update"), handle: updateResource },
  { ...post, name: "DeleteResource", input: facts.delete, needs: needing("delete"), handle: deleteResource },
  { ...read, name: "GetResource", input: facts.get, needs: needing("read"), handle: getResource },
  { ...read, name: "ListResources", input: facts.list, needs: needing("list"), handle: listResources },
  { ...read, name: "GetTask", input: facts.task, needs: needsOfTask, handle: getTask },
  { ...read, name: "ListTasks", input: facts.tasks, handle: listTasks },
  { ...get, name: "ListResourceTypes", input: facts.types, handle: listResourceTypes },
  { ...get, name: "DescribeResourceType", input: facts.describe, handle: describeResourceType },
];

export const cloudControl: Part = { actions, runners: [cloudControlRunner] };
