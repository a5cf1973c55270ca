/** What this browser remembers of a product that was looked at. */
export interface SeenProduct {
  path: string;
  title: string;
  brand: string;
  /** As it was shown then. */
  price: string;
  image: string;
  /** Dominant colour of the picture. */
  colour: string;
}

const MOST = 12;

/** The products remembered, latest first; what is not such a list is none. */
export function readSeen(stored: string | null): SeenProduct[] {
  try {
    const list = JSON.parse(stored ?? "[]") as unknown;
    return Array.isArray(list) ? list.filter(isSeen).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** The list with a product at its head, once. */
export function withSeen(list: readonly SeenProduct[], product: SeenProduct): SeenProduct[] {
  return [product, ...list.filter((other) => idOf(other) !== idOf(product))].slice(0, MOST);
}

/** Titles change, and addresses with them; the id in them does not. */
export function idOf({ path }: Pick<SeenProduct, "path">): string {
  return path.split("/")[2] ?? "";
}

function isSeen(value: unknown): value is SeenProduct {
  const { path, title, brand, price, image, colour } = (value ?? {}) as Record<string, unknown>;
  const areTexts = [title, brand, price, image, colour].every((text) => typeof text === "string");
  return areTexts && typeof path === "string" && /^\/p\/prd_\w+/.test(path);
}
