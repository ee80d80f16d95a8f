// @ts-check
/** The kinds of things that a soak makes. All but keys are found again by their name, and so a second one would be refused. */

/** What has to be there before, made while there are no faults. */
export const POOL = "soak-pool";
export const NAMESPACE = "soak-space";

/** What the steps of one thing know of it. @typedef {{ name: string, id: string | undefined }} Known */
/**
 * How a later step learns the thing's id: of its create's answer, or by asking.
 * @typedef {{ tool: string, args: (known: Known) => Record<string, unknown>, id: (result: any, known: Known) => string | undefined }} Lookup
 */

const SENSELESS = {
  Version: "1",
  Statement: [{ Effect: "Allow", Action: ["iam:GetUser"], Resource: ["*"] }],
};
const TRUST = {
  Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { Service: ["ecs"] } }],
};

/**
 * One kind of thing: how it is made, changed and removed.
 * @typedef {object} Family
 * @property {number} weight how often it is chosen, beside the others
 * @property {[action: string, tool: string]} create
 * @property {(name: string) => Record<string, unknown>} make
 * @property {[action: string, tool: string] | undefined} [update]
 * @property {((known: Known, value: string) => Record<string, unknown>) | undefined} [edit]
 * @property {boolean} [once] the update bears no value of its own, and so is made once for each thing
 * @property {[action: string, tool: string] | undefined} [remove]
 * @property {((known: Known) => Record<string, unknown>) | undefined} [drop]
 * @property {Lookup | undefined} [find]
 */

/** @param {any} list @param {string} field @param {string} name @param {string} id */
const idIn = (list, field, name, id) => {
  if (!Array.isArray(list)) return undefined;
  const found = list.find((one) => one?.[field] === name)?.[id];
  return typeof found === "string" ? found : undefined;
};

