/** What several specifications of the directory start with. */
import type { JsonObject } from "../../../src/action/json.ts";
import { ACCOUNT } from "../client.ts";
import { type Service, textIn } from "../service.ts";

/** A member account of the sandbox's organisation. */
export const MEMBER = String(Number(ACCOUNT) + 1);

export const DOCUMENT = JSON.stringify({
  Statement: [{ Effect: "Allow", Action: ["tos:Get*"], Resource: ["*"] }],
});

export const newUser = async (service: Service, UserName: string): Promise<string> =>
  textIn(await service.ok("cloudidentity:CreateUser", { UserName }), "UserId");

export const newGroup = async (service: Service, GroupName: string): Promise<string> =>
  textIn(await service.ok("cloudidentity:CreateGroup", { GroupName, JoinType: "Manual" }), "GroupId");

export const newSet = async (service: Service, Name: string, more: JsonObject = {}): Promise<string> =>
  textIn(await service.ok("cloudidentity:CreatePermissionSet", { Name, ...more }), "PermissionSetId");

/** Starts a task and answers its id. */
export const started = async (service: Service, action: string, params: JsonObject): Promise<string> =>
  textIn(await service.ok(`cloudidentity:${action}`, params), "TaskId");

/** Starts a task, lets its time pass and answers its status. */
export async function ended(service: Service, action: string, params: JsonObject): Promise<string> {
  const TaskId = await started(service, action, params);
  service.wait(2000);
  return textIn(await service.ok("cloudidentity:GetTaskStatus", { TaskId }), "Status");
}
