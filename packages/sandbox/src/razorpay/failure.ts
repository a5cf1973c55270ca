import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** An answer of Razorpay's that is no success. */
export class RazorpayFailure extends Error {
  readonly status: number;
  readonly field: string | null;
  readonly isInput: boolean;

  constructor(status: number, description: string, { field = null as string | null, isInput = true } = {}) {
    super(description);
    this.status = status;
    this.field = field;
    this.isInput = isInput;
  }

  body(): object {
    const where = this.isInput
      ? { source: "business", step: "payment_initiation", reason: "input_validation_failed" }
      : { source: "NA", step: "NA", reason: "NA" };
    const code = this.status >= 500 ? "SERVER_ERROR" : "BAD_REQUEST_ERROR";
    const field = this.field === null ? {} : { field: this.field };
    return { error: { code, description: this.message, ...where, metadata: {}, ...field } };
  }
}

export const invalid = (description: string, field: string | null = null): RazorpayFailure =>
  new RazorpayFailure(400, description, { field });

export const missing = (): RazorpayFailure => invalid("The id provided does not exist");

/** The answer for what was thrown. */
export function told(error: Error, c: Context): Response {
  if (error instanceof RazorpayFailure) return c.json(error.body(), error.status as ContentfulStatusCode);
  if (error.name === "ZodError") return c.json({ error: error.message }, 400);
  throw error;
}
