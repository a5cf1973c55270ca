import { figuresOf } from "./page.ts";
import { type ReviewRow, review } from "./review.entity.ts";
import { added, EMPTY, shown } from "./tally.ts";

/**
 * A product's figures as they are kept, beside what its counted reviews come to one by one. They differ for a moment while a review is
 * being written, as the index of reviews comes a little later.
 */
export async function verify(groupId: string) {
  let sum = EMPTY;
  let cursor: string | null = null;
  do {
    const page: { data: ReviewRow[]; cursor: string | null } = await review()
      .query.byGroup({ groupId })
      .go({ limit: 100, cursor });
    for (const { counted } of page.data) if (counted) sum = added(sum, counted);
    cursor = page.cursor;
  } while (cursor);
  const [kept, counted] = [await figuresOf(groupId), shown(sum)];
  return { agrees: JSON.stringify(kept) === JSON.stringify(counted), kept, counted };
}
