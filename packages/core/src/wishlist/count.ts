import { standing } from "../membership/membership.ts";
import { type Write, write } from "../platform/transaction.ts";
import { wishCount } from "./count.entity.ts";

/** How many wishes a shopper may have, without and with a membership. */
export const MAX_WISHES = 500;
export const MAX_MEMBER_WISHES = 5000;
/** Pasted links that are no wishes yet, refused ones among them until they are taken away. */
export const MAX_LINKS = 20;

export interface Counts {
  wishes: number;
  links: number;
}

export async function read(userId: string): Promise<Counts> {
  const { data } = await wishCount().get({ userId }).go({ consistent: true });
  return { wishes: data?.wishes ?? 0, links: data?.links ?? 0 };
}

/** How many wishes a shopper may have now. */
export async function limitOf(userId: string): Promise<number> {
  return (await standing(userId)).active ? MAX_MEMBER_WISHES : MAX_WISHES;
}

/** The write that counts, for the transaction that adds or removes; refused above the limit. */
export function add(userId: string, { wishes = 0, links = 0 }: Partial<Counts>, limit = MAX_WISHES): Write {
  const update = wishCount()
    .upsert({ userId })
    .add({ ...(wishes !== 0 && { wishes }), ...(links !== 0 && { links }) });
  return write(
    update.where((count, { lt, notExists }) => {
      const limits = [
        ...(wishes > 0 ? [`(${notExists(count.wishes)} OR ${lt(count.wishes, limit)})`] : []),
        ...(links > 0 ? [`(${notExists(count.links)} OR ${lt(count.links, MAX_LINKS)})`] : []),
      ];
      return limits.join(" AND ");
    }),
  );
}
