import type { DeadLetter } from "@stylegence/clients/queue/dead-letter-port";
import { sqsDeadLetters } from "@stylegence/clients/queue/dead-letter-sqs";
import { Command } from "commander";
import { type Answer, answer } from "./command.ts";
import { Failure } from "./failure.ts";
import { countOf } from "./options.ts";
import { tableOf } from "./print.ts";
import { redriveTo } from "./redrive.ts";
import type { Stage } from "./stage.ts";

const LOOKED_AT = 10;
const NO_REASON = "none: the function died or ran out of time";

/** `dlq list | show | redrive | discard` */
export function dlq(): Command {
  const noun = new Command("dlq").description("messages that were set aside: which, why, and how to try them again");
  noun
    .command("list")
    .description("every dead-letter queue with what lies in it")
    .action((_, self: Command) => answer(self, list));
  noun
    .command("show <queue>")
    .description("messages with their reasons; they stay where they are")
    .option("--max <n>", "at most so many", countOf, LOOKED_AT)
    .action((queue: string, { max }: { max: number }, self: Command) =>
      answer(self, async (stage) => {
        const letters = await sqsDeadLetters().peek(urlOf(stage, queue), max);
        return { data: letters, text: letters.map(textOf).join("\n\n") || `Nothing lies in ${queue}.` };
      }),
    );
  noun
    .command("redrive <queue>")
    .description("send messages back to be worked on again, each at most once")
    .option("--max <n>", "at most so many; all that lie there now when not given", countOf)
    .action((queue: string, { max }: { max?: number }, self: Command) =>
      answer(self, (stage) => drain(stage, queue, max, redriveTo(queue, stage.queues), "sent back")),
    );
  noun
    .command("discard <queue>")
    .description("remove messages for good")
    .requiredOption("--max <n>", "at most so many", countOf)
    .action((queue: string, { max }: { max: number }, self: Command) =>
      answer(self, (stage) => drain(stage, queue, max, () => Promise.resolve(), "removed")),
    );
  return noun;
}

async function list(stage: Stage): Promise<Answer> {
  const letters = sqsDeadLetters();
  const rows = await Promise.all(
    Object.entries(stage.deadLetters).map(async ([queue, url]) => {
      const messages = await letters.count(url);
      const [oldest] = messages > 0 ? await letters.peek(url, LOOKED_AT) : [];
      return { queue, messages, oldest: oldest?.sentAt, reason: oldest && reasonOf(oldest) };
    }),
  );
  return { data: rows, text: tableOf(rows) };
}

async function drain(
  stage: Stage,
  queue: string,
  max: number | undefined,
  take: (letter: DeadLetter) => Promise<void>,
  done: string,
): Promise<Answer> {
  const letters = sqsDeadLetters();
  const url = urlOf(stage, queue);
  // What fails at once comes back: without a bound it would be sent round and round.
  const bound = Math.min(max ?? Number.POSITIVE_INFINITY, await letters.count(url));
  const { taken, failures } = await letters.drain(url, bound, take);
  const failed = failures.map(({ messageId, error }) => ({ messageId, reason: (error as Error).message }));
  const text = [`${taken} of ${queue} ${done}.`, ...failed.map((f) => `${f.messageId} stays: ${f.reason}`)].join("\n");
  return { data: { queue, taken, failed }, text, failed: failed.length > 0 };
}

function urlOf(stage: Stage, queue: string): string {
  const url = stage.deadLetters[queue];
  if (!url) throw new Failure(`No queue "${queue}"; there are ${Object.keys(stage.deadLetters).join(", ")}.`);
  return url;
}

function textOf(letter: DeadLetter): string {
  const { tries, code } = letter.attributes;
  const after = tries ? ` after ${tries} tries` : "";
  const kind = code ? ` (${code})` : "";
  return `${letter.messageId}  sent ${letter.sentAt}\n  reason${kind}${after}: ${reasonOf(letter)}\n  body: ${letter.body}`;
}

function reasonOf({ attributes }: DeadLetter): string {
  return attributes.reason ?? attributes.ERROR_MESSAGE ?? NO_REASON;
}
