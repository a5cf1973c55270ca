import * as Audit from "../platform/audit.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { message } from "../platform/outbox.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { commit, write } from "../platform/transaction.ts";
import { refuseImpersonator } from "../shopper/row.ts";
import { actingShopper, endWrites } from "../shopper/shopper.ts";
import { type Erasure, erasure } from "./erasure.entity.ts";

/** Whoever finds an open session must not be able to end it all. */
const FRESH_MINUTES = 10;
/**
 * Ends the acting shopper's account and begins to erase what is theirs; from this moment on nobody is let in as them. Throws
 * `forbidden` for somebody who acts as them and for one who has not signed in of late, `conflict` when it was begun already.
 */
export async function request(): Promise<Erasure> {
  const userId = actingShopper();
  refuseImpersonator();
  const { actor } = context();
  const minutes = actor.type === "shopper" ? actor.provedMinutesAgo : undefined;
  if (minutes === undefined || minutes > FRESH_MINUTES) {
    const fields = [{ field: "session", message: "is too old: sign in again first" }];
    throw new DomainError("forbidden", "Sign in again, then ask for this once more.", { fields });
  }
  return start(userId);
}

/** Ends an account and begins its erasure. Throws `conflict` when it was begun already. */
export async function start(userId: string): Promise<Erasure> {
  const { newId, now } = context();
  const job: Erasure = {
    idHash: pseudonymOf(userId),
    erasureId: newId("ers"),
    userId,
    status: "running",
    looks: 0,
    requestedAt: now().toISOString(),
  };
  await commit([
    write(erasure().create(job)),
    ...endWrites(userId),
    Audit.record(job.idHash, "erasure.requested"),
    message("privacy", { kind: "erasure", userId }),
  ]);
  return job;
}

/** Has an erasure carried on, and begun where there is none. May be done again. */
export async function resume(userId: string): Promise<void> {
  await commit([message("privacy", { kind: "erasure", userId })]);
}

/** The erasure of a shopper, or null where there is none. Strongly consistent. */
export async function find(userId: string): Promise<Erasure | null> {
  const { data } = await erasure()
    .get({ idHash: pseudonymOf(userId) })
    .go({ consistent: true });
  return data;
}
