import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRegistry } from "../../src/sandbox/registry.ts";
import { openStore, type SandboxStore } from "../../src/sandbox/store.ts";
import { sts } from "../../src/sandbox/sts/index.ts";
import { Fault, type ListOptions, type StoredRecord } from "../../src/sandbox/types.ts";

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

it("counts what is there, by kind and parent, through moves, removals and what is taken back", async () => {
  const counts = () =>
    store.read(async (s) => [
      await s.count("thing"),
      await s.count("thing", "p"),
      await s.count("thing", "q"),
    ]);
  await fill(record("a", "p"), record("b", "p"), record("c"));
  expect(await counts()).toEqual([3, 2, 0]);
  await store.write((trx) => trx.update(record("a", "q")));
  expect(await counts()).toEqual([3, 1, 1]);
  const failing = store.write(async (trx) => {
    await trx.insert(record("d", "q"));
    throw new Fault(409, "Duplicated", "no");
  });
  await expect(failing).rejects.toThrow();
  await store.write((trx) => trx.remove("thing", "b"));
  expect(await counts()).toEqual([2, 0, 1]);
});

describe("a list by values", () => {
  const person = (key: string, pool: string, email: string, groups: readonly string[]): StoredRecord => ({
    kind: "person",
    key,
    parent: pool,
    doc: { key },
    values: { email, groups: groups.length === 0 ? [""] : groups },
  });
  type Options = Parameters<Parameters<Parameters<typeof store.read>[0]>[0]["list"]>[1];
  const found = async (options: Options) => {
    const page = await store.read((s) => s.list("person", options));
    return `${page.items.map(({ key }) => key).join("")} of ${page.total}`;
  };
  beforeEach(() =>
    fill(
      person("a", "p", "x@e", ["g", "h"]),
      person("b", "p", "y@e", ["h"]),
      person("c", "p", "x@e", []),
      person("d", "p", "", ["g"]),
      person("e", "q", "y@e", ["g"]),
      person("f", "p", "", []),
    ),
  );

  it("takes all that are asked for together, whatever the order", async () => {
    expect(await found({ parent: "p", equals: { groups: "g" } })).toBe("ad of 2");
    expect(await found({ parent: "p", equals: { groups: "g", email: "x@e" } })).toBe("a of 1");
    const sorted = { parent: "p", equals: { groups: "h" }, sort: { field: "email", descending: true } };
    expect(await found(sorted)).toBe("ba of 2");
    expect(await found({ equals: { groups: "g" }, offset: 1, limit: 1 })).toBe("d of 3");
    expect(await found({ equals: { groups: "" } })).toBe("cf of 2");
  });

  it("takes one of several values, each record once", async () => {
    expect(await found({ parent: "p", anyOf: [["groups", ["g", "h"]]] })).toBe("abd of 3");
    expect(
      await found({
        anyOf: [
          ["groups", ["g", "h"]],
          ["email", ["y@e"]],
        ],
        limit: 1,
      }),
    ).toBe("b of 2");
    expect(
      await found({
        anyOf: [
          ["groups", ["g"]],
          ["groups", ["h"]],
        ],
      }),
    ).toBe("a of 1");
    expect(await found({ anyOf: [["groups", []]] })).toBe(" of 0");
  });

  it("cuts the same pages from either end", async () => {
    for (const sort of [
      undefined,
      { field: "email" },
      { field: "email", descending: true },
      { descending: true },
    ]) {
      const list = async (options: Options) =>
        (await store.read((s) => s.list("person", { parent: "p", sort, ...options }))).items.map(
          ({ key }) => key,
        );
      const whole = await list({});
      for (let offset = 0; offset <= 6; offset += 1) {
        expect(await list({ offset, limit: 2 })).toEqual(whole.slice(offset, offset + 2));
        expect(await list({ offset })).toEqual(whole.slice(offset));
      }
    }
  });

  it("takes keys", async () => {
    expect(await found({ parent: "p", keys: ["d", "a", "e", "z"] })).toBe("ad of 2");
    expect(await found({ keys: ["d", "a"], sort: { field: "email" } })).toBe("da of 2");
    expect(await found({ keys: [] })).toBe(" of 0");
  });

  it("takes those that share a value with another of their parent; an empty one is none", async () => {
    expect(await found({ parent: "p", shared: ["email"] })).toBe("ac of 2");
    expect(await found({ parent: "q", shared: ["email"] })).toBe(" of 0");
    expect(await found({ parent: "p", shared: ["email"], sort: { descending: true }, limit: 1 })).toBe(
      "c of 2",
    );
  });
});

