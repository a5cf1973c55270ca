import type { Stock } from "../world/market.ts";

export const SCHEMA_STOCK: Record<Stock, string> = {
  in_stock: "https://schema.org/InStock",
  out_of_stock: "https://schema.org/OutOfStock",
  pre_order: "https://schema.org/PreOrder",
  back_order: "https://schema.org/BackOrder",
};

export const breadcrumbList = (items: readonly { name: string; url: string }[]): Record<string, unknown> => ({
  "@context": "https://schema.org",
  "@type": "BreadcrumbList",
  itemListElement: items.map((item, i) => ({ "@type": "ListItem", position: i + 1, name: item.name, item: item.url })),
});
