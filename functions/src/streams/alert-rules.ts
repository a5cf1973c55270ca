import { type Item, type Message, required, text } from "./image.ts";

/** What shoppers may want to know of a garment changed: not each write of a crawl, which also notes titles and vectors. */
export function alertOfGroup(now: Item, before: Item | undefined): Message | null {
  const watchRev = now.watchRev?.N;
  if (!before || watchRev === undefined || watchRev === before.watchRev?.N) return null;
  const groupId = required(now, "groupId");
  return { topic: "alert", body: JSON.stringify({ kind: "offers", groupId }), key: `alert ${groupId}` };
}

/** A visit of a page ended that a shopper had pasted the address of. */
export function alertOfVisit(now: Item, before: Item | undefined): Message | null {
  if (!text(now, "awaitedAt")) return null;
  const ended = text(before, "visitId") !== undefined && text(now, "visitId") === undefined;
  if (!ended || text(now, "status") === "in_progress") return null;
  const frontierId = required(now, "frontierId");
  return { topic: "alert", body: JSON.stringify({ kind: "visited", frontierId }), key: `alert ${frontierId}` };
}