it("the registry refuses two actions of one name", () => {
  expect(() => createRegistry([...sts.actions, ...sts.actions])).toThrow(
    /Two sandbox actions are called sts:/,
  );
});

describe("values beside a document", () => {
  const valued = (key: string, values: StoredRecord["values"], parent?: string): StoredRecord => ({
    ...record(key, parent),
    ...(values === undefined ? {} : { values }),
  });
  const keys = async (options: ListOptions) =>
    (await store.read((s) => s.list("thing", options))).items.map(({ key }) => key);

  it("find records, all given ones at once, within a parent", async () => {
    await fill(
      valued("a", { Colour: "red", Size: "1" }, "p"),
      valued("b", { Colour: "red", Size: "2" }, "p"),
      valued("c", { Colour: "red", Size: "1" }, "q"),
    );
    expect(await keys({ equals: { Colour: "red" } })).toEqual(["a", "b", "c"]);
    expect(await keys({ equals: { Colour: "red", Size: "1" } })).toEqual(["a", "c"]);
    expect(await keys({ equals: { Colour: "red" }, parent: "q" })).toEqual(["c"]);
    expect(await keys({ equals: { Colour: "blue" } })).toEqual([]);
  });

  it("may be several in one field", async () => {
    await fill(valued("a", { Group: ["x", "y"] }), valued("b", { Group: ["y", "y"] }));
    expect(await keys({ equals: { Group: "y" } })).toEqual(["a", "b"]);
    expect(await keys({ equals: { Group: "x" } })).toEqual(["a"]);
  });

  it("sort, equal ones by creation, and a page of it is cut with the right total", async () => {
    await fill(valued("a", { Size: "2" }), valued("b", { Size: "1" }), valued("c", { Size: "2" }));
    expect(await keys({ sort: { field: "Size" } })).toEqual(["b", "a", "c"]);
    expect(await keys({ sort: { field: "Size", descending: true } })).toEqual(["c", "a", "b"]);
    expect(await keys({ sort: { descending: true } })).toEqual(["c", "b", "a"]);
    const page = await store.read((s) => s.list("thing", { sort: { field: "Size" }, offset: 1, limit: 1 }));
    expect([page.items.map(({ key }) => key), page.total]).toEqual([["a"], 3]);
    const found = await store.read((s) => s.list("thing", { equals: { Size: "2" }, limit: 1 }));
    expect([found.items.map(({ key }) => key), found.total]).toEqual([["a"], 2]);
  });

  it("are replaced by an update that has some, kept by one that has none, and go with the record", async () => {
    await fill(valued("a", { Size: "1" }));
    await store.write((trx) => trx.update(record("a")));
    expect(await keys({ equals: { Size: "1" } })).toEqual(["a"]);
    await store.write((trx) => trx.update(valued("a", { Size: "2" })));
    expect(await keys({ equals: { Size: "1" } })).toEqual([]);
    await store.write((trx) => trx.remove("thing", "a"));
    await fill(record("a"));
    expect(await keys({ equals: { Size: "2" } })).toEqual([]);
  });
});

describe("an attempt", () => {
  it("that throws leaves nothing of itself and everything before it; attempts nest", async () => {
    await store.write(async (trx) => {
      await trx.insert({ ...record("before"), values: { Size: "1" } });
      const failing = trx.attempt(async () => {
        await trx.remove("thing", "before");
        await trx.attempt(() => trx.insert(record("inner")));
        throw new Fault(409, "Duplicated", "no");
      });
      await expect(failing).rejects.toMatchObject({ code: "Duplicated" });
      expect(await trx.attempt(async () => 7)).toBe(7);
    });
    const { items } = await store.read((s) => s.list("thing", { equals: { Size: "1" } }));
    expect(items).toEqual([record("before")]);
    expect(await store.read((s) => s.get("thing", "inner"))).toBeUndefined();
  });
});
