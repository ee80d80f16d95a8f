/**
 * The IAM user that somebody of the directory has in an account. In the sandbox's own account it is a record of iam;
 * in the other members there is only this one.
 */
import { attach } from "../../iam/attachment.ts";
import { checkedUser } from "../../iam/names.ts";
import { iamPolicy } from "../../iam/policy.ts";
import { iamUser } from "../../iam/user.ts";
import { create, find, recordAt, remove } from "../../resources/records.ts";
import { Fault, type Place, type Resource, type StoredRecord } from "../../types.ts";
import { textOf, textsOf } from "../../values.ts";
import { faultsOf } from "../faults.ts";
import { user } from "../users/user.ts";
import { userProvisioning } from "./user-provisioning.ts";

/** Longest name of an IAM user, in characters. */
const MAX_NAME = 64;

export const provisionedUser: Resource = {
  kind: "cloudidentity.provisioned-user",
  noun: "provisioned user",
  key: ["UserProvisioningId", "UserId"],
  parent: { to: userProvisioning, field: "UserProvisioningId", onDelete: "cascade" },
  references: [{ field: "UserId", to: user, onDelete: "cascade" }],
  indexed: ["Name", "Person"],
  // Whatever ends it: the provisioning, or that the person leaves the directory.
  async removing({ doc }, context) {
    const whole = await recordAt(userProvisioning, context, textOf(doc, "UserProvisioningId") ?? "");
    if (whole?.doc.DeletionStrategy !== "Delete") return;
    const record = await recordAt(iamUser, context, textOf(doc, "IamUserId") ?? "");
    if (record !== undefined) await remove(iamUser, context, record);
  },
  faults: faultsOf({ notFound: () => new Fault(404, "UserNotFound", "This user is not provisioned.") }),
};

const at = (target: string, what: string): string => `${target}/${what}`;

/** True where the account has an IAM user of this name. */
async function isTaken(context: Place, target: string, name: string): Promise<boolean> {
  if (target === context.account) {
    return (await find(iamUser, context, { UserName: name })) !== undefined;
  }
  return (await find(provisionedUser, context, { Name: at(target, name) })) !== undefined;
}

/** What a provisioning would meet in the account: nothing, an IAM user of the same person, or one of the same name. */
export type Remark = "" | "ExistHomologousIamUser" | "ExistDuplicatedIamUser";

export async function remarkOn(context: Place, { doc }: StoredRecord, person: StoredRecord): Promise<Remark> {
  const target = textOf(doc, "TargetId") ?? "";
  const same = await find(provisionedUser, context, { Person: at(target, person.key) });
  if (same !== undefined) return "ExistHomologousIamUser";
  return (await isTaken(context, target, textOf(person.doc, "UserName") ?? ""))
    ? "ExistDuplicatedIamUser"
    : "";
}

/** @throws Fault UserNameDuplicatedException, UserNameLengthExceedLimit */
export async function freeName(context: Place, { doc }: StoredRecord, person: StoredRecord): Promise<string> {
  const target = textOf(doc, "TargetId") ?? "";
  const plain = textOf(person.doc, "UserName") ?? "";
  if (doc.DuplicationStrategy === "Takeover" || !(await isTaken(context, target, plain))) return plain;
  const name = `${plain}${textOf(doc, "DuplicationSuffix") ?? ""}`;
  if ([...name].length > MAX_NAME) {
    throw new Fault(400, "UserNameLengthExceedLimit", `A user name has at most ${MAX_NAME} characters.`);
  }
  if (await isTaken(context, target, name)) {
    throw new Fault(
      409,
      "UserNameDuplicatedException",
      "The account has an IAM user of this name, and one of the name with the suffix.",
    );
  }
  return name;
}

/**
 * Makes the person's IAM user in the account, or takes over the one of the same name. Somebody who has one there
 * by another provisioning gets none where IdentitySourceStrategy is Ignore.
 * @throws Fault UserNameDuplicatedException, UserNameLengthExceedLimit, and what iam says to the name
 */
export async function provisionUser(
  context: Place,
  whole: StoredRecord,
  person: StoredRecord,
): Promise<void> {
  const { doc } = whole;
  const known = await find(provisionedUser, context, { UserProvisioningId: whole.key, UserId: person.key });
  if (known !== undefined) return;
  const target = textOf(doc, "TargetId") ?? "";
  const remark = await remarkOn(context, whole, person);
  if (remark === "ExistHomologousIamUser" && doc.IdentitySourceStrategy === "Ignore") return;
  const UserName = await freeName(context, whole, person);
  const made = target === context.account ? await iamUserCalled(context, UserName, person) : undefined;
  await create(provisionedUser, context, {
    UserProvisioningId: whole.key,
    UserId: person.key,
    IamUserId: made?.key ?? "",
    Name: at(target, UserName),
    Person: at(target, person.key),
  });
  if (made !== undefined) await givePolicies(context, made, textsOf(doc, "Policies"));
}

async function iamUserCalled(context: Place, UserName: string, person: StoredRecord): Promise<StoredRecord> {
  const taken = await find(iamUser, context, { UserName });
  if (taken !== undefined) return taken;
  const { DisplayName = "", Email = "", Phone = "", Description = "" } = person.doc;
  return create(
    iamUser,
    context,
    checkedUser({ UserName, DisplayName, Email, MobilePhone: Phone, Description }),
  );
}

async function givePolicies(context: Place, holder: StoredRecord, names: readonly string[]): Promise<void> {
  for (const PolicyName of names) {
    const policy = await find(iamPolicy, context, { PolicyName });
    if (policy !== undefined) await attach(context, holder, policy);
  }
}

/** The IAM users that a provisioning has made or taken over, as far as the sandbox has records of them. */
export async function iamUsersOf(context: Place, provisioningId: string): Promise<readonly StoredRecord[]> {
  const { items } = await context.store.list(provisionedUser.kind, { parent: provisioningId });
  const users: StoredRecord[] = [];
  for (const { doc } of items) {
    const record = await recordAt(iamUser, context, textOf(doc, "IamUserId") ?? "");
    if (record !== undefined) users.push(record);
  }
  return users;
}
