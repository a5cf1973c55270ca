/** The way in for who does not search. Slugs of the tree's roots, so that no page has to ask for the tree. */
export const SECTIONS = [
  { href: "/c/women", label: "Women" },
  { href: "/c/men", label: "Men" },
  { href: "/c/kids", label: "Kids" },
  { href: "/search?sort=price_drop", label: "Price drops" },
  { href: "/brands", label: "Brands" },
];
