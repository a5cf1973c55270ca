import { type Audit, audit } from "./audit.entity.ts";
import { context } from "./context.ts";
import { type Write, write } from "./transaction.ts";

/** The write that records a deed of the current actor, for the transaction that does it. */
export function record(
  subject: string,
  action: string,
  options: { reason?: string; details?: Record<string, unknown> } = {},
): Write {
  const { actor, newId, now } = context();
  const at = now().toISOString();
  return write(
    audit().create({ auditId: newId("aud"), subject, action, actor: JSON.stringify(actor), at, ...options }),
  );
}

/** The deeds done to a thing, newest first. */
export async function list(subject: string, limit = 100): Promise<Audit[]> {
  const { data } = await audit().query.primary({ subject }).go({ order: "desc", limit });
  return data;
}
