import { accountLink } from "./link.entity.ts";
import { ofShopper } from "./link.ts";

/** Ends every link of a shopper, as part of their erasure. May be done again. Returns how many there were. */
export async function forget(userId: string): Promise<number> {
  const links = await ofShopper(userId);
  await Promise.all(
    links.map(({ lowUserId, highUserId }) => accountLink().delete({ lowUserId, highUserId }).go({ response: "none" })),
  );
  return links.length;
}
