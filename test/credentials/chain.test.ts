import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type CredentialOptions, openCredentials } from "../../src/credentials/open.ts";
import { CredentialsInvalid } from "../../src/errors.ts";

const NOW = new Date("2026-01-01T00:00:00Z");
const environment = {
  VOLCENGINE_ACCESS_KEY: "AKLTenvironment",
  VOLCENGINE_SECRET_KEY: "environment-example",
};
const profiles = {
  current: "work",
  profiles: {
    work: {
      mode: "ak",
      "access-key": "AKLTwork",
      "secret-key": "work-example",
      region: "cn-shanghai",
      "account-id": "2100000000",
    },
    other: { mode: "ak", "access-key": "AKLTother", "secret-key": "other-example" },
    nameless: { "access-key": "AKLTold", "secret-key": "old-example" },
    role: { mode: "ramrolearn", "access-key": "AKLTrole", "secret-key": "role-example" },
    odd: { mode: "odd", "access-key": "AKLTodd", "secret-key": "odd-example" },
    half: { mode: "ak", "access-key": "AKLThalf" },
    empty: { mode: "ak", "access-key": "", "secret-key": "" },
  },
};

/** A file system of one file, and how often it was read. */
function files(content: unknown, at = path.join("/home/example", ".volcengine", "config.json")) {
  const state = { content, reads: 0 };
  return {
    state,
    readFile: async (name: string): Promise<string> => {
      state.reads += 1;
      if (name !== at || state.content === undefined) {
        throw Object.assign(new Error("no such file"), { code: "ENOENT" });
      }
      return typeof state.content === "string" ? state.content : JSON.stringify(state.content);
    },
  };
}

function options(more: Partial<CredentialOptions> = {}): CredentialOptions {
  return {
    env: {},
    profile: undefined,
    homeDir: "/home/example",
    readFile: files(undefined).readFile,
    now: () => NOW,
    region: undefined,
    defaultRegion: "cn-beijing",
    // Nobody listens there, as on most machines.
    metadata: "http://127.0.0.1:1",
    ...more,
  };
}

const keyOf = async (more: Partial<CredentialOptions>) =>
  (await openCredentials(options(more)).credentials()).accessKeyId;

describe("the order of places", () => {
  const { readFile } = files(profiles);

  it("is the environment, then the vendor CLI's current profile", async () => {
    expect(await keyOf({ env: environment, readFile })).toBe("AKLTenvironment");
    expect(await keyOf({ readFile })).toBe("AKLTwork");
  });

  it("prefers the newer environment names, and knows the older ones", async () => {
    const older = { VOLCSTACK_ACCESS_KEY_ID: "AKLTolder", VOLCSTACK_SECRET_ACCESS_KEY: "older-example" };
    expect(await keyOf({ env: { ...older, ...environment } })).toBe("AKLTenvironment");
    expect(await keyOf({ env: { ...older, VOLCSTACK_SESSION_TOKEN: "t" } })).toBe("AKLTolder");
  });

  it("lets an explicit profile go before the environment", async () => {
    expect(await keyOf({ env: environment, readFile, profile: "other" })).toBe("AKLTother");
  });

  it("lets VOLCENGINE_PROFILE choose the profile, but not before the environment's keys", async () => {
    const env = { VOLCENGINE_PROFILE: "other" };
    expect(await keyOf({ env, readFile })).toBe("AKLTother");
    expect(await keyOf({ env: { ...env, ...environment }, readFile })).toBe("AKLTenvironment");
    expect(await keyOf({ env, readFile, profile: "work" })).toBe("AKLTwork");
  });

  it("takes VOLCENGINE_CLI_CONFIG_FILE for the file", async () => {
    const elsewhere = files(profiles, "/etc/example.json");
    const env = { VOLCENGINE_CLI_CONFIG_FILE: "/etc/example.json" };
    expect(await keyOf({ env, readFile: elsewhere.readFile })).toBe("AKLTwork");
  });

  it("carries a session token along", async () => {
    const env = { ...environment, VOLCENGINE_SESSION_TOKEN: "STSexample" };
    expect(await openCredentials(options({ env })).credentials()).toEqual({
      accessKeyId: "AKLTenvironment",
      secretAccessKey: "environment-example",
      sessionToken: "STSexample",
    });
  });

  it("takes a profile without a mode for one of mode ak", async () => {
    expect(await keyOf({ readFile, profile: "nameless" })).toBe("AKLTold");
  });

  it("counts empty variables as not set, as hosts leave them", async () => {
    const env = { VOLCENGINE_ACCESS_KEY: "", VOLCENGINE_SECRET_KEY: "", VOLCENGINE_PROFILE: "" };
    expect(await keyOf({ env, readFile })).toBe("AKLTwork");
  });
});

