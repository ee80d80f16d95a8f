import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import * as faults from "../../../src/sandbox/id/faults.ts";
import { utcSeconds, uuidFor } from "../../../src/sandbox/ids.ts";
import { resourceGraph } from "../../../src/sandbox/resources/graph.ts";
import { change, create, find, remove } from "../../../src/sandbox/resources/records.ts";
import { openStore, type SandboxStore } from "../../../src/sandbox/store.ts";
import type { Place, Resource } from "../../../src/sandbox/types.ts";

const shelf: Resource = { kind: "shelf", noun: "shelf", key: ["Name"], faults };
const author: Resource = { kind: "author", noun: "author", key: ["Uid"], unique: ["Name"], faults };
const book: Resource = {
  kind: "book",
  noun: "book",
  key: ["Uid"],
  name: "Title",
  parent: { to: shelf, field: "Shelf", onDelete: "refuse" },
  unique: ["Title"],
  indexed: ["Year"],
  references: [{ field: "Authors", to: author, onDelete: "unlink" }],
  times: { created: "Created", updated: "Updated", format: utcSeconds },
  fresh: (given, context) => ({ Uid: uuidFor(context, String(given.Title)), Pages: 1 }),
  faults,
};
const note: Resource = {
  kind: "note",
  noun: "note",
  key: ["Book", "Page"],
  parent: { to: book, field: "Book", onDelete: "cascade" },
  faults,
};
const loan: Resource = {
  kind: "loan",
  noun: "loan",
  key: ["Uid"],
  references: [{ field: "Book", to: book, onDelete: "cascade" }],
  faults,
};

let store: SandboxStore;
let now = new Date("2026-03-01T12:00:00Z");
beforeEach(async () => {
  store = await openStore(":memory:");
});
afterEach(() => store.close());

const run = <T>(work: (place: Place) => Promise<T>): Promise<T> =>
  store.write((trx) =>
    work({
      now,
      account: "2100000000",
      region: "cn-beijing",
      requestId: "request",
      store: trx,
      baseUrl: "http://127.0.0.1:1",
      resources: resourceGraph([shelf, author, book, note, loan]),
      runners: new Map(),
    }),
  );
const add = (resource: Resource, fields: JsonObject) => run((place) => create(resource, place, fields));
const count = (kind: string) => store.read((reader) => reader.count(kind));

describe("a record that is created", () => {
  it("has what is generated, and over it what was given", async () => {
    await add(shelf, { Name: "a" });
    const { key, doc, parent } = await add(book, { Shelf: "a", Title: "One", Pages: 9 });
    expect(doc).toMatchObject({ Uid: key, Shelf: "a", Title: "One", Pages: 9 });
    expect(doc).toMatchObject({ Created: "2026-03-01T12:00:00Z", Updated: "2026-03-01T12:00:00Z" });
    expect(parent).toBe("a");
  });

  it("is refused without its parent or what it refers to, naming which", async () => {
    await expect(add(book, { Shelf: "b", Title: "One" })).rejects.toMatchObject({
      code: "NotFound",
      message: expect.stringContaining("shelf b"),
    });
    await add(shelf, { Name: "a" });
    await expect(add(book, { Shelf: "a", Title: "One", Authors: ["nobody"] })).rejects.toMatchObject({
      code: "NotFound",
      message: expect.stringContaining("author nobody"),
    });
    expect(await count("book")).toBe(0);
  });

  it("cannot take a key or a unique value that a sibling has", async () => {
    await add(shelf, { Name: "a" });
    await add(shelf, { Name: "b" });
    await expect(add(shelf, { Name: "a" })).rejects.toMatchObject({ status: 409, code: "Duplicated" });
    await add(book, { Shelf: "a", Title: "One" });
    await expect(add(book, { Shelf: "a", Title: "One" })).rejects.toMatchObject({ code: "Duplicated" });
    await expect(add(book, { Uid: "x", Shelf: "b", Title: "One" })).resolves.toBeDefined();
  });

  it("may leave a unique value empty as often as it likes", async () => {
    await add(shelf, { Name: "a" });
    await add(book, { Uid: "1", Shelf: "a" });
    await add(book, { Uid: "2", Shelf: "a" });
    expect(await count("book")).toBe(2);
  });
});