/** @type {readonly Family[]} */
export const FAMILIES = [
  {
    weight: 3,
    create: ["id:CreateWorkloadPool", "id_create_workload_pool"],
    make: (WorkloadPoolName) => ({ WorkloadPoolName }),
    update: ["id:UpdateWorkloadPool", "id_update_workload_pool"],
    edit: ({ name }, Description) => ({ WorkloadPoolName: name, Description }),
    remove: ["id:DeleteWorkloadPool", "id_delete_workload_pool"],
    drop: ({ name }) => ({ WorkloadPoolName: name }),
  },
  {
    weight: 4,
    create: ["id:CreateWorkloadIdentity", "id_create_workload_identity"],
    make: (Name) => ({ Name, WorkloadPoolName: POOL }),
    update: ["id:UpdateWorkloadIdentity", "id_update_workload_identity"],
    edit: ({ name }, Description) => ({ Name: name, WorkloadPoolName: POOL, Description }),
    remove: ["id:DeleteWorkloadIdentity", "id_delete_workload_identity"],
    drop: ({ name }) => ({ Name: name, WorkloadPoolName: POOL }),
  },
  {
    weight: 2,
    create: ["id:CreateNamespace", "id_create_namespace"],
    make: (NamespaceName) => ({ NamespaceName }),
    update: ["id:UpdateNamespace", "id_update_namespace"],
    edit: ({ name }, Description) => ({ NamespaceName: name, Description }),
    remove: ["id:DeleteNamespace", "id_delete_namespace"],
    drop: ({ name }) => ({ NamespaceName: name }),
  },
  {
    weight: 2,
    create: ["id:CreatePolicy", "id_create_policy"],
    make: (PolicyName) => ({
      NamespaceName: NAMESPACE,
      PolicyName,
      Policy: "permit(principal, action, resource);",
    }),
    update: ["id:UpdatePolicy", "id_update_policy"],
    edit: ({ name }, Description) => ({
      NamespaceName: NAMESPACE,
      PolicyName: name,
      Description,
      Status: "enabled",
    }),
    remove: ["id:DeletePolicy", "id_delete_policy"],
    drop: ({ name }) => ({ NamespaceName: NAMESPACE, PolicyName: name }),
  },
  {
    weight: 4,
    create: ["iam:CreateUser", "iam_create_user"],
    make: (UserName) => ({ UserName }),
    update: ["iam:UpdateUser", "iam_update_user"],
    edit: ({ name }, NewDescription) => ({ UserName: name, NewDescription }),
    remove: ["iam:DeleteUser", "iam_delete_user"],
    drop: ({ name }) => ({ UserName: name }),
  },
  {
    // A user to hand a key to: nothing that a key is called tells one from another.
    weight: 3,
    create: ["iam:CreateUser", "iam_create_user"],
    make: (UserName) => ({ UserName }),
    update: ["iam:CreateAccessKey", "iam_create_access_key"],
    edit: ({ name }) => ({ UserName: name }),
    once: true,
  },
  {
    weight: 2,
    create: ["iam:CreateGroup", "iam_create_group"],
    make: (UserGroupName) => ({ UserGroupName }),
    update: ["iam:UpdateGroup", "iam_update_group"],
    edit: ({ name }, NewDescription) => ({ UserGroupName: name, NewDescription }),
    remove: ["iam:DeleteGroup", "iam_delete_group"],
    drop: ({ name }) => ({ UserGroupName: name }),
  },
  {
    weight: 2,
    create: ["iam:CreateRole", "iam_create_role"],
    make: (RoleName) => ({ RoleName, TrustPolicyDocument: JSON.stringify(TRUST) }),
    update: ["iam:UpdateRole", "iam_update_role"],
    edit: ({ name }, Description) => ({ RoleName: name, Description }),
    remove: ["iam:DeleteRole", "iam_delete_role"],
    drop: ({ name }) => ({ RoleName: name }),
  },
  {
    weight: 2,
    create: ["iam:CreatePolicy", "iam_create_policy"],
    make: (PolicyName) => ({ PolicyName, PolicyDocument: JSON.stringify(SENSELESS) }),
    update: ["iam:UpdatePolicy", "iam_update_policy"],
    edit: ({ name }, NewDescription) => ({ PolicyName: name, NewDescription }),
    remove: ["iam:DeletePolicy", "iam_delete_policy"],
    drop: ({ name }) => ({ PolicyName: name }),
  },
  {
    weight: 3,
    create: ["cloudidentity:CreateGroup", "sso_create_group"],
    make: (GroupName) => ({ GroupName, JoinType: "Manual" }),
    update: ["cloudidentity:UpdateGroup", "sso_update_group"],
    edit: ({ id }, Description) => ({ GroupId: id, Description }),
    remove: ["cloudidentity:DeleteGroup", "sso_delete_group"],
    drop: ({ id }) => ({ GroupId: id }),
    find: {
      tool: "sso_list_groups",
      args: ({ name }) => ({ QueryString: name, PageSize: 100 }),
      id: (result, { name }) => idIn(result?.Groups, "GroupName", name, "GroupId"),
    },
  },
  {
    weight: 3,
    create: ["cloudidentity:CreateUser", "sso_create_user"],
    make: (UserName) => ({ UserName }),
    update: ["cloudidentity:UpdateUser", "sso_update_user"],
    edit: ({ id }, Description) => ({ UserId: id, Description }),
    remove: ["cloudidentity:DeleteUser", "sso_delete_user"],
    drop: ({ id }) => ({ UserId: id }),
    find: {
      tool: "sso_list_users",
      args: ({ name }) => ({ UserName: name }),
      id: (result, { name }) => idIn(result?.Users, "UserName", name, "UserId"),
    },
  },
  {
    weight: 2,
    create: ["cloudcontrol:CreateResource", "cc_create_resource"],
    make: (UserName) => ({ TypeName: "Volcengine::IAM::User", TargetState: { UserName } }),
    remove: ["cloudcontrol:DeleteResource", "cc_delete_resource"],
    drop: ({ name }) => ({ TypeName: "Volcengine::IAM::User", Identifier: name }),
  },
];
