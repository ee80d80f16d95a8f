/** Users and their keys, for tests of who may do what. */
import type { JsonObject } from "../../../src/action/json.ts";
import { type Key, objectIn, type Service, textIn } from "../service.ts";

/** Makes a user who has these policies (names of Custom ones, or `System/NAME`), and a key of theirs. */
export async function userWith(service: Service, UserName: string, ...policies: string[]): Promise<Key> {
  await service.ok("cloudcontrol:CreateResource", {
    TypeName: "Volcengine::IAM::User",
    TargetState: { UserName },
  });
  service.wait(1000);
  for (const policy of policies) await service.ok("iam:AttachUserPolicy", { UserName, ...named(policy) });
  return keyFor(service, UserName);
}

export async function keyFor(service: Service, UserName: string): Promise<Key> {
  return keyIn(objectIn(await service.ok("iam:CreateAccessKey", { UserName }), "AccessKey"));
}

export function keyIn(keys: JsonObject): Key {
  return {
    accessKeyId: textIn(keys, "AccessKeyId"),
    secretAccessKey: textIn(keys, "SecretAccessKey"),
    ...(typeof keys.SessionToken === "string" ? { sessionToken: keys.SessionToken } : {}),
  };
}

/** `System/NAME`, or the name of a Custom one, as parameters. */
export function named(policy: string): JsonObject {
  const system = policy.startsWith("System/");
  return {
    PolicyName: system ? policy.slice("System/".length) : policy,
    PolicyType: system ? "System" : "Custom",
  };
}

export const statement = (
  Action: string | readonly string[],
  Resource: string | readonly string[] = "*",
  more: JsonObject = {},
) => ({ Effect: "Allow", Action, Resource, ...more }) satisfies JsonObject;

/** Makes a policy of its own out of statements. */
export async function policy(
  service: Service,
  PolicyName: string,
  ...Statement: JsonObject[]
): Promise<string> {
  await service.ok("iam:CreatePolicy", { PolicyName, PolicyDocument: JSON.stringify({ Statement }) });
  return PolicyName;
}
