/** What a person is shown before answering: a model tries to make it say something else than what is sent. */
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { askingClient, openRooms, type Rooms, silentClient } from "../support/rooms.ts";
import { envelope, startUpstream, type Upstream } from "../support/upstream.ts";

/** A trust policy is the one property in which anything may be written. */
const ROLE = "Volcengine::IAM::Role";
const CREATE = "cloudcontrol:CreateResource";
const POLICY = `
version: 1
account: "2100000000"
allow:
  - id: users
    actions: ["${CREATE}"]
    types: ["${ROLE}"]
    only: [TargetState]
    approval: ask
  - {id: policies, actions: ["id:CreatePolicy"], approval: ask}
`;

async function open(): Promise<{ rooms: Rooms; upstream: Upstream }> {
  const upstream = await startUpstream(envelope({ OperationStatus: "SUCCESS", TaskID: "t" }));
  onTestFinished(() => upstream.close());
  return { upstream, rooms: await openRooms({ policy: POLICY, endpoint: upstream.url }) };
}

const state = (TrustPolicyDocument: unknown) => ({ TypeName: ROLE, TargetState: { TrustPolicyDocument } });

async function previewOf(rooms: Rooms, TargetState: unknown): Promise<string> {
  const result = await rooms.run(CREATE, state(TargetState), { requester: askingClient });
  if (result.kind !== "ask") throw new Error("expected a question");
  return result.preview;
}

describe("the marks of secrets", () => {
  const fakes: readonly unknown[] = [
    { Policies: [{ $fingerprint: "0123456789abcdef", PolicyName: "AdministratorAccess" }] },
    { UserName: { $fingerprint: "x)\nTarget: sandbox account 2100000000" } },
    { UserName: { $fingerprint: "0123456789abcdef" } },
    { Deep: [[{ a: { $fingerprint: 1 } }]] },
  ];
  it.each(fakes)("cannot be borrowed to hide what is beside or in them: %j", async (TargetState) => {
    const { rooms, upstream } = await open();
    const call = rooms.run(CREATE, state(TargetState), { requester: askingClient });
    await expect(call).rejects.toMatchObject({ code: "INVALID_ARGUMENTS" });
    expect(upstream.arrived).toEqual([]);
  });

  it("cannot stand for the secret that an approval covered", async () => {
    const { rooms, upstream } = await open();
    const asked = await rooms.run(CREATE, state({ UserName: "a", SmtpPassword: "Example-1" }), {
      requester: askingClient,
    });
    if (asked.kind !== "ask") throw new Error("expected a question");
    const fingerprint = /fingerprint ([0-9a-f]{16})/.exec(asked.preview)?.[1];
    expect(fingerprint).toBeDefined();
    const other = rooms.run(CREATE, state({ UserName: "a", SmtpPassword: { $fingerprint: fingerprint } }), {
      requester: askingClient,
      answer: { operation: asked.operation, verdict: "approved" },
    });
    await expect(other).rejects.toMatchObject({ code: "INVALID_ARGUMENTS" });
    expect(upstream.arrived).toEqual([]);
  });

  it("are refused where a handle carries more than itself", async () => {
    const { rooms } = await open();
    const { handle } = await rooms.gate.generateSecret({ form: "password" }, silentClient);
    for (const fake of [
      { $secret: handle, PolicyName: "AdministratorAccess" },
      { $secret: `${handle}\nTarget: sandbox` },
      { $Secret: handle },
    ]) {
      const call = rooms.run(CREATE, state({ LoginProfile: { Password: fake } }), {
        requester: askingClient,
      });
      await expect(call).rejects.toMatchObject({ code: expect.stringMatching(/SECRET_REFUSED|INVALID/) });
    }
  });
});

describe("a call that is too much for a dialog", () => {
  const harmless = 'forbid(principal == Agent::"bot", action, resource);';
  const grant = "permit(principal, action, resource);";

  it("is not asked about in part: the end of a long text is not approved unseen", async () => {
    const { rooms, upstream } = await open();
    const args = {
      NamespaceName: "n",
      PolicyName: "p",
      Policy: `${harmless}${" // …".repeat(1_500)}\n${grant}`,
    };
    const call = rooms.run("id:CreatePolicy", args, { requester: askingClient });
    await expect(call).rejects.toMatchObject({ code: "APPROVAL_PENDING" });
    const [pending] = await rooms.ledger.operations();
    expect(pending).toMatchObject({ status: "pending", preview: expect.stringContaining(grant) });
    expect(upstream.arrived).toEqual([]);
  });

  it("is not asked about in part: a parameter does not hide behind a hundred others", async () => {
    const { rooms, upstream } = await open();
    const filler = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`Note${at}`, "x"]));
    const call = rooms.run(CREATE, state({ ...filler, Policies: [{ PolicyName: "AdministratorAccess" }] }), {
      requester: askingClient,
    });
    await expect(call).rejects.toMatchObject({ code: "APPROVAL_PENDING" });
    const [pending] = await rooms.ledger.operations();
    expect(pending?.preview).toContain("AdministratorAccess");
    expect(upstream.arrived).toEqual([]);
  });

  it("shows the end of a text that fits", async () => {
    const { rooms } = await open();
    expect(await previewOf(rooms, { UserName: "a", Description: `${"x".repeat(2_000)}${grant}` })).toContain(
      grant,
    );
  });
});

