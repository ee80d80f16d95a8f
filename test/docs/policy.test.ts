import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Action, natureOf, qualifiedName } from "../../src/action/action.ts";
import type { Json, JsonObject } from "../../src/action/json.ts";
import { parseArguments } from "../../src/action/parse.ts";
import { callOf } from "../../src/cli/policy/call.ts";
import { explanationLines } from "../../src/cli/policy/explain.ts";
import { PolicyInvalid } from "../../src/errors.ts";
import { flowsFor } from "../../src/gate/flows.ts";
import { SCOPES } from "../../src/policy/engine/equivalents.ts";
import { RESOURCE_TYPES } from "../../src/policy/engine/resource-types.ts";
import { COMPARED_LIMIT } from "../../src/policy/engine/text.ts";
import { readCases } from "../../src/policy/file/case-file.ts";
import { loadPolicy, POLICY_SIZE_LIMIT } from "../../src/policy/load.ts";
import { explain } from "../../src/policy/review/explain.ts";
import { runCase } from "../../src/policy/review/run-case.ts";
import type { Decision, Policy, Principal } from "../../src/policy/types.ts";
import { FLOWS, flowAllowed } from "../../src/secrets/flows.ts";
import { asIdgateError } from "../../src/server/answers/result.ts";
import { actions } from "../../tools/index.ts";
import { action, openRooms } from "../support/rooms.ts";
import { code, codeSpans, type Fence, ROOT, readDocument, sectionNamed, sectionsOf } from "./markdown.ts";

const guide = sectionsOf(readDocument("docs/policy.md"));
const recipes = sectionsOf(readDocument("docs/recipes.md"));
const readme = sectionsOf(readDocument("README.md"));

/** A block is a whole policy, and no excerpt of one, where it says its version. */
const isWhole = ({ info, text }: Fence) => info === "yaml" && /^version:/m.test(text);

function load(text: string, requireAccount = true): Policy {
  return loadPolicy(text, { name: "policy.yaml" }, { actions }, { requireAccount });
}

function verdictOf(decision: Decision): string {
  if (decision.verdict === "refuse") return "refuse";
  return decision.approval === "none" ? "allow" : decision.approval;
}

const object = z.record(z.string(), z.json());

/** `id:GetWorkloadPool {"WorkloadPoolName": "a"}` */
function parseCall(text: string): { action: Action; params: JsonObject } {
  const [, name = "", args = ""] = /^(\S+) (\{.*\})$/.exec(text) ?? [];
  return { action: action(name), params: object.parse(JSON.parse(args)) };
}

