import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRegistry } from "../../src/sandbox/registry.ts";
import { openStore, type SandboxStore } from "../../src/sandbox/store.ts";
import { stsActions } from "../../src/sandbox/sts/index.ts";
import { Fault, type StoredRecord } from "../../src/sandbox/types.ts";

let store: SandboxStore;
beforeEach(async () => {
  store = await openStore(":memory:");
});
afterEach(() => store.close());

const record = (key: string, parent?: string): StoredRecord => ({
  kind: "thing",
  key,
  parent,
  doc: { Name: key },
});
const fill = (...records: readonly StoredRecord[]) =>
  store.write(async (trx) => {
    for (const one of records) await trx.insert(one);
  });

describe("the store", () => {
  it("keeps what a write stored, under kind and key", async () => {
    await fill(record("a", "p"));
    expect(await store.read((s) => s.get("thing", "a"))).toEqual(record("a", "p"));
    expect(await store.read((s) => s.get("other", "a"))).toBeUndefined();
  });

  it("undoes everything of a write that throws, and passes the Fault on", async () => {
    await fill(record("kept"));
    const failing = store.write(async (trx) => {
      await trx.insert(record("new"));
      await trx.update({ ...record("kept"), doc: { Name: "changed" } });
      await trx.remove("thing", "kept");
      throw new Fault(409, "Duplicated", "no");
    });
    await expect(failing).rejects.toMatchObject({ status: 409, code: "Duplicated" });
    const { items } = await store.read((s) => s.list("thing"));
    expect(items).toEqual([record("kept")]);
  });

  it("refuses any write inside a read", async () => {
    await fill(record("a"));
    const refusal = /only reads tried to write/;
    await expect(store.read((s) => s.insert(record("b")))).rejects.toThrow(refusal);
    await expect(store.read((s) => s.update(record("a")))).rejects.toThrow(refusal);
    await expect(store.read((s) => s.remove("thing", "a"))).rejects.toThrow(refusal);
    expect(await store.read((s) => s.count("thing"))).toBe(1);
  });

  it("inserts once and updates only what is there; removing says whether something was", async () => {
    await fill(record("a"));
    await expect(fill(record("a"))).rejects.toMatchObject({ status: 500, code: "InternalError" });
    await expect(store.write((trx) => trx.update(record("absent")))).rejects.toMatchObject({ status: 500 });
    expect(await store.write((trx) => trx.remove("thing", "a"))).toBe(true);
    expect(await store.write((trx) => trx.remove("thing", "a"))).toBe(false);
  });

  it("lists in order of creation, also after updates, by parent, condition and page", async () => {
    await fill(record("c", "p"), record("a", "p"), record("b", "q"), record("d", "p"));
    await store.write((trx) => trx.update(record("c", "p")));
    const keys = async (options?: Parameters<Parameters<Parameters<typeof store.read>[0]>[0]["list"]>[1]) => {
      const page = await store.read((s) => s.list("thing", options));
      return `${page.items.map(({ key }) => key).join("")} of ${page.total}`;
    };
    expect(await keys()).toBe("cabd of 4");
    expect(await keys({ parent: "p" })).toBe("cad of 3");
    expect(await keys({ offset: 1, limit: 2 })).toBe("ab of 4");
    expect(await keys({ parent: "p", offset: 1 })).toBe("ad of 3");
    expect(await keys({ where: (doc) => doc.Name !== "a", offset: 1, limit: 1 })).toBe("b of 3");
    expect(await store.read((s) => s.count("thing", "q"))).toBe(1);
  });
});

it("the registry refuses two actions of one name", () => {
  expect(() => createRegistry([...stsActions, ...stsActions])).toThrow(/sts:GetCallerIdentity/);
});
