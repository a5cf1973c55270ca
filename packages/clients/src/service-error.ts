export type ServiceFailure =
  /** Did not answer, or not in time, or said that it can't now. */
  | "unavailable"
  | "timeout"
  | "throttled"
  /** Refused the request: sending it again won't help. */
  | "rejected"
  | "not_found"
  | "conflict";

const RETRIED = new Set<ServiceFailure>(["unavailable", "timeout", "throttled"]);

/** How every outside service fails. `retry` says whether the same request may succeed later. */
export class ServiceError extends Error {
  readonly service: string;
  readonly kind: ServiceFailure;
  readonly status: number | null;
  readonly retry: boolean;
  /** How long it asks to be left alone, where it says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    service: string,
    kind: ServiceFailure,
    message: string,
    options: { status?: number; cause?: unknown; retryAfterSeconds?: number | undefined } = {},
  ) {
    super(`${service}: ${message}`, { cause: options.cause });
    this.name = "ServiceError";
    this.service = service;
    this.kind = kind;
    this.status = options.status ?? null;
    this.retry = RETRIED.has(kind);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

interface AwsFailure {
  name?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
  $retryable?: { throttling?: boolean };
}

const STATUS_KINDS: Record<number, ServiceFailure> = {
  404: "not_found",
  408: "timeout",
  409: "conflict",
  412: "conflict",
  429: "throttled",
};

export function kindOf(status: number): ServiceFailure {
  return STATUS_KINDS[status] ?? (status >= 500 ? "unavailable" : "rejected");
}

/** What an AWS client threw, as a service error. Connection faults have no status. */
export function fromAws(service: string, error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const failure = error as AwsFailure;
  const status = failure.$metadata?.httpStatusCode;
  const message = `${failure.name ?? "Error"} ${failure.message ?? ""}`.trim();
  return new ServiceError(service, awsKind(failure, status), message, { status, cause: error });
}

function awsKind(failure: AwsFailure, status: number | undefined): ServiceFailure {
  if (failure.$retryable?.throttling || /throttl|toomanyrequests|throughputexceeded/i.test(failure.name ?? ""))
    return "throttled";
  if (/abort|timeout/i.test(failure.name ?? "")) return "timeout";
  return status === undefined ? "unavailable" : kindOf(status);
}
