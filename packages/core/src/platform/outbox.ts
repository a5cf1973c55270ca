import { context } from "./context.ts";
import { outbox } from "./outbox.entity.ts";
import type { Topic } from "./topics.ts";
import { type Write, write } from "./transaction.ts";

const DAY_S = 86_400;

/** The write that makes the stream publish `body` to the topic's queue, for the transaction that causes it. */
export function message(topic: Topic, body: object): Write {
  const { now, newId, actor } = context();
  const at = now();
  return write(
    outbox().create({
      outboxId: newId("out"),
      topic,
      body: JSON.stringify({ ...body, actor }),
      actor: JSON.stringify(actor),
      userId: "userId" in body && typeof body.userId === "string" ? body.userId : undefined,
      byUserId: actor.type === "shopper" ? actor.userId : undefined,
      createdAt: at.toISOString(),
      expiresAt: Math.floor(at.getTime() / 1000) + DAY_S,
    }),
  );
}
