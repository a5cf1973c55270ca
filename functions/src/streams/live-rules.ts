import type { LiveData, LiveKind } from "@stylegence/contracts/live";
import type { DynamoDBRecord } from "aws-lambda";
import { type Item, type Message, required, text } from "./image.ts";

interface Changed {
  /** The item; as it was last where it is gone. */
  item: Item;
  before: Item | undefined;
  change: "added" | "changed" | "removed";
  /** Names the change among all of the table's. */
  sequence: string;
  at: string;
}

interface News {
  topic: string;
  kind: LiveKind;
  /** The same for the same change; the change's own name where it is left out. */
  key?: string;
  data: LiveData;
}

/** Whom a change is told to: ids and counts, since whoever may read the rest asks for it. */
const RULES: Record<string, (changed: Changed) => News | null> = {
  productGroup({ item, before }) {
    // Set by every write that changes prices, stock, offers or pictures.
    const rev = item.watchRev?.N;
    if (!rev || rev === before?.watchRev?.N) return null;
    return { topic: `product:${required(item, "groupId")}`, kind: "product", key: rev, data: { rev: Number(rev) } };
  },
  notification({ item, change }) {
    const notificationId = required(item, "notificationId");
    return { topic: ownTopic("notifications", item), kind: "notification", data: { change, notificationId } };
  },
  wishlistItem({ item, change }) {
    return {
      topic: ownTopic("wishlist", item),
      kind: "wish",
      data: { change, variantId: required(item, "variantId") },
    };
  },
  wishLink({ item, change }) {
    return { topic: ownTopic("wishlist", item), kind: "wish", data: { change, linkId: required(item, "linkId") } };
  },
  payment({ item, before, change }) {
    // Nobody is told of a look that found nothing, nor where a shopper was erased.
    if (!item.userId || (before && text(item, "updatedAt") === text(before, "updatedAt"))) return null;
    const data = { change, paymentId: required(item, "paymentId") };
    return { topic: ownTopic("payments", item), kind: "payment", data };
  },
  membership: ({ item, change }) => ({ topic: ownTopic("payments", item), kind: "membership", data: { change } }),
  rewardBalance: ({ item, change }) => ({ topic: ownTopic("rewards", item), kind: "points", data: { change } }),
  upload: ({ item, change }) => ofUpload(item, change),
  receipt: ({ item, change }) => ofUpload(item, change),
  familyGroup: ({ item, change }) => ofFamily(item, { change, of: "group" }),
  familyMember: ({ item, change }) => ofFamily(item, { change, of: "member" }),
};

const ownTopic = (kind: string, item: Item): string => `${kind}:${required(item, "userId")}`;
const ofUpload = (item: Item, change: string): News => ({
  topic: ownTopic("uploads", item),
  kind: "upload",
  data: { change, uploadId: required(item, "uploadId") },
});
const ofFamily = (item: Item, data: LiveData): News => ({
  topic: `group:${required(item, "familyId")}`,
  kind: "family",
  data,
});

/** What a change means to who looks at a page just now; null where it means nothing. */
export function liveMessageOf(entity: string, record: DynamoDBRecord): Message | null {
  const { NewImage: now, OldImage: before, SequenceNumber: sequence = "" } = record.dynamodb ?? {};
  const item = now ?? before;
  if (!item) return null;
  if (entity === "shopper") return now ? null : farewell(item);
  const change = now ? (before ? "changed" : "added") : "removed";
  const at = new Date((record.dynamodb?.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  const news = RULES[entity]?.({ item, before, change, sequence, at });
  if (!news) return null;
  const { topic, kind, data, key = sequence } = news;
  const body = JSON.stringify({ change: { topic, kind, key, at: text(now, "updatedAt") ?? at, data } });
  // Of several changes of a product in one batch the last says all.
  return { topic: "live", body, key: kind === "product" ? `live ${topic}` : `live ${topic} ${key}` };
}

/** A shopper who is gone has no open connections. */
function farewell(item: Item): Message {
  const userId = required(item, "userId");
  return { topic: "live", body: JSON.stringify({ farewell: { userId } }), key: `live farewell ${userId}` };
}
