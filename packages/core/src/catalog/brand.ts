import { context } from "../platform/context.ts";
import { BRAND_ALIASES, NO_BRAND } from "./brand.data.ts";
import { type Brand, brand } from "./brand.entity.ts";
import { plain, slug } from "./words.ts";

export type { Brand };

const LEGAL = /\b(pvt|private|ltd|limited|llp|inc|apparels?|clothing co|official( store)?|india)\b\.?/gi;

/** The brand that a shop's spelling means; null for none ("NA", "Generic"). */
export function normalise(raw: string | null | undefined): { slug: string; name: string } | null {
  const words = plain(raw ?? "");
  if (!raw || NO_BRAND.has(words)) return null;
  const known = BRAND_ALIASES[words];
  if (known) return { slug: slug(known), name: known };
  const short = raw.replace(LEGAL, " ").replace(/[®™©]/g, "").replace(/\s+/g, " ").trim();
  const name = plain(short) === "" ? raw.trim() : short;
  const alias = BRAND_ALIASES[plain(name)];
  if (alias) return { slug: slug(alias), name: alias };
  const key = slug(name);
  return key === "" ? null : { slug: key, name: cased(name) };
}

/** A shout is no name: FABINDIA becomes Fabindia, but ONLY and H&M stay short and as they are. */
function cased(name: string): string {
  if (name.length <= 4 || name !== name.toUpperCase() || !/^[A-Z .'-]+$/.test(name)) return name;
  return name
    .toLowerCase()
    .replace(/(^|[ .-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}

const seen = new Set<string>();

/** Stores a brand when it is first met; the name of whoever came first stays. */
export async function ensure(found: { slug: string; name: string }): Promise<void> {
  const { config, now } = context();
  const known = `${config.TABLE_NAME} ${found.slug}`;
  if (seen.has(known)) return;
  const { data } = await brand().get({ slug: found.slug }).go();
  if (!data) {
    await brand()
      .create({ ...found, createdAt: now().toISOString() })
      .go({ response: "none" })
      .catch(async (error: unknown) => {
        if (!(await get(found.slug))) throw error;
      });
  }
  seen.add(known);
}

/** The stored brand, or null. */
export async function get(brandSlug: string): Promise<Brand | null> {
  return (await brand().get({ slug: brandSlug }).go()).data;
}

/** All brands by slug, a page at a time. */
export async function list(
  page: { cursor?: string; limit?: number } = {},
): Promise<{ items: Brand[]; cursor: string | null }> {
  const { data, cursor } = await brand()
    .query.byName({ list: "brands" })
    .go({ limit: page.limit ?? 100, cursor: page.cursor });
  return { items: data, cursor };
}
