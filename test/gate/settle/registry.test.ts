/** Every change that can be looked up, made for real in the sandbox: the look is never wrong of it. */
import { describe, expect, it } from "vitest";
import { isChange, qualifiedName } from "../../../src/action/action.ts";
import { actions } from "../../../tools/index.ts";
import { permissions, workloads } from "./registry/agents.ts";
import { directory } from "./registry/directory.ts";
import { iam } from "./registry/iam.ts";
import { people, settings, syncs } from "./registry/people.ts";
import { connections, tasks } from "./registry/providers.ts";
import { type Step, type Told, tell } from "./registry/story.ts";
import { NOT_TRIED, UNDECIDED, WITHOUT } from "./registry/undecided.ts";

const STORIES: Readonly<Record<string, readonly Step[]>> = {
  workloads,
  "permissions and the gateway": permissions,
  "settings of user pools": settings,
  people,
  "department syncs": syncs,
  "identity providers": connections,
  "tasks of user pools": tasks,
  "the directory": directory,
  iam,
};

const changes = actions.filter(({ effect }) => isChange(effect));
const looked = changes.filter(({ lookup }) => lookup !== undefined).map(qualifiedName);
const toldOf = new Map<string, Told[]>();

describe("what a look says of a change, with no time between it and what was before", () => {
  it.each(Object.entries(STORIES))(
    "is never wrong: %s",
    async (_, steps) => {
      const told = await tell(steps);
      for (const one of told) toldOf.set(one.action, [...(toldOf.get(one.action) ?? []), one]);
      const line = ({ action, before, after, why }: Told) => `${action}: ${before}, then ${after} (${why})`;
      expect(told.filter(({ before }) => before === "happened").map(line)).toEqual([]);
      expect(told.filter(({ after }) => after === "not happened").map(line)).toEqual([]);
    },
    60_000,
  );
});

describe("every change that has a look", () => {
  it("was made above", () => {
    const left = looked.filter((name) => !toldOf.has(name));
    expect(left.toSorted()).toEqual(Object.keys(NOT_TRIED).toSorted());
  });

  it("is told to have happened, but for those of which no look can say so", () => {
    const never = looked.filter((name) => {
      const told = toldOf.get(name);
      return told !== undefined && !told.some(({ after }) => after === "happened");
    });
    expect(never.toSorted()).toEqual(Object.keys(UNDECIDED).toSorted());
  });
});

describe("every change that has none", () => {
  it("is here by name, with a reason", () => {
    const without = changes.filter(({ lookup }) => lookup === undefined).map(qualifiedName);
    expect(without.toSorted()).toEqual(Object.keys(WITHOUT).toSorted());
  });
});
