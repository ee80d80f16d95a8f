/** The actions on users of a pool. */
import { answers, computes, family } from "../../resources/family.ts";
import { need, remove } from "../../resources/records.ts";
import type { Part } from "../../types.ts";
import { objectsOf, textOf, textsOf } from "../../values.ts";
import { missing } from "../faults.ts";
import { inBulk } from "./bulk.ts";
import { identifierIn } from "./connections.ts";
import { poolUser } from "./pool-user.ts";
import { poolIn, shownUser, userIn, usersPage } from "./user-views.ts";
import { createUser, updateUser } from "./user-writes.ts";

const CONNECTION = "ExternalProviderConnectionUid";

export const poolUsers: Part = {
  resources: [poolUser],
  actions: family("id", {
    CreateUser: computes(async (params, context) => {
      const poolUid = await poolIn(params, context);
      const connectionUid = textOf(params, CONNECTION) || undefined;
      return shownUser(await createUser(context, { poolUid, given: params, connectionUid, label: "" }));
    }),
    CreateUsers: computes(async (params, context) => {
      const poolUid = await poolIn(params, context);
      const connectionUid = textOf(params, CONNECTION) || undefined;
      return inBulk(context, {
        items: objectsOf(params, "Users"),
        identifier: identifierIn,
        each: async (given, index) => {
          const user = { poolUid, given, connectionUid, label: String(index) };
          return (await createUser(context, user)).key;
        },
      });
    }),
    GetUser: answers(async (params, context) => shownUser(await userIn(params, context), params)),
    ListUsers: answers(usersPage),
    UpdateUser: computes(async (params, context) =>
      shownUser(await updateUser(context, await userIn(params, context), params)),
    ),
    UpdateUsers: computes(async (params, context) => {
      const poolUid = await poolIn(params, context);
      return inBulk(context, {
        items: objectsOf(params, "Users"),
        each: async (given) => {
          const uid = textOf(given, "UserUid");
          if (!uid) throw missing("UserUid");
          const user = await need(poolUser, context, { Uid: uid }, poolUid);
          return (await updateUser(context, user, given)).key;
        },
      });
    }),
    DeleteUsers: computes(async (params, context) => {
      const poolUid = await poolIn(params, context);
      return inBulk(context, {
        items: textsOf(params, "UserUids"),
        each: async (Uid) => {
          await remove(poolUser, context, await need(poolUser, context, { Uid }, poolUid));
          return Uid;
        },
      });
    }),
  }),
};
