/** Every way a domain verb can fail. The code is stable: it is the tail of the problem document's `type`. */
export type ErrorCode =
  | "invalid"
  | "not_found"
  | "conflict"
  | "forbidden"
  | "unauthenticated"
  | "too_large"
  | "rate_limited"
  | "unavailable"
  | "internal";

const STATUS: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

const RETRIED = new Set<ErrorCode>(["conflict", "rate_limited", "unavailable", "internal"]);

export interface FieldError {
  /** Path of the offending field, as the caller spelt it. */
  field: string;
  message: string;
}

/** The one error class. `message` is public; `context` and `cause` are for the log only. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  /** A consumer requeues when true, sends to the dead-letter queue when false. */
  readonly retry: boolean;
  readonly context: Record<string, unknown>;
  readonly fields: FieldError[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { context?: Record<string, unknown>; cause?: unknown; retry?: boolean; fields?: FieldError[] } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "DomainError";
    this.code = code;
    this.status = STATUS[code];
    this.retry = options.retry ?? RETRIED.has(code);
    this.context = options.context ?? {};
    this.fields = options.fields ?? [];
  }
}

/** Missing and not-yours are the same answer, byte for byte. */
export function notFound(context: Record<string, unknown> = {}): DomainError {
  return new DomainError("not_found", "Nothing was found at this address.", { context });
}
