/**
 * The tools' schemas against the sandbox's facts, field by field. They are written apart: what one of them has
 * wrong shows here.
 */
import { describe, expect, it } from "vitest";
import { qualifiedName } from "../../src/action/action.ts";
import { inputSchema, outputSchema } from "../../src/action/parse.ts";
import { documented } from "../../src/sandbox/reference/index.ts";
import { sandboxActions } from "../../src/sandbox/services.ts";
import { wholeSchema } from "../../src/server/definition.ts";
import { actions } from "../../tools/index.ts";
import { answerDifferences, factDifferences, type Node, requestDifferences } from "./differences.ts";

const nameOf = ({ service, name }: { readonly service: string; readonly name: string }) =>
  `${service}:${name}`;
const reference = new Map(documented.map((one) => [nameOf(one), one]));
const emulated = new Map(sandboxActions.map((one) => [nameOf(one), one]));

/**
 * Where the two differ on purpose, with the reason: the sandbox is the stricter one, idgate guards against
 * nonsense that no service means, or accepts what a server would although its reference says otherwise.
 */
const MEANT: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/(Tags|TagFilters|MetaData)\[\]\.Key: required differs$/, "a key without a name is of no use"],
  [
    /(Tags|TagFilters)\[\]\.(Key|Value|Values\[\]): at most 4096 against (128|256)$/,
    "sizes of the sister services",
  ],
  [/^id:CreateNamespace Tags\[\]\.Values: the tool lacks it$/, "idgate sends Value, and reads both"],
  [
    /^id:List(Namespaces|Policies) PageSize: at most 1000 against 100$/,
    "pages as the other lists of id have them",
  ],
  [
    /^id:GetNamespace answer\.Associates: the tool shows no list$/,
    "the reference shows texts in one place and a list of objects in another",
  ],
  [
    /^id:\w+UserPool answer\.CustomAttributes: the tool shows no list$/,
    "a text in one answer, a list in the others: both are read",
  ],
  [/^cloudcontrol:\w+ TypeName: at most 200/, "no type name is that long"],
];

const unmeant = (found: readonly string[]) =>
  found.filter((one) => !MEANT.some(([pattern]) => pattern.test(one)));

describe("each tool and the reference", () => {
  it("know the same actions", () => {
    expect(actions.map(qualifiedName).toSorted()).toEqual([...reference.keys()].toSorted());
  });

  it.each(actions.map((action) => [qualifiedName(action), action] as const))(
    "agree on %s: names, required, types, limits, enumerations, method, version and answer",
    (name, action) => {
      const other = reference.get(name);
      expect(other).toMatchObject({ http: action.encoding, version: action.version });
      // What the sandbox really checks is the stricter of the two.
      const input = emulated.get(name)?.input ?? other?.input ?? {};
      expect(unmeant(requestDifferences(name, wholeSchema(inputSchema(action)) as Node, input))).toEqual([]);
      expect(
        unmeant(answerDifferences(name, wholeSchema(outputSchema(action)) as Node, other?.output ?? {})),
      ).toEqual([]);
    },
  );

  it("every difference that is meant is still there", () => {
    const all = actions.flatMap((action) => {
      const name = qualifiedName(action);
      const other = reference.get(name);
      const input = emulated.get(name)?.input ?? other?.input ?? {};
      return [
        ...requestDifferences(name, wholeSchema(inputSchema(action)) as Node, input),
        ...answerDifferences(name, wholeSchema(outputSchema(action)) as Node, other?.output ?? {}),
      ];
    });
    const idle = MEANT.filter(([pattern]) => !all.some((one) => pattern.test(one)));
    expect(idle.map(([pattern]) => String(pattern))).toEqual([]);
  });
});

describe("what the sandbox emulates", () => {
  it.each([...emulated.values()].map((one) => [nameOf(one), one] as const))(
    "%s takes what the reference documents, no more and nothing looser",
    (name, one) => {
      const other = reference.get(name);
      expect(other).toMatchObject({ http: one.http, version: one.version });
      const found = factDifferences(name, one.input, other?.input ?? {});
      expect(unmeant(found).filter((line) => !/Tags\[\]\.Values: /.test(line))).toEqual([]);
    },
  );
});
