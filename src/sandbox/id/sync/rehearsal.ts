import type { Place } from "../../types.ts";

class Enough extends Error {}

/** What work would answer; what it wrote is taken back. */
export async function rehearsed<T>(context: Place, work: () => Promise<T>): Promise<T> {
  const answers: T[] = [];
  try {
    await context.store.attempt(async () => {
      answers.push(await work());
      throw new Enough();
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  const [answer] = answers;
  if (answer === undefined) throw new Error("What was rehearsed gave no answer.");
  return answer;
}
