/** Arguments made to hurt: too many, too long, too deep, or no plain data. Nothing is sent, nothing is quoted back. */
import { describe, expect, it } from "vitest";
import { MAX_TEXT, MAX_VALUES } from "../../src/action/plain.ts";
import { openRooms } from "../support/rooms.ts";

const CREATE = "cloudcontrol:CreateResource";
const USER = "Volcengine::IAM::User";
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 1]));
const nested = (depth: number, inner: unknown = 1): unknown =>
  depth === 0 ? inner : { a: nested(depth - 1, inner) };
const patches = (value: unknown) => Array.from({ length: 200 }, () => ({ op: "add", path: "/a", value }));

const TOO_MUCH: readonly (readonly [string, string, unknown])[] = [
  ["more values than there may be", CREATE, { TypeName: USER, TargetState: keys(MAX_VALUES) }],
  ["more in a list", "id:CreateWorkloadPool", { WorkloadPoolName: "a", Tags: new Array(MAX_VALUES).fill(0) }],
  ["nine million unknown characters in a key", CREATE, { ["x".repeat(9_000_000)]: 1 }],
  ["nine million characters in a value", CREATE, { TypeName: "x".repeat(9_000_000), TargetState: {} }],
  ["more unknown keys than there may be", "id:GetWorkloadPool", keys(MAX_VALUES)],
  [
    "many values, each within its own limit",
    "cloudcontrol:UpdateResource",
    { TypeName: USER, Identifier: "u", PatchDocument: patches("x".repeat(100_000)) },
  ],
  [
    "many objects, each within its own limit",
    "cloudcontrol:UpdateResource",
    { TypeName: USER, Identifier: "u", PatchDocument: patches(keys(1_000)) },
  ],
  ["depth without end", CREATE, { TypeName: USER, TargetState: nested(5_000) }],
  [
    "depth of lists",
    CREATE,
    { TypeName: USER, TargetState: { a: JSON.parse("[".repeat(5_000) + "]".repeat(5_000)) } },
  ],
];

describe("arguments", () => {
  it.each(TOO_MUCH)("with %s are refused before anything looks at them", async (_, name, args) => {
    const rooms = await openRooms();
    const failed = await rooms.run(name, args).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "INVALID_ARGUMENTS" });
    expect(String(failed).length).toBeLessThan(400);
    expect(await rooms.ledger.operations()).toEqual([]);
  });

  it.each([
    ["values", { ...keys(MAX_VALUES - 100) }],
    ["text", { a: "x".repeat(Math.min(MAX_TEXT, 250_000)) }],
    [
      "urls that are no host's",
      Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`Url${at}`, { Url: "x" }])),
    ],
  ])("with as many %s as there may be are still decided", async (_, TargetState) => {
    const rooms = await openRooms({
      policy: `version: 1
account: "2100000000"
allow:
  - {id: a, actions: ["${CREATE}"], types: ["${USER}"], only: [TargetState], approval: none}
deny:
  - {id: d, actions: ["${CREATE}"], when: {TargetState.Policies: {present: true}}}`,
    });
    await expect(rooms.run(CREATE, { TypeName: USER, TargetState })).rejects.toMatchObject({
      code: expect.stringMatching(/^(SERVICE_ERROR|TASK_FAILED|REFUSED_BY_POLICY)$/),
    });
  });

  it("cannot reach a prototype, at any depth and in any list", async () => {
    const rooms = await openRooms();
    for (const evil of [
      '{"__proto__":{"polluted":1}}',
      '{"constructor":{"prototype":{"polluted":1}}}',
      '{"prototype":1}',
    ]) {
      for (const wrap of ["X", '{"a":X}', '{"a":[[X]]}']) {
        const TargetState: unknown = JSON.parse(wrap.replace("X", evil));
        await expect(rooms.run(CREATE, { TypeName: USER, TargetState })).rejects.toMatchObject({
          code: "INVALID_ARGUMENTS",
        });
      }
      const whole: unknown = JSON.parse(evil);
      await expect(rooms.run("id:GetWorkloadPool", whole)).rejects.toMatchObject({
        code: "INVALID_ARGUMENTS",
      });
    }
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  it.each([[[]], ["text"], [7], [true]])("that are %j and no object are refused", async (args) => {
    const rooms = await openRooms();
    const call = rooms.run("id:CreateWorkloadPool", args);
    await expect(call).rejects.toMatchObject({ code: "INVALID_ARGUMENTS" });
  });

  it.each([-1, 601, 1.5, "40", null, Number.POSITIVE_INFINITY])(
    "cannot ask to wait %j seconds",
    async (wait) => {
      const rooms = await openRooms();
      await expect(
        rooms.run(CREATE, { TypeName: USER, TargetState: { UserName: "a" }, wait }),
      ).rejects.toMatchObject({ code: "INVALID_ARGUMENTS" });
    },
  );

  it("cannot say where a request goes or what it is", async () => {
    const rooms = await openRooms();
    for (const key of [
      "Action",
      "Version",
      "Region",
      "endpoint",
      "host",
      "wait",
      "X-Date",
      "service",
      "profile",
    ]) {
      await expect(
        rooms.run("id:CreateWorkloadPool", { WorkloadPoolName: "a", [key]: "x" }),
        key,
      ).rejects.toMatchObject({
        code: "INVALID_ARGUMENTS",
      });
    }
  });
});
