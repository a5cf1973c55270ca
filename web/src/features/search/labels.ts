import type { Availability } from "@stylegence/contracts/availability";
import type { FacetValue, Sort } from "@stylegence/contracts/search";

export const AVAILABILITY_LABELS: Record<Availability, string> = {
  in_stock: "In stock",
  back_order: "On back order",
  pre_order: "Pre-order",
  unknown: "Stock not known",
  out_of_stock: "Sold out",
  discontinued: "No longer sold",
};

export const SORT_LABELS: Record<Sort, string> = {
  relevance: "Best match",
  price_asc: "Price, low first",
  price_desc: "Price, high first",
  discount: "Biggest discount",
  newest: "Newest",
  price_drop: "Biggest price drop",
  rating: "Best rated",
};

export const FACET_LABELS: Record<string, string> = {
  category: "Category",
  brand: "Brand",
  colour: "Colour",
  size: "Size",
  price: "Price",
  discount: "Discount",
  availability: "Availability",
  source: "Shop",
};

/** What people read for a facet's value. */
export function labelOf(facet: string, { value, label }: FacetValue): string {
  if (label) return label;
  if (facet === "availability") return AVAILABILITY_LABELS[value as Availability] ?? value;
  return facet === "colour" ? value.charAt(0).toUpperCase() + value.slice(1) : value;
}
