import type { Problem } from "@stylegence/contracts/problem";
import { DomainError, type ErrorCode } from "@stylegence/core/platform/errors";
import type { Answered } from "./exchange.ts";
import { isOutage } from "./outage.ts";

type Code = ErrorCode | "method_not_allowed";

const TITLES: Record<Code, string> = {
  invalid: "The request is not valid",
  not_found: "Not found",
  method_not_allowed: "This address does not answer that method",
  conflict: "Something else changed this first",
  forbidden: "Not allowed",
  unauthenticated: "Sign in first",
  too_large: "The request is too large",
  rate_limited: "Too many requests",
  unavailable: "Not available just now",
  internal: "Something went wrong on our side",
};

const RETRY_AFTER_SECONDS = 5;

/** The stable address of a kind of problem. */
export function typeOf(code: Code): string {
  return `https://stylegence.com/problems/${code}`;
}

/** Any error as an RFC 9457 answer. Only a `DomainError` tells its message: what else went wrong is for the log. */
export function toProblem(error: unknown, requestId: string): Answered {
  const known = knownOf(error);
  const errors = known.fields.length > 0 ? { errors: known.fields } : {};
  return problem(known.code, known.status, known.message, requestId, errors, HEADERS[known.code]);
}

function knownOf(cause: unknown): DomainError {
  if (cause instanceof DomainError) return cause;
  if (isOutage(cause)) return new DomainError("unavailable", "A part that this needs does not answer.", { cause });
  return new DomainError("internal", "Please try again.", { cause });
}

const retryAfter = { "retry-after": String(RETRY_AFTER_SECONDS) };

const HEADERS: Partial<Record<ErrorCode, Record<string, string>>> = {
  unavailable: retryAfter,
  rate_limited: retryAfter,
  unauthenticated: { "www-authenticate": "Bearer" },
};

export function methodNotAllowed(requestId: string, allowed: readonly string[]): Answered {
  const allow = allowed.join(", ");
  return problem(
    "method_not_allowed",
    405,
    `Use ${allow.replace(/, (?=[^,]*$)/, " or ")} here.`,
    requestId,
    {},
    { allow },
  );
}

export function addressTooLong(requestId: string, maxLength: number): Answered {
  return problem("too_large", 414, `An address may have ${maxLength} characters.`, requestId);
}

function problem(
  code: Code,
  status: number,
  detail: string,
  requestId: string,
  more: Partial<Problem> = {},
  headers: Record<string, string> = {},
): Answered {
  const body: Problem = { type: typeOf(code), title: TITLES[code], status, detail, instance: requestId, ...more };
  return {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
    body: JSON.stringify(body),
  };
}