/** A call in its code span, and who makes it where that is said: `` `…` by `group platform` ``. */
function decideCell(policy: Policy, cell: string): Decision {
  const [, call = cell, kind, name] = /^(`[^`]+`) by `(user|group|client) ([^`]+)`$/.exec(cell) ?? [];
  const of = (one: string) => (kind === one ? name : undefined);
  const [user, group, client] = [of("user"), of("group"), of("client")];
  const principal =
    kind === undefined ? undefined : { user, client, groups: group === undefined ? undefined : [group] };
  return decide(policy, code(call), principal);
}

function decide(policy: Policy, call: string, principal?: Principal): Decision {
  const { action, params: args } = parseCall(call);
  // A call that the tool would not accept is no example.
  const { params } = parseArguments(action, args);
  return policy.decide({ action, ...natureOf(action, params), params, principal });
}

describe("every whole policy in the documents loads, for a real account too", () => {
  const documents: readonly (readonly [string, typeof guide])[] = [
    ["docs/policy.md", guide],
    ["docs/recipes.md", recipes],
    ["README.md", readme],
  ];
  const blocks = documents.flatMap(([file, sections]) =>
    sections.flatMap(({ fences }) => fences.filter(isWhole).map((fence) => ({ ...fence, file }))),
  );
  it.each(blocks)("$file, line $line", ({ text }) => {
    expect(() => load(text)).not.toThrow();
  });
  it.each(readdirSync(`${ROOT}examples`).filter((file) => file.endsWith(".yaml")))("examples/%s", (file) => {
    expect(() => load(readDocument(`examples/${file}`))).not.toThrow();
  });
  it("and there are some in each", () => {
    for (const [file] of documents) expect(blocks.filter((block) => block.file === file)).not.toEqual([]);
  });
});

describe("recipes", () => {
  const each = recipes.filter(({ level }) => level === 2);
  it.each(each)("$title: decides as its table says", ({ fences, rows }) => {
    const [fence, ...more] = fences.filter(isWhole);
    expect(more).toEqual([]);
    const [head, ...cases] = rows;
    expect(head).toEqual(["call", "verdict", "rules"]);
    const policy = load(fence?.text ?? "");
    const decided = cases.map(([call = ""]) => {
      const decision = decideCell(policy, call);
      const rules = decision.rules.map((rule) => `\`${rule}\``).join(", ");
      return [call, verdictOf(decision), rules === "" ? "–" : rules];
    });
    expect(decided).toEqual(cases);
    // A recipe that only allows, or only refuses, shows nothing.
    expect(new Set(cases.map(([, verdict]) => verdict === "refuse")).size).toBe(2);
  });
  it("are fourteen", () => {
    expect(each).toHaveLength(14);
  });
});

describe("the table of conditions", () => {
  const [head, ...rows] = sectionNamed(guide, "Conditions").rows.filter((row) => row.length === 4);
  const CREATE = "cloudcontrol:CreateResource";
  const rule = (id: string, more: string) =>
    `  - {id: ${id}, actions: ["${CREATE}"], types: ["Volcengine::IAM::Role"]${more}}\n`;
  const allowing = (more: string) => rule("a", `, only: [TargetState], approval: none${more}`);

  function matches(text: string, P: Json | undefined): "allow" | "refuse" {
    const params: JsonObject = {
      TypeName: "Volcengine::IAM::Role",
      TargetState: { TrustPolicyDocument: P === undefined ? { Other: 1 } : { P } },
    };
    const decision = load(`version: 1\naccount: "1"\n${text}`).decide({
      action: action(CREATE),
      ...natureOf(action(CREATE), params),
      params,
    });
    return decision.verdict;
  }

  it("has its columns", () => {
    expect(head).toEqual(["`when`, on a parameter `P`", "the call's `P`", "an allow rule", "a deny rule"]);
    expect(rows.length).toBeGreaterThan(25);
  });
  it.each(rows.map(([when = "", value = "", allow = "", deny = ""]) => ({ when, value, allow, deny })))(
    "$when on $value",
    ({ when, value, allow, deny }) => {
      const P = value === "absent" ? undefined : z.json().parse(JSON.parse(code(value)));
      const condition = `, when: {TargetState.TrustPolicyDocument.P: ${code(when)}}`;
      const allowed = matches(`allow:\n${allowing(condition)}`, P) === "allow";
      const denied = matches(`allow:\n${allowing("")}deny:\n${rule("d", condition)}`, P) === "refuse";
      expect({ allowed, denied }).toEqual({ allowed: allow === "matches", denied: deny === "matches" });
      for (const cell of [allow, deny]) expect(cell).toMatch(/^(matches|no)$/);
    },
  );
});

describe("what the guide lists", () => {
  const listed = (title: string) =>
    sectionNamed(guide, title)
      .items.flatMap((item) => codeSpans(item))
      .sort();

  it("are the actions that raise rights", () => {
    const escalating = actions.filter(({ escalates }) => escalates).map(qualifiedName);
    expect(listed("Actions that raise rights")).toEqual(escalating.sort());
  });
  it("are the resource types", () => {
    const types = listed("Cloud Control").filter((span) => span.startsWith("Volcengine::"));
    expect(types).toEqual([...RESOURCE_TYPES].sort());
  });
  it("are the parameters of free form", () => {
    const [, needsOnly = ""] = sectionNamed(guide, "Cloud Control").items;
    expect(
      codeSpans(needsOnly)
        .filter((span) => span !== "only")
        .sort(),
    ).toEqual([...new Set(actions.flatMap(({ freeForm }) => freeForm))].sort());
  });
  it("are the actions for which an absent pool has no meaning", () => {
    const optional = actions.filter(({ input, absentMeans }) => {
      const field = input().WorkloadPoolName;
      return field?.safeParse(undefined).success === true && absentMeans === undefined;
    });
    const { prose } = sectionNamed(guide, "What absence means");
    const named = codeSpans(prose).filter((span) => span.startsWith("id:"));
    expect(named).toEqual(optional.map(qualifiedName));
  });
  it("are the ways that are open to handles, and one that a policy opens", () => {
    const { prose, fences } = sectionNamed(guide, "Handles of secrets");
    const told = [...new Set(FLOWS.flatMap(({ kind, field }) => [kind, field]))];
    for (const name of told) if (name !== "generated") expect(codeSpans(prose)).toContain(name);
    expect(fences).toHaveLength(1);
    const recipe = sectionNamed(recipes, "A handle that goes further").fences.find(isWhole)?.text ?? "";
    expect(recipe).toContain(fences[0]?.text);
    const fits = (policy: Policy) =>
      flowAllowed("Token", ["ApiKey"], flowsFor(policy, action("id:CreateApiKeyCredentialProvider")));
    expect(fits(load(recipe))).toBe(true);
    expect(fits(load(recipe.replace(/^secrets:\n(?: .*\n)+/m, "")))).toBe(false);
  });
  it("are the parameters whose conditions go over to another way", () => {
    const { prose } = sectionNamed(guide, "Deny rules and other ways to the same thing");
    const [, sentence = ""] = /Those on (.*?) do carry over/s.exec(prose) ?? [];
    expect(codeSpans(sentence)).toEqual(SCOPES);
  });
  it("are the limits", () => {
    const text = readDocument("docs/policy.md");
    expect(text).toContain(`${COMPARED_LIMIT.toLocaleString("en")} characters`);
    expect(text).toContain(`at most ${POLICY_SIZE_LIMIT / 1024} KB`);
  });
});

describe("what the guide shows", () => {
  it("is what the loader says of the broken file", () => {
    const [broken, shown] = sectionNamed(guide, "When the file does not load").fences;
    expect(broken?.info).toBe("yaml broken");
    const failed = asIdgateError(caught(() => load(broken?.text ?? "")));
    expect(failed).toBeInstanceOf(PolicyInvalid);
    expect(shown?.text).toBe(`${failed.message}\n`);
  });

  it("is what the gate says of a refused call", async () => {
    const first = sectionNamed(guide, "A first file").fences.find(isWhole);
    const { prose, fences } = sectionNamed(guide, "What a refusal looks like");
    const [name = "", args = ""] = codeSpans(prose);
    const rooms = await openRooms({ policy: first?.text ?? "" });
    const refused = asIdgateError(await rooms.run(name, JSON.parse(args)).catch((error: unknown) => error));
    expect(fences[0]?.text).toBe(`${refused.code}: ${refused.message}\n${refused.hint}\n`);
  });

  it("is what explain says of the same call", () => {
    const first = sectionNamed(guide, "A first file").fences.find(isWhole);
    const { fences } = sectionNamed(guide, "Explain");
    const [, args = ""] = /--params '(.*?)'/.exec(fences[0]?.text ?? "") ?? [];
    const policy = loadPolicy(first?.text ?? "", { name: "policy.yaml" }, { actions });
    const call = callOf(action("id:CreateWorkloadPool"), JSON.parse(args), undefined);
    const lines = explanationLines({ file: "policy.yaml", policy }, call, explain(policy, call));
    expect(fences[1]?.text).toBe(`${lines.join("\n")}\n`);
  });

  it("is a file of cases that the first file passes", () => {
    const first = sectionNamed(guide, "A first file").fences.find(isWhole);
    const [fence] = sectionNamed(guide, "Test").fences;
    expect(fence?.info).toBe("yaml cases");
    const { cases } = readCases(new TextEncoder().encode(fence?.text), { name: "cases.yaml" }, actions);
    const results = cases.map((one) => runCase(load(first?.text ?? ""), one));
    expect(results.length).toBeGreaterThan(2);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
  });

  it("is where an address may point", () => {
    const policy = load(
      'version: 1\naccount: "1"\nhosts: [auth.example.com]\nallow: [{id: a, actions: ["cloudcontrol:CreateResource"], types: ["Volcengine::IAM::Role"], only: [TargetState], approval: none}]',
    );
    const verdict = (state: string) =>
      decide(
        policy,
        `cloudcontrol:CreateResource {"TypeName": "Volcengine::IAM::Role", "TargetState": {"TrustPolicyDocument": ${state}}}`,
      ).verdict;
    expect(verdict('{"Name": "saml"}')).toBe("allow");
    expect(verdict('{"BackendDomain": "auth.example.com"}')).toBe("allow");
    expect(verdict('{"IssuerURL": "https://auth.example.com/x"}')).toBe("allow");
    expect(verdict('{"IssuerURL": "auth.example.com"}')).toBe("refuse");
    expect(verdict('{"EncodedSAMLMetadataDocument": "PHhtbC8+"}')).toBe("refuse");
  });

  it("is what a patch may do, whatever the rule says", () => {
    const policy = load(
      'version: 1\naccount: "1"\nallow: [{id: a, actions: ["cloudcontrol:UpdateResource"], types: ["Volcengine::IAM::User"], only: [PatchDocument], approval: none}]',
    );
    const verdict = (operation: string) =>
      decide(
        policy,
        `cloudcontrol:UpdateResource {"TypeName": "Volcengine::IAM::User", "Identifier": "u", "PatchDocument": [${operation}]}`,
      ).verdict;
    expect(verdict('{"op": "add", "path": "/Tags/-", "value": {}}')).toBe("allow");
    expect(verdict('{"op": "move", "from": "/A", "path": "/B"}')).toBe("refuse");
    expect(verdict('{"op": "copy", "from": "/A", "path": "/B"}')).toBe("refuse");
    expect(verdict('{"op": "test", "path": "/A", "value": 1}')).toBe("refuse");
    expect(verdict('{"op": "replace", "path": "", "value": {}}')).toBe("refuse");
  });
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
