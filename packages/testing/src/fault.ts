import { z } from "zod";

const Fault = z.strictObject({
  /**
   * refuse: the connection breaks before the service sees the request. lose-reply: it breaks after the service has done it.
   * throttle, error: what the service says when it is too busy, or broken. delay: it goes through, later.
   */
  kind: z.enum(["refuse", "lose-reply", "throttle", "error", "delay"]),
  /** Only these: "PutItem" and the like, or "POST /index/_bulk". All when absent. */
  operations: z.array(z.string()).optional(),
  /** Of the requests it applies to, so many go through first. */
  after: z.int().nonnegative().optional(),
  /** Then every nth is hit; all when absent. */
  every: z.int().positive().optional(),
  /** It wears off after so many hits. */
  times: z.int().positive().optional(),
  delayMs: z.int().nonnegative().optional(),
});

/** What happens to requests, and to which. */
export type Fault = z.infer<typeof Fault>;

/** Null where the text is no fault. */
export function parseFault(text: string): Fault | null {
  try {
    return Fault.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
