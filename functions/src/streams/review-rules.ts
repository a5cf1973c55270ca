import { type Item, type Message, required, text } from "./image.ts";

/** A merge or split of a garment ended: its reviews follow. */
export function reviewsOfGroup(now: Item, before: Item | undefined): Message | null {
  if (!before?.moving || now.moving) return null;
  const groupId = required(now, "groupId");
  return { topic: "review", body: JSON.stringify({ kind: "moved", groupId }), key: `review ${groupId}` };
}

/** A shopper's purchase was recorded, confirmed or taken back: their review of the garment says how it is known. */
export function reviewOfPurchase(now: Item, before: Item | undefined): Message | null {
  const groupId = text(now, "groupId");
  const stateOf = (item: Item | undefined) => [
    text(item, "groupId"),
    text(item, "confirmedAt"),
    text(item, "withdrawnAt"),
  ];
  // One that was only ever taken back names no garment.
  if (!groupId || stateOf(now).join(" ") === stateOf(before).join(" ")) return null;
  const [userId, purchaseId] = [required(now, "userId"), required(now, "purchaseId")];
  const body = JSON.stringify({ kind: "purchase", userId, groupId, purchaseId });
  return { topic: "review", body, key: `review ${purchaseId}` };
}
