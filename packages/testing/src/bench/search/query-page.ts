import { search } from "@stylegence/core/search/search";

/** Fashion queries of Amazon's shoppers (ESCI) as they typed them, and what shoppers in India type. */
const QUERIES: Record<string, string[]> = {
  "What people typed (ESCI, US)": [
    ...["tan strappy heels for women", "tank top plus size women", "tennis lacoste hombre"],
    ...["1.75 leather belts without buckles", "thin leather strap", "to boot new york mens shoes"],
    ...["ua vital woven pants", "ugg dakota slippers women", "watch the game not your phone tshirt"],
    ...["white sexy dress pants for women", "white shades glasses for women", "winter skirts for women"],
    ...["women long lined sports bra", "women plus petite pants", "women's office shoes", "yellow champion hoodie"],
    ...["womens wigs for white women short hair", "womens witch costumes plus size"],
    ...["zipper sweaters for women without hoodie", "black bardot long off the shoulder", "blue suit for baby boy"],
    ...["boys pants slim fit", "brown belt without buckle", "carhartt double front pants for men"],
    ...["cupshe high waisted tankini", "flip flops", "girdle for women tummy control", "adidas gym bag for women"],
    ...["men formal wear", "mens bathing suits without mesh liner", "mens one piece bikini", "mens slippers"],
    ...["mens socks black and white", "michael kors handbags", "nike shoes men without laces"],
    ...["petite dressy spandex pants", "sandals for women", "slip on clogs for women"],
    ...["sojos small round polarized sunglasses for women", "spanx leggings for women high waisted"],
    ...["listen without prejudice shirt", "keep grinding hat"],
  ],
  "Prices, sizes, negation, Hindi as it is typed": [
    ...["red kurta under 1500 size L", "ladies kurti 1500 se kam", "gents chappal", "lal saree", "kala kurta"],
    ...["saree between 500 and 2000", "xl nightdress", "bina sleeve kurti", "formal shirt for office under 1000"],
    ...["gold jhumka earrings", "shoes uk 8", "size 38 shirt men", "bachon ke kapde", "running shoes under 3000"],
    ...["min 50% off dresses", "cotton saree 1k se kam"],
  ],
  "Typing mistakes": ["niek shoes", "womens kurti blck", "sunglases for men", "leehnga", "tshrit men"],
  "What a clothes shop does not have": [
    ...["usb lunch box", "tortillas without interesterified soybean oil", "dremel cleaning tool", "airpods 2"],
    ...["couch pillows", "red dog bowl", "asdkjh qwelkj", "wine glasses without stem"],
  ],
};

const SHOWN = 5;

/** A page with the first results of each query, to be read by a person. */
export async function pageOf(): Promise<string> {
  const parts = [HEAD];
  for (const [title, queries] of Object.entries(QUERIES)) {
    parts.push(`## ${title}`);
    for (const query of queries) parts.push(await partOf(query));
  }
  return `${parts.join("\n\n")}\n`;
}

const HEAD = `# Queries and what they find

Made by \`pnpm bench relevance\` over the two catalogues of the search bench (72,348 garments), to be read, not scored. One of the catalogues has no prices
of its own, so amounts mean little; neither has every brand that is asked for.`;

async function partOf(query: string): Promise<string> {
  const { items, total, suggestion, relaxed } = await search({ q: query, limit: SHOWN });
  const facts = [
    `${total} found`,
    ...(suggestion ? [`did you mean “${suggestion}”`] : []),
    ...(relaxed.length > 0 ? [`let go: ${relaxed.join(", ")}`] : []),
  ];
  const lines = items.map(({ brand, title, price }) => {
    const cost = price ? ` (₹${Math.round(price.amount / 100).toLocaleString("en-IN")})` : "";
    return `1. ${[brand, title].filter(Boolean).join(": ")}${cost}`;
  });
  return [`**${query}** · ${facts.join(" · ")}`, lines.join("\n")].filter(Boolean).join("\n\n");
}
