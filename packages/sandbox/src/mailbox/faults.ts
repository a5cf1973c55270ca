import * as z from "zod/mini";

/**
 * `throttle` and `error` pass; `reject` never does; `lost` takes the letter and breaks the connection before it answers, so that nobody
 * knows.
 */
export const MailFault = z.strictObject({
  kind: z.enum(["throttle", "reject", "error", "paused", "lost"]),
  /** Only for letters to this address. */
  to: z.optional(z.string()),
  /** How often; until it is cleared where absent. */
  count: z.optional(z.int().check(z.positive())),
});
export type MailFault = z.infer<typeof MailFault>;

export interface MailFaults {
  add(fault: MailFault): void;
  clear(): void;
  /** What befalls a letter to these, counted down. */
  meet(to: readonly string[]): MailFault["kind"] | null;
}

export function openMailFaults(): MailFaults {
  let faults: MailFault[] = [];
  return {
    add: (fault) => void faults.push({ ...fault }),
    clear: () => {
      faults = [];
    },
    meet(to) {
      const met = faults.find((fault) => !fault.to || to.includes(fault.to));
      if (!met) return null;
      if (met.count !== undefined) met.count -= 1;
      faults = faults.filter(({ count }) => count !== 0);
      return met.kind;
    },
  };
}
