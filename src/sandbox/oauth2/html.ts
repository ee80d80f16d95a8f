/** Small pages for people: everything that is put into one is escaped, and nothing on it runs. */
import { createHash } from "node:crypto";
import type { WebAnswer } from "../types.ts";

/** Text that is HTML already. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => ENTITIES[one] ?? "");

/** INVARIANT: whatever is not `Markup` is escaped. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | Markup | readonly Markup[])[]
): Markup {
  const texts = values.map((value) => {
    if (value instanceof Markup) return value.text;
    return typeof value === "string" ? escaped(value) : value.map(({ text }) => text).join("");
  });
  return new Markup(parts.map((part, index) => part + (texts[index] ?? "")).join(""));
}

const STYLE =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem;color:#1d2430;background:#f6f7f9}" +
  "main{background:#fff;border:1px solid #d9dee6;border-radius:12px;padding:1.5rem 2rem}" +
  "h1{font-size:1.25rem}label{display:block;margin:1rem 0 .25rem}" +
  "input{font:inherit;width:100%;box-sizing:border-box;padding:.4rem .6rem}" +
  "button{font:inherit;padding:.5rem 1.25rem;margin:1rem .5rem 0 0;border-radius:8px;border:1px solid #9aa5b5;background:#fff}" +
  "button[value=allow]{background:#1664ff;border-color:#1664ff;color:#fff}small{color:#5a6675}code{word-break:break-all}";

const HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  // Forms go to the sandbox alone (`action` is written here); what it redirects to was registered, and a `form-action`
  // would stop browsers from following there.
  "Content-Security-Policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; frame-ancestors 'none'`,
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
} as const;

export function pageOf(title: string, body: Markup, status = 200): WebAnswer {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${new Markup(STYLE)}</style></head>
<body><main><h1>${title}</h1>${body}<p><small>idgate sandbox: nothing here reaches a real service.</small></p></main></body></html>
`;
  return { status, headers: HEADERS, body: page.text };
}

/** Sends a browser on, with parameters added to what the address has. */
export function redirectTo(address: string, parameters: Readonly<Record<string, string>>): WebAnswer {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return {
    status: 303,
    headers: {
      Location: url.href,
      "Referrer-Policy": "no-referrer",
      "Content-Type": "text/plain; charset=utf-8",
    },
    body: "",
  };
}
