/** Colour names that mean nothing else in a query: "stone", "cherry" or "denim" may be a print or a fabric. */
export const SURE_SHADES = new Set(
  [
    "kala, safed, lal, neela, hara, peela, pila, gulabi, narangi, baingani, jamuni, rani, mehroon, firozi, feroza, mehendi, mehandi, mehndi, kesari, bhagwa, gajri, morpankhi",
    "golden, gray, charcoal, tan, beige, ivory, ecru, nude, taupe, camel, khaki, crimson, scarlet, burgundy, wine, oxblood, magenta, fuchsia, fuschia, coral, salmon, rust, ochre",
    "emerald, mint, pista, lime, aqua, cyan, aquamarine, indigo, cobalt, azure, violet, plum, aubergine, lilac, mauve, copper, multi, multicolor, multicoloured, multicolored, chocolate, coffee, saffron, lemon",
  ].flatMap((line) => line.split(", ")),
);

/** Words by which people ask, in English and as Hindi is typed. They say nothing of a garment. */
export const FILLERS = new Set(
  "show me i want need buy online shop shopping looking find please some any get chahiye dikhao dikhaiye ke ka ki liye wala wali wale mein aur kapde kapda best good nice latest wear clothes clothing outfit outfits apparel garment garments something".split(
    " ",
  ),
);

/** Who wears it, in words that only shoppers use. */
export const WEARERS = {
  women: "mujer mahila aurat ladkiyon ladki",
  men: "hombre mard purush ladkon ladka",
  kids: "bachon bacchon baccha bachcha newborn",
} as const;

/** What shoppers call kinds of garments where titles mean something else by the word, and Hindi words as they are typed. */
export const KINDS: Record<string, string> = {
  sunglasses: "shades, goggles, chashma, specs",
  watches: "ghadi",
  swimwear: "bathing suit, bathing suits, swim suit, tankini, tankinis",
  shapewear: "girdle, body shapers",
  trousers: "dress pants, formal pants, office pants",
  "formal-shoes": "dress shoes, office shoes",
  shirts: "dress shirt, dress shirts, office shirt",
  jewellery: "gehne, zevar",
  footwear: "shoe, shoes, joote, joota, jute",
  bags: "bag, bags, thaila",
};

/** Before an amount. `min` and `max` say which end it is. */
export const BOUNDS: Record<"min" | "max", string> = {
  max: "under|below|less than|lesser than|upto|up to|within|maximum|max|cheaper than|not more than|no more than|budget",
  min: "above|over|more than|minimum|min|at least|atleast|starting from|starting at",
};

/** After an amount, as Hindi is typed: "1500 se kam" is less than 1500. */
export const BOUNDS_AFTER: Record<"min" | "max", string> = {
  max: "se kam|ke andar|ke neeche|ke niche|tak|se sasta|or less|and below|and under",
  min: "se zyada|se jyada|se upar|or more|and above|and up|plus",
};

/** Before what a garment must not have. */
export const WITHOUT = "without|w o|minus|free of";
/** As `WITHOUT`, of the one word that follows. */
export const WITHOUT_ONE = "bina|bagair";

/** Letter sizes that mean nothing else, and those that need "size" beside them. */
export const LETTERS = "xxs|xs|xl|xxl|xxxl|2xl|3xl|4xl|5xl|6xl";
export const SIZE_LETTERS = `${LETTERS}|s|m|l|small|medium|large|free`;