describe("finding", () => {
  it("goes by key, by a unique value and by several at once", async () => {
    await add(shelf, { Name: "a" });
    const { key } = await add(book, { Shelf: "a", Title: "One" });
    const at = (by: Record<string, string>, parent?: string) =>
      run(async (place) => (await find(book, place, by, parent))?.key);
    expect(await at({ Uid: key })).toBe(key);
    expect(await at({ Title: "One" })).toBe(key);
    expect(await at({ Title: "One", Uid: key }, "a")).toBe(key);
    expect(await at({ Title: "Two", Uid: key })).toBeUndefined();
    expect(await at({ Uid: key }, "b")).toBeUndefined();
  });

  it("does not read everything: a field without an index is a mistake", async () => {
    await expect(run((place) => find(book, place, { Pages: "1" }))).rejects.toThrow(/not indexed/);
  });
});

describe("a record that is changed", () => {
  it("keeps the rest, shows the time, and is found by its new value alone", async () => {
    await add(shelf, { Name: "a" });
    const record = await add(book, { Shelf: "a", Title: "One" });
    now = new Date("2026-03-02T12:00:00Z");
    const { doc } = await run((place) => change(book, place, record, { Title: "Two" }));
    expect(doc).toMatchObject({ Title: "Two", Pages: 1, Created: "2026-03-01T12:00:00Z" });
    expect(doc.Updated).toBe("2026-03-02T12:00:00Z");
    expect(await run((place) => find(book, place, { Title: "One" }))).toBeUndefined();
    expect((await run((place) => find(book, place, { Title: "Two" })))?.key).toBe(record.key);
    now = new Date("2026-03-01T12:00:00Z");
  });

  it("is held to the same promises", async () => {
    await add(shelf, { Name: "a" });
    await add(book, { Uid: "1", Shelf: "a", Title: "One" });
    const two = await add(book, { Uid: "2", Shelf: "a", Title: "Two" });
    await expect(run((place) => change(book, place, two, { Title: "One" }))).rejects.toMatchObject({
      code: "Duplicated",
    });
    await expect(run((place) => change(book, place, two, { Authors: ["x"] }))).rejects.toMatchObject({
      code: "NotFound",
    });
    await expect(run((place) => change(book, place, two, { Title: "Two" }))).resolves.toBeDefined();
  });
});

describe("a record that is removed", () => {
  it("takes its own along, in depth, and what refers to it by cascade", async () => {
    await add(shelf, { Name: "a" });
    const one = await add(book, { Uid: "1", Shelf: "a", Title: "One" });
    await add(note, { Book: "1", Page: "5" });
    await add(loan, { Uid: "l", Book: "1" });
    await run((place) => remove(book, place, one));
    expect([await count("book"), await count("note"), await count("loan")]).toEqual([0, 0, 0]);
  });

  it("is refused while what refuses is there, and says how much there is", async () => {
    const a = await add(shelf, { Name: "a" });
    await add(book, { Uid: "1", Shelf: "a", Title: "One" });
    await add(book, { Uid: "2", Shelf: "a", Title: "Two" });
    await expect(run((place) => remove(shelf, place, a))).rejects.toThrow("still used by 2 books");
    expect(await count("shelf")).toBe(1);
  });

  it("is taken out of the lists that name it", async () => {
    await add(shelf, { Name: "a" });
    const a = await add(author, { Uid: "1", Name: "A" });
    await add(author, { Uid: "2", Name: "B" });
    await add(book, { Uid: "1", Shelf: "a", Title: "One", Authors: ["1", "2"] });
    await run((place) => remove(author, place, a));
    expect((await run((place) => find(book, place, { Uid: "1" })))?.doc.Authors).toEqual(["2"]);
    const named = (key: string) => store.read((reader) => reader.list("book", { equals: { Authors: key } }));
    expect((await named("1")).total).toBe(0);
    expect((await named("2")).total).toBe(1);
  });
});

describe("the graph of resources", () => {
  it("refuses two resources of one kind", () => {
    expect(() => resourceGraph([shelf, shelf])).toThrow(/Two resources/);
  });
});
