import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openCredentials } from "../../src/credentials/open.ts";
import { ownFolder } from "../support/folder.ts";
import { failureOf, options, ownFile } from "./support.ts";

const TEXT = `[default]
volcengine_access_key_id = AKLTDEFAULT
volcengine_secret_access_key = example-secret

[work]
volcengine_access_key_id: AKLTWORK
volcengine_secret_access_key: "example-secret"
volcengine_session_token: example-token

[half]
volcengine_access_key_id = AKLTHALF

[bare]
`;
const environment = (text: string, section?: string) => ({
  VOLCSTACK_SHARED_CREDENTIALS_FILE: ownFile("credentials", text),
  ...(section === undefined ? {} : { VOLCSTACK_PROFILE: section }),
});

describe("the shared credentials file", () => {
  it("gives the section default", async () => {
    const { credentials, found } = openCredentials(options({ env: environment(TEXT) }));
    expect(await credentials()).toEqual({ accessKeyId: "AKLTDEFAULT", secretAccessKey: "example-secret" });
    expect(found()).toMatchObject({ provider: "shared-file", profile: "default", region: undefined });
  });

  it("gives the section that VOLCSTACK_PROFILE names, with its session token", async () => {
    const { credentials } = openCredentials(options({ env: environment(TEXT, "work") }));
    expect(await credentials()).toEqual({
      accessKeyId: "AKLTWORK",
      secretAccessKey: "example-secret",
      sessionToken: "example-token",
    });
  });

  it("lies in the home folder, and goes after the vendor CLI's profile", async () => {
    const homeDir = ownFolder();
    mkdirSync(join(homeDir, ".volcengine"));
    writeFileSync(join(homeDir, ".volcengine", "credentials"), TEXT);
    const key = async () => (await openCredentials(options({ homeDir })).credentials()).accessKeyId;
    expect(await key()).toBe("AKLTDEFAULT");
    const profiles = { a: { "access-key": "AKLTCLI", "secret-key": "example" } };
    writeFileSync(join(homeDir, ".volcengine", "config.json"), JSON.stringify({ current: "a", profiles }));
    expect(await key()).toBe("AKLTCLI");
  });

  it("gives nothing where it has no section default and nobody asked for one", async () => {
    const { tried } = await failureOf({ env: environment("[work]\n") });
    expect(tried).toContainEqual({ provider: "shared-file", why: "it has no section default" });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["a file that is not there", { VOLCSTACK_SHARED_CREDENTIALS_FILE: "/nowhere-example" }, /does not exist/],
    ["a section of no file", { VOLCSTACK_PROFILE: "work" }, /does not exist/],
    ["a section that is not there", environmentOf("gone"), /no section "gone"/],
    ["half the keys", environmentOf("half"), /no secret key/],
    ["a section without keys", environmentOf("bare"), /no keys/],
    ["a file that is no INI file", environmentOf(undefined, "{}"), /line 1/],
  ])("is an error with %s, and never skipped", async (_, env, message) => {
    const filled = "file" in env ? environment(env.file ?? "", env.section || undefined) : env;
    const error = await failureOf({ env: filled });
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/nowhere-example|AKLT|idgate-test/);
    expect(error.tried.at(-1)?.provider).toBe("shared-file");
  });
});

/** Made into a real file once the test runs. */
function environmentOf(section: string | undefined, file = TEXT): Record<string, string> {
  return { file, section: section ?? "" };
}
