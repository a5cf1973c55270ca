import type { ListingView } from "../world/catalogue.ts";
import { CATEGORIES, type Category, isWithin } from "../world/categories.ts";
import { hash } from "../world/random.ts";
import type { ShopContext } from "./shop.ts";

export const urlOf = ({ origin, shop }: ShopContext, view: ListingView): string => origin + shop.path(view.listing);

export const inCategory = (views: readonly ListingView[], slug: string): ListingView[] =>
  views.filter((v) => isWithin(v.listing.garment.kind.category, slug));

/** The categories in which the shop has something today, in tree order. */
export function stocked(views: readonly ListingView[]): (Category & { count: number })[] {
  return CATEGORIES.map((c) => ({ ...c, count: inCategory(views, c.slug).length })).filter((c) => c.count > 0);
}

/** The categories for a menu: of what comes and goes with no day, so that a menu changes no page. */
export const menuOf = ({ catalogue, shop }: ShopContext): (Category & { count: number })[] =>
  stocked(
    catalogue.world
      .at(shop.id)
      .filter((l) => l.from === null && l.until === null)
      .map(catalogue.view),
  );

export interface Page<T> {
  items: T[];
  page: number;
  pages: number;
  total: number;
}

/** The page that a query parameter asks for; nonsense is page 1. */
export function paginate<T>(all: readonly T[], asked: string | undefined, per: number): Page<T> {
  const pages = Math.max(1, Math.ceil(all.length / per));
  const page = Math.min(pages, Math.max(1, Number.parseInt(asked ?? "1", 10) || 1));
  return { items: all.slice((page - 1) * per, page * per), page, pages, total: all.length };
}

/** Others of the same category that come and go with no day, so always the same ones for a garment. */
export function related(views: readonly ListingView[], view: ListingView, count: number): ListingView[] {
  const { garment } = view.listing;
  return views
    .filter((v) => v.listing.from === null && v.listing.until === null)
    .filter((v) => v.listing.garment.kind.category === garment.kind.category && v.listing.garment !== garment)
    .sort((a, b) => hash(garment.id, a.listing.id) - hash(garment.id, b.listing.id))
    .slice(0, count);
}

export function found(views: readonly ListingView[], query: string): ListingView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return views.filter((v) => {
    const text = `${v.listing.title} ${v.listing.garment.brand.name}`.toLowerCase();
    return words.length > 0 && words.every((w) => text.includes(w));
  });
}

export const latest = (views: readonly ListingView[]): Date =>
  new Date(Math.max(0, ...views.map((v) => v.changedAt.getTime())));

/** The names for a breadcrumb, "Women" to the leaf. */
export const trail = (view: ListingView): Category[] => view.categories;
