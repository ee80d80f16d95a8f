import { randomBytes } from "node:crypto";
import { type Action, type Effect, type Nature, natureOf, qualifiedName } from "../action/action.ts";
import type { JsonObject } from "../action/json.ts";
import { type Parsed, parseArguments } from "../action/parse.ts";
import {
  Cancelled,
  InternalError,
  InvalidArguments,
  LedgerUnavailable,
  OutcomeUnknown,
  RefusedByPolicy,
  SecretRefused,
  UnknownAction,
} from "../errors.ts";
import type { OperationFacts } from "../ledger/types.ts";
import type { Decision, Outlook, Policy } from "../policy/types.ts";
import { checkHandles, findHandles, redactParams, type Vault } from "../secrets/index.ts";
import { createAccountGuard } from "./account.ts";
import { approve } from "./approval/approval.ts";
import { findingsOf } from "./approval/findings.ts";
import { renderPreview } from "./approval/preview.ts";
import { askersOf, asksItself, withSecondPerson } from "./approval/second-person.ts";
import { budgetsLeft, shortOf } from "./budgets.ts";
import { digestOf } from "./digest.ts";
import { execute, needsNoRow, read, readBackOf } from "./execute.ts";
import { flowsFor } from "./flows.ts";
import { generateSecret } from "./generate-secret.ts";
import type { Judged } from "./judged.ts";
import { factsOfRefusal, newOperationId, recordable, targetRecord, viewOf } from "./operation.ts";
import type { GateOptions } from "./options.ts";
import { ownerOf } from "./owner.ts";
import { refusedRequest, requestOf } from "./request.ts";
import { createBackground } from "./settle/background.ts";
import { Calls } from "./settle/calls.ts";
import { standingOf } from "./standing.ts";
import type { Checked, Gate, GateCall, GateResult, Requester } from "./types.ts";
import { type GateWords, gateWords } from "./words/words.ts";

/** Operations that are looked through for a requester's own, and how many of these are told. */
const RECENT = 500;
const SHOWN = 50;

const NO_TERMS = { approval: undefined, approvers: [], budgets: [] } as const;

/** What a call is judged by. */
type Asked = Pick<GateCall, "action" | "args" | "requester">;

