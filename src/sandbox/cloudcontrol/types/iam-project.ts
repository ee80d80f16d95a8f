/** Volcengine::IAM::Project. */
import { checkedProject, project } from "../../iam/project.ts";
import { declaredType } from "./declared.ts";

export const iamProject = declaredType({
  typeName: "Volcengine::IAM::Project",
  description: "A project: resources that are granted and billed together.",
  resource: project,
  identifier: "ProjectName",
  listed: true,
  properties: {
    ProjectName: { type: "string", description: "Name of the project.", access: "createOnly" },
    ParentProjectName: { type: "string", description: "Project that it is part of.", access: "createOnly" },
    DisplayName: { type: "string", description: "Name for people to read." },
    Description: { type: "string", description: "Note on the project." },
    AccountID: { type: "integer", description: "Account of the project.", access: "readOnly" },
    Path: { type: "string", description: "Names from the top down to it.", access: "readOnly" },
    Status: { type: "string", description: "Whether it is in use.", access: "readOnly" },
    HasPermission: { type: "boolean", description: "Whether the caller may see it.", access: "readOnly" },
    CreatedTime: { type: "string", description: "When it was created.", access: "readOnly" },
    UpdatedTime: { type: "string", description: "When it was last changed.", access: "readOnly" },
  },
  required: ["ProjectName"],
  filterable: [],
  duration: { create: 500, update: 300, delete: 300 },
  checkNew: checkedProject,
  checkChange: (fields) => fields,
});
