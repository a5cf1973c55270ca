import { type Audit, audit } from "./audit.entity.ts";
import { type Actor, context } from "./context.ts";
import { pseudonymOf } from "./pseudonym.ts";
import { type Write, write } from "./transaction.ts";

/**
 * The write that records a deed of the current actor, for the transaction that does it. A shopper is named by a hash, so that nothing
 * need be changed when they are erased; subject and details must not name one either.
 */
export function record(
  subject: string,
  action: string,
  options: { reason?: string; details?: Record<string, unknown> } = {},
): Write {
  const { actor, newId, now } = context();
  const at = now().toISOString();
  return write(
    audit().create({ auditId: newId("aud"), subject, action, actor: JSON.stringify(unnamed(actor)), at, ...options }),
  );
}

function unnamed(actor: Actor): Actor {
  return actor.type === "shopper" ? { ...actor, userId: pseudonymOf(actor.userId) } : actor;
}

/** The deeds done to a thing, newest first. */
export async function list(subject: string, limit = 100): Promise<Audit[]> {
  const { data } = await audit().query.primary({ subject }).go({ order: "desc", limit });
  return data;
}
