/** An answer of Clerk's that is no success. */
export class ClerkFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly long: string;
  readonly param: string | null;

  constructor(status: number, code: string, message: string, param: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.long = message;
    this.param = param;
  }

  body(): object {
    const meta = this.param === null ? {} : { param_name: this.param };
    return {
      errors: [{ code: this.code, message: this.message, long_message: this.long, meta }],
      clerk_trace_id: "local",
    };
  }
}

export const missing = (what: string): ClerkFailure =>
  new ClerkFailure(404, "resource_not_found", `No ${what} was found with that id.`);

export const refused = (code: string, message: string, param: string | null = null): ClerkFailure =>
  new ClerkFailure(422, code, message, param);
