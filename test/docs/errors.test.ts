import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as errors from "../../src/errors.ts";
import { failure } from "../../src/server/answers/result.ts";
import { ROOT, readDocument, sectionNamed, sectionsOf } from "./markdown.ts";

const page = sectionsOf(readDocument("docs/errors.md"));
const entries = page.filter(({ level }) => level === 3);
const source = readDocument("src/errors.ts");

/** One failure of each class, by the name of the class. */
function failures(): readonly (readonly [string, errors.IdgateError])[] {
  const { IdgateError, ServiceError, ...plain } = errors;
  const service = new ServiceError("m", { serviceCode: "Duplicated", status: 409 });
  return [
    ...Object.entries(plain).map(([name, Failure]) => [name, new Failure("m")] as const),
    ["ServiceError", service],
  ];
}

/** The members of the ErrorCode union as it is written. */
function union(): readonly string[] {
  const [, members = ""] = /export type ErrorCode =([^;]+);/.exec(source) ?? [];
  return [...members.matchAll(/"([A-Z_]+)"/g)].map(([, code]) => code ?? "");
}

describe("the page of errors", () => {
  const codes = entries.map(({ title }) => title).sort();

  it("has an entry for each code of the union, and no other", () => {
    expect(codes).toEqual([...union()].sort());
  });
  it("has an entry for each class", () => {
    expect(
      failures()
        .map(([, failed]) => failed.code)
        .sort(),
    ).toEqual(codes);
  });
  it.each(entries)("says of $title what it means, what was sent and what to do", ({ items }) => {
    expect(items.map((item) => item.split(": ")[0])).toEqual(["Kind", "Means", "Sent", "Model", "Operator"]);
    for (const item of items) expect(item).toMatch(/^\w+: .+[.`]$/);
  });
  it.each(failures())("names the kind of %s", (_, { code, kind }) => {
    expect(sectionNamed(page, code).items[0]).toBe(`Kind: \`${kind}\``);
  });
  it("says that nothing was sent where the code says so", () => {
    const docs = [...source.matchAll(/\/\*\* ([^/]+?) \*\/\nexport class (\w+)/g)];
    const silent = docs.filter(([, text]) => text?.includes("Nothing was sent.")).map(([, , name]) => name);
    expect(silent.length).toBeGreaterThan(4);
    for (const [name, { code }] of failures()) {
      if (silent.includes(name))
        expect(sectionNamed(page, code).items[2], code).toMatch(/^Sent: (No|Nothing)/);
    }
  });
  it("says which codes this version does not raise", () => {
    const files = readdirSync(`${ROOT}src`, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    const code = files.map((file) => readFileSync(`${ROOT}src/${file}`, "utf8")).join("\n");
    for (const [name, failed] of failures()) {
      const raised = code.includes(`new ${name}(`);
      const [, means = ""] = sectionNamed(page, failed.code).items;
      expect(means.includes("Not raised by this version"), name).toBe(!raised);
    }
  });
  it("lists the fields that a failed call carries", () => {
    const fields = (page[1]?.rows ?? []).slice(1).map(([field]) => field?.replaceAll("`", ""));
    const shown = failure(new errors.InternalError("m"), "sandbox")._meta?.["idgate/error"];
    expect(fields).toEqual(Object.keys(shown ?? {}));
  });
});
