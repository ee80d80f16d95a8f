import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/action/json.ts";
import { Findings, SEALED, type Seen } from "../../../src/gate/approval/findings-text.ts";

const seen = (answer: JsonObject): Seen => ({ kind: "seen", answer });
const HEAD = "As it stood when this was asked:";

function linesOf(fill: (found: Findings) => void): string[] {
  const found = new Findings();
  fill(found);
  const [head, ...lines] = found.text().split("\n");
  expect(head).toBe(HEAD);
  return lines.map((line) => {
    expect(line).toMatch(/^ {2}\S/);
    return line.slice(2);
  });
}

function update(
  answer: JsonObject,
  params: JsonObject,
  more: { carried?: string[]; at?: string; gone?: boolean } = {},
) {
  const { carried = ["Id"], at, gone = false } = more;
  return linesOf((found) =>
    found.thing("id:GetThing", seen(answer), { at, carried, params: { Id: "t-1", ...params }, gone }),
  );
}

function along(answer: JsonObject, page?: number, names: string | undefined = "Rows[].Name") {
  const entry = {
    what: "users",
    zh: "东西",
    action: "id:ListThings",
    by: [],
    ...(names === undefined ? {} : { names }),
  };
  return linesOf((found) => found.along(entry, seen(answer), page))[0];
}

const rows = (count: number): JsonObject[] =>
  Array.from({ length: count }, (_, index) => ({ Name: `u-${String(index).padStart(3, "0")}` }));

describe("a thing that is changed", () => {
  it("is shown before and after", () => {
    expect(update({ Name: "a", Text: "old", Count: 1 }, { Text: "new", Count: 2 })).toEqual([
      'Name "a"',
      'Text: "old" → "new"',
      "Count: 1 → 2",
    ]);
  });

  it("says of what stays as it is that it is unchanged, also where a number comes as text", () => {
    expect(update({ Text: "same", Count: "5" }, { Text: "same", Count: 5 })).toEqual([
      'Text: "same", unchanged',
      'Count: "5", unchanged',
    ]);
  });

  it("is compared under its old name where the call says New…", () => {
    expect(update({ DisplayName: "old" }, { NewDisplayName: "new" })).toEqual([
      'NewDisplayName: "old" → "new"',
    ]);
  });

  it("may stand inside of the answer", () => {
    expect(
      update({ User: { Email: "a@example.com" } }, { NewEmail: "b@example.com" }, { at: "User" }),
    ).toEqual(['NewEmail: "a@example.com" → "b@example.com"']);
    expect(update({}, { NewEmail: "x" }, { at: "User" })[0]).toContain("could not be read");
  });

  it("claims nothing of what becomes of a list or an object, and says what is there", () => {
    expect(update({ Urls: ["a", "b"], Doc: { x: 1 } }, { Urls: ["c"], Doc: '{"x": 2}' })).toEqual([
      'Urls: now ["a", "b"]',
      'Doc: now "{\\"x\\":1}"',
    ]);
    expect(update({ Doc: { x: 1 } }, { Doc: '{ "x": 1 }' })[0]).toContain(", unchanged");
  });

  it("is not compared where either side is a secret", () => {
    const params = { Password: { $fingerprint: "0123456789abcdef" }, Key: "k" };
    expect(update({ Password: "x", Key: SEALED, Text: "t" }, params)).toEqual(["It is there."]);
  });

  it("says nothing of parameters that only steer, nor repeats what the call is named by", () => {
    expect(update({ Name: "t-1" }, { Mode: "append" })).toEqual(["It is there."]);
  });

  it("is looked up at each path of a patch", () => {
    const PatchDocument: Json = [
      { op: "replace", path: "/Name", value: "b" },
      { op: "remove", path: "/Text" },
      { op: "add", path: "/Tags/-", value: { Key: "x" } },
      { op: "add", path: "/a~1b/0", value: "z" },
      { op: "replace", path: "/Password", value: { $fingerprint: "0123456789abcdef" } },
    ];
    const thing = { Text: "old", Tags: [], "a/b": ["y"], Password: "p" };
    expect(update(thing, { PatchDocument })).toEqual([
      'PatchDocument "/Name": nothing → "b"',
      'PatchDocument "/Text": "old" → nothing',
      'PatchDocument "/Tags/-": now []',
      'PatchDocument "/a~1b/0": "y" → "z"',
    ]);
  });
});

