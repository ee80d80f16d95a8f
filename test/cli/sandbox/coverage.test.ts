import { describe, expect, it } from "vitest";
import * as z from "zod";
import { documented } from "../../../src/sandbox/reference/index.ts";
import { sandboxActions } from "../../../src/sandbox/services.ts";
import { runCommand } from "../../support/idgate.ts";

const report = z.object({
  services: z.array(
    z.object({ service: z.string(), computed: z.int(), stored: z.int(), unsupported: z.int() }),
  ),
  actions: z.array(z.object({ service: z.string(), action: z.string(), support: z.string() })),
});

describe("idgate sandbox coverage", () => {
  it("says of every documented action what the code says of it, and counts by service", async () => {
    const { code, stdout } = await runCommand(["sandbox", "coverage", "--json"]);
    expect(code).toBe(0);
    const { services, actions } = report.parse(JSON.parse(stdout));
    expect(actions).toHaveLength(documented.length);
    const emulated = new Map(sandboxActions.map((one) => [`${one.service}:${one.name}`, one.model]));
    for (const { service, action, support } of actions) {
      expect(support).toBe(emulated.get(`${service}:${action}`) ?? "unsupported");
    }
    const all = services.at(-1);
    expect(all?.service).toBe("all");
    expect((all?.computed ?? 0) + (all?.stored ?? 0) + (all?.unsupported ?? 0)).toBe(documented.length);
    expect((all?.computed ?? 0) + (all?.stored ?? 0)).toBe(sandboxActions.length);
    expect(services.map(({ service }) => service)).toEqual([
      ...new Set(documented.map(({ service }) => service)),
      "all",
    ]);
  });

  it("is a table without --json", async () => {
    const { stdout } = await runCommand(["sandbox", "coverage"]);
    expect(stdout).toMatch(/^service +computed +stored +unsupported\n/);
    expect(stdout).toMatch(/^id:CreateWorkloadPool +stored$/m);
  });
});
