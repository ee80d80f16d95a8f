import { describe, expect, it, onTestFinished } from "vitest";
import { askingClient, openRooms, type Rooms, silentClient } from "../support/rooms.ts";
import { envelope, fault, startUpstream } from "../support/upstream.ts";

const POLICY = `
version: 1
account: "2100000000"
allow:
  - id: users
    actions: ["cloudcontrol:CreateResource"]
    types: ["Volcengine::IAM::User"]
    only: [TargetState]
    approval: ask
  - id: tokens
    actions: ["id:GetWorkloadAccessToken"]
    approval: none
`;

async function open(answer = envelope({ OperationStatus: "SUCCESS", TaskID: "task-1" })) {
  const upstream = await startUpstream(answer);
  onTestFinished(() => upstream.close());
  const rooms = await openRooms({ policy: POLICY, endpoint: upstream.url });
  return { upstream, rooms };
}

async function createUser(rooms: Rooms, password: unknown) {
  const args = {
    TypeName: "Volcengine::IAM::User",
    TargetState: { UserName: "bot", LoginProfile: { Password: password } },
  };
  const asked = await rooms.run("cloudcontrol:CreateResource", args, { requester: askingClient });
  if (asked.kind !== "ask") throw new Error("expected a question");
  const result = await rooms.run("cloudcontrol:CreateResource", args, {
    requester: askingClient,
    answer: { operation: asked.operation, verdict: "approved" },
  });
  return { asked, result };
}

async function ledgerText(rooms: Rooms): Promise<string> {
  const parts: unknown[] = [...(await rooms.ledger.operations())];
  for await (const entry of rooms.ledger.entries()) parts.push(entry);
  return JSON.stringify(parts);
}

/** The password that reached the service. */
function sentPassword(body: string | undefined): string {
  return JSON.parse(body ?? "{}").TargetState.LoginProfile.Password;
}

describe("a generated secret", () => {
  it("reaches the service and nothing else: no result, preview, ledger row or log line", async () => {
    const { upstream, rooms } = await open();
    const { handle } = await rooms.gate.generateSecret({ form: "password" }, silentClient);
    const { asked, result } = await createUser(rooms, { $secret: handle });
    const password = sentPassword(upstream.of("CreateResource")[0]?.body);
    expect(password).toMatch(/^.{24}$/);
    expect(JSON.stringify([asked, result])).not.toContain(password);
    expect(asked.preview).toContain(handle);
    expect(await ledgerText(rooms)).not.toContain(password);
    expect(rooms.logged()).not.toContain(password);
    expect(await ledgerText(rooms)).toContain('"event":"opened"');
  });

  it("is sealed again where the service echoes it, also inside JSON in a string", async () => {
    const { upstream, rooms } = await open();
    upstream.answerWith((arrived, response) => {
      const password = sentPassword(arrived.body);
      envelope({
        OperationStatus: "SUCCESS",
        StatusMessage: `set ${Buffer.from(password).toString("base64")}`,
        ResourceModel: JSON.stringify({
          UserName: "bot",
          Note: `was ${password}`,
          LoginProfile: { Password: password },
        }),
      })(arrived, response);
    });
    const { handle } = await rooms.gate.generateSecret({ form: "password" }, silentClient);
    const { result } = await createUser(rooms, { $secret: handle });
    const password = sentPassword(upstream.of("CreateResource")[0]?.body);
    const text = JSON.stringify(result);
    expect(text).not.toContain(password);
    expect(text).not.toContain(Buffer.from(password).toString("base64").slice(0, 24));
    expect(result).toMatchObject({ result: { ResourceModel: { UserName: "bot" } } });
  });

  it("is not in the error of a service that quotes it", async () => {
    const { upstream, rooms } = await open();
    upstream.answerWith((arrived, response) => {
      fault(
        400,
        "InvalidParameter",
        `Password ${sentPassword(arrived.body)} is too simple`,
      )(arrived, response);
    });
    const { handle } = await rooms.gate.generateSecret({ form: "password" }, silentClient);
    const failed = await createUser(rooms, { $secret: handle }).catch((error: unknown) => error);
    const password = sentPassword(upstream.of("CreateResource")[0]?.body);
    expect(failed).toMatchObject({ code: "SERVICE_ERROR" });
    expect(String(failed)).not.toContain(password);
    expect(await ledgerText(rooms)).not.toContain(password);
    expect(rooms.logged()).not.toContain(password);
  });
});

