/** The actions on users of the identity centre. */
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { contains, equals } from "../../resources/filters.ts";
import type { Part } from "../../types.ts";
import { directory } from "../directory.ts";
import { resetPassword } from "./passwords.ts";
import { user } from "./user.ts";

const BY_ID = { UserId: "UserId" };

export const users: Part = {
  resources: [user],
  actions: directory({
    CreateUser: creates(user),
    GetUser: gets(user, BY_ID),
    ListUsers: lists(user, {
      filters: {
        QueryString: contains("UserName", "DisplayName"),
        Source: equals("Source"),
        UserName: equals("UserName"),
      },
    }),
    UpdateUser: updates(user, BY_ID),
    DeleteUser: removes(user, BY_ID),
    ResetPassword: resetPassword,
  }),
};
