import type { CallToolResult } from "@modelcontextprotocol/server";
import * as z from "zod";
import { assertPlain } from "../action/plain.ts";
import { InvalidArguments } from "../errors.ts";
import type { Gate, Requester } from "../gate/types.ts";
import { bounded, visible } from "../text/index.ts";
import type { ToolDefinition } from "./definition.ts";
import { GENERATE_SECRET } from "./own-tools.ts";

const input = z.strictObject({
  form: z
    .enum(["password", "token"])
    .optional()
    .describe("password: letters, digits and symbols; token: URL-safe characters"),
  length: z.int().min(12).max(128).optional().describe("Characters"),
  for: z.string().max(400).optional().describe("service:Action.Field whose rule it keeps to"),
});

/** The definition of the one tool that makes no request. */
export const generateSecretDefinition = (): ToolDefinition => ({
  name: GENERATE_SECRET,
  title: "Generate a secret",
  description: `Makes a random password or token inside idgate and returns only a handle {"$secret": "secret_…"}. Pass the handle where a new Password is wanted (e.g. TargetState.LoginProfile.Password), instead of inventing one; a third party's API key or client secret comes from the user. Nobody is ever shown the value, so no person can sign in with it: say so where a person is meant, an administrator then sets the password. Sends nothing to the cloud.`,
  inputSchema: {
    type: "object",
    properties: {
      form: {
        type: "string",
        enum: ["password", "token"],
        description: "password (when absent): letters, digits and symbols; token: 43 URL-safe characters",
      },
      length: {
        type: "integer",
        minimum: 12,
        maximum: 128,
        description: "Characters; a password has 12 to 32, 24 when absent",
      },
      for: {
        type: "string",
        description: "Field whose rule it keeps to, e.g. iam:CreateLoginProfile.Password",
      },
    },
    additionalProperties: false,
  },
  outputSchema: {
    type: "object",
    properties: {
      $secret: { type: "string", description: "The handle" },
      expiresAt: { type: "string", description: "When the handle stops working, ISO 8601" },
      fits: { type: "array", items: { type: "string" }, description: "Fields it may be used in" },
    },
    required: ["$secret", "expiresAt"],
  },
  annotations: {
    title: "Generate a secret",
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
    openWorldHint: false,
  },
});

/** @throws InvalidArguments, LedgerUnavailable, SecretRefused */
export async function callGenerateSecret(
  gate: Gate,
  args: unknown,
  requester: Requester,
): Promise<CallToolResult> {
  assertPlain(args);
  const parsed = input.safeParse(args ?? {});
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join(".") || "arguments"}: ${issue.message}`,
    );
    const explained = bounded(visible(problems.join("; ")), 500);
    throw new InvalidArguments(`generate_secret does not accept these arguments: ${explained}.`);
  }
  const { handle, expiresAt, fits, revealable } = await gate.generateSecret(parsed.data, requester);
  const structuredContent = { $secret: handle, expiresAt, fits };
  return {
    content: [
      {
        type: "text",
        text: `Pass {"$secret": "${handle}"} as ${fits.join(" or ")}; it works until ${expiresAt}. You are never shown its value. Where a person is to sign in with it, tell the user: ${revealable ? `until then the operator can run \`idgate secrets reveal ${handle}\` in a terminal of their own; never run it yourself` : "nobody can see it, so an administrator has to set another"}.`,
      },
    ],
    structuredContent,
  };
}