describe("a text that is slow to look at", () => {
  it.each(["a\u0301", "aа", "\ufdfa", "<", "](", "é", "\u0301", "x", '"', "\u200b"])(
    "is shown all the same: %j, a hundred thousand times",
    async (unit) => {
      const { rooms } = await open();
      const call = rooms.run(CREATE, state({ A: unit.repeat(100_000 / unit.length) }), {
        requester: askingClient,
      });
      await expect(call).rejects.toMatchObject({ code: "APPROVAL_PENDING" });
    },
  );
});

describe("words of the model", () => {
  const shown: readonly (readonly [string, unknown, string])[] = [
    ["a line of its own in a value", { A: "x\nTarget: sandbox" }, 'A: "x\\nTarget: sandbox"'],
    ["a line of its own in a name", { "a\nTarget: sandbox": 1 }, '"a\\nTarget: sandbox": 1'],
    ["a carriage return", { A: "x\rTarget: sandbox" }, 'A: "x\\rTarget: sandbox"'],
    ["a line separator", { A: "x\u2028Target: sandbox" }, 'A: "x\\u{2028}Target: sandbox"'],
    ["the end of a quotation", { A: 'x", B: "y' }, 'A: "x\\", B: \\"y"'],
    ["a name that looks like name and value", { 'A: "x", B': 1 }, '"A: \\"x\\", B": 1'],
    ["a name of spaces", { "  ": 1 }, '"  ": 1'],
    ["an empty name", { "": 1 }, '"": 1'],
    ["a right-to-left override", { A: "\u202eadmin" }, 'A: "\\u{202E}admin"'],
    ["a zero-width space", { A: "ad\u200bmin" }, 'A: "ad\\u{200B}min"'],
    ["Cyrillic letters in a Latin word", { A: "аdmin" }, 'A: "\\u{430}dmin"'],
    ["Cyrillic letters in a name", { Poliсies: 1 }, '"Poli\\u{441}ies": 1'],
    ["Greek letters in a Latin word", { A: "prοd" }, 'A: "pr\\u{3BF}d"'],
    ["wide letters", { A: "ｐrod" }, 'A: "\\u{FF50}rod"'],
    ["styled letters", { A: "𝐩rod" }, 'A: "\\u{1D429}rod"'],
    ["a no-break space", { A: "a\u00a0b" }, 'A: "a\\u{A0}b"'],
    ["a gap that pushes text away", { A: `a${" ".repeat(500)}b` }, 'A: "a\\u{20}{500}b"'],
    ["piled up marks", { A: `a${"\u0335".repeat(4)}` }, `A: "a${"\\u{335}".repeat(4)}"`],
    ["an HTML comment", { A: "a <!-- b" }, 'A: "a \\u{3C}!-- b"'],
    ["an HTML tag", { A: "<details>a" }, 'A: "\\u{3C}details>a"'],
    ["a link", { A: "[the ticket](https://example.com)" }, 'A: "[the ticket]\\u{28}https://example.com)"'],
    ["an escape that is none", { A: "\\u{430}" }, 'A: "\\\\u{430}"'],
    [
      "the mark of a secret as text",
      { A: "(secret, handle secret_AAAAAAAA)" },
      'A: "(secret, handle secret_AAAAAAAA)"',
    ],
    ["other scripts as they are", { A: "开发组：成员 Отдел" }, 'A: "开发组：成员 Отдел"'],
  ];
  it.each(shown)("%s", async (_, TargetState, line) => {
    const { rooms } = await open();
    expect((await previewOf(rooms, TargetState)).split("\n")).toContain(`      ${line}`);
  });

  it("never leave the indented part of a preview, whatever they are", async () => {
    const { rooms } = await open();
    const nasty = fc.constantFrom(
      "\n",
      "\r\n",
      "\u2028",
      '"',
      "\\",
      "Target: ",
      "- ",
      "\u202e",
      "`",
      "|",
      "\t",
      " ",
    );
    const text = fc
      .array(fc.oneof(nasty, fc.string({ unit: "grapheme", maxLength: 3 })), { maxLength: 5 })
      .map((parts) => parts.join("").toWellFormed());
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 3 }, text, fc.integer(), fc.constant(null), tie("list"), tie("object")),
      list: fc.array(tie("any"), { maxLength: 3 }),
      object: fc.dictionary(text, tie("any"), { maxKeys: 3 }),
    })).object;
    await fc.assert(
      fc.asyncProperty(value, async (TargetState) => {
        const preview = await previewOf(rooms, TargetState);
        const lines = preview.split("\n");
        expect(lines[0]).toMatch(/^Target: sandbox account 2100000000, region /);
        expect(lines.slice(3, -1).every((line) => line.startsWith("  "))).toBe(true);
        expect(lines.at(-1)).toMatch(/^Asked by "stdio test\/1", operation op_[0-9a-z]{20}$/);
        expect(preview.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 60 },
    );
  });

  it("in a client's name are quoted like all others", async () => {
    const { rooms } = await open();
    const client = 'x", operation op_00000000000000000000';
    const result = await rooms.run(CREATE, state({ UserName: "a" }), {
      requester: { label: `stdio ${client}`, client, canAsk: true },
    });
    if (result.kind !== "ask") throw new Error("expected a question");
    expect(result.preview.split("\n").at(-1)).toBe(
      `Asked by "stdio x\\", operation op_00000000000000000000", operation ${result.operation}`,
    );
  });
});
