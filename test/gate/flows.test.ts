/** Handles go where they are known to fit, and where the policy opens a further way. */
import { describe, expect, it, onTestFinished } from "vitest";
import { openRooms, silentClient } from "../support/rooms.ts";
import { envelope, startUpstream } from "../support/upstream.ts";

const FLOW = 'secrets: { flows: [{ from: generated, to: "id:CreateApiKeyCredentialProvider.ApiKey" }] }';
const ALLOW =
  'allow: [{id: a, actions: ["id:CreateApiKeyCredentialProvider", "id:UpdateApiKeyCredentialProvider"], approval: none}]';

async function open(rest: string) {
  const upstream = await startUpstream(envelope({}));
  onTestFinished(() => upstream.close());
  const rooms = await openRooms({
    policy: `version: 1\naccount: "2100000000"\n${rest}\n`,
    endpoint: upstream.url,
  });
  const { handle } = await rooms.gate.generateSecret({ form: "token" }, silentClient);
  return { upstream, rooms, args: { Name: "n", ApiKey: { $secret: handle } } };
}

describe("a generated secret", () => {
  it("goes where the policy opens a way, and nowhere else", async () => {
    const { upstream, rooms, args } = await open(`${FLOW}\n${ALLOW}`);
    await rooms.run("id:CreateApiKeyCredentialProvider", args);
    const [sent] = upstream.of("CreateApiKeyCredentialProvider");
    expect(sent?.body).toMatch(/"ApiKey":"[\w-]{43}"/);
    await expect(rooms.run("id:UpdateApiKeyCredentialProvider", args)).rejects.toMatchObject({
      code: "SECRET_REFUSED",
    });
    expect(upstream.of("UpdateApiKeyCredentialProvider")).toEqual([]);
  });
  it("goes nowhere new without", async () => {
    const { upstream, rooms, args } = await open(ALLOW);
    await expect(rooms.run("id:CreateApiKeyCredentialProvider", args)).rejects.toMatchObject({
      code: "SECRET_REFUSED",
    });
    expect(upstream.arrived).toEqual([]);
  });
});
