const MAX_SLUG_LENGTH = 60;

/** Words of a title for the tail of an address; for people and search engines only, the id decides. */
export function slugOf(title: string): string {
  const slug = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (slug.length <= MAX_SLUG_LENGTH) return slug;
  // Cut between words, where there is a border.
  return slug
    .slice(0, MAX_SLUG_LENGTH + 1)
    .replace(/-[^-]*$/, "")
    .slice(0, MAX_SLUG_LENGTH);
}

/** Leads to where a shop sells it, as one who was sent from here. */
export const wayOut = (listingId: string): string => `/go/${listingId}`;

/** The address of a product's page. */
export function pathOf({ groupId, title }: { groupId: string; title: string }): string {
  const slug = slugOf(title);
  return slug ? `/p/${groupId}/${slug}` : `/p/${groupId}`;
}
