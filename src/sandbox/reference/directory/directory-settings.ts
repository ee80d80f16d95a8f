/** What the actions on directory settings take and answer (reference of cloudidentity, version 2023-01-01). */
import type { Reference } from "../types.ts";

export const directorySettings: Reference = {
  GetServiceStatus: {
    input: {},
    output: {
      Instances: [
        {
          CreatedTime: "string",
          InstanceId: "string",
          InstanceName: "string",
          Region: "string",
          Status: "string Enable|PendingDisable",
        },
      ],
      PrerequisiteCheckResult: "string",
    },
  },
  EnableService: { input: {}, output: {} },
  DisableService: { input: {}, output: {} },
  UpdateInstanceName: { input: { "NewName!": "string" }, output: {} },
  GetPortalLoginConfig: {
    input: {},
    output: { LoginType: "string", PortalURL: "string", Subdomain: "string" },
  },
  ListPortalLoginSettings: {
    input: {},
    output: { PortalLoginSettings: [{ LoginType: "string", Status: "string" }] },
  },
  EnablePortalLoginSetting: { input: { "LoginType!": "string" }, output: {} },
  DisablePortalLoginSetting: { input: { "LoginType!": "string" }, output: {} },
};
