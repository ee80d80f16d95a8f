/** What a broken configuration tells a model: that it is broken, never what is in it or where it lies. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ownFolder } from "../support/folder.ts";
import { BINARY } from "../support/idgate.ts";
import { speaker } from "../support/speaker.ts";

const MARK = "example-hunter2";

function folderOfBroken(): { readonly folder: string; readonly at: (name: string) => string } {
  const folder = ownFolder();
  const at = (name: string) => join(folder, name);
  const keys = { mode: "ak", "access-key": `AKLT ${MARK}`, "secret-key": MARK };
  writeFileSync(at("odd.json"), JSON.stringify({ current: "p", profiles: { p: keys } }));
  writeFileSync(at("cut.json"), `{"profiles": {"p": {"secret-key": "${MARK}", `);
  writeFileSync(at("policy.yaml"), `version: 1\nallow: [{id: x, actions: ["id:${MARK}"]}]`);
  return { folder, at };
}

type Broken = (at: (name: string) => string) => readonly [readonly string[], Record<string, string>];
const BROKEN: readonly (readonly [string, Broken])[] = [
  ["an endpoint with a password", () => [["--endpoint", `https://user:${MARK}@id.volcengineapi.com`], {}]],
  ["an endpoint with a query", () => [["--endpoint", `https://id.volcengineapi.com/?token=${MARK}`], {}]],
  ["keys with a space", (at) => [[], { VOLCENGINE_CLI_CONFIG_FILE: at("odd.json") }]],
  ["a key file that is cut off", (at) => [[], { VOLCENGINE_CLI_CONFIG_FILE: at("cut.json") }]],
  ["a key file that is not there", (at) => [[], { VOLCENGINE_CLI_CONFIG_FILE: at(MARK) }]],
  ["a key file that is a folder", (at) => [[], { VOLCENGINE_CLI_CONFIG_FILE: at(".") }]],
  ["half a key", () => [[], { VOLCENGINE_SECRET_KEY: MARK }]],
  [
    "a key with a line end inside",
    () => [[], { VOLCENGINE_ACCESS_KEY: "AKLTEXAMPLE", VOLCENGINE_SECRET_KEY: `a\n${MARK}` }],
  ],
  ["a policy that does not load", (at) => [["--sandbox", "--policy", at("policy.yaml")], {}]],
  ["a policy that is a folder", (at) => [["--sandbox", "--policy", at(".")], {}]],
  ["a policy that is not there", (at) => [["--sandbox", "--policy", at(MARK)], {}]],
  ["a region that is none", () => [["--sandbox", "--region", `x ${MARK}`], {}]],
  ["a switch that is none", () => [[], { IDGATE_SANDBOX: MARK }]],
];

describe("a locked start", () => {
  it.each(BROKEN)("with %s refuses every call and tells the model nothing of it", async (_, broken) => {
    const { folder, at } = folderOfBroken();
    const [args, env] = broken(at);
    const server = speaker(["serve", ...args, "--state", folder], { HOME: folder, ...env });
    const clientInfo = { name: "raw", version: "1" };
    await server.request("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
    for (const name of ["id_get_workload_pool", "id_create_workload_pool", "generate_secret"]) {
      const answer = JSON.stringify(await server.request("tools/call", { name, arguments: {} }));
      expect(answer).toMatch(/"code":"(CONFIG|CREDENTIALS|POLICY)_INVALID"/);
      expect(answer).not.toContain(MARK);
      expect(answer).not.toContain(folder);
    }
    expect(server.stderr()).not.toContain(`secret-key":"${MARK}`);
  });

  it("is logged also where the host hangs up at once", () => {
    const { folder, at } = folderOfBroken();
    const args = ["serve", "--sandbox", "--policy", at("policy.yaml"), "--state", folder];
    const { stderr } = spawnSync(process.execPath, [BINARY, ...args], {
      input: "",
      encoding: "utf8",
      env: { PATH: process.env.PATH ?? "", HOME: folder },
    });
    expect(stderr).toMatch(/locked: .*policy\.yaml:2:/);
    expect(stderr).toContain('"msg":"stopped"');
  });
});
