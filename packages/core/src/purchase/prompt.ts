import * as Product from "../catalog/product.ts";
import * as Notification from "../notification/notification.ts";
import { DomainError } from "../platform/errors.ts";
import { commitFor } from "../wishlist/alive.ts";
import { find } from "./purchase.ts";

/** Asks the shopper of a confirmed purchase for a review, once a garment. Safe to repeat. */
export async function prompt(userId: string, purchaseId: string): Promise<"asked" | "gone"> {
  const bought = await find(userId, purchaseId);
  if (bought?.state !== "confirmed") return "gone";
  try {
    const { group } = await Product.read(await Product.resolve(bought.groupId));
    await commitFor(
      userId,
      Notification.writes({
        ...{ userId, kind: "review_prompt", key: `review_prompt ${group.groupId}` },
        title: "How is it?",
        body: `Tell others how ${group.title} fits and wears.`,
        href: `/reviews/${group.groupId}#write-review`,
      }),
    );
    return "asked";
  } catch (error) {
    const isOver = error instanceof DomainError && ["not_found", "unauthenticated"].includes(error.code);
    if (!isOver) throw error;
    return "gone";
  }
}
