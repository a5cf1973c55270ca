const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "ENOTFOUND", "EAI_AGAIN"]);
const BUSY = new Set([
  "TimeoutError",
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
]);
const MAX_DEPTH = 8;

interface Trace {
  name?: string;
  code?: unknown;
  cause?: unknown;
  $fault?: string;
  $metadata?: { httpStatusCode?: number };
}

/** Whether an error, or what caused it, is a service that is away or busy: then another try may go better. */
export function isOutage(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > MAX_DEPTH) return false;
  const { name = "", code, cause, $fault, $metadata } = error as Trace;
  if (NETWORK.has(String(code)) || BUSY.has(name)) return true;
  if ($fault === "server" || ($metadata?.httpStatusCode ?? 0) >= 500) return true;
  return isOutage(cause, depth + 1);
}
