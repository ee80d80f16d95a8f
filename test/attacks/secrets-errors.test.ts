import { describe, expect, it, onTestFinished } from "vitest";
import { askingClient, openRooms, type Rooms, silentClient } from "../support/rooms.ts";
import { type Arrived, envelope, fault, startUpstream } from "../support/upstream.ts";

const POLICY = `
version: 1
account: "2100000000"
allow:
  - id: users
    actions: ["cloudcontrol:CreateResource"]
    types: ["Volcengine::IAM::User"]
    only: [TargetState]
    approval: none
  - id: tokens
    actions: ["id:GetWorkloadAccessTokenForJWT"]
    approval: none
`;
const TYPED = "Typed-Passw0rd-2024!";

async function open() {
  const upstream = await startUpstream(envelope({ OperationStatus: "SUCCESS", TaskID: "task-1" }));
  onTestFinished(() => upstream.close());
  return { upstream, rooms: await openRooms({ policy: POLICY, endpoint: upstream.url }) };
}

async function everything(rooms: Rooms): Promise<string> {
  const parts: unknown[] = [...(await rooms.ledger.operations())];
  for await (const entry of rooms.ledger.entries()) parts.push(entry);
  return JSON.stringify(parts) + rooms.logged();
}

const password = (arrived: Arrived): string => JSON.parse(arrived.body).TargetState.LoginProfile.Password;

/** What a failing service does with the password that it was sent. */
const QUOTES: readonly (readonly [string, (secret: string) => readonly [code: string, message: string]])[] = [
  ["a message", (secret) => ["InvalidParameter", `the password ${secret} is too simple`]],
  [
    "a message that is cut in the middle of it",
    (secret) => ["InvalidParameter", `${"x".repeat(290)}${secret} is too simple`],
  ],
  ["a code", (secret) => [`InvalidPassword.${secret}`, "no"]],
  ["a code that is cut", (secret) => [`${"x".repeat(90)}${secret}`, "no"]],
  ["its request, as JSON in JSON", (secret) => ["Bad", JSON.stringify(JSON.stringify({ Password: secret }))]],
  ["base64", (secret) => ["Bad", Buffer.from(`user:${secret}`).toString("base64")]],
];

describe.each([
  ["a generated secret", undefined],
  ["a secret that the caller typed", TYPED],
])("%s", (_, typed) => {
  it.each(QUOTES)(
    "that a service quotes in %s gets into no error, ledger row or log line",
    async (_name, quote) => {
      const { upstream, rooms } = await open();
      const sent: string[] = [];
      upstream.answerWith((arrived, response) => {
        sent.push(password(arrived));
        const [code, message] = quote(password(arrived));
        fault(400, code, message)(arrived, response);
      });
      const secret = typed ?? {
        $secret: (await rooms.gate.generateSecret({ form: "password" }, silentClient)).handle,
      };
      const failed = await rooms
        .run(
          "cloudcontrol:CreateResource",
          {
            TypeName: "Volcengine::IAM::User",
            TargetState: { UserName: "bot", LoginProfile: { Password: secret } },
          },
          { requester: askingClient },
        )
        .catch((error: unknown) => error);
      expect(failed).toMatchObject({ code: "SERVICE_ERROR" });
      const value = sent[0] ?? "";
      expect(value.length).toBeGreaterThan(12);
      const seen = `${String(failed)}${JSON.stringify(failed)}${await everything(rooms)}`;
      for (let at = 0; at + 8 <= value.length; at += 1) expect(seen).not.toContain(value.slice(at, at + 8));
      expect(seen).not.toContain(Buffer.from(value).toString("base64").slice(4, 16));
    },
  );

  it("that a service gives as the request's id is none", async () => {
    const { upstream, rooms } = await open();
    const token =
      typed === undefined ? "eyJhbGciOiJFUzI1NiJ9.cGF5bG9hZA.c2lnbmF0dXJl" : "Typed_T0ken-abcdefgh";
    upstream.answerWith((_arrived, response) => {
      response.writeHead(200, { "content-type": "application/json", "x-tt-logid": token });
      const metadata = { RequestId: token, Error: { Code: "Bad", Message: "" } };
      response.end(JSON.stringify({ ResponseMetadata: metadata }));
    });
    const failed = await rooms
      .run("id:GetWorkloadAccessTokenForJWT", { Name: "bot", UserToken: token })
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "SERVICE_ERROR", requestId: undefined });
    expect(await everything(rooms)).not.toContain(token);
  });
});
