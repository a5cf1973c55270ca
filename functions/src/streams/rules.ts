import { topics } from "@stylegence/core/platform/topics";
import type { DynamoDBRecord } from "aws-lambda";
import { alertOfGroup, alertOfVisit } from "./alert-rules.ts";
import { type Item, type Message, required, text } from "./image.ts";
import { liveMessageOf } from "./live-rules.ts";
import type { PUBLISHED } from "./published.ts";
import { reviewOfPurchase, reviewsOfGroup } from "./review-rules.ts";

interface Rule {
  entity: (typeof PUBLISHED)["inserts" | "writes"][number];
  /** What a change of the item means; null when it means nothing to anybody. Throws on an item that it can't read. */
  messageOf(now: Item, before: Item | undefined): Message | null;
}

/** Which writes are messages, and to whom. */
const RULES: readonly Rule[] = [
  {
    entity: "outbox",
    messageOf: (now, before) => {
      if (before) return null;
      const topic = topics.find((name) => name === text(now, "topic"));
      if (!topic) throw new Error(`No queue for the topic ${text(now, "topic")}.`);
      return { topic, body: required(now, "body"), key: required(now, "outboxId") };
    },
  },
  {
    // Every transaction on a group's collection writes the group itself.
    entity: "productGroup",
    messageOf: (now) => {
      const groupId = required(now, "groupId");
      return { topic: "index", body: JSON.stringify({ groupId }), key: `index ${groupId}` };
    },
  },
  { entity: "productGroup", messageOf: alertOfGroup },
  { entity: "productGroup", messageOf: reviewsOfGroup },
  { entity: "purchase", messageOf: reviewOfPurchase },
  { entity: "crawlFrontier", messageOf: alertOfVisit },
  {
    entity: "crawlFrontier",
    messageOf: (now, before) => {
      const dispatchId = text(now, "dispatchId");
      if (!dispatchId || dispatchId === text(before, "dispatchId")) return null;
      const frontierId = required(now, "frontierId");
      return { topic: "crawl", body: JSON.stringify({ frontierId }), key: `crawl ${frontierId}` };
    },
  },
  {
    entity: "notification",
    messageOf: (now, before) => {
      if (before) return null;
      const [userId, notificationId] = [required(now, "userId"), required(now, "notificationId")];
      const body = JSON.stringify({ job: "notification", userId, notificationId });
      return { topic: "notify", body, key: `notify ${notificationId}` };
    },
  },
  {
    entity: "mail",
    messageOf: (now, before) => {
      if (before) return null;
      const mailId = required(now, "mailId");
      return { topic: "notify", body: JSON.stringify({ job: "mail", mailId }), key: `notify ${mailId}` };
    },
  },
];

/** What a record of the table's stream asks to be sent. Throws on a record that it can't read. */
export function messagesOf(record: DynamoDBRecord): Message[] {
  const { NewImage: now, OldImage: before } = record.dynamodb ?? {};
  const entity = text(now ?? before, "__edb_e__");
  if (!entity) return [];
  const live = liveMessageOf(entity, record);
  const others = RULES.filter((rule) => now && rule.entity === entity).flatMap(
    (rule) => rule.messageOf(now!, before) ?? [],
  );
  return live ? [...others, live] : others;
}
