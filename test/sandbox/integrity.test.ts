/** What the declarations promise of the records, after a walk at random over all actions and at its end. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import { documented } from "../../src/sandbox/reference/index.ts";
import { declaredResources } from "../../src/sandbox/services.ts";
import type { Resource, StoredRecord } from "../../src/sandbox/types.ts";
import { type Service, startService } from "./service.ts";
import { Dice, parametersOf, Seen } from "./walk.ts";

const SEED = process.env.SANDBOX_SEED ?? "1";
const STEPS = Number(process.env.SANDBOX_STEPS ?? 2500);
const ROUNDS = 3;
const making = documented.filter(({ name }) => /^(Create|Add|Bind|Attach|Update|Enable)/.test(name));
const removing = documented.filter(({ name }) => /^(Delete|Remove|UnBind|Detach|Update|Disable)/.test(name));

const textOf = (value: Json | undefined): string =>
  typeof value === "number" ? String(value) : typeof value === "string" ? value : "";
const textsOf = (value: Json | undefined): readonly string[] =>
  (Array.isArray(value) ? value.map(textOf) : [textOf(value)]).filter((text) => text !== "");
const keyOf = (resource: Resource, doc: JsonObject): string => {
  const parts = resource.key.map((field) => textOf(doc[field]));
  return parts.length === 1 ? (parts[0] ?? "") : parts.map(encodeURIComponent).join("/");
};

/** The rows `field=value` that a record should be found by. */
function valuesOf(resource: Resource, doc: JsonObject): readonly string[] {
  const own = Object.entries(resource.values?.(doc) ?? {});
  const texts = [...(resource.unique ?? []), ...(resource.indexed ?? [])].map(
    (field) => [field, textOf(doc[field])] as const,
  );
  const keys = (resource.references ?? []).map(({ field }) => [field, textsOf(doc[field])] as const);
  const rows = Object.fromEntries([...keys, ...texts, ...own]);
  return Object.entries(rows)
    .flatMap(([field, value]) =>
      (typeof value === "string" ? [value] : value).map((one) => `${field}=${one}`),
    )
    .toSorted();
}

async function problemsIn(
  service: Service,
  rows: ReadonlyMap<string, readonly string[]>,
): Promise<readonly string[]> {
  const known = new Map<string, readonly StoredRecord[]>();
  for (const { kind } of declaredResources) known.set(kind, await service.records(kind));
  const exists = (kind: string, key: string) => (known.get(kind) ?? []).some((record) => record.key === key);
  return declaredResources.flatMap((resource) => {
    const records = known.get(resource.kind) ?? [];
    const taken = new Set<string>();
    return records.flatMap(({ key, parent, doc }) => {
      const me = `${resource.kind} ${key}`;
      const problems: string[] = [];
      if (keyOf(resource, doc) !== key)
        problems.push(`${me}: its document has the key ${keyOf(resource, doc)}`);
      if (resource.parent !== undefined) {
        if (textOf(doc[resource.parent.field]) !== parent)
          problems.push(`${me}: its parent is not its ${resource.parent.field}`);
        if (!exists(resource.parent.to.kind, parent ?? ""))
          problems.push(`${me}: its parent ${parent} is gone`);
      }
      for (const { field, to } of resource.references ?? []) {
        for (const one of textsOf(doc[field])) {
          if (!exists(to.kind, one)) problems.push(`${me}: ${field} refers to ${one}, which is gone`);
        }
      }
      for (const field of resource.unique ?? []) {
        const value = textOf(doc[field]);
        const within = JSON.stringify([parent ?? "", field, value]);
        if (value !== "" && taken.has(within)) problems.push(`${me}: its ${field} ${value} is taken`);
        taken.add(within);
      }
      const found = rows.get(me) ?? [];
      const wanted = valuesOf(resource, doc);
      if (JSON.stringify(found) !== JSON.stringify(wanted)) {
        problems.push(`${me}: is found by ${found.join(" ")} instead of ${wanted.join(" ")}`);
      }
      return problems;
    });
  });
}

/** Rows by record, as the database has them; those of records that are gone, and counts that are wrong, come apart. */
function readTables(file: string) {
  const database = new Database(file, { readonly: true });
  try {
    const all = (query: string): readonly JsonObject[] => database.prepare(query).all().filter(isJsonObject);
    const rows = new Map<string, string[]>();
    for (const { me, row } of all(
      "SELECT r.kind || ' ' || r.key AS me, v.field || '=' || v.value AS row FROM value v JOIN record r USING (seq)",
    )) {
      rows.set(String(me), [...(rows.get(String(me)) ?? []), String(row)].toSorted());
    }
    const stray = all(
      `SELECT v.kind, v.field, v.value FROM value v LEFT JOIN record r USING (seq)
       WHERE r.seq IS NULL OR r.kind <> v.kind OR coalesce(r.parent, '') <> v.parent`,
    );
    const miscounted = all(
      `SELECT kind, parent, n FROM tally t WHERE n <> (SELECT count(*) FROM record r WHERE r.kind = t.kind AND coalesce(r.parent, '') = t.parent)`,
    );
    return { rows, stray, miscounted };
  } finally {
    database.close();
  }
}

describe("the records", () => {
  let folder = "";
  let service: Service;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "idgate-integrity-"));
    service = await startService(join(folder, "state.db"));
  });
  afterEach(async () => {
    await service.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("refer to what is there, are unique where they must be and are found by what they hold", async () => {
    const seen = new Seen();
    const dice = new Dice(SEED);
    let most = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const actions of [making, removing]) {
        for (let step = 0; step < STEPS / ROUNDS / 2; step += 1) {
          const one = dice.pick(dice.roll() < 0.85 ? actions : documented);
          if (one === undefined) continue;
          if (dice.roll() < 0.1) service.wait(20_000);
          const params = parametersOf(one.input, seen, dice);
          const reply = await service.reply(`${one.service}:${one.name}`, params);
          if (reply.status !== 200) continue;
          seen.note(params);
          seen.note(reply.result);
        }
        const { rows, stray, miscounted } = readTables(join(folder, "state.db"));
        expect(await problemsIn(service, rows), `seed ${SEED}`).toEqual([]);
        expect(stray).toEqual([]);
        expect(miscounted).toEqual([]);
        most = Math.max(most, rows.size);
      }
    }
    expect(service.internalErrors).toEqual([]);
    // A walk that made next to nothing proves nothing.
    expect(most).toBeGreaterThan(50);
  }, 120_000);
});
