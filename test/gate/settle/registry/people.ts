/** User pools: settings, people, groups, departments. */
import type { Step } from "./story.ts";

const IN = { UserPoolUid: "$pool.Uid" };
const USER = { ...IN, UserUid: "$ann.Uid" };
const GROUP = { ...IN, GroupUid: "$staff.Uid" };
const DEPARTMENT = { ...IN, DepartmentUid: "$sales.Uid" };
const BOTH = ["$ann.Uid", "$bob.Uid"];
const DOMAIN = { ...IN, Domain: "login.example.com" };
const FAAS = { ...IN, FunctionType: "PreSignUp", TriggerName: "t" };
const TRUST =
  '{"Statement":[{"Effect":"Allow","Action":["sts:AssumeRole"],"Principal":{"IAM":["trn:iam::2100000000:root"]}}]}';
const pool: Step = ["id:CreateUserPool", { Name: "people" }, "pool"];

export const settings: readonly Step[] = [
  pool,
  ["id:UpdateUserPool", { ...IN, Description: "b" }],
  [
    "id:CreateUserPoolCustomAttribute",
    { ...IN, Name: "site", DataType: "String", Mutability: "Mutable" },
    "site",
  ],
  ["id:UpdateUserPoolCustomAttribute", { ...IN, Uid: "$site.Uid", Name: "place" }],
  ["id:DeleteUserPoolCustomAttribute", { ...IN, Uid: "$site.Uid" }],
  ["id:CreateUserPoolClient", { ...IN, Name: "app", ClientType: "WEB_APPLICATION" }, "client"],
  ["id:UpdateUserPoolClient", { ...IN, ClientUid: "$client.Uid", Description: "b" }],
  ["id:DeleteUserPoolClient", { ...IN, ClientUid: "$client.Uid" }],
  ["id:CreateUserPoolDomain", DOMAIN],
  ["wait", { ms: 60_000 }],
  ["id:UpdateUserPoolDomain", { ...DOMAIN, CertificateId: "cert-2" }],
  ["wait", { ms: 60_000 }],
  ["id:DeleteUserPoolDomain", DOMAIN, undefined, 60_000],
  ["id:UpsertEmailService", { ...IN, Enabled: true }],
  ["id:DeleteEmailService", IN],
  ["id:UpdateSmsService", { ...IN, Enabled: true, SenderId: "s" }],
  [
    "id:UpsertExternalProvider",
    {
      ...IN,
      ProviderType: "SMTP",
      ProviderConfig: { SMTP: { Host: "a.example.com", Port: 25, UseTLS: true } },
    },
    "smtp",
  ],
  [
    "id:UpsertExternalProvider",
    {
      ...IN,
      ProviderUid: "$smtp.ProviderUid",
      ProviderConfig: { SMTP: { Host: "b.example.com", Port: 25, UseTLS: true } },
    },
  ],
  ["id:DeleteExternalProvider", { ...IN, ProviderUid: "$smtp.ProviderUid" }],
  ["id:CreateFaasService", { ...FAAS, FunctionId: "f1" }],
  ["id:UpdateFaasService", { ...FAAS, FunctionId: "f2" }],
  ["id:DeleteFaasService", { ...IN, FunctionType: "PreSignUp" }],
  ["iam:CreateRole", { RoleName: "one", TrustPolicyDocument: TRUST }, "one"],
  ["iam:CreateRole", { RoleName: "two", TrustPolicyDocument: TRUST }, "two"],
  [
    "id:CreateIamRoleAttachment",
    { ...IN, DefaultAuthenticatedRoleTrn: "$one.Role.Trn", DefaultUnauthenticatedRoleTrn: "$one.Role.Trn" },
  ],
  ["id:UpdateIamRoleAttachment", { ...IN, DefaultAuthenticatedRoleTrn: "$two.Role.Trn" }],
  ["id:UpdateIamCredentialsServiceConfig", { ...IN, Enabled: true }],
  ["id:DeleteUserPool", IN],
];

export const people: readonly Step[] = [
  pool,
  ["id:CreateUser", { ...IN, Name: "Ann", Email: "Ann@example.com", PhoneNumber: "+8613800000000" }, "ann"],
  ["id:CreateUser", { ...IN, Name: "Bob" }, "bob"],
  ["id:UpdateUser", { ...USER, Nickname: "b" }],
  ["id:UpdateUser", { ...USER, Password: "Sandbox-Password-1" }],
  ["id:CreateGroup", { ...IN, Name: "staff" }, "staff"],
  ["id:CreateGroup", { ...IN, Name: "board" }, "board"],
  ["id:UpdateGroup", { ...GROUP, Description: "b" }],
  ["id:AddUsersToGroup", { ...GROUP, UserUids: BOTH }],
  ["id:ChangeUsersGroup", { ...IN, NewGroupUid: "$board.Uid", UserUids: BOTH }],
  ["id:AddUsersToGroup", { ...GROUP, UserUids: ["$ann.Uid"] }],
  ["id:RemoveUsersFromGroup", { ...GROUP, UserUids: ["$ann.Uid"] }],
  ["id:DeleteGroup", GROUP],
  ["id:CreateDepartment", { ...IN, ParentDepartmentUid: "0", Name: "Sales" }, "sales"],
  ["id:CreateDepartment", { ...IN, ParentDepartmentUid: "$sales.Uid", Name: "East" }, "east"],
  ["id:UpdateDepartment", { ...DEPARTMENT, Description: "b" }],
  ["id:AddUsersToDepartment", { ...DEPARTMENT, UserUids: BOTH }],
  ["id:UpdateDepartmentMember", { ...DEPARTMENT, UserUid: "$ann.Uid", Role: "head" }],
  [
    "id:ChangeUsersDepartment",
    { ...IN, OriginDepartmentUid: "$sales.Uid", NewDepartmentUid: "$east.Uid", UserUids: ["$bob.Uid"] },
  ],
  ["id:RemoveUsersFromDepartment", { ...DEPARTMENT, UserUids: ["$ann.Uid"] }],
  ["id:RemoveUsersFromDepartment", { ...IN, DepartmentUid: "$east.Uid", UserUids: ["$bob.Uid"] }],
  ["id:DeleteDepartment", { ...IN, DepartmentUid: "$east.Uid" }],
  [
    "id:CreateUsers",
    {
      ...IN,
      Users: [
        { Name: "C", Email: "c@example.com" },
        { Name: "D", Email: "d@example.com" },
      ],
    },
  ],
  ["id:DeleteUsers", { ...IN, UserUids: BOTH }],
];

const SESSION = { ...IN, SessionId: "$session.SessionId", Source: "hr" };
const OTHER = { ...IN, SessionId: "$other.SessionId" };

export const syncs: readonly Step[] = [
  pool,
  ["id:CreateDepartmentSyncSession", { ...IN, Source: "hr" }, "session"],
  ["id:UploadDepartmentSyncDepartments", { ...SESSION, Departments: [{ ExternalID: "1", Name: "Sales" }] }],
  ["id:ValidateDepartmentSyncSession", SESSION],
  ["id:CommitDepartmentSyncSession", SESSION],
  ["wait", { ms: 60_000 }],
  ["id:CreateDepartmentSyncSession", { ...IN, Source: "hr" }, "other"],
  ["id:CancelDepartmentSyncSession", OTHER],
];
