import type { Client as ClientV2 } from "@modelcontextprotocol/client";
import type { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import * as z from "zod";

const named = z.looseObject({ name: z.string() });
const page = {
  prompts: z.looseObject({ prompts: z.array(named) }),
  resources: z.looseObject({ resources: z.array(z.looseObject({ uri: z.string() })) }),
  templates: z.looseObject({ resourceTemplates: z.array(z.looseObject({ uriTemplate: z.string() })) }),
  prompt: z.looseObject({
    messages: z.array(
      z.looseObject({
        role: z.literal("user"),
        content: z.looseObject({ type: z.literal("text"), text: z.string() }),
      }),
    ),
  }),
  resource: z.looseObject({
    contents: z.array(z.looseObject({ uri: z.string(), mimeType: z.string(), text: z.string() })),
  }),
};

export type Ref =
  | { readonly type: "ref/prompt"; readonly name: string }
  | { readonly type: "ref/resource"; readonly uri: string };

/** Prompts, resources and completion through a real client, as far as the tests look at them. */
export interface Material {
  prompts(): Promise<z.infer<typeof page.prompts>>;
  /** The text of a prompt. */
  prompt(name: string, args?: Record<string, string>): Promise<string>;
  resources(): Promise<z.infer<typeof page.resources>>;
  templates(): Promise<z.infer<typeof page.templates>>;
  read(uri: string): Promise<{ readonly mimeType: string; readonly text: string }>;
  complete(
    ref: Ref,
    name: string,
    value: string,
  ): Promise<{ values: string[]; total?: number | undefined; hasMore?: boolean | undefined }>;
}

export function materialOf(client: ClientV1 | ClientV2): Material {
  return {
    prompts: async () => page.prompts.parse(await client.listPrompts()),
    async prompt(name, args = {}) {
      const { messages } = page.prompt.parse(await client.getPrompt({ name, arguments: args }));
      return messages.map(({ content }) => content.text).join("\n");
    },
    resources: async () => page.resources.parse(await client.listResources()),
    templates: async () => page.templates.parse(await client.listResourceTemplates()),
    async read(uri) {
      const { contents } = page.resource.parse(await client.readResource({ uri }));
      const [only] = contents;
      if (only === undefined || contents.length > 1)
        throw new Error(`${uri} has ${contents.length} contents`);
      return only;
    },
    complete: async (ref, name, value) =>
      (await client.complete({ ref, argument: { name, value } })).completion,
  };
}
