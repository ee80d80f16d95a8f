import { describe, expect, it, onTestFinished } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import type { Sandbox, SandboxOptions } from "../../../src/sandbox/sandbox.ts";
import { call, NOW, type Outgoing, ok, outcome, sandbox, sign } from "../client.ts";
import { exchange } from "../exchange.ts";

async function open(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const box = await sandbox({ keepRequests: true, ...options });
  onTestFinished(() => box.close());
  return box;
}

const withFault = (spec: string) => ({
  bend: (request: Outgoing) => {
    request.headers["x-sandbox-fault"] = spec;
  },
});
const create = (box: Sandbox, name: string, spec: string) =>
  exchange(box.url, sign(box, "CreateWorkloadPool", { WorkloadPoolName: name }, withFault(spec)));
const exists = async (box: Sandbox, name: string): Promise<boolean> =>
  (await outcome(box, "GetWorkloadPool", { WorkloadPoolName: name })) === "200";
const lastCreate = (box: Sandbox) =>
  box
    .requests()
    .filter(({ action }) => action === "CreateWorkloadPool")
    .at(-1);

describe("a fault before the change", () => {
  it.each([
    ["throttle", 429, "application/json; charset=utf-8", '"Code":"Throttling"'],
    ["internal", 500, "application/json; charset=utf-8", '"Code":"InternalError"'],
    ["expired", 401, "application/json; charset=utf-8", '"Code":"InvalidSecretToken"'],
    ["gateway", 502, "application/json; charset=utf-8", '{"HTTPCode":502,"errorcode":"BadGateway"'],
    ["gateway:503", 503, "application/json; charset=utf-8", '{"HTTPCode":503,'],
    ["gateway:504", 504, "application/json; charset=utf-8", '{"HTTPCode":504,'],
    ["html:200", 200, "text/html", "<html>"],
    ["html", 502, "text/html", "<html>"],
  ])("of the kind %s answers so and leaves no trace", async (spec, status, type, text) => {
    const box = await open();
    const reply = await create(box, "made", spec);
    expect(reply).toMatchObject({ status, ended: "whole" });
    expect(reply.headers["content-type"]).toBe(type);
    expect(reply.headers["x-sandbox-fault"]).toMatch(new RegExp(`^${spec}`));
    expect(reply.text).toContain(text);
    expect(lastCreate(box)).toMatchObject({
      status,
      changed: false,
      fault: reply.headers["x-sandbox-fault"],
    });
    expect(await exists(box, "made")).toBe(false);
  });

  it("has no body, or no answer at all", async () => {
    const box = await open();
    expect(await create(box, "made", "empty:503")).toMatchObject({ status: 503, text: "", ended: "whole" });
    expect(await create(box, "made", "reset")).toMatchObject({ status: 0, ended: "ECONNRESET" });
    expect(lastCreate(box)).toMatchObject({
      status: 0,
      changed: false,
      fault: "reset",
      parameters: ["WorkloadPoolName"],
    });
    expect(await exists(box, "made")).toBe(false);
  });

  it("says when to come back only where it was told to", async () => {
    const box = await open();
    expect((await create(box, "made", "throttle")).headers).not.toHaveProperty("retry-after");
    expect((await create(box, "made", "throttle:3")).headers["retry-after"]).toBe("3");
  });

  it("is in the words of the service that is asked", async () => {
    const box = await open({ faults: ["*=internal"] });
    expect((await call(box, "GetWorkloadPool")).message).toMatch(/^Internal server error: /);
    const control = await call(box, "ListResourceTypes", {}, { service: "cloudcontrol" });
    expect(control.message).toMatch(/^Some internal service error occurred/);
  });
});

describe("a fault after the change", () => {
  it.each([
    ["internal-after", 500, "whole"],
    ["gateway-after", 502, "whole"],
    ["html-after:200", 200, "whole"],
    ["empty-after:200", 200, "whole"],
    ["reset-after", 0, "ECONNRESET"],
    ["truncate", 200, "ECONNRESET"],
  ])("of the kind %s keeps what was done", async (spec, status, ended) => {
    const box = await open();
    const reply = await create(box, "made", spec);
    expect(reply).toMatchObject({ status, ended });
    expect(lastCreate(box)).toMatchObject({ status, changed: true });
    expect(lastCreate(box)?.fault).toMatch(new RegExp(`^${spec}`));
    expect(await exists(box, "made")).toBe(true);
    expect(await outcome(box, "CreateWorkloadPool", { WorkloadPoolName: "made" })).toBe("409 Duplicated");
  });

  it("that cuts an answer has promised all of it", async () => {
    const box = await open();
    const reply = await create(box, "made", "truncate");
    expect(reply.text.length).toBeGreaterThan(0);
    expect(reply.text.length).toBeLessThan(Number(reply.headers["content-length"]));
  });

  it("spoils a refusal as well, and nothing changes then", async () => {
    const box = await open();
    await create(box, "taken", "reset-after");
    expect(await create(box, "taken", "reset-after")).toMatchObject({ ended: "ECONNRESET" });
    expect(lastCreate(box)).toMatchObject({ status: 0, code: "Duplicated", changed: false });
  });
});

