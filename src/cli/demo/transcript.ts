import { visible } from "../../text/index.ts";

/** Prints the demo as it happens, readable from top to bottom. */
export interface Transcript {
  heading(text: string): void;
  say(text: string): void;
  indented(text: string): void;
}

export function transcriptTo(write: (text: string) => void): Transcript {
  let step = 0;
  const line = (text: string) => write(`${visible(text, { multiline: true })}\n`);
  return {
    heading(text) {
      step += 1;
      line(`\n${step}. ${text}`);
    },
    say: (text) => line(`   ${text}`),
    indented(text) {
      for (const part of text.split("\n")) line(`     | ${part}`);
    },
  };
}
