import { createClerkClient } from "@clerk/backend";
import { isClerkAPIResponseError } from "@clerk/backend/errors";
import { kindOf, ServiceError } from "../service-error.ts";
import type { Accounts } from "./port.ts";

/** Clerk's Backend API; `apiUrl` without a path. */
export function clerkAccounts({ secretKey, apiUrl }: { secretKey: string; apiUrl: string }): Accounts {
  const clerk = createClerkClient({ secretKey, apiUrl, telemetry: { disabled: true } });
  return {
    async remove(userId) {
      try {
        await clerk.users.deleteUser(userId);
        return true;
      } catch (error) {
        const failure = explain(error);
        if (failure.kind === "not_found") return false;
        throw failure;
      }
    },
  };
}

function explain(cause: unknown): ServiceError {
  // Without a status nobody answered.
  if (!isClerkAPIResponseError(cause) || !cause.status) {
    return new ServiceError("clerk", "unavailable", cause instanceof Error ? cause.message : String(cause), { cause });
  }
  const { status, retryAfter: retryAfterSeconds } = cause;
  const message = `${status} ${cause.errors.map(({ code }) => code).join()}`;
  return new ServiceError("clerk", kindOf(status), message, { status, cause, retryAfterSeconds });
}
