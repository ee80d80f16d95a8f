const BEIJING_OFFSET_MS = 8 * 60 * 60 * 1000;

/** `2024-07-22T21:53:54+08:00`: Beijing time in whole seconds, as cloudidentity shows times. */
export function beijingSeconds(at: Date): string {
  return `${new Date(at.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** `2025-09-19T16:15:50.273+08:00`: the same with milliseconds, as cloudcontrol shows a task's time. */
export function beijingMillis(at: Date): string {
  return `${new Date(at.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 23)}+08:00`;
}
