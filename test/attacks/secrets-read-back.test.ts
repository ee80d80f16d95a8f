/** A change whose answer was lost, and whose read-back repeats what the change sent as secret. */
import { describe, expect, it, onTestFinished } from "vitest";
import { openRooms, silentClient } from "../support/rooms.ts";
import { envelope, fault, startUpstream } from "../support/upstream.ts";

const TYPED = "hT5-typed!Pa55word";

async function open() {
  const upstream = await startUpstream();
  onTestFinished(() => upstream.close());
  const passwordSent = () =>
    /"Password":"([^"]+)"/.exec(upstream.of("CreateLoginProfile")[0]?.body ?? "")?.[1];
  upstream.answerWith((arrived, response) => {
    if (arrived.action !== "GetLoginProfile") return fault(500, "InternalError", "lost")(arrived, response);
    const LoginProfile = {
      UserName: "bot",
      LoginAllowed: true,
      CreateDate: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
      SafeAuthType: `was set to ${passwordSent()}`,
    };
    return envelope({ LoginProfile })(arrived, response);
  });
  return { passwordSent, rooms: await openRooms({ endpoint: upstream.url }) };
}

describe("what is read back after a lost answer", () => {
  it.each(["by handle", "typed"])("repeats no secret that the lost call sent %s", async (how) => {
    const { passwordSent, rooms } = await open();
    const { handle } = await rooms.gate.generateSecret({}, silentClient);
    const Password = how === "typed" ? TYPED : { $secret: handle };
    const told = await rooms.run("iam:CreateLoginProfile", { UserName: "bot", Password, LoginAllowed: true });
    expect(passwordSent()).toMatch(how === "typed" ? TYPED : /^.{24}$/);
    expect(told.kind).toBe("done");
    expect(JSON.stringify(told)).toContain("was set to [");
    expect(JSON.stringify({ ...told, params: undefined }) + rooms.logged()).not.toContain(passwordSent());
  });
});
