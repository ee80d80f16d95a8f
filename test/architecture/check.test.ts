/** How the checker fails: fabricated sources, one broken rule each. */
import { describe, expect, it } from "vitest";
import { check, roomOf } from "./check.ts";
import { scan } from "./scan.ts";
import { Unreadable } from "./tokens.ts";

const LEAVES = {
  "src/errors.ts": "export class A extends Error {}",
  "src/action/action.ts": 'import { A } from "../errors.ts";',
  "src/action/json.ts": "export type Json = unknown;",
  "src/wire/permit.ts": "export function createPermitOffice() {}",
  "src/wire/transport.ts": 'import { Agent } from "undici";',
  "src/gate/gate.ts": 'import type { A } from "../errors.ts";',
};

function problems(files: Record<string, string>): readonly string[] {
  return check(new Map(Object.entries({ ...LEAVES, ...files })));
}

describe("the scanner", () => {
  const specifiers = (source: string) => scan(source).imports.map(({ specifier }) => specifier);

  it("finds every form of import", () => {
    expect(
      specifiers(`
        import "side-effect";
        import one from "one";
        import type { Two } from 'two';
        import three, { type Three, four as five } from "three";
        import * as six from "six";
        import json from "./data.json" with { type: "json" };
        export { seven } from "seven";
        export type * from "eight";
        export * as nine from "nine";
        const ten = await import("ten");
        type Eleven = import("eleven").Eleven<typeof import("twelve")>;
        const thirteen = require("thirteen");
        const fourteen = import(\`fourteen\`);
        import
          {
            fifteen,
          }
          from
          "fifteen";
      `),
    ).toEqual(
      "side-effect one two three six ./data.json seven eight nine ten eleven twelve thirteen fourteen fifteen".split(
        " ",
      ),
    );
  });

  it("finds none in comments, text, templates and regular expressions", () => {
    expect(
      specifiers(`
        // import a from "a";
        /* import("b") */
        const c = 'import "c"';
        const d = \`import "d"; \${"import 'e'"} import("f")\`;
        const g = /import "g"; '/;
        if (ok) /"import('h')/.test(x);
        const i = a / b; const j = "import 'j'"; const k = c / d;
        const l = [/["'\`/]/, /'/];
        const m = x ? y : /'/;
        from("n"); o.from("o"); const from = "p"; o.import("q"); o.require("r");
      `),
    ).toEqual([]);
  });

  it("finds them inside a template's substitution, however deep", () => {
    expect(
      specifiers(
        `const a = \`x \${\`y \${await import('deep')} z\`} \${{ a: { b: '}' } }.a}\`; import 'after';`,
      ),
    ).toEqual(["deep", "after"]);
  });

  it("reports a target that only shows at run time", () => {
    expect(scan(`import(name);\nimport("a" + b);\nimport(\`a\${b}\`);\nrequire(x);`).computed).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it("gives the line of each import", () => {
    expect(scan('/*\n\n*/\nconst a = `\n\n`;\nimport "x";').imports).toEqual([{ specifier: "x", line: 7 }]);
  });

  it("tells a global from a property of the same name", () => {
    const source = `
      fetch("x");
      globalThis.fetch("x");
      const f = fetch;
      cache.fetch("x"); cache?.fetch("x");
      const o = { fetch: 1 };
      spread(...fetch);
    `;
    expect(scan(source).uses("fetch")).toEqual([2, 3, 4, 7]);
  });

  it("refuses what it can not read", () => {
    for (const source of ['const a = "no end', "const a = `no end", "if (a {"]) {
      expect(() => scan(source)).toThrow(Unreadable);
    }
  });
});

describe("the checker", () => {
  it("has nothing against sources that hold to the table", () => {
    expect(problems({})).toEqual([]);
    expect(
      problems({
        "src/cli/main.ts": 'import { createPermitOffice } from "../wire/permit.ts"; createPermitOffice();',
      }),
    ).toEqual([]);
    expect(problems({ "src/sandbox/a.ts": 'import type { Json } from "../action/json.ts";' })).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      "an import against the direction",
      { "src/wire/a.ts": 'import { g } from "../gate/gate.ts";' },
      "src/wire/a.ts:1 imports src/gate/gate.ts: wire may not import gate",
    ],
    [
      "a type import against the direction",
      { "src/action/a.ts": '\nimport type { g } from "../gate/gate.ts";' },
      "src/action/a.ts:2 imports src/gate/gate.ts: action may not import gate",
    ],
    [
      "a dynamic import against the direction",
      { "src/policy/a.ts": 'const g = () => import("../gate/gate.ts");' },
      "src/policy/a.ts:1 imports src/gate/gate.ts: policy may not import gate",
    ],
    [
      "a re-export against the direction",
      { "src/errors.ts": 'export * from "./wire/transport.ts";' },
      "src/errors.ts:1 imports src/wire/transport.ts: errors may not import wire",
    ],
    [
      "another file than the one that is allowed",
      { "src/sandbox/a.ts": 'import type { Action } from "../action/action.ts";' },
      "src/sandbox/a.ts:1 imports src/action/action.ts: sandbox may not import action",
    ],
    [
      "tools in any room but the root",
      { "tools/index.ts": "export {};", "src/cli/a.ts": 'import "../../tools/index.ts";' },
      "src/cli/a.ts:1 imports tools/index.ts: cli may not import tools",
    ],
    [
      "a file that does not exist",
      { "src/gate/a.ts": 'import "./gone.ts";' },
      "src/gate/a.ts:1 imports src/gate/gone.ts, which is no source file here",
    ],
    [
      "a room nobody planned",
      { "src/shed/a.ts": 'import "../errors.ts";' },
      "src/shed/a.ts:1 is in a room that the table does not know: shed",
    ],
    [
      "a package in the wrong room",
      { "src/gate/a.ts": 'import { request } from "undici";' },
      "src/gate/a.ts:1 imports undici, which it may not",
    ],
    [
      "a package in the wrong file of the right room",
      { "src/wire/a.ts": 'import { request } from "undici";' },
      "src/wire/a.ts:1 imports undici, which it may not",
    ],
    [
      "the HTTP client by way of the file that loads it",
      {
        "src/wire/http-client.ts": 'export { Agent } from "undici";',
        "src/wire/a.ts": 'import { Agent } from "./http-client.ts";',
      },
      "src/wire/a.ts:1 imports src/wire/http-client.ts, which it may not",
    ],
    [
      "requests for keys by what asks for none",
      {
        "src/credentials/http.ts": "export const ask = 1;",
        "src/credentials/chain.ts": 'import { ask } from "./http.ts";',
      },
      "src/credentials/chain.ts:1 imports src/credentials/http.ts, which it may not",
    ],
    [
      "requests for keys from another room",
      {
        "src/credentials/http.ts": "export const ask = 1;",
        "src/cli/a.ts": 'import { ask } from "../credentials/http.ts";',
      },
      "src/cli/a.ts:1 imports src/credentials/http.ts, which it may not",
    ],
    [
      "a package nobody decided on",
      { "src/gate/a.ts": 'import _ from "lodash/fp";' },
      "src/gate/a.ts:1 imports lodash/fp, which the table does not know",
    ],
    [
      "the network by Node's own modules",
      { "src/gate/a.ts": 'import { request } from "node:https";' },
      "src/gate/a.ts:1 imports node:https, which it may not",
    ],
    [
      "a Node module without its prefix",
      { "src/gate/a.ts": 'import { request } from "https";' },
      "src/gate/a.ts:1 imports https, which the table does not know",
    ],
    [
      "Node's modules in tools",
      { "tools/a.ts": 'import { readFileSync } from "node:fs";' },
      "tools/a.ts:1 imports node:fs: tools are pure data",
    ],
    [
      "the network by a global",
      { "src/gate/a.ts": "export const get = (url: string) => fetch(url);" },
      "src/gate/a.ts:1 uses fetch: requests are made by the wire alone",
    ],
    [
      "an import that is worked out",
      { "src/gate/a.ts": 'const m = import("und" + "ici");' },
      "src/gate/a.ts:1 imports what only shows at run time",
    ],
    [
      "a cycle of types",
      {
        "src/gate/a.ts": 'import type { B } from "./b.ts";',
        "src/gate/b.ts": 'import type { C } from "./c.ts";',
        "src/gate/c.ts": 'import type { A } from "./a.ts";',
      },
      "cycle: src/gate/a.ts → src/gate/b.ts → src/gate/c.ts → src/gate/a.ts",
    ],
    [
      "a file that imports itself",
      { "src/gate/a.ts": 'export * from "./a.ts";' },
      "cycle: src/gate/a.ts → src/gate/a.ts",
    ],
    ["a long file", { "src/gate/a.ts": "\n".repeat(401) }, "src/gate/a.ts has 401 lines, more than 400"],
    [
      "a permit office of a room's own",
      { "src/gate/a.ts": 'import { createPermitOffice } from "../wire/permit.ts";\ncreatePermitOffice();' },
      "src/gate/a.ts:2 makes a permit office",
    ],
    [
      "a second permit office",
      { "src/cli/a.ts": "createPermitOffice();", "src/cli/b.ts": "createPermitOffice();" },
      "2 places make a permit office: src/cli/a.ts, src/cli/b.ts",
    ],
  ])("refuses %s", (_, files, problem) => {
    expect(problems(files)).toEqual([problem]);
  });

  it("names rooms by folder, by file and by top folder", () => {
    expect(["src/gate/a/b.ts", "src/errors.ts", "tools/x.ts"].map(roomOf)).toEqual([
      "gate",
      "errors",
      "tools",
    ]);
  });
});
