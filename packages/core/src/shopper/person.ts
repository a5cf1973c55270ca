import { shopper } from "./shopper.entity.ts";

/** What another shopper may see of one: a name and a picture. */
export interface Person {
  userId: string;
  name: string;
  imageUrl: string | null;
}

const NAMELESS = "Someone";

/** The persons of these ids, by id; one who is gone is "Someone". */
export async function persons(userIds: readonly string[]): Promise<(userId: string) => Person> {
  const keys = [...new Set(userIds)].map((userId) => ({ userId }));
  const { data } = keys.length > 0 ? await shopper().get(keys).go() : { data: [] };
  const known = new Map(data.map((row) => [row.userId, row]));
  return (userId) => {
    const { firstName, lastName, imageUrl } = known.get(userId) ?? {};
    const name = [firstName, lastName].filter(Boolean).join(" ");
    return { userId, name: name || NAMELESS, imageUrl: imageUrl ?? null };
  };
}

/** One person. */
export async function person(userId: string): Promise<Person> {
  return (await persons([userId]))(userId);
}