describe("what is broken is an error and never skipped", () => {
  const { readFile } = files(profiles);
  const cases: [string, Partial<CredentialOptions>][] = [
    ["only an access key in the environment", { env: { VOLCENGINE_ACCESS_KEY: "AKLTx" }, readFile }],
    ["only a secret key in the environment", { env: { VOLCENGINE_SECRET_KEY: "value-example" }, readFile }],
    [
      "only a session token in the environment",
      { env: { VOLCENGINE_SESSION_TOKEN: "value-example" }, readFile },
    ],
    [
      "half of each set of names",
      { env: { VOLCENGINE_ACCESS_KEY: "AKLTx", VOLCSTACK_SECRET_ACCESS_KEY: "value-example" }, readFile },
    ],
    ["a line end", { env: { ...environment, VOLCENGINE_SECRET_KEY: "value-example\n" } }],
    ["a space", { env: { ...environment, VOLCENGINE_ACCESS_KEY: " AKLTx" } }],
    [
      "a header smuggled into the token",
      { env: { ...environment, VOLCENGINE_SESSION_TOKEN: "a\r\nX-A: value-example" } },
    ],
    ["letters beyond ASCII", { env: { ...environment, VOLCENGINE_SECRET_KEY: "value-exämple" } }],
    ["an endless key", { env: { ...environment, VOLCENGINE_SECRET_KEY: "x".repeat(1e6) } }],
    ["OIDC by half", { env: { VOLCENGINE_OIDC_ROLE_TRN: "trn:iam::1:role/a" }, readFile }],
    ["a profile whose role has no name", { readFile, profile: "role" }],
    ["a profile of a mode that nobody knows", { readFile, profile: "odd" }],
    ["half a profile", { readFile, profile: "half" }],
    ["a profile without keys", { readFile, profile: "empty" }],
    ["a profile that does not exist", { readFile, profile: "Work" }],
    ["a profile named like an object's own", { readFile, profile: "__proto__" }],
    ["another such", { readFile, profile: "constructor" }],
    ["VOLCENGINE_PROFILE that does not exist", { readFile, env: { VOLCENGINE_PROFILE: "nowhere" } }],
    ["a profile without a file", { profile: "work" }],
    ["a file that was named and is not there", { env: { VOLCENGINE_CLI_CONFIG_FILE: "/nowhere.json" } }],
    ["broken JSON", { readFile: files('{"profiles": {"a": {"secret-key": "value-example"').readFile }],
    ["JSON of another kind", { readFile: files("[]").readFile }],
    ["profiles of another kind", { readFile: files({ current: "a", profiles: [] }).readFile }],
    ["no current profile", { readFile: files({ profiles: profiles.profiles }).readFile }],
    ["a current profile that is gone", { readFile: files({ ...profiles, current: "gone" }).readFile }],
    [
      "a key that is not text",
      {
        readFile: files({ current: "a", profiles: { a: { "access-key": 1, "secret-key": "value-example" } } })
          .readFile,
      },
    ],
    [
      "a file that may not be read",
      { readFile: () => Promise.reject(Object.assign(new Error("value-example"), { code: "EACCES" })) },
    ],
    ["nothing at all", {}],
    ["a file without profiles", { readFile: files({ current: "", profiles: {} }).readFile }],
  ];
  it.each(cases)("%s: named without a value or a path", async (_, more) => {
    const error: unknown = await openCredentials(options(more))
      .credentials()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CredentialsInvalid);
    // No value and no path is ever in what may be shown.
    const shown =
      error instanceof CredentialsInvalid
        ? `${error.message} ${error.hint ?? ""} ${String(error.cause)}`
        : "";
    expect(shown).not.toMatch(/value-ex|environment-example|role-example|AKLT|\/home|nowhere\.json/);
  });
});

