/** What can be followed, and whose it is. */
export const topicKinds = ["product", "wishlist", "notifications", "payments", "rewards", "uploads", "group"] as const;
export type TopicKind = (typeof topicKinds)[number];

export interface Topic {
  kind: TopicKind;
  /** Of the product group, the shopper or the family group. */
  id: string;
}

/** The most topics that one connection follows. */
export const MAX_TOPICS = 50;

const SHAPE = new RegExp(`^(${topicKinds.join("|")}):([A-Za-z0-9_]{1,64})$`);

/** A topic by its name `product:prd_…`; null where it names none. */
export function parseTopic(name: string): Topic | null {
  const [, kind, id] = SHAPE.exec(name) ?? [];
  return kind && id ? { kind: kind as TopicKind, id } : null;
}

export function topicName({ kind, id }: Topic): string {
  return `${kind}:${id}`;
}

/** The shopper that a topic is about and belongs to; undefined where it is shared. */
export function ownerOf({ kind, id }: Topic): string | undefined {
  return kind === "product" || kind === "group" ? undefined : id;
}
