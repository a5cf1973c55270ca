import { context } from "./context.ts";
import { DomainError } from "./errors.ts";
import { inbox, type Received } from "./inbox.entity.ts";
import { message } from "./outbox.ts";
import { commit, write } from "./transaction.ts";

/** Longer than any service sends an event again. */
const KEPT_DAYS = 30;

export interface Arrival {
  provider: Received["provider"];
  eventId: string;
  type: string;
  /** The body as it was signed. */
  payload: string;
  userId?: string | undefined;
}

/** Stores an event and has it applied, in one transaction; `known` where it was stored before. */
export async function receive(arrival: Arrival): Promise<"stored" | "known"> {
  const { provider, eventId } = arrival;
  const at = context().now();
  const expiresAt = Math.floor(at.getTime() / 1000) + KEPT_DAYS * 86_400;
  const item = inbox().create({ ...arrival, receivedAt: at.toISOString(), expiresAt });
  try {
    await commit([write(item), message("inbox", { provider, eventId })]);
    return "stored";
  } catch (error) {
    if (error instanceof DomainError && error.code === "conflict" && (await get(provider, eventId))) return "known";
    throw error;
  }
}

/** The event, or null where none is stored. Strongly consistent. */
export async function get(provider: Received["provider"], eventId: string): Promise<Received | null> {
  const { data } = await inbox().get({ provider, eventId }).go({ consistent: true });
  return data;
}

/** Notes what came of an event, and forgets what it said and of whom: its id is enough to know it again. */
export async function settle({ payload: _, userId: __, ...event }: Received, outcome: string): Promise<void> {
  const appliedAt = context().now().toISOString();
  await inbox()
    .put({ ...event, outcome, appliedAt })
    .go();
}
