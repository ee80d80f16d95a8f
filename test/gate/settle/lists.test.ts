/** Looks at lists, over HTTP: what a service answers that gives less, more or something else than it was asked for. */
import { describe, expect, it, onTestFinished } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { sandboxCredentials } from "../../../src/credentials/sandbox.ts";
import { lookUp } from "../../../src/gate/settle/look-up.ts";
import { action } from "../../support/rooms.ts";
import { envelope, startUpstream } from "../../support/upstream.ts";
import { looking } from "./looking.ts";

const names = (from: number, to: number): JsonObject[] =>
  Array.from({ length: to - from }, (_, index) => ({
    GroupName: `g${from + index}`,
    GroupId: `${from + index}`,
    JoinType: "Manual",
  }));

/** What the look says of a lost call, where the service answers these pages one after the other. */
async function told(call: string, params: JsonObject, ...pages: JsonObject[]) {
  const service = await startUpstream();
  onTestFinished(() => service.close());
  let page = 0;
  service.answerWith((arrived, response) => {
    envelope(pages[page] ?? {})(arrived, response);
    page += 1;
  });
  const one = action(call);
  const now = () => new Date();
  const { accessKeyId, secretAccessKey } = sandboxCredentials();
  const { evidence } = await lookUp(
    looking({ url: service.url, accessKeyId, secretAccessKey }, now),
    {
      action: one,
      effect: one.effect,
      params,
      startedAt: now(),
      lost: "certainty",
      lostAt: new Date(Date.now() - 600_000),
      operation: "op_0000000000000000000lists",
      principal: undefined,
      confirmAccount: undefined,
    },
    10_000,
  );
  return {
    kind: evidence.kind,
    why: evidence.kind === "happened" ? "" : evidence.why,
    asked: service.arrived,
  };
}

const create = (GroupName: string, ...pages: JsonObject[]) =>
  told("cloudidentity:CreateGroup", { GroupName, JoinType: "Manual" }, ...pages);

describe("a list of several pages", () => {
  it("is read to its end before something is said not to be there", async () => {
    const first = { Groups: names(0, 100), Total: 150, PageNumber: 1, PageSize: 100 };
    const second = { Groups: names(100, 150), Total: 150, PageNumber: 2, PageSize: 100 };
    const { kind, asked } = await create("g200", first, second);
    expect([kind, asked.length]).toEqual(["not happened", 2]);
    expect(await create("g149", first, second)).toMatchObject({ kind: "happened" });
  });

  it("may come in smaller ones than were asked for", async () => {
    const page = (from: number, number: number) => ({
      Groups: names(from, from + 50),
      Total: 150,
      PageNumber: number,
      PageSize: 50,
    });
    const { kind, asked } = await create("g149", page(0, 1), page(50, 2), page(100, 3));
    expect([kind, asked.length]).toEqual(["happened", 3]);
  });

  it("proves nothing where it changed while it was read", async () => {
    const first = { Groups: names(0, 100), Total: 150, PageNumber: 1 };
    const second = { Groups: names(101, 150), Total: 149, PageNumber: 2 };
    expect(await create("g100", first, second)).toMatchObject({
      kind: "undecided",
      why: "the list changed while it was read",
    });
  });

  it("proves nothing where the service stops before its end", async () => {
    const first = { Groups: names(0, 100), Total: 150, PageNumber: 1 };
    const second = { Groups: [], Total: 150, PageNumber: 2 };
    expect(await create("g120", first, second)).toMatchObject({
      kind: "undecided",
      why: "the list could not be read whole",
    });
  });
});

describe("an answer that is not the list that it should be", () => {
  it.each([
    ["says nothing at all", {}],
    ["shows groups without names", { Groups: [{ GroupId: "1" }], Total: 1 }],
  ])("proves nothing where it %s", async (_, answer) => {
    expect(await create("g1", answer)).toMatchObject({ kind: "undecided" });
    const gone = await told("cloudidentity:RemoveUserFromGroup", { GroupId: "1", UserId: "2" }, answer);
    expect(gone.kind).toBe("undecided");
  });

  it("is believed to be empty where it says so", async () => {
    expect(await create("g1", { Groups: null, Total: 0 })).toMatchObject({ kind: "not happened" });
    expect(await create("g1", { Total: 0, PageNumber: 1 })).toMatchObject({ kind: "not happened" });
  });
});
