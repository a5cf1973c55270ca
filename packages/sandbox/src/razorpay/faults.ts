import { setTimeout as wait } from "node:timers/promises";
import type { Context, MiddlewareHandler, Next } from "hono";
import * as z from "zod";

export const FaultWish = z.object({
  /** Only addresses that hold it. */
  path: z.string().default("/"),
  method: z.optional(z.enum(["GET", "POST", "PATCH"])),
  /** Answers so instead; with `lost` it does what it was asked and still answers so. */
  status: z.optional(z.int().min(400).max(599)),
  lost: z.boolean().default(false),
  delayMs: z.int().min(0).max(120_000).default(0),
  count: z.int().min(1).max(100_000).default(1),
});
export type Fault = z.infer<typeof FaultWish>;

export interface Faults {
  meet: MiddlewareHandler;
  /** The faults that the next requests meet, instead of those before. */
  set(wishes: readonly Fault[]): void;
}

/** What the REST API does wrong when told to; gone with a restart. */
export function openFaults(): Faults {
  let faults: Fault[] = [];
  const draw = ({ req }: Context): Fault | undefined => {
    const fault = faults.find(
      ({ path, method = req.method, count }) => count > 0 && req.path.includes(path) && method === req.method,
    );
    if (fault) fault.count -= 1;
    return fault;
  };
  return {
    async meet(c: Context, next: Next) {
      const fault = draw(c);
      if (!fault) return next();
      await wait(fault.delayMs);
      if (fault.status === undefined && !fault.lost) return next();
      if (fault.lost) await next();
      const status = fault.status ?? 502;
      const description = "We are facing some trouble completing your request at the moment. Please try again shortly.";
      const code = status >= 500 ? "SERVER_ERROR" : "BAD_REQUEST_ERROR";
      c.res = undefined;
      c.res = Response.json(
        { error: { code, description, source: "NA", step: "NA", reason: "NA", metadata: {} } },
        { status },
      );
    },
    set(wishes) {
      faults = wishes.map((wish) => ({ ...wish }));
    },
  };
}
