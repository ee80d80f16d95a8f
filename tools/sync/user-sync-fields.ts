/** What the actions of a user synchronisation have in common (id). */
import * as z from "zod";
import {
  countOutput,
  flagOutput,
  listOf,
  name,
  pageOutput,
  plainName,
  plainText,
  rowsOutput,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";
import { poolUid, taskInfoOutput } from "./sync-task-fields.ts";

const taskFilter = () =>
  z
    .strictObject({
      Type: name("Kind of task, as GetTaskStateUserSync shows it").optional(),
      State: name("State, as GetTaskStateUserSync shows it").optional(),
      SkipMerge: z.boolean().describe("Whether it was started without merging").optional(),
    })
    .describe("Instead of TaskUid: the task that matches");

/** One task of one pool: by its id, or by what it is like. */
export const task = (taskUid: string) => ({
  UserPoolUid: poolUid(),
  TaskUid: name(taskUid).optional(),
  TaskFilter: taskFilter().optional(),
});

/** By which of its people a task is searched, in both lists. */
export const peopleFilter = () => ({
  Status: name("State, spelled as answered").optional(),
  Statuses: listOf(plainName(), "One of these states").optional(),
  ConflictFields: listOf(plainName(), "Fields in conflict, e.g. Email").optional(),
  UserUid: name("Uid of the pool user").optional(),
  ExternalProviderUserIdentifier: name("Id at the provider").optional(),
  CurrentName: name("As it is in the pool").optional(),
  CurrentEmail: plainName().optional(),
  CurrentPhoneNumber: plainName().optional(),
  NewName: name("As the provider has it").optional(),
  NewEmail: plainName().optional(),
  NewPhoneNumber: plainName().optional(),
});

export const sorting = () => ({
  SortField: name("Field to sort by, e.g. CreateTime").optional(),
  SortDirection: name("Sort direction, e.g. Desc").optional(),
  ErrorMessageLanguage: name("Language of error texts, e.g. en, zh").optional(),
});

export const customAttributes = (describe: string) =>
  listOf(z.strictObject({ Name: plainName().optional(), Value: plainText().optional() }), describe);

const userOutput = () =>
  z
    .looseObject({
      Name: textOutput(),
      PreferredUsername: textOutput(),
      Email: textOutput(),
      EmailVerified: flagOutput(),
      PhoneNumber: textOutput(),
      PhoneNumberVerified: flagOutput(),
      CustomAttributes: rowsOutput({ Name: textOutput(), Value: textOutput() }),
    })
    .nullish();

/** One person of a task: what the pool has, what the provider has, what is to happen. */
export const syncUserOutput = () => ({
  Uid: textOutput(),
  TaskUid: textOutput(),
  ConnectionUid: textOutput(),
  ExternalProviderUserIdentifier: textOutput(),
  UserUid: textOutput(),
  UserAction: textOutput(),
  Status: textOutput(),
  ErrorMessage: textOutput(),
  ConflictFields: textsOutput(),
  CurrentUser: userOutput(),
  NewUser: userOutput(),
  CreateTime: textOutput(),
  UpdateTime: textOutput(),
});

export const syncUsersOutput = () => ({
  Data: rowsOutput(syncUserOutput()),
  CustomAttributeHeaders: rowsOutput({
    Uid: textOutput(),
    Name: textOutput(),
    DataType: textOutput(),
    Mutability: textOutput(),
    Minimum: countOutput(),
    Maximum: countOutput(),
    CreateTime: textOutput(),
    UpdateTime: textOutput(),
  }),
  ...pageOutput("TotalCount"),
});

/** Where a synchronisation stands. */
export const taskStateOutput = () => ({
  TaskUid: textOutput(),
  State: textOutput(),
  SkipMerge: flagOutput(),
  RetrieveTaskUid: textOutput(),
  MergeTaskUid: textOutput(),
  MergeTaskResult: z
    .looseObject({
      AddedCount: countOutput(),
      MergedCount: countOutput(),
      NoChangeCount: countOutput(),
      FailedCount: countOutput(),
    })
    .nullish(),
  TaskInfo: taskInfoOutput(),
});
