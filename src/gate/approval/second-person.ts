/** Who may be the second person of a call. */
import type { Operation } from "../../ledger/types.ts";
import { folded } from "../../policy/engine/text.ts";
import type { Approver, Decision } from "../../policy/types.ts";
import type { Requester } from "../types.ts";
import { type GateWords, gateWords } from "../words/words.ts";

/** The names of everybody who has a part in asking for an operation; undefined where one is not known. */
export type Askers = readonly (string | undefined)[];

/** Who asks: the user of the row, of the call that is made now, and of the token it comes with. */
export function askersOf(
  requester: Pick<Requester, "user" | "principal">,
  operation?: Pick<Operation, "user">,
): Askers {
  return [operation?.user, requester.user, requester.principal?.user];
}

/**
 * Whether an approver is one of those who ask. Names that differ only in case, width, surrounding space or what is
 * unseen count as one: better a colleague too few than a call approved by its own requester.
 */
export function asksItself(approver: Pick<Approver, "name" | "user">, askers: Askers): boolean {
  const own = [approver.name, approver.user].flatMap(named);
  return askers.flatMap(named).some((name) => own.includes(name));
}

function named(name: string | undefined): string[] {
  return name === undefined ? [] : [folded(name)];
}

/**
 * A decision that nobody could meet is a refusal: where no user is known, no approver can be told apart from the
 * requester, and where the only approvers are the requester there is no second person.
 */
export function withSecondPerson(
  decision: Decision,
  requester: Pick<Requester, "user" | "principal">,
  { refusal: words }: GateWords = gateWords(),
): Decision {
  if (decision.verdict === "refuse" || decision.approval !== "second-person") return decision;
  const askers = askersOf(requester);
  const refused = (reason: string): Decision => ({
    verdict: "refuse",
    rules: decision.rules,
    reason,
    closest: undefined,
  });
  if (askers.every((name) => name === undefined)) {
    return refused(words.nobodyKnown);
  }
  if (decision.approvers.every((approver) => asksItself(approver, askers))) {
    return refused(words.onlyRequester);
  }
  return decision;
}
