/** The kind under which a membership is stored: one record a group and user, its parent the group's id. */
export const MEMBER = "cloudidentity:member";
