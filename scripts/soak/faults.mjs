// @ts-check
/** What requests meet: a fifth of them, in the notation of docs/sandbox.md. */

/** Longer than idgate waits for an answer, and shorter than a client waits for idgate. */
const BEYOND_MS = 57_000;

/** Shares in percent. @type {readonly (readonly [fault: string, percent: number])[]} */
const MIX = [
  ["throttle", 2.4],
  ["throttle:1", 0.5],
  ["internal", 1.2],
  ["internal-after", 1.5],
  ["gateway", 0.8],
  ["gateway-after:504", 1.5],
  ["html", 0.6],
  ["html-after", 0.6],
  ["html-after:200", 0.5],
  ["empty:503", 0.6],
  ["empty-after:200", 0.9],
  ["reset", 1.5],
  ["reset-after", 3],
  ["truncate", 1.4],
  ["expired", 0.8],
  ["skew:900", 0.4],
  ["skew:-900", 0.4],
  ["slow:150", 1],
  ["slow-after:150", 0.8],
  ["slow:2500", 0.4],
  ["slow-after:2500", 0.3],
];

/** @param {{ beyond: boolean }} options `beyond`: some answers come later than anybody waits, which takes a minute each */
export function faultMix({ beyond }) {
  const late = /** @type {const} */ ([
    [`slow:${BEYOND_MS}`, 0.04],
    [`slow-after:${BEYOND_MS}`, 0.04],
  ]);
  const tasks = "cloudcontrol:CreateResource=task-fail:InternalError@0.05";
  const shared = [...MIX, ...(beyond ? late : [])].map(
    ([fault, percent]) => `*=${fault}@${Number((percent / 100).toFixed(6))}`,
  );
  return [tasks, ...shared];
}
