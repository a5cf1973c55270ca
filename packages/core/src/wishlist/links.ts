import { context } from "../platform/context.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import { actingShopper } from "../shopper/shopper.ts";
import * as Count from "./count.ts";
import { type WishLink, wishLink } from "./link.entity.ts";

export type { WishLink };

/** Links that are no wishes yet, newest first. */
export async function list(): Promise<WishLink[]> {
  const { data } = await wishLink().query.primary({ userId: actingShopper() }).go({ limit: Count.MAX_LINKS });
  return data.sort((a, b) => (a.addedAt < b.addedAt ? 1 : -1));
}

/** Takes a link away, whatever became of it; says whether there was one. */
export async function remove(linkId: string): Promise<boolean> {
  const userId = actingShopper();
  return onConflict(async () => {
    const { data } = await wishLink().get({ userId, linkId }).go({ consistent: true });
    if (!data) return false;
    await commit([goneOf(data), Count.add(userId, { links: -1 })]);
    return true;
  });
}

/** The write that takes a link away, refused where it is not as it was read. */
export function goneOf({ userId, linkId, updatedAt }: WishLink): Write {
  return write(
    wishLink()
      .delete({ userId, linkId })
      .where((item, { eq }) => eq(item.updatedAt, updatedAt)),
  );
}

/** The write of a link's next state, refused where it is not as it was read. */
export function next(known: WishLink, change: Partial<WishLink>): Write {
  const updatedAt = context().now().toISOString();
  return write(
    wishLink()
      .put({ ...known, ...change, updatedAt })
      .where((item, { eq }) => eq(item.updatedAt, known.updatedAt)),
  );
}