/** Builds THE path from a call to the wire. */
export function createGate(options: GateOptions): Gate {
  const words = gateWords(options.language);
  const calls = new Calls(options);
  const account = createAccountGuard({
    target: options.target,
    pinned: () => options.policy().account,
    callerIdentity: options.find("sts:GetCallerIdentity"),
    accessKeyId: options.accessKeyId,
    issue: options.issue,
    wire: options.wire,
    words,
  });

  const background = createBackground(options, account);

  async function call(request: GateCall): Promise<GateResult> {
    const { action, requester } = request;
    const policy = options.policy();
    const { parsed, nature } = await understand(request, policy);
    if (request.readOnly === true && nature.effect !== "read") throw notARead(action, nature.effect, words);
    const { decided, decision } = decideOn(request, policy, parsed.params, nature);
    const plainRead = needsNoRow(nature.effect, decision);
    // INVARIANT: before anything is recorded, asked or sent, an account's confirmation included.
    if (options.dryRun === true && !(plainRead && nature.effect === "read"))
      return { kind: "dry run", checked: await check(request) };
    // What a policy says of one account it does not say of another, of reading neither.
    const pinned = !plainRead || policy.account !== undefined;
    const vault = vaultOf(requester);
    const confirmAccount = pinned ? account.confirm : undefined;
    const secrets = secretsHow(decision);
    const judged: Judged = { action, parsed, nature, request, policy, vault, secrets, confirmAccount };

    if (decision.verdict === "refuse") throw await refuse(judged, decision, policy, decided);
    assertSealable(action, nature.effect);
    if (request.signal?.aborted) throw new Cancelled(words.refusal.cancelled);
    if (pinned) await account.ensure();
    if (plainRead) return await read(options, judged);

    const facts = await describe(judged, decision, policy);
    const joined = await calls.join(judged, facts);
    if (joined?.kind === "answer") return joined.done;
    if (joined?.kind === "done") return readBackOf(options, judged, joined.operation, joined.back);
    const run = async (operation: OperationFacts) => {
      try {
        return await calls.run(judged, operation, () => execute(options, judged, operation));
      } catch (error) {
        if (error instanceof OutcomeUnknown) background.again();
        throw error;
      } finally {
        if (action.follow !== undefined) background.again();
      }
    };
    if (joined?.kind === "go on") return await run(joined.operation);
    if (decision.approval === "none") {
      await options.ledger.start(facts);
      return await run(facts);
    }
    const rendered = ({ id, params }: Pick<OperationFacts, "id" | "params">) =>
      previewOf(request, { ...nature, secrets }, params, id);
    const approval = await approve({
      ledger: options.ledger,
      facts,
      rendered,
      findings: ({ params }) => findingsOf(options, judged, params),
      approvers: decision.approvers,
      requester,
      answer: request.answer,
      now: options.clock(),
      language: options.language,
    });
    if (approval.kind === "ask") return approval;
    return await run(approval.operation);
  }

  /** The vault as its requester sees it. INVARIANT: nobody uses a handle that somebody else got. */
  function vaultOf(requester: Requester): Vault {
    return options.vault.as(ownerOf(requester));
  }

  /** What a call says and does. @throws InvalidArguments, SecretRefused, UnknownAction, LedgerUnavailable */
  async function understand(
    { action, args, requester }: Asked,
    policy: Policy,
  ): Promise<Pick<Judged, "parsed" | "nature">> {
    const parsed = parsedFor(action, args, policy, words);
    const vault = vaultOf(requester);
    await vault.recall(findHandles(parsed.params).map(({ handle }) => handle));
    checkHandles(action, parsed.params, vault, flowsFor(policy, action));
    const nature = natureOf(action, parsed.params);
    if (!options.exists(action, nature.effect)) throw shutOut(action, nature.effect, words);
    return { parsed, nature };
  }

  /** `decided` is what the policy says, `decision` what is left of it where nobody could be the second person. */
  function decideOn(
    { action, requester }: Asked,
    policy: Policy,
    params: JsonObject,
    nature: Nature,
  ): { readonly decided: Decision; readonly decision: Decision } {
    const decided = policy.decide({ action, ...nature, params, principal: requester.principal });
    return { decided, decision: withSecondPerson(decided, requester, words) };
  }

  function previewOf(
    { action, requester: { label: requester } }: Asked,
    judged: Nature & Pick<Judged, "secrets">,
    params: JsonObject,
    operation: string | undefined,
  ): string {
    const { target } = options;
    return renderPreview({ action, ...judged, params, target, requester, operation }, words);
  }

  /** The row and the error of a refusal. A ledger that cannot take the row does not turn a refusal into a pass. */
  async function refuse(
    judged: Judged,
    decision: Extract<Decision, { verdict: "refuse" }>,
    policy: Policy,
    decided: Decision,
  ): Promise<RefusedByPolicy> {
    const operation = await recordRefusal(judged, decision, policy);
    return new RefusedByPolicy(words.refusal.nothingSent(reasonOf(decision, words)), {
      hint: hintOf(policy, judged.action, decided, words),
      ...(operation === undefined ? {} : { operation }),
    });
  }

  async function recordRefusal(
    judged: Judged,
    decision: Extract<Decision, { verdict: "refuse" }>,
    policy: Policy,
  ): Promise<string | undefined> {
    const action = qualifiedName(judged.action);
    try {
      const facts = factsOfRefusal(await describe(judged, decision, policy));
      await options.ledger.refuse(facts, decision.reason);
      options.log.info({ operation: facts.id, action, rules: decision.rules }, "refused by the policy");
      return facts.id;
    } catch (error) {
      if (!(error instanceof LedgerUnavailable)) throw error;
      options.log.error({ err: error, action, rules: decision.rules }, "a refusal could not be recorded");
      return undefined;
    }
  }

  async function describe(judged: Judged, decision: Decision, policy: Policy): Promise<OperationFacts> {
    const { action, parsed, nature, request } = judged;
    const key = await options.ledger.key("fingerprint");
    const redacted = () => redactParams(action, parsed.params, key);
    const params = decision.verdict === "refuse" ? recordable(redacted) : redacted();
    const digest = digestOf(
      {
        action: qualifiedName(action),
        params,
        target: options.target,
        policyVersion: policy.version,
        requester: request.requester.label,
        language: words.language,
      },
      await options.ledger.key("digest"),
    );
    return {
      id: newOperationId(),
      action: qualifiedName(action),
      effect: nature.effect,
      digest,
      params,
      target: targetRecord(options.target),
      requester: request.requester.label,
      rules: decision.rules,
      policyVersion: policy.version,
      user: request.requester.user,
      ...(decision.verdict === "refuse" ? {} : termsOf(decision)),
    };
  }

  // An issued credential that could not be sealed would have to be shown: so it is not asked for.
  function assertSealable(action: Action, effect: Effect): void {
    if (effect !== "issue") return;
    if (action.secrets.output.length + action.secrets.forUser.length === 0) {
      throw new InternalError(`${qualifiedName(action)} hands out a credential but names no field to seal.`);
    }
    if (!options.vault.canSeal()) {
      throw new SecretRefused(words.refusal.cannotSeal, {
        hint: words.refusal.cannotSealHint,
        retryable: true,
      });
    }
  }

  async function check(asked: Asked): Promise<Checked> {
    const { action, requester } = asked;
    const policy = options.policy();
    const { parsed, nature } = await understand(asked, policy);
    const { params } = parsed;
    const { decided, decision } = decideOn(asked, policy, params, nature);
    // A key of this one answer: nothing may be compared with what the ledger holds.
    const redacted = redactParams(action, params, randomBytes(32));
    const preview = previewOf(asked, { ...nature, secrets: secretsHow(decision) }, redacted, undefined);
    const { effect } = nature;
    const judged = { effect, rules: decision.rules, preview };
    if (decision.verdict === "refuse") {
      const reason = reasonOf(decision, words);
      const hint = hintOf(policy, action, decided, words);
      const request = refusedRequest({ action, effect, redacted, target: options.target });
      return { ...NO_TERMS, ...judged, verdict: "refused", reason, hint, request };
    }
    const { approval } = decision;
    const budgets = await budgetsLeft(options.ledger, options.target, decision.budgets);
    const request = requestOf({ action, effect, redacted, target: options.target });
    const short = shortOf(budgets, options.language);
    if (short !== undefined)
      return { ...NO_TERMS, ...judged, ...short, verdict: "refused", budgets, request };
    const verdict = approval === "none" ? "allowed" : "asks";
    const askers = askersOf(requester);
    const approvers = decision.approvers.filter((one) => !asksItself(one, askers)).map(({ name }) => name);
    const terms = { approval, approvers, budgets };
    return { ...terms, ...judged, verdict, reason: undefined, hint: undefined, request };
  }

  return {
    call,
    check,
    standing: () => standingOf(options),
    outlook: (action) => outlookHere(action, options, words),
    async operation(id, requester) {
      const found = await options.ledger.get(id);
      return found?.requester === requester.label ? viewOf(found, options.target) : undefined;
    },
    async operations({ label }) {
      const recent = await options.ledger.operations({ limit: RECENT });
      return recent
        .filter((one) => one.requester === label)
        .slice(0, SHOWN)
        .map((one) => viewOf(one, options.target));
    },
    lookAfter: background.begin,
    stop: background.stop,
    generateSecret: (form, requester) =>
      generateSecret(form, {
        ledger: options.ledger,
        vault: vaultOf(requester),
        policy: options.policy(),
        find: options.find,
      }),
  };
}

