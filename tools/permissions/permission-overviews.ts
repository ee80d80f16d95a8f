/** Permission overviews: what a subject may do, and who may do something to an object (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  flagOutput,
  listOf,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainName,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";

const family = "permission-overviews";

/** An entity as the policies name it: a Cedar type and an id. */
const entity = () => z.strictObject({ Type: plainName().optional(), Id: plainName().optional() });
const entityOutput = () => z.looseObject({ Type: textOutput(), Id: textOutput() }).nullish();
const words = (describe: string) => listOf(plainName(), describe).optional();

/** What the questions have in common. Each pages by itself, so that the call as a whole does not. */
const question = () => ({
  Filter: z
    .strictObject({
      Actions: words("Only these operations, e.g. read"),
      Effects: words("permit or forbid"),
      SubjectTypes: words("Only subjects of these types, e.g. Agent"),
      ObjectTypes: words("Only objects of these types, e.g. Invoice"),
    })
    .optional(),
  References: listOf(
    z.strictObject({ Entity: entity().optional(), Parents: listOf(entity(), "Its parents").optional() }),
    "Which entities belong to which, e.g. a user to groups",
  ).optional(),
  IncludeConditionalPolicies: z
    .boolean()
    .describe("Also what holds under a condition only (Conditional, Condition)")
    .optional(),
  PageNumber: pageNumber(),
  PageSize: pageSize(),
});

const namespace = () => name("Namespace whose policies are asked (ListNamespaces)").optional();

const grant = () => ({
  Effect: textOutput(),
  Action: entityOutput(),
  Conditional: flagOutput(),
  Condition: textOutput(),
  PolicyId: textOutput(),
  PolicyName: textOutput(),
});

/** One result for each question, told apart by TaskIndex. */
const resultsOutput = (row: z.ZodRawShape) =>
  rowsOutput({ TaskIndex: countOutput(), Data: rowsOutput(row), ...pageOutput("TotalCount") });

const batchGetObjectPermissions = defineAction({
  service: "id",
  name: "BatchGetObjectPermissions",
  family,
  effect: "read",
  title: "Get who has permissions on objects",
  zh: "批量查询客体权限",
  summary:
    "Lists, for each object asked about, which subjects may or may not do what to it, and by which policy. It goes by what the policies say; for one yes or no ask CheckPermission, for a subject's rights BatchGetSubjectPermissions.",
  synonyms: [
    "access review; who has access; audit a resource; who can see a document; who can open a file; who can reach a resource; sharing; who can view a report; who has rights on a document; everybody with access",
    "谁能访问; 权限审计; 资源授权情况; 谁能看; 哪些人可以打开; 谁有权限; 哪些人能访问; 文档权限; 能读这张报表的人; 谁看过权限; 所有能访问的人; 谁对文档有权限; 这份合同谁能动; 有权限的人和智能体",
  ],
  prerequisites: ["id:ListNamespaces", "id:ListPolicies"],
  input: () => ({
    NamespaceName: namespace(),
    Tasks: listOf(
      z.strictObject({
        Object: entity().describe("The object, as the policies name it, e.g. Invoice 42").optional(),
        ...question(),
      }),
      "One question per object",
    ).optional(),
  }),
  output: () => ({ Results: resultsOutput({ Subject: entityOutput(), ...grant() }) }),
});

const batchGetSubjectPermissions = defineAction({
  service: "id",
  name: "BatchGetSubjectPermissions",
  family,
  effect: "read",
  title: "Get what subjects have permissions for",
  zh: "批量查询主体权限",
  summary:
    "Lists, for each subject asked about, what it may or may not do to which objects, and by which policy. Groups count only if References names them. For one yes or no ask CheckPermission, for an object BatchGetObjectPermissions.",
  synonyms: [
    "effective rights; what can an agent do; entitlements; what can someone access; what is a user allowed to do; rights of an agent; what can a bot touch; what does a bot have access to; what may he touch",
    "最小权限; 用户有哪些权限; 权限盘点; 能访问哪些东西; 能做什么; 有什么权限; 一共有哪些权限; 某人的权限; 机器人能干啥; 能碰什么; 能碰哪些资源; 他能干什么; 名下权限",
  ],
  prerequisites: ["id:ListNamespaces", "id:ListPolicies"],
  input: () => ({
    NamespaceName: namespace(),
    Tasks: listOf(
      z.strictObject({
        Subject: entity().describe("The subject, as the policies name it, e.g. Agent bot").optional(),
        ...question(),
      }),
      "One question per subject",
    ).optional(),
  }),
  output: () => ({ Results: resultsOutput({ Resource: entityOutput(), ...grant() }) }),
});

export const permissionOverviews = defineFamily({
  name: family,
  title: "Permission overviews",
  zh: "权限查询",
  summary:
    "Reads what the policies of a namespace add up to: who may do what to an object, and what a subject may do.",
  actions: [batchGetObjectPermissions, batchGetSubjectPermissions],
});