describe("slowness", () => {
  it("keeps the change back, or only its answer", async () => {
    const box = await open();
    const late = create(box, "late", "slow-after:300");
    await expect.poll(() => exists(box, "late"), { timeout: 250, interval: 5 }).toBe(true);
    expect((await late).status).toBe(200);
    expect(lastCreate(box)?.durationMs).toBeGreaterThanOrEqual(299);
    const slow = create(box, "slow", "slow:300");
    expect(await exists(box, "slow")).toBe(false);
    expect((await slow).status).toBe(200);
    expect(await exists(box, "slow")).toBe(true);
  });

  it("does not keep the sandbox from closing", async () => {
    const box = await sandbox();
    const begun = Date.now();
    const slow = create(box, "slow", "slow:60000");
    await ok(box, "GetWorkloadPool");
    await box.close();
    await slow;
    expect(Date.now() - begun).toBeLessThan(10_000);
  });
});

describe("a clock that is off", () => {
  it("refuses good signatures, shows in the Date header, and does not reach what is stored", async () => {
    const box = await open();
    const dateOf = (reply: { readonly headers: { readonly date?: string | undefined } }) =>
      reply.headers.date;
    expect(dateOf(await call(box, "GetWorkloadPool"))).toBe(NOW.toUTCString());
    const off = await call(box, "CreateWorkloadPool", { WorkloadPoolName: "p" }, withFault("skew:1000"));
    expect(off).toMatchObject({ status: 400, code: "InvalidTimestamp" });
    expect(dateOf(off)).toBe(new Date(NOW.getTime() + 1_000_000).toUTCString());
    const near = await call(box, "CreateWorkloadPool", { WorkloadPoolName: "p" }, withFault("skew:-600"));
    expect(near).toMatchObject({ status: 200 });
    const stored = await ok(box, "GetWorkloadPool", { WorkloadPoolName: "p" });
    expect(stored.CreatedAt).toBe("2026-03-01T12:00:00Z");
    // Signed by the clock of the sandbox, as a client does that corrects itself by the Date header.
    const at = new Date(NOW.getTime() + 1_000_000);
    const corrected = await call(box, "GetWorkloadPool", {}, { at, ...withFault("skew:1000") });
    expect(corrected.status).toBe(200);
  });
});

describe("tasks that are to fail", () => {
  const target = { TypeName: "Volcengine::IAM::User", TargetState: { UserName: "agent" } };
  const control = { service: "cloudcontrol" };
  async function endOf(options: Partial<SandboxOptions>, spec?: string): Promise<JsonObject> {
    let now = NOW;
    const box = await open({ clock: () => now, ...options });
    const given = spec === undefined ? control : { ...control, ...withFault(spec) };
    const started = await ok(box, "CreateResource", target, given);
    now = new Date(NOW.getTime() + 60 * 60 * 1000);
    return ok(box, "GetTask", { TaskId: started.TaskID ?? "" }, { ...control, at: now });
  }

  it("end FAILED with the code, whoever started them or of a kind", async () => {
    expect(await endOf({})).toMatchObject({ OperationStatus: "SUCCESS" });
    const failed = { OperationStatus: "FAILED", ErrorCode: "QuotaExceeded" };
    expect(await endOf({}, "task-fail:QuotaExceeded")).toMatchObject(failed);
    expect(await endOf({ faults: ["cloudcontrol:Create*=task-fail:QuotaExceeded"] })).toMatchObject(failed);
    expect(await endOf({ faults: ["task:*=task-fail:QuotaExceeded@first1"] })).toMatchObject(failed);
  });
});

describe("faults of a run", () => {
  it("are the same for the same seed and requests", async () => {
    const run = async (faultSeed: string) => {
      const box = await open({ faults: ["id:Get*=internal@0.5"], faultSeed });
      const seen: string[] = [];
      for (let i = 0; i < 24; i++) seen.push(await outcome(box, "GetWorkloadPool"));
      return seen;
    };
    const first = await run("a");
    expect(await run("a")).toEqual(first);
    expect(await run("b")).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set(["200", "500 InternalError"]));
  });

  it("may be replaced while it runs, and stay where the new ones are wrong", async () => {
    const box = await open();
    box.injectFaults(["id:Get*=throttle"]);
    expect(await outcome(box, "GetWorkloadPool")).toBe("429 Throttling");
    expect(() => box.injectFaults(["nonsense"])).toThrow(/There is no fault/);
    expect(await outcome(box, "GetWorkloadPool")).toBe("429 Throttling");
    box.injectFaults([]);
    expect(await outcome(box, "GetWorkloadPool")).toBe("200");
  });

  it("hit nobody whose signature is wrong", async () => {
    const box = await open({ faults: ["*=throttle@first1"] });
    expect(await outcome(box, "GetWorkloadPool", {}, { secretAccessKey: "wrong" })).toBe(
      "401 SignatureNotMatch",
    );
    expect(await outcome(box, "GetWorkloadPool")).toBe("429 Throttling");
    expect(await outcome(box, "GetWorkloadPool")).toBe("200");
  });

  it("that a header asks for in the wrong words are refused with what there is", async () => {
    const box = await open();
    const reply = await call(box, "GetWorkloadPool", {}, withFault("resett"));
    expect(reply).toMatchObject({ status: 400, code: "InvalidSandboxFault" });
    expect(reply.message).toMatch(/There is no fault "resett"\. Did you mean reset\? There are throttle/);
    await expect(sandbox({ faults: ["id:Nothing=reset"] })).rejects.toThrow(/No action is called/);
  });
});
