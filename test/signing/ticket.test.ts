import { describe, expect, it } from "vitest";
import { parseTicket, ticketText } from "../../src/signing/ticket.ts";

const signature = Buffer.alloc(64, 7).toString("base64url");
const ticket = { approver: "alice", signatures: new Map([["op_1", signature]]) };
const encoded = (value: unknown) =>
  `idgate-approval-v1.${Buffer.from(JSON.stringify(value)).toString("base64url")}`;

describe("signatures on one line", () => {
  it("are read back as they were written, with a line end that was pasted along", () => {
    expect(ticketText(ticket)).toMatch(/^[\w.-]+$/);
    expect(parseTicket(`  ${ticketText(ticket)}\r\n`)).toEqual(ticket);
  });

  it.each([
    ["nothing", ""],
    ["another text", "approve"],
    ["a cut line", ticketText(ticket).slice(0, -10)],
    ["a space in the middle", ticketText(ticket).replace(".", ". ")],
    ["no list", encoded({ approver: "alice" })],
    ["no approver", encoded([null, []])],
    ["no pairs", encoded(["alice", [["op_1"]]])],
    ["a signature that is too short", encoded(["alice", [["op_1", "AAAA"]]])],
    [
      "one operation twice",
      encoded([
        "alice",
        [
          ["op_1", signature],
          ["op_1", signature],
        ],
      ]),
    ],
  ])("are refused where the text is %s", (_, text) => {
    expect(() => parseTicket(text)).toThrow(/no signature that/);
  });
});