describe("a secret that the caller typed", () => {
  it("is a fingerprint in preview, ledger and log, and the approval covers it", async () => {
    const { upstream, rooms } = await open();
    const { asked } = await createUser(rooms, "Typed-Passw0rd!");
    expect(asked.preview).toMatch(/Password: \(secret, fingerprint [0-9a-f]{16}\)/);
    expect(await ledgerText(rooms)).not.toContain("Typed-Passw0rd!");
    expect(rooms.logged()).not.toContain("Typed-Passw0rd!");
    const other = rooms.run(
      "cloudcontrol:CreateResource",
      {
        TypeName: "Volcengine::IAM::User",
        TargetState: { UserName: "bot", LoginProfile: { Password: "Other-Passw0rd!" } },
      },
      { requester: askingClient, answer: { operation: asked.operation, verdict: "approved" } },
    );
    await expect(other).rejects.toMatchObject({ code: "APPROVAL_SPENT" });
    expect(upstream.of("CreateResource")).toHaveLength(1);
  });
});

describe("a task that fails and quotes what it was given", () => {
  it.each(["typed", "generated"])("keeps a %s secret out of error, ledger and log", async (kind) => {
    const { upstream, rooms } = await open();
    upstream.answerWith((arrived, response) => {
      const message = `${"x".repeat(490)}${sentPassword(arrived.body)} is too simple`;
      envelope({ OperationStatus: "FAILED", ErrorCode: "InvalidPassword", StatusMessage: message })(
        arrived,
        response,
      );
    });
    const { handle } = await rooms.gate.generateSecret({ form: "password" }, silentClient);
    const given = kind === "typed" ? "Typed-Passw0rd-Of-Many!" : { $secret: handle };
    const failed = await createUser(rooms, given).catch((error: unknown) => error);
    const password = sentPassword(upstream.of("CreateResource")[0]?.body);
    expect(failed).toMatchObject({ code: "TASK_FAILED" });
    for (const text of [String(failed), await ledgerText(rooms), rooms.logged()]) {
      expect(text).not.toContain(password.slice(0, 8));
    }
  });
});

describe("a handle", () => {
  const invented = { $secret: "secret_AAAAAAAAAAAAAAAAAAAAAA" };
  const wrong: readonly [string, unknown][] = [
    ["that nobody made", invented],
    ["with a further key", { ...invented, more: 1 }],
    ["that is no handle at all", { $secret: 7 }],
  ];
  it.each(wrong)("%s is refused, and nothing is sent", async (_, handle) => {
    const { upstream, rooms } = await open();
    await expect(createUser(rooms, handle)).rejects.toMatchObject({
      code: expect.stringMatching(/SECRET_REFUSED|INVALID_ARGUMENTS/),
    });
    expect(upstream.arrived).toEqual([]);
  });

  it("is refused where its kind does not belong", async () => {
    const { upstream, rooms } = await open();
    const { handle } = await rooms.gate.generateSecret({ form: "password" }, silentClient);
    const misused = rooms.run("id:CreateWorkloadPool", { WorkloadPoolName: { $secret: handle } });
    await expect(misused).rejects.toMatchObject({ code: expect.stringMatching(/SECRET|INVALID/) });
    const elsewhere = rooms.run("cloudcontrol:CreateResource", {
      TypeName: "Volcengine::IAM::User",
      TargetState: { UserName: { $secret: handle } },
    });
    await expect(elsewhere).rejects.toMatchObject({ code: "SECRET_REFUSED" });
    expect(upstream.arrived).toEqual([]);
  });
});

describe("an issued credential", () => {
  it("comes as a handle, and the ledger says that it was sealed", async () => {
    const { rooms } = await open(
      envelope({ WorkloadAccessToken: "token-value-example", ExpiresAt: "2026-01-01T00:00:00Z" }),
    );
    const result = await rooms.run("id:GetWorkloadAccessToken", { Name: "bot" });
    expect(result).toMatchObject({
      result: { WorkloadAccessToken: { $secret: expect.stringMatching(/^secret_/) } },
      notes: [expect.stringMatching(/^Sealed: its handles work until 20\d\d-/)],
    });
    expect(await ledgerText(rooms)).not.toContain("token-value-example");
    expect(await ledgerText(rooms)).toContain('"event":"sealed"');
    expect(rooms.logged()).not.toContain("token-value-example");
  });
});
