/** What of the documented actions the sandbox does, read from the actions themselves. */
import { documented } from "./reference/index.ts";
import { sandboxActions } from "./services.ts";

/**
 * `computed`: code of its own works the answer out. `stored`: it keeps, finds, changes or removes a declared record.
 * `unsupported`: parameters are checked and nothing is done.
 */
export type Support = "computed" | "stored" | "unsupported";

export interface Coverage {
  readonly service: string;
  readonly action: string;
  readonly support: Support;
}

/** Every documented action, in the order of the reference. */
export function coverage(): readonly Coverage[] {
  const models = new Map(sandboxActions.map(({ service, name, model }) => [`${service}:${name}`, model]));
  return documented.map(({ service, name }) => ({
    service,
    action: name,
    support: models.get(`${service}:${name}`) ?? "unsupported",
  }));
}

export interface Counts {
  readonly service: string;
  readonly computed: number;
  readonly stored: number;
  readonly unsupported: number;
}

/** By service, and in all at the end. */
export function counts(all: readonly Coverage[]): readonly Counts[] {
  const services = [...new Set(all.map(({ service }) => service))];
  const of = (service: string, some: readonly Coverage[]): Counts => {
    const count = (support: Support) => some.filter((one) => one.support === support).length;
    return {
      service,
      computed: count("computed"),
      stored: count("stored"),
      unsupported: count("unsupported"),
    };
  };
  return [
    ...services.map((service) =>
      of(
        service,
        all.filter((one) => one.service === service),
      ),
    ),
    of("all", all),
  ];
}
