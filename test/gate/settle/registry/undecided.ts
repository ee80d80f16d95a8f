/** What no look can tell, and why. Whoever adds a change has it here, or can say what became of it. */

/** Of these the look may say that they did not happen, never that they did. */
export const UNDECIDED: Readonly<Record<string, string>> = {
  "cloudcontrol:UpdateResource": "A patch is not compared with what it makes.",
  "cloudidentity:DeprovisionPermissionSet": "A task does not say which call started it.",
  "cloudidentity:ProvisionPermissionSet": "A task does not say which call started it.",
  "iam:AddSAMLProviderCertificate": "The list does not show the certificate itself.",
  "id:ChangeUsersDepartment":
    "Who is not in the old department may never have been; that somebody is still there proves that it was not done.",
  "id:ChangeUsersGroup":
    "Somebody may have been in the new group before; that nobody is in it proves that it was not done.",
  "id:CreateTaskCommitAppVisibleUsers": "A task does not say which call started it.",
  "id:CreateTaskMergeUserSync": "A task does not say which call started it.",
  "id:CreateTaskRetrieveAppVisibleUsers": "A task does not say which call started it.",
  "id:CreateTaskRetrieveUserSync": "A task does not say which call started it.",
  "id:CreateTaskRetrieveUserSyncAttachment": "A task does not say which call started it.",
  "id:UpdateApiKeyCredentialProvider": "The key cannot be read without revealing it.",
  "id:UpdateIdentityProviderOIDC": "The client's id has to be given, and is read with its secret alone.",
  "id:UpdateOauth2CredentialProvider":
    "The client secret cannot be read without revealing it, and Config goes with it.",
  "id:UpdateRoleCredentialProvider": "It carries nothing but a name.",
};

/** Changes that the stories do not make. */
export const NOT_TRIED: Readonly<Record<string, string>> = {
  "id:CreateOauth2CredentialProviderDcr":
    "It registers a client at a server that is not part of this; its look is CreateOauth2CredentialProvider's.",
  "id:DeleteSharedOauth2Credential": "One comes to be when somebody allows it in a browser.",
};

/** Changes that have no look. */
export const WITHOUT: Readonly<Record<string, string>> = {
  "cloudcontrol:CreateResource": "The same token goes along when it is called again: the service tells.",
  "cloudidentity:AttachPolicyToUserProvision": "No read lists the policies of a provisioned user.",
  "cloudidentity:DetachPolicyToUserProvision": "No read lists the policies of a provisioned user.",
  "cloudidentity:ResetPassword": "No read shows a password.",
  "cloudidentity:RetryUserProvisioningEvent": "An event that is tried again looks like one that waits.",
  "iam:CreateServiceLinkedRole": "The role's name is the service's own choice.",
  "iam:RemoveSAMLProviderCertificate": "Certificates are listed by provider, which the call does not name.",
  "id:AttachInboundAuthConfig": "Every read of inbound authentication reveals keys.",
  "id:BatchConvertFederatedUsersToNativeUsers": "No read of many users shows how each of them signs in.",
  "id:BatchCreateRoutes":
    "What it does to each depends on what was there: it adds, changes and removes in one.",
  "id:BatchSyncDepartmentMembers":
    "What it does to each depends on what was there: it adds, changes and removes in one.",
  "id:BatchUpsertDepartments":
    "What it does to each depends on what was there: it adds, changes and removes in one.",
  "id:CompleteResourceTokenAuth": "A state is good once: whether it was spent, no read tells.",
  "id:CreateApiKey": "Every read of inbound authentication reveals keys.",
  "id:CreateDepartmentSyncSession": "Sessions have no list, and what was uploaded is only counted.",
  "id:CreateInboundAuthConfig": "Every read of inbound authentication reveals keys.",
  "id:CreateSharedOauth2Credential": "It shows when somebody has allowed it in a browser.",
  "id:CreateUserCredential": "The only read reveals the credential.",
  "id:CreateUserGroupsCsv":
    "What it does to each depends on what was there: it adds, changes and removes in one.",
  "id:CreateUsersCSV": "What it does to each depends on what was there: it adds, changes and removes in one.",
  "id:DeleteApiKey": "Every read of inbound authentication reveals keys.",
  "id:DeleteInboundAuthConfig": "Every read of inbound authentication reveals keys.",
  "id:DeleteUserCredential": "The only read reveals the credential.",
  "id:DetachInboundAuthConfig": "Every read of inbound authentication reveals keys.",
  "id:GetResourceApiKey": "What it issues is kept nowhere: it is simply asked for again.",
  "id:GetResourceOauth2Token": "What it issues is kept nowhere: it is simply asked for again.",
  "id:GetRoleCredentials": "What it issues is kept nowhere: it is simply asked for again.",
  "id:GetWorkloadAccessToken": "What it issues is kept nowhere: it is simply asked for again.",
  "id:GetWorkloadAccessTokenForJWT": "What it issues is kept nowhere: it is simply asked for again.",
  "id:GetWorkloadAccessTokenForUserId": "What it issues is kept nowhere: it is simply asked for again.",
  "id:Oauth2Callback": "A state is good once: whether it was spent, no read tells.",
  "id:PrepareIdentityProviderSSODebug": "What it issues is kept nowhere: it is simply asked for again.",
  "id:RegisterService": "What the status is called of an account that is registered is not documented.",
  "id:RemoveWorkloadMetaData": "Values that were removed look like values that were never there.",
  "id:UnBindWorkloadPoolTrustAnchor": "Which anchors go is not in the call.",
  "id:UpdateInboundAuthConfig": "Every read of inbound authentication reveals keys.",
  "id:UpdateRetrieveUserSyncUser": "What is set is shown in another form than it is given.",
  "id:UpdateUserCredential": "The only read reveals the credential.",
  "id:UpdateUsers": "Each of many is set to something of its own.",
  "id:UploadDepartmentSyncDepartments": "Sessions have no list, and what was uploaded is only counted.",
  "id:UploadDepartmentSyncMembers": "Sessions have no list, and what was uploaded is only counted.",
  "sts:AssumeRole": "What it issues is kept nowhere: it is simply asked for again.",
};
