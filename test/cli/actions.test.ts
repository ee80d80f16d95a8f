import { describe, expect, it } from "vitest";
import * as z from "zod";
import { qualifiedName } from "../../src/action/action.ts";
import { actions } from "../../tools/index.ts";
import { runCommand } from "../support/idgate.ts";

const listing = z.array(
  z.strictObject({ tool: z.string(), action: z.string(), family: z.string(), effect: z.string() }),
);

async function listed(...words: readonly string[]) {
  const { code, stdout, stderr } = await runCommand(["actions", ...words, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return listing.parse(JSON.parse(stdout));
}

describe("idgate actions", () => {
  it("lists every action on a line of its own, in columns", async () => {
    const { code, stdout, stderr } = await runCommand(["actions"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((line) => line.split(/\s+/)[0])).toEqual(actions.map(qualifiedName));
    expect(lines.map((line) => line.split(/ {2,}/).length)).toEqual(actions.map(() => 4));
    expect(lines.find((line) => line.startsWith("iam:CreateUser "))).toMatch(
      /^iam:CreateUser +iam_create_user +create +iam-users$/,
    );
  });

  it("takes the words of --only: what any of them means", async () => {
    const found = await listed("workload-pools", "sts,iam:Get*");
    expect(found.map(({ action }) => action)).toContain("id:CreateWorkloadPool");
    for (const { action, family } of found) {
      expect(family === "workload-pools" || /^(sts:|iam:Get)/.test(action), action).toBe(true);
    }
    expect((await listed("issue")).every(({ effect }) => effect === "issue")).toBe(true);
  });

  it("answers a word that means nothing with the nearest, and exit code 2", async () => {
    const { code, stdout, stderr } = await runCommand(["actions", "workload-pool"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Did you mean workload-pools?");
  });
});

describe("idgate actions show", () => {
  it.each(["iam:CreateUser", "iam_create_user"])("describes %s", async (name) => {
    const { code, stdout, stderr } = await runCommand(["actions", "show", name]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^iam:CreateUser \(tool iam_create_user; create\): /);
    for (const part of ["params: {", "UserName: string", "returns: {", "Example: change_action", "Errors: "])
      expect(stdout).toContain(part);
  });

  it("answers a wrong name with the nearest, and exit code 2", async () => {
    const { code, stdout, stderr } = await runCommand(["actions", "show", "iam:CreatUser"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Did you mean iam:CreateUser?");
    expect(stderr).toContain("`idgate actions` lists all of them.");
  });

  it("prints a tool's definition as JSON", async () => {
    const { code, stdout } = await runCommand(["actions", "show", "sts:GetCallerIdentity", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: "sts_get_caller_identity", inputSchema: {} });
  });
});
