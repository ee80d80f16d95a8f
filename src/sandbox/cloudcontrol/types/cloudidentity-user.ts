/** Volcengine::CloudIdentity::User, on the very records of the cloudidentity service. */
import { createUser, deleteUser, updateUser, user } from "../../cloudidentity/users/user.ts";
import { pick } from "../../values.ts";
import type { ResourceType } from "../model.ts";
import { passwordProperty } from "../password.ts";

const SHOWN = [
  "UserId",
  "UserName",
  "DisplayName",
  "Description",
  "Email",
  "Phone",
  "Source",
  "IdentityType",
  "CreatedTime",
  "UpdatedTime",
];
const WRITABLE = ["UserName", "DisplayName", "Description", "Email", "Phone"];

export const cloudIdentityUser: ResourceType = {
  typeName: "Volcengine::CloudIdentity::User",
  description:
    "A person in the identity centre, who signs in once and reaches the accounts assigned to them.",
  properties: {
    UserId: { type: "string", description: "Id, given by the service.", access: "readOnly" },
    UserName: { type: "string", description: "Name to sign in with, unique in the identity centre." },
    DisplayName: { type: "string", description: "Name for people to read." },
    Description: { type: "string", description: "Note on the user." },
    Email: { type: "string", description: "Mail address." },
    Phone: { type: "string", description: "Phone number." },
    Password: passwordProperty,
    PasswordResetRequired: {
      type: "boolean",
      description: "Whether the user must choose another password at the first sign-in.",
      access: "writeOnly",
    },
    Source: { type: "string", description: "Where the user comes from.", access: "readOnly" },
    IdentityType: { type: "string", description: "Kind of identity.", access: "readOnly" },
    CreatedTime: { type: "string", description: "When the user was created.", access: "readOnly" },
    UpdatedTime: { type: "string", description: "When the user was last changed.", access: "readOnly" },
  },
  // The type requires nothing; without a UserName the task fails as CreateUser would.
  required: [],
  primaryIdentifier: ["UserId"],
  filterable: ["Source", "UserName"],
  taggable: false,
  duration: { create: 300, update: 0, delete: 0 },
  async create(context, wanted) {
    return (await createUser(context, wanted)).key;
  },
  async read(context, identifier) {
    const record = await context.store.get(user.kind, identifier);
    return record === undefined ? undefined : pick(record.doc, SHOWN);
  },
  async update(context, identifier, { wanted, changed }) {
    const fields = WRITABLE.filter((field) => changed.has(field));
    // A property that was taken away is empty from now on; the record keeps all its fields.
    const values = fields.map((field) => [field, wanted[field] ?? ""]);
    await updateUser(context, identifier, Object.fromEntries(values));
  },
  remove: deleteUser,
  async identifiers(context) {
    const { items } = await context.store.list(user.kind);
    return items.map(({ key }) => key);
  },
};
