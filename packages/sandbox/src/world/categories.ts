export interface Category {
  slug: string;
  name: string;
  parent: string | null;
}

const TREE: Record<string, [name: string, children: Record<string, string>]> = {
  "women-ethnic": [
    "Ethnic Wear",
    {
      kurtas: "Kurtas",
      "kurta-sets": "Kurta Sets",
      "salwar-suits": "Salwar Suits",
      sarees: "Sarees",
      lehengas: "Lehenga Cholis",
      dupattas: "Dupattas",
      palazzos: "Palazzos",
    },
  ],
  "women-western": [
    "Western Wear",
    {
      "womens-tshirts": "T-Shirts",
      tops: "Tops",
      "womens-shirts": "Shirts",
      dresses: "Dresses",
      "womens-jeans": "Jeans",
      skirts: "Skirts",
      "womens-jackets": "Jackets",
    },
  ],
  "women-footwear": ["Footwear", { heels: "Heels", "womens-sneakers": "Sneakers", juttis: "Juttis" }],
  "women-accessories": ["Accessories", { handbags: "Handbags", "womens-watches": "Watches" }],
  "men-ethnic": [
    "Ethnic Wear",
    {
      "mens-kurtas": "Kurtas",
      "kurta-pyjamas": "Kurta Sets",
      sherwanis: "Sherwanis",
      "nehru-jackets": "Nehru Jackets",
      dhotis: "Dhotis",
    },
  ],
  "men-western": [
    "Western Wear",
    {
      "mens-tshirts": "T-Shirts",
      polos: "Polo T-Shirts",
      "mens-shirts": "Shirts",
      "mens-jeans": "Jeans",
      trousers: "Trousers",
      "mens-jackets": "Jackets",
      blazers: "Blazers",
      sweatshirts: "Sweatshirts & Hoodies",
    },
  ],
  "men-footwear": ["Footwear", { "mens-sneakers": "Sneakers", loafers: "Loafers", mojaris: "Mojaris" }],
  "men-accessories": ["Accessories", { "mens-watches": "Watches" }],
  "kids-girls": ["Girls", { "girls-lehengas": "Lehenga Cholis", "girls-dresses": "Dresses" }],
  "kids-boys": ["Boys", { "boys-kurta-sets": "Kurta Sets", "boys-tshirts": "T-Shirts" }],
  "kids-all": ["Play", { "kids-jeans": "Jeans", "kids-sneakers": "Sneakers" }],
};

const ROOTS: Record<string, string> = { women: "Women", men: "Men", kids: "Kids" };

const branches = Object.entries(TREE).flatMap(([slug, [name, children]]): Category[] => [
  { slug, name, parent: slug.split("-")[0] as string },
  ...Object.entries(children).map(([child, childName]) => ({ slug: child, name: childName, parent: slug })),
]);

/** The tree, parents before children. */
export const CATEGORIES: readonly Category[] = [
  ...Object.entries(ROOTS).map(([slug, name]) => ({ slug, name, parent: null })),
  ...branches,
];

const bySlug = new Map(CATEGORIES.map((c) => [c.slug, c]));

/** The category and what it lies in, widest first. */
export function pathOf(slug: string): Category[] {
  const found = bySlug.get(slug);
  if (!found) return [];
  return found.parent === null ? [found] : [...pathOf(found.parent), found];
}

/** Whether the category is `ancestor` or lies below it. */
export const isWithin = (slug: string, ancestor: string): boolean => pathOf(slug).some((c) => c.slug === ancestor);

const WHOSE: Record<string, string> = {
  women: "Women's",
  men: "Men's",
  kids: "Kids'",
  "kids-girls": "Girls'",
  "kids-boys": "Boys'",
};

/** The name with its owner where another category has the same: "Men's Kurtas". */
export function fullName({ name, parent }: Category): string {
  if (parent === null || CATEGORIES.filter((c) => c.name === name).length === 1) return name;
  const owner = WHOSE[parent] ?? WHOSE[parent.split("-")[0] as string];
  return `${owner} ${name}`;
}
