/** Every action that idgate knows, as data, in the order in which an administrator meets them. */
import type { Action } from "../src/action/action.ts";
import * as callerIdentity from "./caller-identity.ts";
import * as cloudResources from "./cloud-resources.ts";
import * as directoryGroups from "./directory-groups.ts";
import * as directoryUsers from "./directory-users.ts";
import * as namespaces from "./namespaces.ts";
import * as permissionPolicies from "./permission-policies.ts";
import * as workloadAccessTokens from "./workload-access-tokens.ts";
import * as workloadIdentities from "./workload-identities.ts";
import * as workloadPools from "./workload-pools.ts";

// Listed one by one: the order of a module's exports is the alphabet's, and the list must be stable.
export const actions: readonly Action[] = Object.freeze([
  callerIdentity.getCallerIdentity,
  workloadPools.createWorkloadPool,
  workloadPools.getWorkloadPool,
  workloadPools.listWorkloadPools,
  workloadPools.updateWorkloadPool,
  workloadPools.deleteWorkloadPool,
  workloadIdentities.createWorkloadIdentity,
  workloadIdentities.getWorkloadIdentity,
  workloadIdentities.listWorkloadIdentities,
  workloadIdentities.updateWorkloadIdentity,
  workloadIdentities.deleteWorkloadIdentity,
  workloadIdentities.addWorkloadMetaData,
  workloadIdentities.removeWorkloadMetaData,
  workloadAccessTokens.getWorkloadAccessToken,
  workloadAccessTokens.getWorkloadAccessTokenForJWT,
  workloadAccessTokens.getWorkloadAccessTokenForUserId,
  namespaces.createNamespace,
  namespaces.getNamespace,
  namespaces.listNamespaces,
  namespaces.updateNamespace,
  namespaces.deleteNamespace,
  permissionPolicies.createPolicy,
  permissionPolicies.getPolicy,
  permissionPolicies.listPolicies,
  permissionPolicies.updatePolicy,
  permissionPolicies.deletePolicy,
  permissionPolicies.grantPermission,
  permissionPolicies.checkPermission,
  directoryUsers.createUser,
  directoryUsers.getUser,
  directoryUsers.listUsers,
  directoryUsers.updateUser,
  directoryUsers.deleteUser,
  directoryGroups.createGroup,
  directoryGroups.getGroup,
  directoryGroups.listGroups,
  directoryGroups.updateGroup,
  directoryGroups.deleteGroup,
  directoryGroups.addUserToGroup,
  directoryGroups.removeUserFromGroup,
  directoryGroups.listGroupMembers,
  cloudResources.listResourceTypes,
  cloudResources.describeResourceType,
  cloudResources.createResource,
  cloudResources.getResource,
  cloudResources.listResources,
  cloudResources.updateResource,
  cloudResources.deleteResource,
  cloudResources.getTask,
  cloudResources.listTasks,
]);
