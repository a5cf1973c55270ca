import type { SizeSystem } from "./product.ts";
import { garmentKind, type SizeContext } from "./size-parts.ts";

/** Columns of one chart; a row may hold several labels of a system. */
export type SizeChart = Partial<Record<SizeSystem, readonly (readonly string[])[]>>;

/** One line a row, one column a system; several labels of a cell are joined by a comma, "-" is none. */
function chart(systems: readonly SizeSystem[], rows: string): SizeChart {
  const cells = rows
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/));
  return Object.fromEntries(
    systems.map((system, column) => [system, cells.map((row) => (row[column] === "-" ? [] : row[column]!.split(",")))]),
  );
}

// No Indian standard for shoes exists openly: Indian shoes are numbered as British ones.
const WOMEN_SHOES = chart(
  ["UK", "IN", "EU", "US"],
  `2 2 34 4
   2.5 2.5 35 4.5
   3 3 35.5,36 5
   3.5 3.5 36 5.5
   4 4 37 6
   4.5 4.5 37.5 6.5
   5 5 38 7
   5.5 5.5 38.5 7.5
   6 6 39 8
   6.5 6.5 40 8.5
   7 7 41,40 9
   7.5 7.5 41.5 9.5
   8 8 42,41 10
   8.5 8.5 42.5 10.5
   9 9 43 11`,
);
const MEN_SHOES = chart(
  ["UK", "IN", "EU", "US"],
  `5 5 38 6
   5.5 5.5 38.5 6.5
   6 6 39,40 7
   6.5 6.5 40 7.5
   7 7 41 8
   7.5 7.5 41.5 8.5
   8 8 42 9
   8.5 8.5 42.5 9.5
   9 9 43 10
   9.5 9.5 44 10.5
   10 10 44.5,44 11
   10.5 10.5 45 11.5
   11 11 46,45 12
   11.5 11.5 46.5 12.5
   12 12 47,46 13
   13 13 48,47 14`,
);
const WOMEN_CLOTHES = chart(
  ["ALPHA", "UK", "EU", "US", "IN"],
  `XXS 4 32 0 32
   XS 6 34 2 34
   S 8 36 4 36
   S 10 38 6 36
   M 12 40 8 38
   M 14 42 10 38
   L 16 44 12 40
   L 18 46 14 40
   XL 20 48 16 42
   XL 22 50 18 42
   XXL 24 52 20 44
   XXL 26 54 22 44
   3XL 28 56 24 46
   3XL 30 58 26 46
   4XL 32 60 28 48`,
);
const WOMEN_WAIST = chart(
  ["ALPHA", "WAIST"],
  `XXS 24
   XS 25,26
   S 27,28
   M 29,30
   L 31,32
   XL 33,34
   XXL 36
   3XL 38
   4XL 40`,
);
const MEN_TOPS = chart(
  ["ALPHA", "IN", "UK", "US", "EU"],
  `XS 36 34,36 34,36 44,46
   S 38 36,38 36,38 46,48
   M 40 38,40 38,40 48,50
   L 42 40,42 40,42 50,52
   XL 44 42,44 42,44 52,54
   XXL 46 44,46 44,46 54,56
   3XL 48 46,48 46,48 56,58
   4XL 50 48,50 48,50 58,60`,
);
const MEN_WAIST = chart(
  ["ALPHA", "WAIST", "EU"],
  `XS 28 44
   S 29,30 45,46
   M 31,32 47,48
   L 33,34 49,50
   XL 36 52
   XXL 38 54
   3XL 40 56
   4XL 42 58`,
);
const KIDS = chart(
  ["AGE", "CM", "EU", "UK"],
  `0-3M 62 62 -
   3-6M 68 68 -
   6-9M 74 74 -
   9-12M 80 80 -
   6-12M 74,80 74,80 -
   12-18M 86 86 -
   18-24M 92 92 -
   1-2Y 86,92 86,92 -
   2Y,2-3Y 98 98 2,3
   3Y,3-4Y 104 104 3,4
   4Y,4-5Y 110 110 4,5
   5Y,5-6Y 116 116 5,6
   6Y,6-7Y 122 122 6,7
   7Y,7-8Y 128 128 7,8
   8Y,8-9Y 134 134 8,9
   9Y,9-10Y 140 140 9,10
   10Y,10-11Y 146 146 10,11
   11Y,11-12Y 152 152 11,12
   12Y,12-13Y 158 158 12,13
   13Y,13-14Y 164 164 13,14`,
);

/** The charts that hold for a garment, in the order they are asked. Without a gender both adult charts may apply. */
export function chartsFor(context: SizeContext): readonly SizeChart[] {
  const who = (context.gender ?? [context.category ?? []].flat().join(" ")).toLowerCase();
  if (/\b(?:kids?|boys?|girls?|infants?|baby|toddlers?|children|junior)\b/.test(who)) return [KIDS];
  const women = /\b(?:women|womens|woman|female|ladies)\b/.test(who.replace(/'/g, ""));
  const men = /\b(?:men|mens|man|male|gents)\b/.test(who.replace(/'/g, ""));
  const both = women === men;
  const kind = garmentKind(context);
  const pick = (forWomen: SizeChart, forMen: SizeChart) => [
    ...(women || both ? [forWomen] : []),
    ...(men || both ? [forMen] : []),
  ];
  if (kind === "footwear") return pick(WOMEN_SHOES, MEN_SHOES);
  if (kind === "bottom") return [...pick(WOMEN_WAIST, MEN_WAIST), ...(women ? [WOMEN_CLOTHES] : [])];
  return kind === "bra" ? [] : pick(WOMEN_CLOTHES, MEN_TOPS);
}
