/** One JSON Patch operation (RFC 6902 section 4), as UpdateResource takes it. */
import * as z from "zod";
import { JSON_LIMIT, plainText } from "../../src/action/fields.ts";

/** RFC 6901 section 3. The empty pointer means the whole resource. */
const POINTER = /^(?:\/(?:[^/~]|~[01])*)*$/;
const pointer = () => plainText().regex(POINTER, "is not a JSON Pointer such as /DisplayName");

const NEEDS_VALUE: ReadonlySet<string> = new Set(["add", "replace", "test"]);
const NEEDS_FROM: ReadonlySet<string> = new Set(["move", "copy"]);

/** Members that an operation does not use are refused: what is judged must be what takes effect. */
export const patchOperation = () =>
  z
    .strictObject({
      op: z.enum(["add", "remove", "replace", "move", "copy", "test"]),
      path: pointer().describe("JSON Pointer, e.g. /DisplayName"),
      value: z.unknown().describe("For add, replace and test: any JSON").optional(),
      from: pointer().describe("For move and copy").optional(),
    })
    .superRefine(({ op, value, from }, context) => {
      const complain = (path: string, message: string) =>
        context.addIssue({ code: "custom", path: [path], message });
      if (NEEDS_VALUE.has(op) !== (value !== undefined)) {
        complain("value", NEEDS_VALUE.has(op) ? `is required for ${op}` : `does not belong to ${op}`);
      }
      if (NEEDS_FROM.has(op) !== (from !== undefined)) {
        complain("from", NEEDS_FROM.has(op) ? `is required for ${op}` : `does not belong to ${op}`);
      }
      if (value !== undefined && JSON.stringify(value).length > JSON_LIMIT) {
        complain("value", `is more than ${JSON_LIMIT} characters of JSON`);
      }
    });
