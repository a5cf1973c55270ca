import type { Queue } from "@stylegence/clients/queue/port";
import { sqsQueue } from "@stylegence/clients/queue/sqs";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import type { AlertDue } from "./alert.events.ts";
import * as Alert from "./alert.ts";
import { answer } from "./visited.ts";

/** Does what a message of the queue asks for; what is left of long lists goes back to the queue, piece by piece. */
export async function perform(due: AlertDue): Promise<object> {
  switch (due.kind) {
    case "offers":
      return lookAt(due);
    case "wished":
      return Alert.wished(due.userId, due.variantId);
    case "left":
      await Alert.left(due.groupId);
      return {};
    case "visited":
      return answerAll(due);
  }
}

async function lookAt({ groupId, shard, cursor }: Extract<AlertDue, { kind: "offers" }>): Promise<object> {
  const from = shard !== undefined && cursor !== undefined ? { shard, cursor } : undefined;
  const { rest, ...done } = await Alert.lookAt(groupId, from);
  await requeue(rest.map((one) => ({ kind: "offers", groupId, ...one })));
  return { groupId, ...done };
}

async function answerAll({ frontierId }: Extract<AlertDue, { kind: "visited" }>): Promise<object> {
  const { againAfterS, ...done } = await answer(frontierId);
  if (againAfterS !== null) await requeue([{ kind: "visited", frontierId }], againAfterS);
  return { frontierId, ...done };
}

let queue: Queue | undefined;

async function requeue(messages: readonly AlertDue[], delaySeconds = 0): Promise<void> {
  if (messages.length === 0) return;
  queue ??= sqsQueue();
  const failed = await queue.send(context().config.ALERT_QUEUE_URL, messages, { delaySeconds });
  if (failed.length > 0) throw new DomainError("unavailable", "The queue took no message.", { context: { failed } });
}
