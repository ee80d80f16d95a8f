/** The faults that can be asked for. */

/** What stands behind the colon of a fault. */
interface Value {
  /** For people: `SECONDS`. */
  readonly name: string;
  /** A whole number in these bounds, or a text of this form. */
  readonly takes: { readonly min: number; readonly max: number; readonly not?: readonly number[] } | RegExp;
  /** What stands where none is given; without a default it must be given, unless it is optional. */
  readonly default?: number | string;
  readonly optional?: boolean;
}

interface Kind {
  /**
   * `before`: the store is not touched. `after`: the action is carried out, and only its answer suffers. The first is
   * meant where neither is said.
   */
  readonly phases: readonly ("before" | "after")[];
  readonly value?: Value;
  /** What it does to a request. */
  readonly does: string;
}

// 204, 205 and 304 have no body, and below 200 nothing has ended.
const STATUS: Value = { name: "STATUS", takes: { min: 400, max: 599 }, default: 502 };
const ANY_STATUS: Value = {
  name: "STATUS",
  takes: { min: 200, max: 599, not: [204, 205, 304] },
  default: 502,
};
const BOTH = ["before", "after"] as const;

export const KINDS = {
  throttle: {
    phases: ["before"],
    value: { name: "SECONDS", takes: { min: 0, max: 86_400 }, optional: true },
    does: "429 in the service's words, with Retry-After where SECONDS are given",
  },
  internal: { phases: BOTH, does: "500 InternalError in the service's words" },
  gateway: { phases: BOTH, value: STATUS, does: "a gateway's bare {HTTPCode, errorcode, message}" },
  html: { phases: BOTH, value: ANY_STATUS, does: "a page of HTML instead of JSON" },
  empty: { phases: BOTH, value: ANY_STATUS, does: "an empty body" },
  reset: { phases: BOTH, does: "the connection is reset, there is no answer" },
  truncate: { phases: ["after"], does: "half of the answer, then the connection ends" },
  slow: {
    phases: BOTH,
    value: { name: "MS", takes: { min: 1, max: 600_000 } },
    does: "it takes this long; slow-after keeps the answer back, not the change",
  },
  skew: {
    phases: ["before"],
    value: { name: "SECONDS", takes: { min: -100_000_000, max: 100_000_000 } },
    does: "the sandbox's clock is off for signature and Date header; positive runs ahead",
  },
  expired: { phases: ["before"], does: "what temporary keys get once they have expired" },
  "task-fail": {
    phases: ["before"],
    value: { name: "CODE", takes: /^[A-Za-z][\w.]{0,99}$/, default: "InternalError" },
    does: "tasks that the request starts end as failed",
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof KINDS;

export const kindOf = (name: KindName): Kind => KINDS[name];

const isKind = (name: string): name is KindName => Object.hasOwn(KINDS, name);

/** Takes `reset-after` apart; undefined where there is no such fault. */
export function readName(name: string): { readonly kind: KindName; readonly after: boolean } | undefined {
  const [, bare = "", phase] = /^(.*?)(?:-(before|after))?$/.exec(name) ?? [];
  if (!isKind(bare)) return undefined;
  const { phases } = kindOf(bare);
  if (phase === undefined) return { kind: bare, after: phases[0] === "after" };
  if (!phases.some((one) => one === phase)) return undefined;
  return { kind: bare, after: phase === "after" };
}

/** `reset-after`; `reset` and `truncate`, since these say it already. */
export function nameOf(kind: KindName, after: boolean): string {
  return after && kindOf(kind).phases.length > 1 ? `${kind}-after` : kind;
}

/** Every name with its value, as messages and help list them: `slow:MS`, `throttle[:SECONDS]`. */
export function kindList(): readonly { readonly usage: string; readonly does: string }[] {
  return Object.entries<Kind>(KINDS).map(([name, { phases, value, does }]) => {
    const after = phases.length > 1 ? "[-after]" : "";
    const given = value === undefined ? "" : `:${value.name}`;
    const must = value !== undefined && value.default === undefined && value.optional !== true;
    return { usage: `${name}${after}${must || given === "" ? given : `[${given}]`}`, does };
  });
}