describe("a thing that goes", () => {
  it("is shown by its names, what it is for and when it was made", () => {
    const thing = {
      Name: "agents",
      Description: "of the shop",
      CreatedAt: "2026-01-01",
      UpdatedAt: "2026-02-01",
    };
    expect(update(thing, {}, { gone: true })).toEqual([
      'Name "agents", Description "of the shop", CreatedAt "2026-01-01"',
    ]);
  });

  it("takes along what is counted, by at most ten names", () => {
    expect(along({ Rows: rows(2), TotalCount: 2 })).toBe('2 users: "u-000", "u-001"');
    expect(along({ Rows: [], TotalCount: 0 })).toBe("users: none");
    expect(along({ Rows: null, TotalCount: 0 })).toBe("users: none");
    expect(along({ Rows: rows(12), TotalCount: 40 })).toMatch(/^40 users: "u-000", .*"u-009" and 30 more$/);
    expect(along({ Rows: [{ Name: null }], Total: 1 })).toBe("1 users: (no name)");
    expect(along({ Items: [{ Name: "r" }], PageInfo: { TotalCount: 1 } }, 20, "Items[].Name")).toBe(
      '1 users: "r"',
    );
  });

  it("says at least where the list was cut and its answer names no number", () => {
    expect(along({ Rows: rows(20) }, 20)).toMatch(/^at least 20 users: /);
    expect(along({ Rows: rows(3), NextToken: "more" }, 20)).toMatch(/^at least 3 users: /);
    expect(along({ Rows: rows(3) }, 20)).toMatch(/^3 users: /);
    expect(along({ Rows: rows(30) })).toMatch(/^30 users: /);
  });

  it("never counts less than it lists", () => {
    expect(along({ Rows: rows(3), TotalCount: 0 })).toMatch(/^3 users: /);
    expect(along({ Rows: rows(3), TotalCount: -1 }, 20)).toMatch(/^3 users: /);
  });

  it("is not said to take nothing along where the answer does not tell", () => {
    expect(along({})).toBe("users: could not be read, id:ListThings does not tell");
    expect(along({ Rows: "none" })).toContain("does not tell");
    expect(along({ Rows: rows(1) }, 20, "")).toContain("does not tell");
  });
});

describe("words of somebody else's", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary", maxLength: 400 }),
    fc.constantFrom(
      'x"\nTarget: sandbox',
      "a\u202eb",
      "[ok](https://x.example)",
      '" → "',
      "none\r\n  users: none",
    ),
  );

  it("stay quoted, on their line and bounded, wherever they come from", () => {
    fc.assert(
      fc.property(hostile, hostile, (before, after) => {
        const lines = [
          ...update({ Name: before, Text: before, Description: before }, { Text: after }, { gone: true }),
          ...linesOf((found) => found.named("Id", after, seen({ Name: before }), undefined)),
          ...linesOf((found) =>
            found.along(
              { what: "users", zh: "东西", action: "id:L", by: [], names: "Rows[].Name" },
              seen({ Rows: [{ Name: before }], TotalCount: 1 }),
              20,
            ),
          ),
        ];
        for (const line of lines) {
          // Outside of quotes stand idgate's own words alone.
          const own = line.replace(/"(?:[^"\\]|\\.)*"/g, "");
          expect(own).toMatch(/^[A-Za-z0-9 :,→()…[\]]*$/);
          expect(line.length).toBeLessThan(8_000);
        }
      }),
    );
  });

  it("differ in the text where they differ only behind the cut", () => {
    const long = "x".repeat(5_000);
    const one = update({ Text: `${long}a` }, { Text: "new" });
    expect(update({ Text: `${long}a` }, { Text: "new" })).toEqual(one);
    expect(update({ Text: `${long}b` }, { Text: "new" })).not.toEqual(one);
    const list = (last: string) =>
      linesOf((found) =>
        found.along(
          { what: "users", zh: "东西", action: "id:L", by: [], names: "Rows[].Name" },
          seen({ Rows: [...rows(11), { Name: last }], TotalCount: 12 }),
          20,
        ),
      );
    expect(list("z")).not.toEqual(list("zz"));
  });
});

describe("names beside ids", () => {
  it("are those that people know a thing by", () => {
    const user = { Uid: "u-1", Name: "ann", DisplayName: "Ann", Secret: "x" };
    expect(linesOf((found) => found.named("UserUid", "u-1", seen(user), undefined))).toEqual([
      'UserUid "u-1": Name "ann", DisplayName "Ann"',
    ]);
    expect(linesOf((found) => found.named("UserUid", "u-1", seen({}), undefined))).toEqual([
      'UserUid "u-1": has no name',
    ]);
  });

  it("say why they are not there", () => {
    const unseen: Seen = { kind: "unseen", why: "SERVICE_ERROR" };
    expect(linesOf((found) => found.named("UserUid", "u-1", unseen, undefined))).toEqual([
      'UserUid "u-1": could not be read, SERVICE_ERROR',
    ]);
  });
});