const secretsHow = (decision: Decision): Judged["secrets"] =>
  decision.verdict === "allow" ? (decision.secrets ?? "sealed") : "sealed";

/** What an allowed operation still has to meet. */
function termsOf({
  approval,
  approvers,
  budgets,
}: Extract<Decision, { verdict: "allow" }>): Pick<OperationFacts, "approval" | "approvers" | "budgets"> {
  return {
    approval,
    ...(approvers.length === 0 ? {} : { approvers: approvers.map(({ name }) => name) }),
    ...(budgets.length === 0 ? {} : { budgets }),
  };
}

function reasonOf({ reason, closest }: Extract<Decision, { verdict: "refuse" }>, words: GateWords): string {
  return closest === undefined ? reason : words.refusal.closest(reason, closest.rule, closest.because);
}

/** What to do about a refusal. No value gives a call that a rule allows somebody else to sign it. */
function hintOf(policy: Policy, action: Action, decided: Decision, { refusal: words }: GateWords): string {
  const values = decided.verdict === "refuse" && policy.outlook(action).verdict !== "refused";
  return `${words.tell}${values ? words.anotherValue : ""}`;
}

/** Nobody is to go after arguments for a call that no arguments make allowed. */
function parsedFor(action: Action, args: unknown, policy: Policy, words: GateWords): Parsed {
  try {
    return parseArguments(action, args);
  } catch (error) {
    if (!(error instanceof InvalidArguments)) throw error;
    const outlook = policy.outlook(action);
    if (outlook.verdict !== "refused") throw error;
    throw new InvalidArguments(error.message, {
      hint: words.refusal.doNotCorrect(outlook.reason),
      cause: error,
    });
  }
}

/** The policy's outlook, less what `--only` and `--exclude` shut out of an action that has several effects. */
function outlookHere(action: Action, options: GateOptions, words: GateWords): Outlook {
  const outlook = options.policy().outlook(action);
  const { changes, parameters } = action.natureBy ?? { changes: "rights", parameters: [] };
  if (changes === "rights" || options.exists(action, changes) || outlook.verdict === "refused")
    return outlook;
  const on = words.refusal.mustNotMake(parameters, changes);
  return {
    verdict: "depends",
    approval: outlook.approval,
    on: [...(outlook.verdict === "depends" ? outlook.on : []), on],
  };
}

function shutOut(action: Action, effect: Effect, { refusal: words }: GateWords): UnknownAction {
  return new UnknownAction(words.shutOut(qualifiedName(action), effect), { hint: words.shutOutHint });
}

function notARead(action: Action, effect: Effect, { refusal: words }: GateWords): InvalidArguments {
  return new InvalidArguments(words.notARead(qualifiedName(action), effect), { hint: words.notAReadHint });
}