describe("temporary keys of a profile", () => {
  const withExpiry = (expiration: unknown) =>
    files({
      current: "a",
      profiles: {
        a: {
          mode: "ak",
          "access-key": "AKLTtemporary",
          "secret-key": "example",
          "session-token": "token",
          "sts-expiration": expiration,
        },
      },
    });
  const seconds = NOW.getTime() / 1000;

  it.each([
    [seconds + 60],
    [String(seconds + 60)],
    [NOW.getTime() + 60_000],
    ["2026-01-01T00:01:00Z"],
    [0],
    [null],
    [""],
  ])("are used while they last: %j", async (expiration) => {
    expect(await keyOf({ readFile: withExpiry(expiration).readFile })).toBe("AKLTtemporary");
  });

  it.each([
    [seconds],
    [seconds - 1],
    [String(seconds - 60)],
    ["2025-12-31T23:59:59Z"],
    ["soon"],
    [-5],
    [{}],
    [true],
    [1e300],
  ])("are refused when expired, or when nobody can tell: %j", async (expiration) => {
    await expect(keyOf({ readFile: withExpiry(expiration).readFile })).rejects.toThrow(CredentialsInvalid);
  });

  it("are read anew when they expire", async () => {
    const disk = withExpiry(seconds + 60);
    let now = NOW;
    const source = openCredentials(options({ readFile: disk.readFile, now: () => now })).credentials;
    await source();
    await source();
    const { reads } = disk.state;
    await source();
    expect(disk.state.reads).toBe(reads);
    now = new Date(NOW.getTime() + 61_000);
    await expect(source()).rejects.toThrow(/expired at 2026-01-01T00:01:00.000Z/);
    disk.state.content = { ...profiles, profiles: { ...profiles.profiles, a: profiles.profiles.other } };
    // Another profile is current by now; this process stays who it is.
    expect((await source()).accessKeyId).toBe("AKLTother");
  });
});

describe("memory", () => {
  it("keeps what was found, and asks once for many at a time", async () => {
    const disk = files(profiles);
    const source = openCredentials(options({ readFile: disk.readFile })).credentials;
    const all = await Promise.all([source(), source(), source()]);
    await source();
    // Once to find the profile, once for its keys.
    expect(disk.state.reads).toBe(2);
    expect(new Set(all).size).toBe(1);
    expect(Object.isFrozen(all[0])).toBe(true);
  });

  it("does not keep a failure, so that an operator can repair it", async () => {
    const disk = files(undefined);
    const source = openCredentials(options({ readFile: disk.readFile })).credentials;
    await expect(source()).rejects.toThrow(CredentialsInvalid);
    disk.state.content = profiles;
    expect((await source()).accessKeyId).toBe("AKLTwork");
  });
});

describe("where the keys come from", () => {
  const { readFile } = files(profiles);
  const foundBy = async (more: Partial<CredentialOptions>) => {
    const { credentials, found } = openCredentials(options(more));
    expect(found()).toBeUndefined();
    await credentials().catch(() => undefined);
    return found();
  };

  it("is known with its region once it was found", async () => {
    expect(await foundBy({ readFile })).toEqual({
      provider: "cli-profile",
      profile: "work",
      region: "cn-shanghai",
      expiresAt: undefined,
      role: undefined,
    });
  });

  it("mixes no profile's region with keys of the environment, unless the profile was chosen", async () => {
    expect(await foundBy({ readFile, env: environment })).toMatchObject({
      provider: "environment",
      profile: undefined,
      region: undefined,
    });
    expect(await foundBy({ readFile, env: environment, profile: "other" })).toMatchObject({
      profile: "other",
    });
  });

  it("is known where its keys are broken, and is nowhere where there is none", async () => {
    expect(await foundBy({ readFile, profile: "half" })).toMatchObject({ profile: "half" });
    expect(await foundBy({})).toBeUndefined();
  });
});

describe("on a real disk", () => {
  it("reads the file that the vendor CLI writes", async () => {
    const homeDir = await mkdtemp(path.join(tmpdir(), "idgate-"));
    try {
      const file = path.join(homeDir, "config.json");
      await writeFile(file, `\uFEFF${JSON.stringify(profiles)}`);
      const read = (name: string) => readFile(name, "utf8");
      expect(await keyOf({ homeDir, readFile: read, env: { VOLCENGINE_CLI_CONFIG_FILE: file } })).toBe(
        "AKLTwork",
      );
      await expect(keyOf({ homeDir, readFile: read })).rejects.toThrow(/No cloud credentials/);
    } finally {
      await rm(homeDir, { recursive: true });
    }
  });
});
