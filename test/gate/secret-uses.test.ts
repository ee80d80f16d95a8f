/** What is said of handles beforehand, held against what is let through. */
import { describe, expect, it } from "vitest";
import { type Action, qualifiedName } from "../../src/action/action.ts";
import { secretsGiven, secretsTaken } from "../../src/gate/secret-uses.ts";
import { FLOWS, flowAllowed } from "../../src/secrets/index.ts";
import { secretLines } from "../../src/server/discovery/secret-lines.ts";
import { actions } from "../../tools/index.ts";
import { action } from "../support/rooms.ts";

const pathOf = (path: string) => path.replaceAll("[]", "").replace(".**.", ".").split(".");
const withSecrets = actions
  .filter(({ secrets }) => secrets.input.length + secrets.output.length > 0)
  .map((one): [string, Action] => [qualifiedName(one), one]);

describe("the secrets of an action", () => {
  it.each(withSecrets)("%s: what is said to fit does", (_, one) => {
    for (const { path, fits } of secretsTaken(one)) {
      for (const kind of fits) expect(flowAllowed(kind, pathOf(path)), `${kind} at ${path}`).toBe(true);
      const others = FLOWS.map(({ kind }) => kind).filter(
        (kind) => !fits.includes(kind) && kind !== "generated",
      );
      for (const kind of others) expect(flowAllowed(kind, pathOf(path)), `${kind} at ${path}`).toBe(false);
    }
    for (const { path, fits } of secretsGiven(one)) {
      const kind = pathOf(path).at(-1) ?? "";
      for (const field of fits) expect(flowAllowed(kind, [field]), `${path} as ${field}`).toBe(true);
    }
  });

  it("are told by what fits them, never one parameter's handle for another's", () => {
    const lines = secretLines(action("id:GetResourceOauth2Token"));
    expect(lines).toContain(
      "Secret parameters IdentityToken: pass a handle of an earlier WorkloadAccessToken, or the text that the user gives you. Never make one up: ask.",
    );
    expect(lines.some((line) => line.startsWith("Parameters that may hold a secret CustomState"))).toBe(true);
  });

  it("of somebody else's server are theirs to give", () => {
    expect(secretLines(action("id:UpsertExternalProvider")).join("\n")).toContain(
      "ProviderCredentials.SMTP.Password: no handle fits; pass the text that the user gives you",
    );
  });
});
