import { lambdaInvoke } from "@stylegence/clients/lambda/invoke";
import type { DeadLetter } from "@stylegence/clients/queue/dead-letter-port";
import { sqsQueue } from "@stylegence/clients/queue/sqs";
import { z } from "zod";
import { Failure } from "./failure.ts";

const INVOKE_MS = 60_000;

/** What the stream's publisher could not send. */
const Unpublished = z.object({ topic: z.string(), body: z.string() });
/** What Lambda says of an asynchronous call that failed on every try. */
const FailedCall = z.object({
  requestContext: z.object({ functionArn: z.string() }),
  requestPayload: z.looseObject({}),
});

/** Sends a letter on to where it came from. Throws Failure for one that says nothing to send. */
export type Redrive = (letter: DeadLetter) => Promise<void>;

/** How letters of a dead-letter queue are sent on: those of a work queue as they are, the others by what they hold. */
export function redriveTo(name: string, queues: Readonly<Record<string, string>>): Redrive {
  const queue = sqsQueue();
  const send = async (url: string, body: string) => {
    const [refused] = await queue.send(url, [body]);
    if (refused) throw new Failure(refused.reason);
  };
  const own = queues[name];
  if (own) return (letter) => send(own, letter.body);
  return async ({ body }) => {
    const content = parse(body);
    const unpublished = Unpublished.safeParse(content);
    const url = unpublished.success ? queues[unpublished.data.topic] : undefined;
    if (unpublished.success && url) return send(url, unpublished.data.body);
    const call = FailedCall.safeParse(content);
    if (!call.success) throw new Failure("Holds nothing that could be sent again; see `dlq show`, then `dlq discard`.");
    const { requestContext, requestPayload } = call.data;
    await lambdaInvoke()(requestContext.functionArn, requestPayload, { timeoutMs: INVOKE_MS });
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
